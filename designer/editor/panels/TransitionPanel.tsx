import { Button, Checkbox, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { Transition } from '../../../engine/definition.ts'
import { indexStates } from '../../indexed.ts'
import { stateAt } from '../apply/tree.ts'
import type { TransitionAt, TransitionList } from '../draft.ts'
import type { Change } from '../edit.ts'
import type { Editor } from '../editor.ts'
import { words as editorWords } from '../texts.ts'
import {
  asList,
  type Listed,
  listPointer,
  listTransitions,
  pointerOf,
  transitionsOf,
} from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { eventsIn, rolesIn } from '../uses.ts'
import { Assignments } from './Assignments.tsx'
import { ChoiceInput } from './ChoiceInput.tsx'
import { EffectList } from './EffectList.tsx'
import { EventFields } from './EventFields.tsx'
import { Fold } from './Fold.tsx'
import { GuardList } from './GuardList.tsx'
import classes from './Panels.module.css'
import { Targets } from './Targets.tsx'
import { TimerField } from './TimerField.tsx'
import { TransitionLinks } from './TransitionLinks.tsx'
import { words } from './texts.ts'

const triggers = ['on', 'after', 'always', 'onDone'] as const

type PartProps = {
  editor: Editor
  listed: Listed
  /** `typing`: the letters of one field are one step to undo */
  change(change: Change<Transition>, typing?: string): void
}

export function TransitionPanel({ editor, pointer }: { editor: Editor; pointer: string }) {
  const { definition } = useEditor(editor).draft
  const listed = listTransitions(definition).find(one => one.pointer === pointer)
  if (!listed) return null
  const { at, transition, source } = listed
  const disabled = editor.readOnly
  const event = at.list === 'on' ? at.key : undefined
  const change = (change: Change<Transition>, typing?: string) =>
    editor.apply({ kind: 'change-transition', at, change }, typing && `${pointer} ${typing}`)
  const count = (list: readonly unknown[] | object | undefined) => (list ? Object.keys(list).length : 0) || ''
  return (
    <>
      <Trigger editor={editor} listed={listed} change={change} />
      <Targets
        definition={definition}
        from={source.path}
        target={transition.target}
        label={words.target.label}
        none={words.target.stay}
        choices={[...indexStates(definition).byPath.keys()].filter(path => path !== '')}
        disabled={disabled}
        onChange={target => change({ target })}
      />
      <TextInput
        label={editorWords.field.title}
        placeholder={event === undefined ? '' : (definition.events?.[event]?.title ?? event)}
        value={transition.title ?? ''}
        disabled={disabled}
        onChange={changed => change({ title: changed.currentTarget.value || undefined }, 'title')}
      />
      {(at.list === 'on' || transition.allow !== undefined) && (
        <TagsInput
          label={editorWords.field.allow}
          description={editorWords.field.allowHint}
          value={transition.allow ?? []}
          data={rolesIn(definition)}
          disabled={disabled}
          onChange={roles => change({ allow: roles.length > 0 ? roles : undefined })}
        />
      )}
      <div>
        <Fold title={words.guard.title} note={asList(transition.guard).length || ''} startOpen>
          <GuardList key={pointer} editor={editor} listed={listed} />
        </Fold>
        {event !== undefined && (
          <Fold title={words.events.ofTransition} note={count(fieldsOf(definition.events?.[event]?.schema))}>
            <EventFields
              editor={editor}
              name={event}
              here={pointer}
              onRenamed={to => editor.reveal(pointerOf({ ...at, key: to } as TransitionAt))}
            />
          </Fold>
        )}
        <Fold title={words.assign.title} note={count(transition.assign)}>
          <Assignments
            key={pointer}
            editor={editor}
            values={transition.assign ?? {}}
            event={event}
            onChange={assign => change({ assign })}
          />
        </Fold>
        <Fold title={words.effects.effects} note={count(transition.effects)}>
          <EffectList
            key={pointer}
            editor={editor}
            effects={transition.effects ?? []}
            event={event}
            onChange={effects => change({ effects })}
          />
        </Fold>
        <Priority editor={editor} listed={listed} />
        <Fold title={words.more}>
          <Rest editor={editor} listed={listed} change={change} />
        </Fold>
      </div>
    </>
  )
}

const fieldsOf = (schema: { [keyword: string]: unknown } | undefined) =>
  schema?.properties as object | undefined

/** What makes it be taken. */
function Trigger({ editor, listed }: PartProps) {
  const { definition } = useEditor(editor).draft
  const { at, source } = listed
  const disabled = editor.readOnly

  /** To the end of another list of the same state; the selection goes along. */
  function move(list: TransitionList): void {
    if (listPointer(list) === listPointer(at)) return
    const index = transitionsOf(stateAt(definition, list.state) ?? {}, list)?.length ?? 0
    const to: TransitionAt = { ...list, index }
    editor.apply({ kind: 'move-transition', at, to })
    editor.reveal(pointerOf(to))
  }

  return (
    <>
      <NativeSelect
        label={editorWords.field.trigger}
        value={at.list}
        disabled={disabled}
        data={triggers
          .filter(list => list !== 'onDone' || at.list === list || source.children.length > 0)
          .map(list => ({ value: list, label: editorWords.triggers[list] }))}
        onChange={event => {
          const list = event.currentTarget.value as (typeof triggers)[number]
          move(
            list === 'on' || list === 'after'
              ? { state: at.state, list, key: list === 'on' ? 'NEXT' : 'P1D' }
              : { state: at.state, list },
          )
        }}
      />
      {at.list === 'on' && (
        <ChoiceInput
          label={editorWords.field.event}
          value={at.key}
          choices={eventsIn(definition)}
          disabled={disabled}
          onDone={key => move({ state: at.state, list: 'on', key })}
        />
      )}
      {at.list === 'after' && (
        <TimerField
          editor={editor}
          value={at.key}
          disabled={disabled}
          onDone={key => move({ state: at.state, list: 'after', key })}
        />
      )}
    </>
  )
}

/** The transitions of one event, delay or list: the first whose rules hold is taken. */
function Priority({ editor, listed }: { editor: Editor; listed: Listed }) {
  const { definition } = useEditor(editor).draft
  const { at, pointer } = listed
  const beside = listTransitions(definition).filter(one => listPointer(one.at) === listPointer(at))
  if (beside.length < 2) return null
  const move = (by: -1 | 1) => {
    const to: TransitionAt = { ...at, index: at.index + by }
    editor.apply({ kind: 'move-transition', at, to })
    editor.reveal(pointerOf(to))
  }
  return (
    <Fold title={words.priority.title} note={words.priority.place(at.index + 1, beside.length)}>
      <p className={classes.hint}>{words.priority.hint}</p>
      <TransitionLinks editor={editor} transitions={beside} here={pointer} />
      {!editor.readOnly && (
        <div className={classes.row}>
          <Button variant="default" size="compact-sm" disabled={at.index === 0} onClick={() => move(-1)}>
            {words.priority.earlier}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            disabled={at.index === beside.length - 1}
            onClick={() => move(1)}
          >
            {words.priority.later}
          </Button>
        </div>
      )}
    </Fold>
  )
}

function Rest({ editor, listed, change }: PartProps) {
  const { transition } = listed
  const disabled = editor.readOnly
  return (
    <>
      <NativeSelect
        label={words.kind.label}
        value={transition.kind ?? ''}
        disabled={disabled}
        data={[
          { value: '', label: words.kind.none },
          { value: 'forward', label: words.kind.forward },
          { value: 'feedback', label: words.kind.feedback },
        ]}
        onChange={event => change({ kind: (event.currentTarget.value || undefined) as Transition['kind'] })}
      />
      <Checkbox
        label={words.reenter}
        checked={transition.reenter === true}
        disabled={disabled}
        onChange={event => change({ reenter: event.currentTarget.checked || undefined })}
      />
      <Textarea
        label={editorWords.field.description}
        value={transition.description ?? ''}
        disabled={disabled}
        onChange={event => change({ description: event.currentTarget.value || undefined }, 'description')}
      />
    </>
  )
}
