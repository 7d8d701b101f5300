// A history as it is looked through: what came, in order, with what would have to be searched for again and again
// found once. It only grows; what is asked of one position costs the same in a history of ten entries and of
// a hundred thousand.

import { type HistoryEntry, isStep, type StepEntry } from '../../engine/case.ts'
import { isHistoryEntry } from '../../engine/entry-shape.ts'
import { isObject, type Json } from '../../engine/json.ts'
import type { DamagedEntry } from '../answers.ts'
import { leavesOf } from '../work/places.ts'

/**
 * A place in the history: an entry, or a hole where there should be some. `missing`: none is on record from `seq` to
 * `last`; `unreadable`: what is there is damaged, `raw` being what can be shown of it.
 */
export type Item =
  | { kind: 'entry'; seq: number; entry: HistoryEntry }
  | { kind: 'hole'; seq: number; last: number; why: 'missing' | 'unreadable'; raw?: Json }

/** `stayed`: an event was taken, and the case is in the states that it was in. */
export type What = 'moved' | 'stayed' | 'refused' | 'said' | 'hole'

export type Trail = {
  readonly items: readonly Item[]
  /** by position, from 0 */
  readonly whats: readonly What[]
  /** by position: that of the last step up to there; -1 before the first */
  readonly steps: readonly number[]
  /** innermost state → position at which the case was first in it */
  readonly firstVisits: ReadonlyMap<string, number>
  /** seq of the last that is known of; 0: nothing yet */
  readonly last: number
}

export type GrowingTrail = Trail & {
  /** What came next, in order, and what cannot be read among it. A gap becomes a hole, and so does what is no entry. */
  add(entries: readonly unknown[], damaged?: readonly DamagedEntry[]): void
  /** What should be there up to `last`, and is not. */
  addHole(last: number, why: 'missing' | 'unreadable', raw?: Json): void
}

export function createTrail(): GrowingTrail {
  const items: Item[] = []
  const whats: What[] = []
  const steps: number[] = []
  const firstVisits = new Map<string, number>()
  let last = 0
  let states = ''

  function push(item: Item, what: What): void {
    if (what === 'moved' || what === 'stayed') steps.push(items.length)
    else steps.push(steps.at(-1) ?? -1)
    items.push(item)
    whats.push(what)
  }

  function addEntry(entry: HistoryEntry): void {
    const item: Item = { kind: 'entry', seq: entry.seq, entry }
    last = entry.seq
    if (!isStep(entry)) {
      push(item, entry.kind === 'refusal' ? 'refused' : 'said')
      return
    }
    const leaves = leavesOf(entry.to.states)
    for (const path of leaves) if (!firstVisits.has(path)) firstVisits.set(path, items.length)
    const now = leaves.join(' ')
    push(item, now === states ? 'stayed' : 'moved')
    states = now
  }

  function addHole(end: number, why: 'missing' | 'unreadable', raw?: Json): void {
    if (end <= last) return
    push({ kind: 'hole', seq: last + 1, last: end, why, ...(raw !== undefined && { raw }) }, 'hole')
    last = end
  }

  function addUnreadable({ seq, raw }: DamagedEntry): void {
    addHole(seq - 1, 'missing')
    addHole(seq, 'unreadable', raw)
  }

  return {
    ...{ items, whats, steps, firstVisits, addHole },
    get last() {
      return last
    },
    add(entries, damaged = []) {
      let nth = 0
      const addDamaged = (before: number) => {
        for (let one = damaged[nth]; one && one.seq < before; one = damaged[++nth]) addUnreadable(one)
      }
      for (const entry of entries) {
        const seq = isObject(entry) && typeof entry.seq === 'number' ? entry.seq : last + 1
        addDamaged(seq)
        addHole(seq - 1, 'missing')
        if (isHistoryEntry(entry) && seq > last) addEntry(entry)
        else addUnreadable({ seq: Math.max(seq, last + 1), raw: entry as Json })
      }
      addDamaged(Number.POSITIVE_INFINITY)
    },
  }
}

/** The step that the case stands on after a position; undefined before the first. */
export function stepAt({ items, steps }: Trail, position: number): StepEntry | undefined {
  const item = items[steps[position] ?? -1]
  return item?.kind === 'entry' ? (item.entry as StepEntry) : undefined
}

/** Where the entry with this seq is, or the hole that it fell into; the nearest where there is none. */
export function positionOf({ items }: Trail, seq: number): number {
  let low = 0
  let high = items.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (items[middle]!.seq <= seq) low = middle
    else high = middle - 1
  }
  return low
}
