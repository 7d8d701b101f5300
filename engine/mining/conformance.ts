// How well a log conforms to a process: each case is run from its beginning, event by event. What the process
// refuses is counted, with the reason, and passed over: the case stands where it was, and the next event is tried.
//
// 1. Fitness of a case: accepted events / events; of a case without events, 1. Of a log: by events (all accepted /
//    all there are), and the mean over cases.
// 2. Timers fire by the time of the events, before an event that is later than they are due.
// 3. A log that ends before its cases do is no misfit, only told.
//
// By `rules`, everything counts: rules, forms, roles. By `order`, only whether the case accepts such an event where
// it is: one that a rule, a form or a role refuses is taken all the same, on the first way that there is.

import type { Actor, CaseEvent, Registers, Snapshot, Step, Timer } from '../case.ts'
import { compile, type Process } from '../compile.ts'
import type { Definition, StateDefinition, Transition } from '../definition.ts'
import type { JsonObject } from '../json.ts'
import type { Refusal, RefusalReason } from '../refusal.ts'
import { activeStates } from '../snapshot.ts'
import { fireTimer, start, step } from '../step.ts'

/** `at`: ISO 8601, UTC. Without an actor it may be anybody: nobody's roles are missing then. */
export type LogEvent = { type: string; at: string; data?: JsonObject; actor?: Actor }

/** `data`: of the new case. */
export type LogCase = { case: string; start: Omit<LogEvent, 'type'>; events: LogEvent[] }

export type Misfit = {
  /** position in the case's events, from 0; -1: it could not be started */
  index: number
  event: string
  reason: RefusalReason | 'not-started'
  /** rules that did not hold, by name, or by what they say */
  rules: string[]
  /** dotted paths of the states that the case was in, sorted */
  states: string[]
  message: string
}

export type CaseFitness = {
  case: string
  events: number
  accepted: number
  fitness: number
  first: Misfit | null
  ended: boolean
}

export type MisfitGroup = Omit<Misfit, 'index' | 'message'> & {
  count: number
  cases: number
  example: string
}

export type Conformance = {
  cases: number
  /** cases of fitness 1 */
  fitting: number
  /** cases that the log leaves open */
  open: number
  events: number
  accepted: number
  fitness: { byEvents: number; byCases: number }
  /** how many cases have a fitness of at least `from`, and less than the band before; the best first */
  bands: { from: number; cases: number }[]
  /** alike by event, reason, rules and states; the most frequent first, at most 1,000 kinds */
  misfits: MisfitGroup[]
}

/** The first is of cases that fit altogether. */
const bandsFrom = [1, 0.9, 0.75, 0.5, 0]
const mostGroups = 1_000
const mostTimersBetween = 10_000

export function createConformance(
  process: Process,
  { by, registers }: { by: 'rules' | 'order'; registers: Registers },
): { add(log: LogCase): CaseFitness; result(): Conformance } {
  const ways = by === 'rules' ? [process] : [process, relaxed(process, true), relaxed(process, false)]
  const anybody: Actor = { id: 'log', kind: 'process', roles: rolesIn(process.definition) }
  const groups = new Map<string, MisfitGroup & { last: string }>()
  const bands = bandsFrom.map(from => ({ from, cases: 0 }))
  const sum = { cases: 0, fitting: 0, open: 0, events: 0, accepted: 0, fitness: 0 }

  /** On the first way that takes it; where none does, what the process itself says. */
  function attempt(run: (way: Process) => Step | Refusal): Step | Refusal {
    const said = run(ways[0]!)
    for (const way of ways.slice(1)) {
      if (said.kind === 'step' || isOutOfOrder(said.reason)) break
      const outcome = run(way)
      if (outcome.kind === 'step') return outcome
    }
    return said
  }

  function note(log: LogCase, misfit: Misfit): void {
    const { index: _, message: _m, ...kind } = misfit
    const key = JSON.stringify(kind)
    const group = groups.get(key) ?? { ...kind, count: 0, cases: 0, example: log.case, last: '' }
    if (!groups.has(key) && groups.size >= mostGroups) return
    groups.set(key, group)
    group.count += 1
    if (group.last !== log.case) group.cases += 1
    group.last = log.case
  }

  return {
    add(log) {
      const toEvent = ({ type, at, data = {}, actor = anybody }: LogEvent, id: number): CaseEvent => ({
        ...{ id: String(id), type, at, data, actor },
      })
      const misfits: Misfit[] = []
      const timers = new Map<string, Timer>()
      const begun = attempt(way => start(way, toEvent({ ...log.start, type: 'start' }, 0), registers))
      let at: Snapshot | null = begun.kind === 'step' ? begun.to : null
      const keep = ({ timersCleared, timersSet, to }: Step) => {
        for (const id of timersCleared) timers.delete(id)
        for (const timer of timersSet) timers.set(timer.id, timer)
        at = to
      }
      if (begun.kind === 'step') keep(begun)
      else misfits.push({ ...told(begun, 'start', []), index: -1 })

      for (const [index, event] of log.events.entries()) {
        const { type } = event
        if (at === null) {
          const message = 'The case was not started.'
          misfits.push({ index, event: type, reason: 'not-started', rules: [], states: [], message })
          continue
        }
        fireDue(event.at)
        const from: Snapshot = at
        const outcome = attempt(way => step(way, from, toEvent(event, index + 1), registers))
        if (outcome.kind === 'step') keep(outcome)
        else misfits.push({ ...told(outcome, type, activeStates(process, from)), index })
      }

      function fireDue(before: string): void {
        for (let n = 0; n < mostTimersBetween; n++) {
          const due = [...timers.values()]
            .filter(({ dueAt }) => dueAt < before)
            .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))[0]
          if (!due || at === null) return
          timers.delete(due.id)
          const actor: Actor = { id: due.id, kind: 'timer', roles: [] }
          const fired = { id: `timer ${n}`, type: due.id, at: due.dueAt, data: {}, actor }
          const outcome = fireTimer(process, at, fired, registers)
          if (outcome.kind === 'step') keep(outcome)
        }
      }

      for (const misfit of misfits) note(log, misfit)
      const events = log.events.length
      const accepted = events - misfits.filter(({ index }) => index >= 0).length
      const fitness = events === 0 ? 1 : accepted / events
      const ended = (at as Snapshot | null)?.status === 'closed'
      sum.cases += 1
      sum.fitting += misfits.length === 0 ? 1 : 0
      sum.open += ended ? 0 : 1
      sum.events += events
      sum.accepted += accepted
      sum.fitness += fitness
      bands[bandsFrom.findIndex(from => fitness >= from)]!.cases += 1
      return { case: log.case, events, accepted, fitness, first: misfits[0] ?? null, ended }
    },

    result() {
      const { fitness, ...counts } = sum
      return {
        ...counts,
        fitness: {
          byEvents: sum.events === 0 ? 1 : sum.accepted / sum.events,
          byCases: sum.cases === 0 ? 1 : fitness / sum.cases,
        },
        bands: bands.map(band => ({ ...band })),
        misfits: [...groups.values()]
          .map(({ last: _, ...group }) => group)
          .sort((a, b) => b.count - a.count || (a.event < b.event ? -1 : 1)),
      }
    },
  }
}

/** No way of looking at it makes the event one that the case accepts here. */
const isOutOfOrder = (reason: RefusalReason) =>
  reason === 'not-accepted-here' || reason === 'unknown-event' || reason === 'closed'

function told(
  { reason, verdicts, message }: Refusal,
  event: string,
  states: string[],
): Omit<Misfit, 'index'> {
  const failed = verdicts.filter(({ outcome }) => outcome !== 'pass')
  return {
    event,
    reason,
    message,
    states,
    rules: [...new Set(failed.map(({ rule, title }) => rule ?? title))],
  }
}

/** The process without rules, roles and forms where an event is taken; without what it writes, too, unless `writes`. */
function relaxed({ definition, version }: Process, writes: boolean): Process {
  const { data: _, events: declared = {}, ...rest } = definition
  const events = Object.fromEntries(Object.keys(declared).map(type => [type, {}]))
  return compile({ ...relaxedState(rest as StateDefinition, writes), events } as Definition, version)
}

function relaxedState(state: StateDefinition, writes: boolean): StateDefinition {
  const { entry, exit, on, after, states, ...rest } = state
  const taken = ({ guard: _, allow: _a, ...transition }: Transition) => dry(transition)
  /** Also what is written and sent on the way in and out may need data that a log does not have. */
  const dry = ({ assign, effects, ...transition }: Transition): Transition => ({
    ...transition,
    ...(writes && { ...(assign && { assign }), ...(effects && { effects }) }),
  })
  const each = (lists: Record<string, Transition[]>, relax: (transition: Transition) => Transition) =>
    Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.map(relax)]))
  return {
    ...rest,
    ...(writes && { ...(entry && { entry }), ...(exit && { exit }) }),
    ...(rest.always && { always: rest.always.map(dry) }),
    ...(rest.onDone && { onDone: rest.onDone.map(dry) }),
    ...(after && { after: each(after, dry) }),
    ...(on && { on: each(on, taken) }),
    ...(states && {
      states: Object.fromEntries(
        Object.entries(states).map(([key, inner]) => [key, relaxedState(inner, writes)]),
      ),
    }),
  }
}

/** Every role that a transition asks for. */
function rolesIn(state: Pick<StateDefinition, 'on' | 'states'>): string[] {
  const here = Object.values(state.on ?? {}).flatMap(list => list.flatMap(({ allow = [] }) => allow))
  return [...new Set([...here, ...Object.values(state.states ?? {}).flatMap(rolesIn)])]
}
