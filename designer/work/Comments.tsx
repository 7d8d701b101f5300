import { Button, MultiSelect, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { HistoryEntry } from '../../engine/case.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Instant } from '../ui/Instant.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Comments.module.css'
import { newId } from './new-id.ts'
import { words as all } from './texts.ts'

const words = all.comments

/** What people have said about the case, newest first, and a place to say something. Always shown as plain text. */
export function Comments({ caseId, entries }: { caseId: string; entries: readonly HistoryEntry[] }) {
  const me = useQuery(queries.me()).data
  const said = entries.filter(({ kind }) => kind === 'comment').reverse()
  const maySay = me?.rights.includes('case.send') === true
  return (
    <Panel title={words.title}>
      {maySay && <Say caseId={caseId} me={me.id} />}
      {said.length === 0 && <p className={classes.none}>{words.none}</p>}
      <ol className={classes.comments}>
        {said.map(({ seq, event }) => (
          <li key={seq}>
            <p className={classes.who}>
              <strong>{event.actor.name ?? event.actor.id}</strong> <Instant at={event.at} />
            </p>
            <p className={classes.text} dir="auto">
              {String(event.data.text)}
            </p>
            <Mentioned people={event.data.mentions} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Mentioned({ people }: { people: unknown }) {
  const names = Array.isArray(people) ? people.map(person => String(person?.name)) : []
  return names.length > 0 && <p className={classes.told}>{words.told(names)}</p>
}

function Say({ caseId, me }: { caseId: string; me: string }) {
  const key = `throughline:comment:${caseId}`
  const colleagues = useQuery(queries.colleagues()).data ?? []
  // What is half written is there again after a reload.
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '')
  const [mentions, setMentions] = useState<string[]>([])
  // One id for what is being written, however often it is sent: on a bad line it counts once.
  const id = useRef(newId())
  const write = (next: string) => {
    setText(next)
    next === '' ? localStorage.removeItem(key) : localStorage.setItem(key, next)
  }
  const send = useMutation({
    mutationFn: () => api.comment(caseId, { text: text.trim(), mentions, id: id.current }),
    onSuccess() {
      id.current = newId()
      write('')
      setMentions([])
      return queryClient.invalidateQueries({ queryKey: queries.case(caseId).queryKey })
    },
  })
  const isEmpty = text.trim() === ''
  return (
    <form
      className={classes.say}
      onSubmit={event => {
        event.preventDefault()
        if (!isEmpty && !send.isPending) send.mutate()
      }}
    >
      <Textarea
        label={words.say}
        maxLength={10_000}
        value={text}
        onChange={event => write(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
        error={send.isError ? sentenceOf(send.error) : undefined}
      />
      <div className={classes.row}>
        <MultiSelect
          aria-label={words.tell}
          placeholder={mentions.length === 0 ? words.tell : ''}
          className={classes.tell}
          searchable
          hidePickedOptions
          maxValues={20}
          value={mentions}
          onChange={setMentions}
          data={colleagues.filter(one => one.id !== me).map(one => ({ value: one.id, label: one.name }))}
        />
        <Button type="submit" variant="default" disabled={isEmpty} loading={send.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  )
}
