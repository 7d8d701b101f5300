// Where the values of a case come from: for every value in its data, the entry that gave it.

import { type Actor, type HistoryEntry, isStep } from './case.ts'
import type { Json } from './json.ts'
import { toPointer } from './paths.ts'

/** The entry at which the value at a place last changed. */
export type Source = {
  /** JSON Pointer into the case data; what is in a list is told by its position */
  path: string
  seq: number
  /** when it happened */
  at: string
  actor: Pick<Actor, 'kind' | 'id' | 'name'>
  /** type of the event; of a timer its id */
  event: string
}

/** Takes entry after entry, for histories that are too long to hold. */
export type SourceFinder = { add(entry: HistoryEntry): void; sources(): Source[] }

export function createSourceFinder(): SourceFinder {
  let known = new Map<string, { value: Leaf; source: Source }>()
  return {
    add(entry) {
      if (!isStep(entry)) return
      const { seq, event } = entry
      const { kind, id, name } = event.actor
      const by = {
        seq,
        at: event.at,
        actor: { kind, id, ...(name !== undefined && { name }) },
        event: event.type,
      }
      const next: typeof known = new Map()
      for (const [path, value] of leavesOf(entry.to.data, '')) {
        const before = known.get(path)
        next.set(path, before && before.value === value ? before : { value, source: { path, ...by } })
      }
      known = next
    },
    sources: () => [...known.values()].map(({ source }) => source),
  }
}

/** A value without others in it. Empty lists and objects are told apart by how they are written. */
type Leaf = string

function* leavesOf(value: Json, path: string): Iterable<[path: string, leaf: Leaf]> {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (inner.length === 0) yield [path, JSON.stringify(value)]
  for (const [key, one] of inner) yield* leavesOf(one, `${path}${toPointer([key])}`)
}
