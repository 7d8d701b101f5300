import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { indexStates } from '../../indexed.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Editor } from '../editor.ts'
import { useEditor } from '../use-editor.ts'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  what: 'transition' | 'target' | 'into'
  /** what it is about */
  title: string
  isOffered(path: string): boolean
  chosen: string
  choose(path: string, event: string): void
  close(): void
}

/** A state out of all of them: to lead to, or to move into. */
export function ChooseDialog({ editor, what, title, isOffered, chosen, choose, close }: Props) {
  const { definition } = useEditor(editor).draft
  const [event, setEvent] = useState('')
  const offered = [...indexStates(definition).byPath.values()].filter(({ path }) => isOffered(path))
  const [path, setPath] = useState(
    offered.some(one => one.path === chosen) ? chosen : (offered[0]?.path ?? ''),
  )
  const indent = (depth: number) => '\u2003'.repeat(Math.max(0, depth - 1))
  return (
    <Dialog
      onClose={close}
      title={words.dialog[what](title)}
      closeButtonProps={{ 'aria-label': words.dialog.cancel }}
    >
      <form
        onSubmit={submit => {
          submit.preventDefault()
          choose(path, event)
        }}
      >
        {what === 'transition' && (
          <TextInput
            data-autofocus
            label={words.dialog.event}
            placeholder="NEXT"
            mb="sm"
            value={event}
            onChange={change => setEvent(change.currentTarget.value)}
          />
        )}
        <NativeSelect
          {...(what !== 'transition' && { 'data-autofocus': true })}
          label={words.dialog.state}
          value={path}
          data={offered.map(({ path, key, depth, definition: { title } }) => ({
            value: path,
            label:
              path === ''
                ? what === 'target'
                  ? words.dialog.stay
                  : words.dialog.root
                : `${indent(depth)}${title ?? key}`,
          }))}
          onChange={change => setPath(change.currentTarget.value)}
          // As in every other field of a dialog; the arrows choose.
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
        />
        <Button type="submit" mt="md" disabled={offered.length === 0}>
          {words.dialog.done[what]}
        </Button>
      </form>
    </Dialog>
  )
}
