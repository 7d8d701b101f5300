import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { StateDefinition } from '../../../engine/definition.ts'
import type { StateNode, StateType } from '../../../engine/paths.ts'
import { indexStates } from '../../indexed.ts'
import { parentOf } from '../apply/tree.ts'
import type { Change } from '../edit.ts'
import type { Editor } from '../editor.ts'
import { changeId } from '../state-id.ts'
import { words as editorWords } from '../texts.ts'
import { listTransitions } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { departmentsIn, rolesIn } from '../uses.ts'
import { AddTransition } from './AddTransition.tsx'
import { ChoiceInput } from './ChoiceInput.tsx'
import { EffectList } from './EffectList.tsx'
import { Fold } from './Fold.tsx'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { Targets } from './Targets.tsx'
import { TransitionLinks } from './TransitionLinks.tsx'
import { words } from './texts.ts'

const types: StateType[] = ['atomic', 'compound', 'parallel', 'final', 'history']

type Own = Change<Omit<StateDefinition, 'states' | 'type' | 'on' | 'after' | 'always' | 'onDone'>>
type PartProps = {
  editor: Editor
  node: StateNode
  state: StateDefinition
  /** `typing`: the letters of one field are one step to undo */
  change(change: Own, typing?: string): void
}

export function StatePanel({ editor, path }: { editor: Editor; path: string }) {
  const { definition } = useEditor(editor).draft
  const node = indexStates(definition).byPath.get(path)
  if (!node) return null
  const state = node.definition as StateDefinition
  const disabled = editor.readOnly
  const change = (change: Own, typing?: string) =>
    editor.apply({ kind: 'change-state', path, change }, typing && `${path} ${typing}`)
  const part = { editor, node, state, change }
  // What a kind of state cannot have is shown where a definition has it all the same: to be taken away.
  const isHistory = node.type === 'history'
  const leads = !isHistory && node.type !== 'final'
  return (
    <>
      <TextInput
        label={editorWords.field.title}
        value={state.title ?? ''}
        placeholder={node.key}
        disabled={disabled}
        onChange={event => change({ title: event.currentTarget.value || undefined }, 'title')}
      />
      <Kind {...part} />
      <div className={classes.row}>
        <ChoiceInput
          label={editorWords.field.stage}
          placeholder={node.stage ?? ''}
          value={state.stage ?? ''}
          choices={departmentsIn(definition)}
          disabled={disabled}
          onDone={stage => change({ stage: stage || undefined })}
        />
        {(!isHistory || state.assign !== undefined) && (
          <ChoiceInput
            label={editorWords.field.role}
            placeholder={node.assign ?? ''}
            value={state.assign ?? ''}
            choices={rolesIn(definition)}
            disabled={disabled}
            onDone={assign => change({ assign: assign || undefined })}
          />
        )}
      </div>
      <Textarea
        label={editorWords.field.description}
        value={state.description ?? ''}
        disabled={disabled}
        onChange={event => change({ description: event.currentTarget.value || undefined }, 'description')}
      />
      <div>
        {(leads || listTransitions(definition).some(({ source }) => source.path === path)) && (
          <LeadsOn {...part} />
        )}
        {(!isHistory || state.entry !== undefined) && (
          <Fold title={words.effects.entry} note={state.entry?.length ?? ''}>
            <EffectList
              key={path}
              editor={editor}
              effects={state.entry ?? []}
              onChange={entry => change({ entry })}
            />
          </Fold>
        )}
        {(leads || state.exit !== undefined) && (
          <Fold title={words.effects.exit} note={state.exit?.length ?? ''}>
            <EffectList
              key={path}
              editor={editor}
              effects={state.exit ?? []}
              onChange={exit => change({ exit })}
            />
          </Fold>
        )}
        <Fold title={words.more}>
          <Names {...part} />
        </Fold>
      </div>
    </>
  )
}

/** What kind of state it is, and what that kind has. */
function Kind({ editor, node, state, change }: PartProps) {
  const { definition, layout } = useEditor(editor).draft
  const disabled = editor.readOnly
  const { path, parent } = node
  const inner = node.children.filter(({ type }) => type !== 'history')
  const beside = [...indexStates(definition).byPath.keys()].filter(
    one => one.startsWith(parent?.path ? `${parent.path}.` : '') && one !== path && one !== '',
  )
  return (
    <>
      <div className={classes.row}>
        <LateInput
          label={editorWords.field.key}
          value={node.key}
          disabled={disabled}
          onDone={key => {
            editor.apply({ kind: 'rename-state', path, key })
            editor.reveal(parentOf(path) === '' ? key : `${parentOf(path)}.${key}`)
          }}
        />
        <NativeSelect
          label={editorWords.field.type}
          value={node.type}
          disabled={disabled}
          data={types.map(type => ({ value: type, label: editorWords.types[type] }))}
          onChange={event =>
            editor.apply({ kind: 'set-state-type', path, type: event.currentTarget.value as StateType })
          }
        />
      </div>
      {node.type === 'compound' && (
        <NativeSelect
          label={editorWords.field.initial}
          value={state.initial ?? ''}
          disabled={disabled}
          data={[
            ...(state.initial === undefined ? [{ value: '', label: words.none }] : []),
            ...inner.map(({ key, definition: { title } }) => ({
              value: key,
              label: (title as string | undefined) ?? key,
            })),
          ]}
          onChange={event => change({ initial: event.currentTarget.value || undefined })}
        />
      )}
      {node.type === 'history' && (
        <>
          <NativeSelect
            label={words.history.depth}
            value={state.history ?? 'shallow'}
            disabled={disabled}
            data={[
              { value: 'shallow', label: words.history.shallow },
              { value: 'deep', label: words.history.deep },
            ]}
            onChange={event => change({ history: event.currentTarget.value as 'shallow' | 'deep' })}
          />
          <Targets
            definition={definition}
            from={path}
            target={state.target}
            label={words.history.target}
            none={words.history.targetNone}
            choices={beside}
            disabled={disabled}
            onChange={target => change({ target })}
          />
        </>
      )}
      {parent?.type === 'compound' && node.type !== 'history' && (
        <Checkbox
          label={words.startsHere}
          checked={parent.definition.initial === node.key}
          disabled={disabled || parent.definition.initial === node.key}
          onChange={() =>
            editor.apply(
              parent.path === ''
                ? { kind: 'change-process', change: { initial: node.key } }
                : { kind: 'change-state', path: parent.path, change: { initial: node.key } },
            )
          }
        />
      )}
      {node.children.length > 0 && (
        <Checkbox
          label={editorWords.field.collapsed}
          checked={layout.states[path]?.collapsed === true}
          onChange={event => {
            const { x = 0, y = 0, ...place } = layout.states[path] ?? {}
            const collapsed = event.currentTarget.checked
            editor.apply({ kind: 'place', places: { [path]: { ...place, x, y, collapsed } } })
          }}
        />
      )}
    </>
  )
}

function LeadsOn({ editor, node }: PartProps) {
  const { definition } = useEditor(editor).draft
  const outgoing = listTransitions(definition).filter(({ source }) => source.path === node.path)
  return (
    <Fold title={words.leadsOn.title} note={outgoing.length || ''} startOpen>
      {outgoing.length === 0 && <p className={classes.hint}>{words.leadsOn.none}</p>}
      <TransitionLinks editor={editor} transitions={outgoing} />
      {!editor.readOnly && <AddTransition editor={editor} path={node.path} />}
    </Fold>
  )
}

/** The name that targets know it by, wherever it is. */
function Names({ editor, node, state }: PartProps) {
  const { path } = node
  return (
    <LateInput
      label={words.id}
      description={words.idHint}
      value={state.id ?? ''}
      disabled={editor.readOnly}
      onDone={id => editor.apply(changeId(editor.get().draft.definition, path, id.trim() || undefined))}
    />
  )
}
