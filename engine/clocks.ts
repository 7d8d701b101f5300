// Since when a case is where it is, and until when it should have gone on. Read off what steps leave on record, so
// that a history gives the same clocks as its case.
//
// 1. A state that is entered gets a clock: since then, and due when the earliest of its timers is.
// 2. A state that is left loses its clock; left and entered again, it starts anew.
// 3. A timer that has fired while its state stays changes nothing: the case is overdue, not suddenly without a date.
//
// That a state was left and entered again within one step shows in its timers, or in those of a state around it. A
// state that has none, entered again from itself, goes on as it was: the record does not tell.

import type { StepEntry } from './case.ts'
import type { Process } from './compile.ts'
import type { StateNode } from './paths.ts'
import { activeNodes } from './snapshot.ts'

/** ISO 8601, UTC. `due` null: nothing says until when. */
export type StateClock = { since: string; due: string | null }

/** Dotted path of an active state, atomic or around one → its clock; '' is the whole case, where that has timers. */
export type Clocks = { [statePath: string]: StateClock }

/** What a step has on record that clocks depend on. */
export type ClockedStep = Pick<StepEntry, 'event' | 'to' | 'timersCleared' | 'timersSet'>

/** The clocks after a step. */
export function tick(process: Process, before: Clocks, step: ClockedStep): Clocks {
  const { event, to, timersCleared, timersSet } = step
  const dueOfTimer = new Map(timersSet.map(({ id, dueAt }) => [id, dueAt]))
  const touched = new Set([...timersCleared, ...dueOfTimer.keys()])
  const clocks: Clocks = {}
  const entered = new Set<StateNode>()
  // Outer states first: whatever is inside one that was entered was entered too.
  for (const node of activeNodes(process, to).reverse()) {
    const timers = timersOf(process, node)
    if (node.parent === null && timers.length === 0) continue
    const known = Object.hasOwn(before, node.path) ? before[node.path] : undefined
    const stayed =
      known && !timers.some(id => touched.has(id)) && !(node.parent !== null && entered.has(node.parent))
    if (!stayed) entered.add(node)
    clocks[node.path] = stayed
      ? known
      : { since: event.at, due: earliest(timers.map(id => dueOfTimer.get(id) ?? null)) }
  }
  return clocks
}

/** The earliest date of all. */
export const dueOf = (clocks: Clocks): string | null => earliest(Object.values(clocks).map(({ due }) => due))

/** The names of its timers, as the machine has them. */
function timersOf(process: Process, { path, definition }: StateNode): string[] {
  return Object.keys(definition.after ?? {}).map(key => `after ${key} in ${path || process.id}`)
}

function earliest(dates: (string | null)[]): string | null {
  let first: string | null = null
  for (const date of dates)
    if (date !== null && (first === null || Date.parse(date) < Date.parse(first))) first = date
  return first
}
