import { NativeSelect, Textarea } from '@mantine/core'
import type { Definition } from '../../../engine/definition.ts'
import { FormPart } from '../../forms/FormPart.tsx'
import { listNamesIn } from '../../work/register-options.ts'
import type { Change } from '../edit.ts'
import type { Editor } from '../editor.ts'
import { words as editorWords } from '../texts.ts'
import { listTransitions } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { departmentsIn, eventsIn, rolesIn } from '../uses.ts'
import { AddTransition } from './AddTransition.tsx'
import { ChoiceInput } from './ChoiceInput.tsx'
import { EffectList } from './EffectList.tsx'
import { EventList } from './EventList.tsx'
import { Fold } from './Fold.tsx'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { RuleList } from './RuleList.tsx'
import { TransitionLinks } from './TransitionLinks.tsx'
import { words } from './texts.ts'

type Own = Pick<Definition, 'name' | 'description' | 'initial' | 'stage' | 'assign' | 'entry' | 'exit'>

/** What belongs to the whole process: its name, its rules, its events, and what is known of a case. */
export function ProcessPanel({ editor }: { editor: Editor }) {
  const { definition } = useEditor(editor).draft
  const disabled = editor.readOnly
  // `typing`: the letters of one field are one step to undo.
  const change = (change: Change<Own>, typing?: string) =>
    editor.apply({ kind: 'change-process', change }, typing && `process ${typing}`)
  const outgoing = listTransitions(definition).filter(({ source }) => source.path === '')
  const fields = definition.data?.properties
  return (
    <>
      <LateInput
        label={editorWords.field.name}
        value={definition.name}
        disabled={disabled}
        onDone={name => name.trim() !== '' && change({ name: name.trim() })}
      />
      <Textarea
        label={editorWords.field.description}
        value={definition.description ?? ''}
        disabled={disabled}
        onChange={event => change({ description: event.currentTarget.value || undefined }, 'description')}
      />
      <dl className={classes.facts}>
        <dt>{words.key}</dt>
        <dd title={words.keyHint}>{definition.id}</dd>
      </dl>
      <div>
        <Fold title={words.rules.title} note={countOf(definition.rules)}>
          <RuleList editor={editor} />
        </Fold>
        <Fold title={words.events.title} note={eventsIn(definition).length || ''}>
          <EventList editor={editor} />
        </Fold>
        <Fold title={words.data.title} note={countOf(fields)}>
          <p className={classes.hint}>{words.data.hint}</p>
          <FormPart
            title={words.data.form}
            of="data"
            schema={definition.data}
            lists={listNamesIn(definition.data)}
            disabled={disabled}
            onChange={schema => editor.apply({ kind: 'change-data', schema })}
          />
        </Fold>
        <Fold title={words.leadsOn.process} note={outgoing.length || ''}>
          <TransitionLinks editor={editor} transitions={outgoing} />
          {!disabled && <AddTransition editor={editor} path="" />}
        </Fold>
        <Fold title={words.effects.entryOfProcess} note={definition.entry?.length ?? ''}>
          <EffectList
            editor={editor}
            effects={definition.entry ?? []}
            onChange={entry => change({ entry })}
          />
        </Fold>
        <Fold title={words.effects.exitOfProcess} note={definition.exit?.length ?? ''}>
          <EffectList editor={editor} effects={definition.exit ?? []} onChange={exit => change({ exit })} />
        </Fold>
        <Fold title={words.more}>
          <Rest editor={editor} change={change} />
        </Fold>
      </div>
    </>
  )
}

function Rest({ editor, change }: { editor: Editor; change(change: Change<Own>): void }) {
  const { definition } = useEditor(editor).draft
  const disabled = editor.readOnly
  const isParallel = definition.type === 'parallel'
  const states = Object.entries(definition.states).filter(([, { type }]) => type !== 'history')
  return (
    <>
      <NativeSelect
        label={words.start.label}
        value={isParallel ? 'parallel' : 'compound'}
        disabled={disabled}
        data={[
          { value: 'compound', label: words.start.compound },
          { value: 'parallel', label: words.start.parallel },
        ]}
        onChange={event =>
          editor.apply({
            kind: 'set-state-type',
            path: '',
            type: event.currentTarget.value as 'compound' | 'parallel',
          })
        }
      />
      {!isParallel && (
        <NativeSelect
          label={words.start.initial}
          value={definition.initial ?? ''}
          disabled={disabled}
          data={[
            ...(definition.initial === undefined ? [{ value: '', label: words.none }] : []),
            ...states.map(([value, { title }]) => ({ value, label: title ?? value })),
          ]}
          onChange={event => change({ initial: event.currentTarget.value || undefined })}
        />
      )}
      <ChoiceInput
        label={editorWords.field.stage}
        value={definition.stage ?? ''}
        choices={departmentsIn(definition)}
        disabled={disabled}
        onDone={stage => change({ stage: stage || undefined })}
      />
      <ChoiceInput
        label={editorWords.field.role}
        value={definition.assign ?? ''}
        choices={rolesIn(definition)}
        disabled={disabled}
        onDone={assign => change({ assign: assign || undefined })}
      />
    </>
  )
}

const countOf = (names: unknown): number | '' =>
  typeof names === 'object' && names !== null ? Object.keys(names).length || '' : ''
