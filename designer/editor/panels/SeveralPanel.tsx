import { Button, NativeSelect, TagsInput } from '@mantine/core'
import type { Transition } from '../../../engine/definition.ts'
import type { Editor } from '../editor.ts'
import { changeStates, changeTransitions, commonOf, statesOf, transitionsIn } from '../several.ts'
import { words as editorWords } from '../texts.ts'
import { useEditor } from '../use-editor.ts'
import { departmentsIn, rolesIn } from '../uses.ts'
import { ChoiceInput } from './ChoiceInput.tsx'
import classes from './Panels.module.css'
import { words } from './texts.ts'

/** What several selected things have in common: changed for all of them in one step. */
export function SeveralPanel({ editor }: { editor: Editor }) {
  const { draft, selection } = useEditor(editor)
  const { definition } = draft
  const states = statesOf(definition, selection)
  const transitions = transitionsIn(definition, selection)
  return (
    <>
      <p className={classes.hint}>{words.several.hint}</p>
      {states.length > 0 && (
        <>
          <h3 className={classes.sub}>{words.several.states(states.length)}</h3>
          <OfStates editor={editor} field="stage" label={editorWords.field.stage} />
          <OfStates editor={editor} field="assign" label={editorWords.field.role} />
        </>
      )}
      {transitions.length > 0 && (
        <>
          <h3 className={classes.sub}>{words.several.transitions(transitions.length)}</h3>
          <OfTransitions editor={editor} />
        </>
      )}
    </>
  )
}

function OfStates(props: { editor: Editor; field: 'stage' | 'assign'; label: string }) {
  const { editor, field, label } = props
  const { draft, selection } = useEditor(editor)
  const { value, differs } = commonOf(statesOf(draft.definition, selection).map(state => state[field]))
  const set = (to: string) => editor.apply(changeStates(selection, { [field]: to || undefined }))
  return (
    <div className={classes.param}>
      <ChoiceInput
        label={label}
        placeholder={differs ? words.several.differ : ''}
        value={value ?? ''}
        choices={field === 'stage' ? departmentsIn(draft.definition) : rolesIn(draft.definition)}
        disabled={editor.readOnly}
        onDone={set}
      />
      {differs && !editor.readOnly && (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={words.several.clearNamed(label)}
            onClick={() => set('')}
          >
            {words.several.clear}
          </Button>
        </div>
      )}
    </div>
  )
}

function OfTransitions({ editor }: { editor: Editor }) {
  const { draft, selection } = useEditor(editor)
  const { definition } = draft
  const transitions = transitionsIn(definition, selection)
  const allow = commonOf(transitions.map(transition => transition.allow))
  const kind = commonOf(transitions.map(transition => transition.kind))
  const set = (change: { allow?: string[] | undefined; kind?: Transition['kind'] | undefined }) =>
    editor.apply(changeTransitions(definition, selection, change))
  return (
    <>
      <TagsInput
        label={editorWords.field.allow}
        description={allow.differs ? words.several.differ : editorWords.field.allowHint}
        value={allow.value ?? []}
        data={rolesIn(definition)}
        disabled={editor.readOnly}
        onChange={roles => set({ allow: roles.length > 0 ? roles : undefined })}
      />
      <NativeSelect
        label={words.kind.label}
        value={kind.differs ? 'differs' : (kind.value ?? '')}
        disabled={editor.readOnly}
        data={[
          ...(kind.differs ? [{ value: 'differs', label: words.several.differ }] : []),
          { value: '', label: words.kind.none },
          { value: 'forward', label: words.kind.forward },
          { value: 'feedback', label: words.kind.feedback },
        ]}
        onChange={({ currentTarget: { value } }) =>
          value !== 'differs' && set({ kind: (value || undefined) as Transition['kind'] })
        }
      />
    </>
  )
}
