import { Button, Loader, Progress } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { JsonObject } from '../../engine/json.ts'
import type { CaseEvent, CaseView, WorkItem } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Message.tsx'
import { hasFields } from '../work/has-fields.ts'
import { sharedEvents } from './bulk.ts'
import { endsCase } from './ends-case.ts'
import { words } from './texts.ts'
import type { Deed } from './use-bulk.ts'
import classes from './WorkPage.module.css'

const DataForm = lazy(() =>
  import('../work/form/DataForm.tsx').then(({ DataForm }) => ({ default: DataForm })),
)

const { bulk } = words
/** Each of them is looked at before: more would take too long. */
const most = 100

type Props = { items: WorkItem[]; close(): void; ok(deed: Deed): void }

/** One event for many: those that all of them would take now, with one form for all. */
export function BulkEvent({ items, close, ok }: Props) {
  const isTooMany = items.length > most
  const looked = useQueries({
    queries: isTooMany
      ? []
      : items.map(({ id }) => ({ ...queries.case(id), refetchInterval: false as const })),
  })
  const [event, choose] = useState<CaseEvent | null>(null)
  const views = looked.flatMap(({ data }) => data ?? [])
  const failed = looked.find(({ error, data }) => error && !data)
  return (
    <Dialog
      title={bulk.sending(items.length)}
      size="lg"
      onClose={close}
      closeButtonProps={{ 'aria-label': words.act.close }}
    >
      {isTooMany ? (
        <p>{bulk.tooMany(most)}</p>
      ) : failed?.error ? (
        <Failed error={failed.error} retry={() => failed.refetch()} />
      ) : views.length < items.length ? (
        <div className={classes.form} role="status">
          <span>{bulk.looking(views.length, items.length)}</span>
          <Progress
            value={(views.length / items.length) * 100}
            aria-label={bulk.looking(views.length, items.length)}
          />
        </div>
      ) : event ? (
        <Filled
          event={event}
          views={views}
          cancel={() => choose(null)}
          send={data => {
            close()
            ok({ kind: 'event', type: event.type, data, title: event.title })
          }}
        />
      ) : (
        <Choices views={views} choose={choose} />
      )}
    </Dialog>
  )
}

function Choices({ views, choose }: { views: CaseView[]; choose(event: CaseEvent): void }) {
  const events = sharedEvents(
    views.map(({ events }) => events.filter(({ enabled, schema }) => enabled && !hasFile(schema))),
  )
  if (events.length === 0) return <p>{bulk.none}</p>
  return (
    <div className={classes.form}>
      <p>{bulk.choose}</p>
      {events.map(event => (
        <Button key={event.type} variant="default" onClick={() => choose(event)}>
          {event.title}
        </Button>
      ))}
    </div>
  )
}

type FilledProps = {
  event: CaseEvent
  views: CaseView[]
  cancel(): void
  send(data: JsonObject): void
}

function Filled({ event, views, cancel, send }: FilledProps) {
  const versions = useQueries({
    queries: views.map(({ process, version }) => queries.version(process, version)),
    combine: results => results.flatMap(({ data }) => data ?? []),
  })
  const ending = views.filter((view, n) => {
    const found = versions[n]
    return found !== undefined && endsCase(found.definition, view.activeStates, event.type)
  })
  const told = (
    <>
      <p>{bulk.each(views.length)}</p>
      {ending.length > 0 && <p>{bulk.ends(ending.length)}</p>}
    </>
  )
  const buttons = (
    <>
      <Button type="submit">{event.title}</Button>
      <Button variant="subtle" color="gray" onClick={cancel}>
        {texts.events.cancel}
      </Button>
    </>
  )
  if (!hasFields(event.schema))
    return (
      <form
        className={classes.form}
        onSubmit={submitted => {
          submitted.preventDefault()
          send({})
        }}
      >
        {told}
        <div className={classes.buttons}>{buttons}</div>
      </form>
    )
  return (
    <Suspense fallback={<Loader aria-label={texts.loading} />}>
      <DataForm
        schema={event.schema}
        title={event.title}
        takesFocus
        told={told}
        buttons={() => buttons}
        onSubmit={send}
        onCancel={cancel}
      />
    </Suspense>
  )
}

/** A file belongs to one case. */
const hasFile = (schema: unknown) => /"format":"file"/.test(JSON.stringify(schema) ?? '')
