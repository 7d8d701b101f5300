import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { StateNode } from '../../../engine/paths.ts'
import { indexStates } from '../../indexed.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { isWithin, parentOf } from '../apply/tree.ts'
import { connecting, moveSelectedInto } from '../commands.ts'
import { nameIn } from '../describe.ts'
import type { Editor } from '../editor.ts'
import { words as page } from '../texts.ts'
import { listTransitions } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { movable } from './align.ts'
import { reconnect } from './reconnect.ts'
import { words } from './texts.ts'

type Props = { editor: Editor; onClose(): void }

/** Leads a transition to a state that is chosen from a list: connecting without a mouse. */
export function ConnectDialog({ editor, onClose }: Props) {
  const { draft, selection } = useEditor(editor)
  const from = selection.states.at(-1) ?? ''
  const others = statesOf(editor)
  const [to, setTo] = useState(others.find(({ path }) => path !== from)?.path ?? from)
  const [event, setEvent] = useState('')
  return (
    <Choice
      title={page.connectTo(nameIn(draft, from))}
      now={page.connect}
      onClose={onClose}
      onChosen={() => editor.apply(connecting(editor, from, to, event))}
    >
      <StateSelect label={page.choose} value={to} states={others} onChange={setTo} focused />
      <TextInput
        label={page.eventName}
        placeholder="NEXT"
        value={event}
        onChange={change => setEvent(change.currentTarget.value)}
        my="sm"
      />
    </Choice>
  )
}

/** The selected transition from another state, or to another one. */
export function ReconnectDialog({ editor, onClose }: Props) {
  const { draft, selection } = useEditor(editor)
  const [pointer = ''] = selection.transitions
  const listed = listTransitions(draft.definition).find(one => one.pointer === pointer)
  const states = statesOf(editor)
  const [from, setFrom] = useState(listed?.source.path ?? '')
  const [to, setTo] = useState(listed?.targets[0]?.path ?? '')
  if (!listed) return null

  function change(): void {
    const isLed = to !== (listed?.targets[0]?.path ?? '')
    const isMoved = from !== listed?.source.path
    reconnect(editor, pointer, { ...(isLed && { end: to }), ...(isMoved && { start: from }) })
  }

  const sources = states.filter(({ type }) => type !== 'final' && type !== 'history')
  return (
    <Choice title={words.reconnect.title} now={words.reconnect.now} onClose={onClose} onChosen={change}>
      <StateSelect
        label={words.reconnect.from}
        value={from}
        states={sources}
        onChange={setFrom}
        root={listed.source.path === '' ? draft.definition.name : undefined}
      />
      <StateSelect label={words.reconnect.to} value={to} states={states} onChange={setTo} focused />
    </Choice>
  )
}

/** The selected states into another one, or out to the process. */
export function MoveDialog({ editor, onClose }: Props) {
  const { draft, selection } = useEditor(editor)
  const paths = movable(selection.states)
  const holders = statesOf(editor).filter(
    ({ path, type }) => type !== 'final' && type !== 'history' && !paths.some(one => isWithin(path, one)),
  )
  const [into, setInto] = useState(parentOf(paths[0] ?? ''))
  return (
    <Choice
      title={words.move.title(paths.length)}
      now={words.move.now}
      onClose={onClose}
      onChosen={() => moveSelectedInto(editor, into)}
    >
      <StateSelect
        label={words.move.into}
        value={into}
        states={holders}
        onChange={setInto}
        root={draft.definition.name}
        focused
      />
    </Choice>
  )
}

const statesOf = (editor: Editor): StateNode[] =>
  [...indexStates(editor.get().draft.definition).byPath.values()].filter(({ path }) => path !== '')

type Choosing = {
  title: string
  now: string
  onChosen(): void
  onClose(): void
  children: React.ReactNode
}

function Choice({ title, now, onChosen, onClose, children }: Choosing) {
  return (
    <Dialog onClose={onClose} title={title} closeButtonProps={{ 'aria-label': page.cancel }}>
      <form
        onSubmit={submit => {
          submit.preventDefault()
          onChosen()
          onClose()
        }}
      >
        {children}
        <Button type="submit" mt="sm">
          {now}
        </Button>
      </form>
    </Dialog>
  )
}

type Select = {
  label: string
  value: string
  states: StateNode[]
  onChange(path: string): void
  /** the process's name, where it can be chosen as well */
  root?: string | undefined
  focused?: boolean
}

function StateSelect({ label, value, states, onChange, root, focused }: Select) {
  const options = states.map(({ path, definition: { title } }) => ({
    value: path,
    label: title ? `${title} (${path})` : path,
  }))
  return (
    <NativeSelect
      {...(focused && { 'data-autofocus': true })}
      label={label}
      value={value}
      data={root === undefined ? options : [{ value: '', label: root }, ...options]}
      onChange={change => onChange(change.currentTarget.value)}
      // As in every other field of a dialog; the arrows choose.
      onKeyDown={event => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        event.currentTarget.form?.requestSubmit()
      }}
      mb="sm"
    />
  )
}
