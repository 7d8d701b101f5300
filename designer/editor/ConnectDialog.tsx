import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { indexStates } from '../../engine/paths.ts'
import { connecting } from './commands.ts'
import type { Editor } from './editor.ts'
import { words } from './texts.ts'
import { useEditor } from './use-editor.ts'

/** Leads a transition to a state that is chosen from a list: connecting without a mouse. */
export function ConnectDialog({ editor, from, onClose }: { editor: Editor; from: string; onClose(): void }) {
  const { definition } = useEditor(editor).draft
  const nodes = [...indexStates(definition).byPath.values()].filter(({ path }) => path !== '')
  const others = nodes.filter(({ path }) => path !== from)
  const [to, setTo] = useState(others[0]?.path ?? '')
  const [event, setEvent] = useState('')
  const source = nodes.find(({ path }) => path === from)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.connectTo(source?.definition.title ?? from)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form
        onSubmit={submit => {
          submit.preventDefault()
          editor.apply(connecting(editor, from, to, event))
          onClose()
        }}
      >
        <NativeSelect
          data-autofocus
          label={words.choose}
          value={to}
          data={others.map(({ path, definition: { title } }) => ({
            value: path,
            label: title ? `${title} (${path})` : path,
          }))}
          onChange={change => setTo(change.currentTarget.value)}
        />
        <TextInput
          label={words.eventName}
          placeholder="NEXT"
          value={event}
          onChange={change => setEvent(change.currentTarget.value)}
          my="sm"
        />
        <Button type="submit" disabled={to === ''}>
          {words.connect}
        </Button>
      </form>
    </Modal>
  )
}
