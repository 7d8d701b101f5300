// A process tried out in the browser, on the engine that runs it: moments, one after the other, each a move and
// what became of it. Nothing is stored and nothing is sent. The clock is the simulation's own: it stands still
// until somebody skips to a timer.

import type { Actor, CaseEvent, Registers, Snapshot, Step, Timer } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import { type EnabledEvent, enabled } from '../../engine/enabled.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { activeNodes } from '../../engine/snapshot.ts'
import { fireTimer, start, step } from '../../engine/step.ts'
import type { Marks } from '../diagram/marks.ts'

export type Moment = {
  event: CaseEvent
  kind: 'start' | 'event' | 'timer'
  outcome: Step | Refusal
  /** where the case is after it; a refusal leaves it where it was */
  snapshot: Snapshot
  /** what waits for its time, earliest first */
  timers: Timer[]
}

export type Simulation = { process: Process; registers: Registers; moments: Moment[] }

/** A case with this data. What the process says no to is answered as a refusal. */
export function begin(
  process: Process,
  registers: Registers,
  data: JsonObject,
  actor: Actor,
  at: string,
): Simulation | Refusal {
  const event: CaseEvent = { id: 'start', type: 'start', data, actor, at }
  const outcome = start(process, event, registers)
  if (outcome.kind === 'refusal') return outcome
  const moment: Moment = { event, kind: 'start', outcome, snapshot: outcome.to, timers: waiting([], outcome) }
  return { process, registers, moments: [moment] }
}

export const now = (simulation: Simulation): Moment => simulation.moments.at(-1)!

/** Sends an event; a refusal is a moment too. */
export function send(simulation: Simulation, type: string, data: JsonObject, actor: Actor): Simulation {
  const { event } = now(simulation)
  return next(simulation, 'event', { id: idOf(simulation), type, data, actor, at: event.at })
}

/** Lets time pass until a timer is due, and fires it. One that is due already fires now. */
export function skipTo(simulation: Simulation, { id, dueAt }: Timer): Simulation {
  const { event } = now(simulation)
  const at = dueAt > event.at ? dueAt : event.at
  const actor: Actor = { id, kind: 'timer', roles: [] }
  return next(simulation, 'timer', { id: idOf(simulation), type: id, data: {}, actor, at })
}

const idOf = ({ moments }: Simulation) => `move ${moments.length}`

function next(simulation: Simulation, kind: 'event' | 'timer', event: CaseEvent): Simulation {
  const { process, registers, moments } = simulation
  const before = now(simulation)
  const take = kind === 'timer' ? fireTimer : step
  const outcome = take(process, before.snapshot, event, registers)
  const left = kind === 'timer' ? before.timers.filter(({ id }) => id !== event.type) : before.timers
  const moment: Moment =
    outcome.kind === 'step'
      ? { event, kind, outcome, snapshot: outcome.to, timers: waiting(left, outcome) }
      : { event, kind, outcome, snapshot: before.snapshot, timers: left }
  return { ...simulation, moments: [...moments, moment] }
}

function waiting(before: Timer[], { timersCleared, timersSet, to }: Step): Timer[] {
  if (to.status === 'closed') return []
  const replaced = new Set([...timersCleared, ...timersSet.map(({ id }) => id)])
  const left = before.filter(({ id }) => !replaced.has(id))
  return [...left, ...timersSet].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
}

/** As it was after the moment with this number, from 0. */
export const backTo = (simulation: Simulation, moment: number): Simulation => ({
  ...simulation,
  moments: simulation.moments.slice(0, moment + 1),
})

export function eventsFor(simulation: Simulation, actor: Actor): EnabledEvent[] {
  const { event, snapshot } = now(simulation)
  return enabled(simulation.process, snapshot, { actor, at: event.at, registers: simulation.registers })
}

/** Where the case is, and where it has been. */
export function marksOf({ process, moments }: Simulation): Marks {
  const states: NonNullable<Marks['states']> = {}
  for (const { snapshot } of moments)
    for (const { path } of activeNodes(process, snapshot)) if (path !== '') states[path] = { tone: 'been' }
  for (const { path } of activeNodes(process, moments.at(-1)!.snapshot))
    if (path !== '') states[path] = { tone: 'now' }
  return { states }
}
