// A log, gathered case by case as it is read: of each event what it is called, when it happened, and what it says in
// fields that the process asks for. The rest of the file is not kept.

import type { Actor } from '../../../../engine/case.ts'
import { ownKey } from '../../../../engine/eventlog/xes-writer.ts'
import { isObject, type Json, type JsonObject } from '../../../../engine/json.ts'
import { timeOf } from './time-of.ts'

/** `at`: milliseconds, UTC. `isBegin`: it starts its case. */
export type Collected = {
  name: number
  at: number
  isComplete: boolean
  isBegin?: boolean
  data?: JsonObject
  actor?: Actor
}

/** What in the log is not as one expects; each with the first line where it is so. */
export type Oddity = {
  kind: 'no-time' | 'before-1970' | 'no-name' | 'no-case' | 'damaged'
  count: number
  line: number
}

export type Summary = {
  cases: number
  events: number
  /** not completions, such as `start` and `schedule`: passed over, where there are completions */
  passedOver: number
  /** the most frequent first */
  names: { name: string; count: number }[]
  oddities: Oddity[]
  /** it was exported from Throughline: what was sent is in it, data and people included */
  isOwn: boolean
}

export type Collection = {
  add(event: { line: number; case: string; name: string; time: string; values: Record<string, Json> }): void
  note(kind: Oddity['kind'], line: number): void
  summary(): Summary
  /** Each case with its events in order of time; as it stood in the file where times are the same. */
  cases(): Iterable<{ case: string; events: Collected[] }>
  nameOf(n: number): string
}

/** `fields`: names of fields that events of the process ask for. */
export function createCollection(fields: ReadonlySet<string>): Collection {
  const names: { name: string; count: number }[] = []
  const numbers = new Map<string, number>()
  const cases = new Map<string, Collected[]>()
  const oddities = new Map<Oddity['kind'], Oddity>()
  const counts = { events: 0, incomplete: 0 }
  let isOwn = false

  function note(kind: Oddity['kind'], line: number): void {
    const known = oddities.get(kind)
    if (known) known.count += 1
    else oddities.set(kind, { kind, count: 1, line })
  }

  function numberOf(name: string): number {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, names.length)
    return names.push({ name, count: 0 }) - 1
  }

  return {
    note,
    nameOf: n => names[n]!.name,
    add({ line, case: id, name, time, values }) {
      const own = readOwn(values[ownKey])
      // What is no event of the case: comments, refused attempts, and timers, which fire by themselves.
      if (own === 'passed') return
      if (name === '') return note('no-name', line)
      if (id === '') return note('no-case', line)
      const events = cases.get(id) ?? []
      cases.set(id, events)
      let at = timeOf(time)
      if (at === null) note('no-time', line)
      else if (at < 0) note('before-1970', line)
      // Without a time it stays where it stands in the file.
      at ??= events.at(-1)?.at ?? 0
      const lifecycle = values['lifecycle:transition']
      const isComplete = typeof lifecycle !== 'string' || /^(complete)?$/i.test(lifecycle)
      const number = numberOf(name)
      const data = own ? own.data : pick(values, fields)
      events.push({
        name: number,
        at,
        isComplete,
        ...(data && { data }),
        ...(own && { actor: own.actor, isBegin: own.isBegin }),
      })
      if (own) isOwn = true
      if (own?.isBegin) return
      counts.events += 1
      if (isComplete) names[number]!.count += 1
      else counts.incomplete += 1
    },
    summary() {
      const passesOver = counts.incomplete < counts.events
      return {
        cases: cases.size,
        events: passesOver ? counts.events - counts.incomplete : counts.events,
        passedOver: passesOver ? counts.incomplete : 0,
        names: names
          .filter(({ count }) => count > 0 || !passesOver)
          .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
        oddities: [...oddities.values()],
        isOwn,
      }
    },
    *cases() {
      const passesOver = counts.incomplete < counts.events
      for (const [id, events] of cases)
        yield {
          case: id,
          events: events.filter(({ isComplete }) => isComplete || !passesOver).sort((a, b) => a.at - b.at),
        }
    },
  }
}

/** What an event of ours says that was sent; `passed` where nothing was that counts; null where it is none of ours. */
function readOwn(written: Json | undefined) {
  if (typeof written !== 'string') return null
  try {
    const { kind, event } = JSON.parse(written) as { kind: string; event: { data: JsonObject; actor: Actor } }
    if (kind !== 'start' && kind !== 'event') return 'passed'
    return { isBegin: kind === 'start', data: event.data, actor: event.actor }
  } catch {
    return null
  }
}

/** A field is meant by its own name, with `data.` or `case:` before it, and with what is after the last dot. */
function pick(values: Record<string, Json>, fields: ReadonlySet<string>): JsonObject | undefined {
  let data: JsonObject | undefined
  for (const key in values) {
    const name = fields.has(key) ? key : key.replace(/^(data\.|case:)/, '')
    const value = values[key]
    if (!fields.has(name) || value === '' || value === undefined || isObject(value)) continue
    data ??= {}
    data[name] = value
  }
  return data
}
