import { Button, Skeleton } from '@mantine/core'
import { useDocumentTitle, useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useRef, useState } from 'react'
import type { WorkItem } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Failed } from '../ui/Message.tsx'
import { Give } from '../work/Assignee.tsx'
import { ActDialog } from './ActDialogLater.tsx'
import { BulkBar } from './BulkBar.tsx'
import { Filters } from './Filters.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { Nothing } from './Nothing.tsx'
import { SavedFilters } from './SavedFilters.tsx'
import { nothingChosen } from './selection.ts'
import { Tabs } from './Tabs.tsx'
import { ToWork } from './ToWork.tsx'
import { words } from './texts.ts'
import { type Asked, useActs } from './use-acts.ts'
import { useWorkList } from './use-work-list.ts'
import { WorkGrid } from './WorkGrid.tsx'
import classes from './WorkPage.module.css'
import { canBeReady, toFilter, viewOf, type WorkSearch } from './work-search.ts'

/** What there is to do for the reader, and doing it. */
export function WorkPage({ search }: { search: WorkSearch }) {
  useDocumentTitle(`${words.title} · ${texts.product}`)
  const counts = useQuery(queries.workCounts(toFilter(search))).data
  return (
    <>
      <div className={classes.head}>
        <h1>{words.title}</h1>
        {counts !== undefined && counts.overdue > 0 && (
          <span className={classes.overdue}>{words.overdue(counts.overdue)}</span>
        )}
        {counts !== undefined && counts.today > counts.overdue && (
          <span className={classes.soft}>{words.today(counts.today - counts.overdue)}</span>
        )}
      </div>
      <Tabs search={search} counts={counts} />
      <Filters search={search} />
      <SavedFilters search={search} />
      <List key={JSON.stringify(search)} search={search} waiting={counts?.waiting ?? 0} />
    </>
  )
}

function List({ search, waiting }: { search: WorkSearch; waiting: number }) {
  const list = useWorkList(search)
  const { query, items } = list
  const [asked, ask] = useState<Asked | null>(null)
  const [given, setGiven] = useState<WorkItem | null>(null)
  const [keys, showKeys] = useState(false)
  const [selection, select] = useState(nothingChosen)
  const acts = useActs(list, ask)
  const colleagues = useQuery(queries.colleagues()).data ?? []
  const top = useRef<HTMLDivElement>(null)
  // Where ? is on a key of its own, and where it needs Shift.
  useHotkeys([
    ['?', () => showKeys(true)],
    ['shift+?', () => showKeys(true)],
  ])

  const showNow = () => {
    void list.showNow()
    top.current?.scrollIntoView({ block: 'nearest' })
  }
  const isComing = query.isPending || (items.length === 0 && query.hasNextPage && !query.isError)

  return (
    <div ref={top}>
      <div role="status" className={classes.fresh}>
        {(list.fresh > 0 || list.hasChanged) && (
          <Button radius="xl" size="compact-sm" onClick={showNow}>
            {list.hasChanged ? words.list.changed : words.list.fresh(list.fresh)}
          </Button>
        )}
      </div>
      {query.isError && items.length === 0 ? (
        <Failed error={query.error} retry={() => query.refetch()} />
      ) : isComing ? (
        <Coming />
      ) : items.length === 0 ? (
        <Nothing search={search} waiting={waiting} />
      ) : (
        <WorkGrid {...{ list, acts, selection, select }} view={viewOf(search)} give={setGiven} />
      )}
      {items.length > 0 && !query.hasNextPage && canBeReady(search) && search.show !== 'all' && (
        <ReadyOnly search={search} />
      )}
      <BulkBar {...{ list, selection, select, colleagues }} />
      {asked && (
        <Suspense>
          <ActDialog
            asked={asked}
            onSent={after => {
              ask(null)
              void acts.sent(asked.item, asked.title, after)
            }}
            onClose={() => ask(null)}
          />
        </Suspense>
      )}
      {given && (
        <Give
          people={colleagues.filter(({ id }) => id !== given.assignee)}
          give={(to, note) => {
            const name = colleagues.find(({ id }) => id === to)?.name ?? to
            void acts.give(given, to, name, note)
          }}
          close={() => setGiven(null)}
        />
      )}
      {keys && <KeysDialog close={() => showKeys(false)} />}
    </div>
  )
}

function ReadyOnly({ search }: { search: WorkSearch }) {
  return (
    <p className={classes.foot}>
      {words.list.readyOnly} <ToWork search={{ ...search, show: 'all' }}>{words.list.showAll}</ToWork>
    </p>
  )
}

function Coming() {
  return (
    <div role="status" aria-label={texts.loading} className={classes.coming}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map(row => (
        <Skeleton key={row} height={44} />
      ))}
    </div>
  )
}
