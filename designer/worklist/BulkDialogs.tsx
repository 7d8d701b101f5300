import { Button, NativeSelect, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Priority } from '../../engine/case.ts'
import type { Colleague } from '../answers.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { words as around } from '../work/texts.ts'
import { words } from './texts.ts'
import type { Deed } from './use-bulk.ts'
import classes from './WorkPage.module.css'
import { priorities } from './work-search.ts'

const { bulk } = words
type Props = { count: number; close(): void; ok(deed: Deed): void }

export function AssignDialog({ count, colleagues, close, ok }: Props & { colleagues: Colleague[] }) {
  const [to, setTo] = useState('me')
  const [note, setNote] = useState('')
  const name = colleagues.find(({ id }) => id === to)?.name ?? to
  return (
    <Asking
      title={bulk.assigning(count)}
      submit={bulk.ok}
      close={close}
      ok={() =>
        ok({
          kind: 'assign',
          to: to === '' ? null : to,
          note,
          title: to === '' ? bulk.what.release : to === 'me' ? bulk.what.mine : bulk.what.assign(name),
        })
      }
    >
      <NativeSelect
        label={around.assignee.to}
        data-autofocus
        value={to}
        onChange={event => setTo(event.currentTarget.value)}
        data={[
          { value: 'me', label: bulk.me },
          ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
          { value: '', label: bulk.nobody },
        ]}
      />
      <Textarea
        label={around.assignee.note}
        description={around.assignee.noteHint}
        maxLength={1_000}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </Asking>
  )
}

export function PriorityDialog({ count, close, ok }: Props) {
  const [priority, set] = useState<Priority>('high')
  return (
    <Asking
      title={bulk.prioritising(count)}
      submit={bulk.ok}
      close={close}
      ok={() => ok({ kind: 'priority', priority, title: bulk.what.priority(words.priorities[priority]) })}
    >
      <NativeSelect
        label={words.priority}
        data-autofocus
        value={priority}
        onChange={event => set(event.currentTarget.value as Priority)}
        data={priorities.map(value => ({ value, label: words.priorities[value] }))}
      />
    </Asking>
  )
}

type AskingProps = { title: string; submit: string; children: ReactNode; close(): void; ok(): void }

function Asking({ title, submit, children, close, ok }: AskingProps) {
  return (
    <Dialog title={title} onClose={close} closeButtonProps={{ 'aria-label': words.act.close }}>
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          close()
          ok()
        }}
      >
        {children}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            {around.assignee.cancel}
          </Button>
          <Button type="submit">{submit}</Button>
        </div>
      </form>
    </Dialog>
  )
}
