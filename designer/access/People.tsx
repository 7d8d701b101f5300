import { Button, Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../answers.ts'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { formatList, humanise } from '../ui/format.ts'
import { Instant } from '../ui/Instant.tsx'
import { Failed, Message, sentenceOf } from '../ui/Message.tsx'
import { Confirm } from './Confirm.tsx'
import { Invite } from './Invite.tsx'
import { Keys } from './Keys.tsx'
import classes from './People.module.css'
import { RoleChoice } from './RoleChoice.tsx'
import { words } from './texts.ts'

type Asked = { kind: 'invite' } | { kind: 'roles' | 'remove'; person: Person }

const again = () => queryClient.invalidateQueries({ queryKey: queries.people().queryKey })

/** Admins see here who may come in, let people in and out, and give programs their keys. */
export function People() {
  const me = useQuery(queries.me())
  const people = useQuery(queries.people())
  const [asked, ask] = useState<Asked | null>(null)
  useDocumentTitle(`${words.title} · ${texts.product}`)
  if (people.isError) return <Failed error={people.error} retry={() => people.refetch()} />
  if (!people.data) return <Loader m="xl" aria-label={texts.loading} />
  const close = () => ask(null)
  return (
    <>
      <div className={classes.head}>
        <div>
          <h1>{words.title}</h1>
          <p>{words.intro}</p>
        </div>
        <Button onClick={() => ask({ kind: 'invite' })}>{words.invite}</Button>
      </div>
      <table className={classes.table}>
        <caption>{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{words.columns.roles}</th>
            <th scope="col">{words.columns.since}</th>
            <th scope="col">{words.columns.actions}</th>
          </tr>
        </thead>
        <tbody>
          {people.data.map(person => (
            <tr key={person.id}>
              <th scope="row">
                {person.name} {person.id === me.data?.id && <em>({words.you})</em>}
                <span>{person.email}</span>
              </th>
              <td>{formatList(person.roles.map(humanise))}</td>
              <td>
                <Instant at={person.createdAt} />
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={words.changeOf(person.name)}
                  onClick={() => ask({ kind: 'roles', person })}
                >
                  {words.change}
                </Button>{' '}
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={words.removeOf(person.name)}
                  onClick={() => ask({ kind: 'remove', person })}
                >
                  {words.remove}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {people.data.length === 1 && (
        <Message title={words.alone.title}>
          <p>{words.alone.text}</p>
        </Message>
      )}
      <Keys />
      {asked?.kind === 'invite' && <Invite close={close} />}
      {asked?.kind === 'roles' && <ChangeRoles person={asked.person} close={close} />}
      {asked?.kind === 'remove' && (
        <Confirm
          title={words.removing.title(asked.person.name)}
          text={words.removing.text(asked.person.name)}
          action={words.removing.do}
          run={() => api.removePerson(asked.person.id)}
          done={() => {
            toast({ kind: 'done', title: words.removed(asked.person.name) })
            void again()
          }}
          close={close}
        />
      )}
    </>
  )
}

function ChangeRoles({ person, close }: { person: Person; close(): void }) {
  const [roles, setRoles] = useState(person.roles)
  const save = useMutation({
    mutationFn: () => api.setRoles(person.id, roles),
    onSuccess: ({ name, roles }) => {
      toast({ kind: 'done', title: words.changed(name, formatList(roles.map(humanise))) })
      // One's own roles may have changed, and with them what is shown.
      void queryClient.invalidateQueries({ queryKey: queries.me().queryKey })
      void again()
      close()
    },
  })
  return (
    <Dialog
      onClose={close}
      title={words.changeOf(person.name)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <RoleChoice value={roles} onChange={setRoles} />
        {save.error && <p role="alert">{sentenceOf(save.error)}</p>}
        <Button type="submit" disabled={roles.length === 0} loading={save.isPending}>
          {words.save}
        </Button>
      </form>
    </Dialog>
  )
}
