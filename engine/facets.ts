// What an entry can be found by. One function says it, for the index that finds entries among many, and for
// whoever looks at one entry and asks whether it is meant.

import { type HistoryEntry, isStep, type Snapshot, type StateValue } from './case.ts'
import type { Json } from './json.ts'

export const facetKinds = [
  'process',
  'version',
  'case',
  'actor',
  'role',
  'event',
  'kind',
  'origin',
  'state',
  'refusal',
  'rule',
  'promise',
  'data',
] as const
export type FacetKind = (typeof facetKinds)[number]

/**
 * One thing that is true of an entry. The value by kind:
 *
 * - `process`, `case`, `event`, `actor` (an id), `role`, `refusal` (a reason): its name
 * - `version`: `process/3`
 * - `kind`: what the entry is, `start`, `event`, `timer`, `refusal`, `comment` …
 * - `origin`: `import`, or `supplied` where the mapping made it up
 * - `state`: the dotted path of a state that was entered, or of one around it that was
 * - `rule`: a rule that was asked, `name`; with what it said, `name=fail`; any rule that said so, `=fail`
 * - `promise`: what a promise became, `kept`, `broken`, `confirmed` …
 * - `data`: a value that was set, or that somebody tried to set, `prospect.name=acme`; lower case, lists without
 *   positions: `promises.quantity=40`
 */
export type Facet = { kind: FacetKind; value: string }

/** What entries must be; all of it. Times are ISO 8601, `from` included, `to` not; `data` is `path=value`. */
export type EntryFilter = {
  process?: string
  /** of `process` */
  version?: number
  case?: string
  from?: string
  to?: string
  actor?: string
  role?: string
  event?: string
  kind?: string
  origin?: string
  state?: string
  refusal?: string
  rule?: string
  /** of `rule`, or of any */
  outcome?: string
  promise?: string
  data?: string
}

/** The facets of an entry; `before` is where its case was, null at the start. Each once. */
export function facetsOf(entry: HistoryEntry, before: Snapshot | null): Facet[] {
  const { event, process } = entry
  const facets: Facet[] = [
    { kind: 'process', value: process },
    { kind: 'version', value: `${process}/${entry.version}` },
    { kind: 'case', value: entry.caseId },
    { kind: 'actor', value: event.actor.id },
    { kind: 'event', value: event.type },
    { kind: 'kind', value: entry.kind },
  ]
  const add = (kind: FacetKind, values: Iterable<string>) => {
    for (const value of new Set(values)) facets.push({ kind, value })
  }
  add('role', event.actor.roles)
  if (event.origin) add('origin', ['import', ...(event.origin.supplied ? ['supplied'] : [])])
  if (entry.kind === 'refusal') add('refusal', [entry.refusal.reason])
  add('rule', rulesOf(entry))
  if (isStep(entry)) {
    add('state', entered(before, entry.to))
    add('promise', promisesChanged(before, entry.to))
    add('data', leavesChanged(before?.data, entry.to.data))
  } else add('data', leavesChanged(undefined, event.data))
  return facets
}

/** The facets that an entry must all have to be what is looked for. */
export function facetsWanted(filter: EntryFilter): Facet[] {
  const { version, from: _f, to: _t, rule, outcome, data, ...plain } = filter
  const facets = Object.entries(plain).flatMap(([kind, value]): Facet[] =>
    value === undefined ? [] : [{ kind: kind as FacetKind, value }],
  )
  if (version !== undefined) facets.push({ kind: 'version', value: `${filter.process ?? ''}/${version}` })
  if (outcome !== undefined) facets.push({ kind: 'rule', value: `${rule ?? ''}=${outcome}` })
  else if (rule !== undefined) facets.push({ kind: 'rule', value: rule })
  if (data !== undefined) facets.push({ kind: 'data', value: data.toLowerCase() })
  return facets
}

/** Is the entry meant? `before` as for `facetsOf`. */
export function isMeant(entry: HistoryEntry, before: Snapshot | null, filter: EntryFilter): boolean {
  const at = Date.parse(entry.event.at)
  if (filter.from !== undefined && at < Date.parse(filter.from)) return false
  if (filter.to !== undefined && at >= Date.parse(filter.to)) return false
  const wanted = facetsWanted(filter)
  if (wanted.length === 0) return true
  const has = new Set(facetsOf(entry, before).map(keyOf))
  return wanted.every(facet => has.has(keyOf(facet)))
}

const keyOf = ({ kind, value }: Facet) => `${kind}\n${value}`

function* rulesOf({ verdicts }: HistoryEntry): Iterable<string> {
  for (const { rule, outcome } of verdicts) {
    yield `=${outcome}`
    if (rule === null) continue
    yield rule
    yield `${rule}=${outcome}`
  }
}

/** The states that are active in `to` and were not before, those around others too. */
function entered(before: Snapshot | null, to: Snapshot): string[] {
  const was = new Set(before ? pathsOf(before.states) : [])
  return [...pathsOf(to.states)].filter(path => !was.has(path))
}

function* pathsOf(states: StateValue, around = ''): Iterable<string> {
  if (typeof states === 'string') yield around + states
  else
    for (const [name, inner] of Object.entries(states)) {
      yield around + name
      yield* pathsOf(inner, `${around}${name}.`)
    }
}

type Promised = Map<string, string>

function promisesOf({ data }: Snapshot): Promised {
  const found: Promised = new Map()
  if (!Array.isArray(data.promises)) return found
  for (const [n, promise] of data.promises.entries())
    if (typeof promise === 'object' && promise !== null && !Array.isArray(promise))
      if (typeof promise.state === 'string') found.set(String(promise.id ?? n), promise.state)
  return found
}

function promisesChanged(before: Snapshot | null, to: Snapshot): string[] {
  if (before?.data.promises === to.data.promises) return []
  const was: Promised = before ? promisesOf(before) : new Map()
  return [...promisesOf(to)].flatMap(([id, state]) => (was.get(id) === state ? [] : [state]))
}

/** Longer texts are not values that anybody looks up. */
const longest = 100
const mostLeaves = 60

/** `path=value` of every value in `now` that was not there before. */
function leavesChanged(before: Json | undefined, now: Json): string[] {
  const was = new Set(before === undefined ? [] : leavesOf(before, ''))
  const found = new Set<string>()
  for (const leaf of leavesOf(now, '')) {
    if (!was.has(leaf)) found.add(leaf)
    if (found.size === mostLeaves) break
  }
  return [...found]
}

function* leavesOf(value: Json, path: string): Iterable<string> {
  if (Array.isArray(value)) for (const inner of value) yield* leavesOf(inner, path)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* leavesOf(inner, path === '' ? key : `${path}.${key}`)
  else if (value !== null) {
    const text = String(value)
    if (text.length <= longest) yield `${path}=${text}`.toLowerCase()
  }
}
