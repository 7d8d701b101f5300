import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey } from '../answers.ts'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { formatDay, formatList, humanise } from '../ui/format.ts'
import { Instant } from '../ui/Instant.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { Confirm } from './Confirm.tsx'
import { Once } from './Once.tsx'
import classes from './People.module.css'
import { RoleChoice } from './RoleChoice.tsx'
import { words as all } from './texts.ts'

const words = all.keys
const again = () => queryClient.invalidateQueries({ queryKey: queries.keys().queryKey })

/** What programs come in with. */
export function Keys() {
  const keys = useQuery(queries.keys())
  const [makes, setMakes] = useState(false)
  const [removes, setRemoves] = useState<ApiKey | null>(null)
  return (
    <section aria-labelledby="keys-title" className={classes.keys}>
      <div className={classes.head}>
        <div>
          <h2 id="keys-title">{words.title}</h2>
          <p>{words.intro}</p>
        </div>
        <Button variant="default" onClick={() => setMakes(true)}>
          {words.make}
        </Button>
      </div>
      {keys.isError && <p role="alert">{sentenceOf(keys.error)}</p>}
      {keys.data?.length === 0 && <p>{words.none}</p>}
      {keys.data && keys.data.length > 0 && <KeyTable items={keys.data} onRemove={setRemoves} />}
      {makes && <MakeKey close={() => setMakes(false)} />}
      {removes && (
        <Confirm
          title={words.removing.title(removes.name)}
          text={words.removing.text}
          action={words.removing.do}
          run={() => api.removeKey(removes.id)}
          done={() => {
            toast({ kind: 'done', title: words.removed(removes.name) })
            void again()
          }}
          close={() => setRemoves(null)}
        />
      )}
    </section>
  )
}

function KeyTable({ items, onRemove }: { items: ApiKey[]; onRemove(key: ApiKey): void }) {
  return (
    <table className={classes.table}>
      <caption>{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.roles}</th>
          <th scope="col">{words.columns.used}</th>
          <th scope="col">{words.columns.expires}</th>
          <th scope="col">{words.columns.actions}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(key => (
          <tr key={key.id}>
            <th scope="row">
              {key.name} {key.start && <code>{key.start}…</code>}
            </th>
            <td>{formatList(key.roles.map(humanise))}</td>
            <td>{key.lastUsedAt ? <Instant at={key.lastUsedAt} /> : words.never}</td>
            <td>{key.expiresAt ? formatDay(key.expiresAt.slice(0, 10)) : words.noEnd}</td>
            <td>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={words.removeOf(key.name)}
                onClick={() => onRemove(key)}
              >
                {all.remove}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function MakeKey({ close }: { close(): void }) {
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<string[]>(['staff'])
  const [days, setDays] = useState('365')
  const make = useMutation({
    mutationFn: () =>
      api.makeKey({ name: name.trim(), roles, ...(days !== '0' && { expiresInDays: Number(days) }) }),
    onSuccess: () => void again(),
  })
  return (
    <Dialog onClose={close} title={words.making} closeButtonProps={{ 'aria-label': all.cancel }}>
      {make.data ? (
        <Once label={words.key} says={words.made} secret={make.data.key} close={close} />
      ) : (
        <form
          className={classes.form}
          onSubmit={event => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <TextInput
            label={words.name}
            description={words.nameHint}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={80}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <RoleChoice value={roles} onChange={setRoles} />
          <NativeSelect
            label={words.expires}
            value={days}
            data={Object.entries(words.days).map(([value, label]) => ({ value, label }))}
            onChange={event => setDays(event.currentTarget.value)}
          />
          {make.error && <p role="alert">{sentenceOf(make.error)}</p>}
          <Button type="submit" disabled={roles.length === 0} loading={make.isPending}>
            {words.make}
          </Button>
        </form>
      )}
    </Dialog>
  )
}
