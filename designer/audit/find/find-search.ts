// What auditors look for, as it stands in the address of the page: so that it can be kept under a name, sent to
// somebody, and gone back to. The names are those that the server takes; only times are the reader's own days here.

import { type RefusalReason, refusalReasons } from '../../../engine/refusal.ts'
import { isDay } from '../../ui/format.ts'

export const kinds = [
  'start',
  'event',
  'timer',
  'refusal',
  'comment',
  'assignment',
  'priority',
  'file',
] as const
export const outcomes = ['pass', 'fail', 'unknown'] as const
export const origins = ['import', 'supplied'] as const
export const spans = ['today', 'week', 'month', 'year'] as const

export type Kind = (typeof kinds)[number]
export type Outcome = (typeof outcomes)[number]
export type Origin = (typeof origins)[number]
/** Up to now, each from the beginning of a day: today, seven days, thirty days, since the new year. */
export type Span = (typeof spans)[number]

/**
 * `from` and `to` are days of the reader's calendar, both included. `data` is `path=value`. What is as it begins is not
 * in the address.
 */
export type FindSearch = {
  by?: 'cases'
  process?: string
  /** of `process` */
  version?: number
  case?: string
  when?: Span
  from?: string
  to?: string
  actor?: string
  role?: string
  event?: string
  kind?: Kind
  origin?: Origin
  state?: string
  refusal?: RefusalReason
  rule?: string
  outcome?: Outcome
  promise?: string
  data?: string
}

const longest = 200
const texts = ['process', 'case', 'actor', 'role', 'event', 'state', 'rule', 'promise'] as const

/** Whatever an address or a kept search holds, only what can be looked for is taken from it. */
export function readFindSearch(search: Record<string, unknown>): FindSearch {
  const found: FindSearch = {}
  if (search.by === 'cases') found.by = 'cases'
  for (const part of texts) {
    const value = text(search[part])
    if (value !== '' && value.length <= longest) found[part] = value
  }
  const version = Number(search.version)
  if (found.process !== undefined && Number.isInteger(version) && version > 0) found.version = version
  const kind = oneOf(kinds, search.kind)
  if (kind !== undefined) found.kind = kind
  const origin = oneOf(origins, search.origin)
  if (origin !== undefined) found.origin = origin
  const refusal = oneOf(refusalReasons, search.refusal)
  if (refusal !== undefined) found.refusal = refusal
  const outcome = oneOf(outcomes, search.outcome)
  if (outcome !== undefined) found.outcome = outcome
  const data = text(search.data)
  if (/^[^=]+=/.test(data) && data.length <= longest) found.data = data
  return { ...found, ...readTime(search) }
}

/** A span goes before days; days that come in the wrong order are the same days. */
function readTime(search: Record<string, unknown>): Pick<FindSearch, 'when' | 'from' | 'to'> {
  const when = oneOf(spans, search.when)
  if (when !== undefined) return { when }
  const [from, to] = [text(search.from), text(search.to)].map(day => (isDay(day) ? day : undefined))
  const [first, last] = from !== undefined && to !== undefined && from > to ? [to, from] : [from, to]
  return { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) }
}

/** What is looked for, one thing after the other, and which parts of the address say it. */
const filters = {
  process: ['process', 'version'],
  kind: ['kind'],
  refusal: ['refusal'],
  event: ['event'],
  actor: ['actor'],
  role: ['role'],
  time: ['when', 'from', 'to'],
  state: ['state'],
  rule: ['rule', 'outcome'],
  promise: ['promise'],
  data: ['data'],
  origin: ['origin'],
  case: ['case'],
} as const satisfies Record<string, readonly (keyof FindSearch)[]>

export type FilterName = keyof typeof filters
export const filterNames = Object.keys(filters) as FilterName[]

/** The filters that are set, in their order. */
export const filtersOf = (search: FindSearch): FilterName[] =>
  filterNames.filter(name => filters[name].some(part => search[part] !== undefined))

export type Change = { [part in keyof FindSearch]?: string }

/** An empty value takes a part away. A version is one of its process, and goes with it. */
export function withChange(search: FindSearch, change: Change): FindSearch {
  const { version: _, ...others } = search
  const isElsewhere = change.process !== undefined && change.process !== search.process
  return readFindSearch({ ...(isElsewhere ? others : search), ...change })
}

export const withoutFilter = (search: FindSearch, name: FilterName): FindSearch =>
  withChange(search, Object.fromEntries(filters[name].map(part => [part, ''])))

/** What the server is asked for. `now` says which day it is. */
export function toFilter(search: FindSearch, now: Date): Record<string, string> {
  const { by: _, when, from, to, ...plain } = search
  const since = when !== undefined ? startOf(when, now) : from !== undefined ? midnight(from) : undefined
  const given = Object.entries(plain).map(([name, value]) => [name, String(value)])
  return {
    ...Object.fromEntries(given),
    ...(since !== undefined && { from: since.toISOString() }),
    ...(to !== undefined && { to: midnight(to, 1).toISOString() }),
  }
}

/** The beginning of a day where the reader is, or of so many days after it. */
function midnight(day: string, later = 0): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, date + later)
}

function startOf(span: Span, now: Date): Date {
  if (span === 'year') return new Date(now.getFullYear(), 0, 1)
  const back = { today: 0, week: 6, month: 29 }[span]
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - back)
}

/** As it is kept under a name. */
export const toKept = (search: FindSearch): Record<string, string> =>
  Object.fromEntries(Object.entries(search).map(([part, value]) => [part, String(value)]))

/** Whether both look for the same. */
export const isSameSearch = (a: FindSearch, b: FindSearch): boolean => inOrder(a) === inOrder(b)

const inOrder = (search: FindSearch) => JSON.stringify(Object.entries(toKept(search)).sort())

// A router reads `case=1026` as a number.
const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : ''

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find(one => one === value)
