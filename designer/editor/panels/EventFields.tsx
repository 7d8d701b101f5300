import type { EventDefinition } from '../../../engine/definition.ts'
import { FormPart } from '../../forms/FormPart.tsx'
import { listNamesIn } from '../../work/register-options.ts'
import type { Change } from '../edit.ts'
import type { Editor } from '../editor.ts'
import { useEditor } from '../use-editor.ts'
import { raisesOf, transitionsOfEvent } from '../uses.ts'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { RemoveButton } from './RemoveButton.tsx'
import { nameOf, TransitionLinks } from './TransitionLinks.tsx'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  name: string
  /** the transition that it is shown with, which goes along when the event is renamed */
  here?: string
  onRenamed?: (name: string) => void
}

/** An event: what it is called, and what is asked of whoever sends it. */
export function EventFields({ editor, name, here, onRenamed }: Props) {
  const { definition } = useEditor(editor).draft
  const declared = definition.events && Object.hasOwn(definition.events, name)
  const event: EventDefinition = (declared && definition.events?.[name]) || {}
  const uses = transitionsOfEvent(definition, name)
  const disabled = editor.readOnly
  const change = (change: Change<EventDefinition>) => editor.apply({ kind: 'change-event', name, change })
  return (
    <>
      <LateInput
        label={words.events.eventTitle}
        description={words.events.titleHint}
        placeholder={name}
        value={event.title ?? ''}
        disabled={disabled}
        onDone={title => change({ title: title.trim() || undefined })}
      />
      <LateInput
        label={words.events.help}
        description={words.events.helpHint}
        isLong
        value={event.description ?? ''}
        disabled={disabled}
        onDone={text => change({ description: text.trim() || undefined })}
      />
      <FormPart
        title={event.title ?? name}
        of="event"
        schema={event.schema}
        lists={listNamesIn(definition.data)}
        disabled={disabled}
        onChange={schema => change({ schema })}
      />
      <LateInput
        label={words.events.name}
        description={words.events.nameHint}
        value={name}
        disabled={disabled}
        onDone={to => {
          editor.apply({ kind: 'rename-event', name, to: to.trim() })
          if (transitionsOfEvent(editor.get().draft.definition, name).length === 0) onRenamed?.(to.trim())
        }}
      />
      <p className={classes.sub}>{words.events.usedBy(uses.length)}</p>
      <TransitionLinks editor={editor} transitions={uses} withSource {...(here !== undefined && { here })} />
      {!disabled && declared && (
        <RemoveButton
          name={event.title ?? name}
          warning={words.events.loses(uses.length + raisesOf(definition, name))}
          losers={uses.map(listed => nameOf(definition, listed, true))}
          onRemove={() => editor.apply({ kind: 'remove-event', name })}
        />
      )}
    </>
  )
}
