import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Colleague } from '../answers.ts'
import classes from './BulkBar.module.css'
import { AssignDialog, PriorityDialog } from './BulkDialogs.tsx'
import { BulkResults } from './BulkResults.tsx'
import { nothingChosen, type Selection } from './selection.ts'
import { words } from './texts.ts'
import { useBulk } from './use-bulk.ts'
import type { WorkList } from './use-work-list.ts'

const BulkEvent = lazy(() => import('./BulkEvent.tsx').then(({ BulkEvent }) => ({ default: BulkEvent })))

type Props = {
  list: WorkList
  selection: Selection
  select(selection: Selection): void
  colleagues: Colleague[]
}

/** What can be done with all that are selected; then how it goes, and what became of each. */
export function BulkBar({ list, selection, select, colleagues }: Props) {
  const [asks, ask] = useState<'assign' | 'priority' | 'event' | null>(null)
  const bulk = useBulk(list)
  const items = list.items.filter(({ id }) => selection.chosen.has(id))
  const close = () => ask(null)
  const { bulk: texts } = words
  if (bulk.running)
    return (
      <section className={classes.bar} aria-label={texts.label}>
        <BulkResults
          bulk={bulk.running}
          stop={bulk.stop}
          again={bulk.again}
          close={() => {
            select(nothingChosen)
            bulk.close()
          }}
        />
      </section>
    )
  if (items.length === 0) return null
  return (
    <section className={classes.bar} aria-label={texts.label}>
      <div className={classes.line}>
        <strong role="status">{texts.selected(items.length)}</strong>
        <Button size="sm" onClick={() => ask('assign')}>
          {texts.assign}
        </Button>
        <Button size="sm" variant="default" onClick={() => ask('priority')}>
          {texts.priority}
        </Button>
        <Button size="sm" variant="default" onClick={() => ask('event')}>
          {texts.send}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={() => select(nothingChosen)}>
          {texts.clear}
        </Button>
      </div>
      {asks === 'assign' && (
        <AssignDialog
          count={items.length}
          colleagues={colleagues}
          close={close}
          ok={deed => bulk.start(items, deed)}
        />
      )}
      {asks === 'priority' && (
        <PriorityDialog count={items.length} close={close} ok={deed => bulk.start(items, deed)} />
      )}
      {asks === 'event' && (
        <Suspense>
          <BulkEvent items={items} close={close} ok={deed => bulk.start(items, deed)} />
        </Suspense>
      )}
    </section>
  )
}
