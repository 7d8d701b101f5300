import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Json } from '../../engine/json.ts'
import { api, queries, queryClient } from '../queries.ts'
import { sentenceOf } from '../ui/Message.tsx'
import type { Editor } from './editor.ts'
import { words } from './texts.ts'
import { useEditor } from './use-editor.ts'

type Props = { editor: Editor; process: string; onClose(): void }

/** Errors block, warnings do not. The server looks again, whatever is shown here. */
export function PublishDialog({ editor, process, onClose }: Props) {
  const { draft, problems } = useEditor(editor)
  const [note, setNote] = useState('')
  const published = useQuery(queries.processes())
  const before = published.data?.find(one => one.process === process)?.version ?? 0
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const publish = useMutation({
    mutationFn: () =>
      api.publish(process, { definition: draft.definition, layout: draft.layout as unknown as Json, note }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.processes().queryKey }),
  })
  const done = publish.data?.kind === 'published' ? publish.data.version.version : null
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.publishing.title}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      {done !== null ? (
        <p role="status">{words.publishing.done(done)}</p>
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            publish.mutate()
          }}
        >
          <TextInput
            data-autofocus
            label={words.publishing.note}
            description={words.publishing.noteHint}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          {errors > 0 ? (
            <p role="alert">{words.publishing.blocked}</p>
          ) : (
            <p>{words.publishing.running(before + 1)}</p>
          )}
          {errors === 0 && problems.length > 0 && <p>{words.publishing.warned(problems.length)}</p>}
          {publish.data?.kind === 'problems' && <p role="alert">{publish.data.problems[0]?.message}</p>}
          {publish.error && <p role="alert">{sentenceOf(publish.error)}</p>}
          <Button type="submit" disabled={errors > 0} loading={publish.isPending}>
            {words.publishing.now}
          </Button>
        </form>
      )}
    </Modal>
  )
}
