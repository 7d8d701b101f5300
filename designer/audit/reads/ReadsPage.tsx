import { Button, Loader, NativeSelect, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { JsonObject } from '../../../engine/json.ts'
import type { ProcessSummary } from '../../answers.ts'
import { now } from '../../clock.ts'
import { api, queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { formatList, formatValue, humanise } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Failed, Message } from '../../ui/Message.tsx'
import { named } from '../../ui/names.ts'
import { AuditNav } from '../AuditNav.tsx'
import type { RecordedRead } from '../calls.ts'
import { describe, namingOf } from '../find/describe.ts'
import { readFindSearch, spans } from '../find/find-search.ts'
import { words as find } from '../find/texts.ts'
import classes from './Reads.module.css'
import { type ReadsSearch, readReadsSearch, toReadQuery } from './reads-search.ts'
import { words } from './texts.ts'

/** What auditors and administrators have read: who, what, when, how often. */
export function ReadsPage({ search }: { search: ReadsSearch }) {
  useDocumentTitle(`${words.title} · ${texts.product}`)
  const asked = toReadQuery(search, new Date(now()))
  const reads = useInfiniteQuery({
    queryKey: ['audit', 'reads', asked],
    initialPageParam: '',
    queryFn: ({ pageParam }) => api.reads({ ...asked, ...(pageParam !== '' && { cursor: pageParam }) }),
    getNextPageParam: page => page.next,
    // Looking is recorded: it is not looked again by itself.
    refetchOnWindowFocus: false,
  })
  const items = reads.data?.pages.flatMap(page => page.items)
  return (
    <div className={classes.page}>
      <AuditNav />
      <h1>{words.title}</h1>
      <p className={classes.intro}>{words.intro}</p>
      <Filters search={search} />
      {reads.error && !items && <Failed error={reads.error} retry={() => reads.refetch()} />}
      {reads.isPending && <Loader aria-label={texts.loading} />}
      {items?.length === 0 && <Nothing />}
      {items && items.length > 0 && <Reads items={items} />}
      {reads.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={reads.isFetchingNextPage}
          onClick={() => void reads.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </div>
  )
}

function Filters({ search }: { search: ReadsSearch }) {
  const navigate = useNavigate({ from: '/audit/reads' })
  const colleagues = useQuery(queries.colleagues()).data ?? []
  const [isByDays, setByDays] = useState(search.from !== undefined || search.to !== undefined)
  const { person = '', when = '', from = '', to = '', target } = search
  const go = (change: { [part in keyof ReadsSearch]?: string }) =>
    void navigate({ search: readReadsSearch({ ...search, ...change }), replace: true })
  const people =
    colleagues.some(({ id }) => id === person) || person === ''
      ? colleagues
      : [{ id: person, name: named(person) }, ...colleagues]
  return (
    <search className={classes.filters}>
      <NativeSelect
        label={words.person}
        value={person}
        onChange={event => go({ person: event.currentTarget.value })}
        data={[
          { value: '', label: words.everybody },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={words.when}
        value={isByDays ? 'days' : when}
        onChange={event => {
          const { value } = event.currentTarget
          setByDays(value === 'days')
          go({ when: value === 'days' ? '' : value, from: '', to: '' })
        }}
        data={[
          { value: '', label: words.always },
          ...spans.map(value => ({ value, label: find.spans[value] })),
          { value: 'days', label: words.days },
        ]}
      />
      {isByDays && (
        <>
          <TextInput
            type="date"
            label={words.from}
            value={from}
            onChange={event => go({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={words.to}
            value={to}
            onChange={event => go({ to: event.currentTarget.value })}
          />
        </>
      )}
      {target !== undefined && (
        <p className={classes.only}>
          {words.only(target)}{' '}
          <Button variant="default" size="compact-sm" onClick={() => go({ target: '' })}>
            {words.everyCase}
          </Button>
        </p>
      )}
    </search>
  )
}

function Reads({ items }: { items: RecordedRead[] }) {
  const { columns } = words
  return (
    <table className={classes.reads} aria-label={words.label}>
      <thead>
        <tr>
          {[columns.who, columns.what, columns.about, columns.when, columns.times].map(title => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((read, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order, and have no other name
          <Row key={n} read={read} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ read: { reader, route, what, target, asked, until, times } }: { read: RecordedRead }) {
  const { columns } = words
  const processes = useQuery(queries.processes()).data ?? []
  const parts = route === '/api/audit/entries' ? searchIn(asked, processes) : askedFor(asked)
  return (
    <tr>
      <td data-title={columns.who}>
        <Link to="/audit/reads" search={{ person: reader.id }}>
          {reader.name}
        </Link>
        <span className={classes.soft}>{formatList(rolesWatched(reader.roles))}</span>
      </td>
      <td data-title={columns.what}>
        {what}
        {parts !== '' && <span className={classes.soft}>{parts}</span>}
      </td>
      <td data-title={columns.about}>
        {target !== null && (
          <Link to="/audit/cases/$id" params={{ id: target }}>
            {target}
          </Link>
        )}
      </td>
      <td data-title={columns.when}>
        <Instant at={until} precise />
      </td>
      <td data-title={columns.times}>{words.times(times)}</td>
    </tr>
  )
}

/** For which of their roles what they read is recorded. */
const rolesWatched = (roles: string[]) =>
  roles.filter(role => role === 'auditor' || role === 'admin').map(humanise)

/** Which page of a list it was says nothing; the case stands beside it. */
const unsaid = ['cursor', 'limit', 'after', 'before', 'case', 'target']

const askedFor = (asked: JsonObject) =>
  Object.entries(asked)
    .filter(([name]) => !unsaid.includes(name))
    .map(([name, value]) => `${humanise(name).toLowerCase()} ${formatValue(value)}`)
    .join(', ')

/** What entries were looked for, in a sentence; the server was asked for instants, which are no days of a search. */
function searchIn({ from, to, ...asked }: JsonObject, processes: ProcessSummary[]): string {
  const sentence = describe(readFindSearch(asked), namingOf(processes, []))
  const time = askedFor({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) })
  return time === '' ? sentence : `${sentence}, ${time}`
}

function Nothing() {
  const navigate = useNavigate({ from: '/audit/reads' })
  return (
    <Message title={words.none.title}>
      <p>{words.none.text}</p>
      <Button variant="default" onClick={() => void navigate({ search: {} })}>
        {words.none.clear}
      </Button>
    </Message>
  )
}
