import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseView } from '../answers.ts'
import { ApiError } from '../api.ts'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import classes from './Assignee.module.css'
import { newId } from './new-id.ts'
import { words as all } from './texts.ts'

const words = all.assignee

/** Who has the case, and the ways to take it, to hand it over, and to give it back. */
export function Assignee({ view }: { view: CaseView }) {
  const me = useQuery(queries.me()).data
  const colleagues = useQuery(queries.colleagues()).data ?? []
  const [gives, setGives] = useState(false)
  const assign = useAssign(view)
  const { assignee } = view
  const isMine = me !== undefined && me !== null && assignee === me.id
  const name = isMine ? words.you : (colleagues.find(({ id }) => id === assignee)?.name ?? assignee)
  const mayAct = view.status === 'open' && me?.rights.includes('case.send') === true
  const give = (to: string | null, note = '') => assign.mutate({ to, note })

  return (
    <div className={classes.assignee}>
      <dt>{words.title}</dt>
      <dd>
        <span>{name ?? words.nobody}</span>
        {mayAct && me.kind === 'person' && !isMine && (
          <Button size="compact-xs" variant="default" loading={assign.isPending} onClick={() => give('me')}>
            {assignee === null ? words.take : words.takeOver}
          </Button>
        )}
        {mayAct && (
          <Button size="compact-xs" variant="subtle" onClick={() => setGives(true)}>
            {words.give}
          </Button>
        )}
        {mayAct && assignee !== null && (
          <Button size="compact-xs" variant="subtle" disabled={assign.isPending} onClick={() => give(null)}>
            {words.release}
          </Button>
        )}
      </dd>
      {gives && (
        <Give
          people={colleagues.filter(({ id }) => id !== assignee)}
          give={give}
          close={() => setGives(false)}
        />
      )}
    </div>
  )
}

function useAssign(view: CaseView) {
  return useMutation({
    mutationFn: ({ to, note }: { to: string | null; note: string }) =>
      api.assign(view.id, { assignee: to, from: view.assignee, note, id: newId() }),
    onError: error =>
      toast({
        kind: 'failed',
        title: error instanceof ApiError && error.kind === 'conflict' ? words.taken : words.failed,
        text: sentenceOf(error),
        id: 'assignee',
      }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: queries.case(view.id).queryKey })
      void queryClient.invalidateQueries({ queryKey: ['cases'] })
    },
  })
}

export function Give(props: {
  people: { id: string; name: string }[]
  give(to: string, note: string): void
  close(): void
}) {
  const { people, give, close } = props
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  return (
    <Dialog onClose={close} title={words.giving} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          if (to === '') return
          give(to, note)
          close()
        }}
      >
        <NativeSelect
          label={words.to}
          required
          data-autofocus
          value={to}
          onChange={event => setTo(event.currentTarget.value)}
          data={[
            { value: '', label: words.choose },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Textarea
          label={words.note}
          description={words.noteHint}
          maxLength={1_000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        <div className={classes.row}>
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button type="submit" disabled={to === ''}>
            {words.give}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
