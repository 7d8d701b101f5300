import { Button, Code, NativeSelect, SegmentedControl, Skeleton } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CaseSummary } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { stageName } from '../ui/department.ts'
import { Failed, Message } from '../ui/Message.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import classes from './CaseList.module.css'
import { CaseTable } from './CaseTable.tsx'
import type { ListSearch } from './list-search.ts'
import { StartButton } from './start/StartButton.tsx'

export function CaseList({ search }: { search: ListSearch }) {
  useDocumentTitle(`${texts.list.title} · ${texts.product}`)
  const cases = useInfiniteQuery(queries.cases(search))
  const items = cases.data?.pages.flatMap(page => page.items)
  const filtered = Object.keys(search).length > 0
  return (
    <>
      <div className={classes.head}>
        <h1>{texts.list.title}</h1>
        <span className={classes.count} role="status">
          {items && items.length > 0 && texts.list.shown(items.length, cases.hasNextPage)}
        </span>
        <StartButton process={search.process} />
      </div>
      {(filtered || items?.length !== 0) && <Filters search={search} />}
      {cases.isError ? (
        <Failed error={cases.error} retry={() => cases.refetch()} />
      ) : !items ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Nothing filtered={filtered} />
      ) : (
        <Found items={items} />
      )}
      {cases.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={cases.isFetchingNextPage}
          onClick={() => cases.fetchNextPage()}
        >
          {texts.list.more}
        </Button>
      )}
    </>
  )
}

function Found({ items }: { items: CaseSummary[] }) {
  const processes = useQuery(queries.processes())
  const colleagues = useQuery(queries.colleagues())
  const names = new Map(processes.data?.map(({ process, name }) => [process, name]))
  const people = new Map(colleagues.data?.map(({ id, name }) => [id, name]))
  return (
    <CaseTable
      items={items}
      processName={id => names.get(id) ?? id}
      personName={id => people.get(id) ?? id}
      withProcess={names.size > 1}
    />
  )
}

function Filters({ search }: { search: ListSearch }) {
  const navigate = useNavigate({ from: '/cases' })
  const processes = useQuery(queries.processes()).data ?? []
  /** An empty value takes the filter away. Replaces the address: going back leaves the list, not a keystroke. */
  const filter = (change: { [name in keyof ListSearch]: string }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '')
    return navigate({ search: Object.fromEntries(next), replace: true })
  }
  return (
    <search className={classes.filters}>
      <SearchField
        label={texts.list.search}
        hint={texts.list.searchHint}
        className={classes.search}
        q={search.q ?? ''}
        onSearch={q => filter({ q })}
      />
      <SegmentedControl
        aria-label={texts.list.status}
        value={search.status ?? ''}
        onChange={status => filter({ status })}
        data={[
          { value: '', label: texts.status.all },
          { value: 'open', label: texts.status.open },
          { value: 'closed', label: texts.status.closed },
        ]}
      />
      <SegmentedControl
        aria-label={texts.list.assignee}
        value={search.assignee ?? ''}
        onChange={assignee => filter({ assignee })}
        data={[
          { value: '', label: texts.list.whose.all },
          { value: 'me', label: texts.list.whose.me },
          { value: 'none', label: texts.list.whose.none },
        ]}
      />
      <NativeSelect
        aria-label={texts.list.stage}
        value={search.stage ?? ''}
        onChange={event => filter({ stage: event.currentTarget.value })}
        data={[
          { value: '', label: texts.list.everyStage },
          ...stagesToChoose(search.stage).map(stage => ({ value: stage, label: stageName(stage) })),
        ]}
      />
      {processes.length > 1 && (
        <NativeSelect
          aria-label={texts.list.process}
          value={search.process ?? ''}
          onChange={event => filter({ process: event.currentTarget.value })}
          data={[
            { value: '', label: texts.list.everyProcess },
            ...processes.map(({ process, name }) => ({ value: process, label: name })),
          ]}
        />
      )}
    </search>
  )
}

/** The five departments, and the one in the address when it is another. */
function stagesToChoose(chosen: string | undefined): string[] {
  return [...new Set([...Object.keys(texts.departments), ...(chosen === undefined ? [] : [chosen])])]
}

function Nothing({ filtered }: { filtered: boolean }) {
  const navigate = useNavigate({ from: '/cases' })
  if (filtered)
    return (
      <Message title={texts.list.noMatch.title}>
        <p>{texts.list.noMatch.text}</p>
        <Button variant="default" onClick={() => navigate({ search: {} })}>
          {texts.list.noMatch.clear}
        </Button>
      </Message>
    )
  return (
    <Message title={texts.list.none.title}>
      <p>{texts.list.none.text}</p>
      <Code className={classes.command}>{texts.list.none.command}</Code>
      <p>{texts.list.none.or}</p>
      <StartButton process={undefined} />
    </Message>
  )
}

function Waiting() {
  return (
    <div role="status" aria-label={texts.loading} className={classes.waiting}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map(row => (
        <Skeleton key={row} height={28} />
      ))}
    </div>
  )
}
