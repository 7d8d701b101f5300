// A case tried out: nothing is stored, and its time is its own. Scenarios run on it, and so does the simulation in
// the browser, so that what was done in the one can be kept as the other.
//
// 1. A trial is never changed. Each move makes another one.
// 2. Timers that fall due on the way fire first, the earliest first, as on the server; one that is late fires now,
//    not in the past. A timer whose rules say no is used up.

import {
  type Actor,
  type CaseEvent,
  type Registers,
  registerNames,
  type Snapshot,
  type Step,
  type Timer,
} from './case.ts'
import type { Process } from './compile.ts'
import { addDuration, parseDuration } from './duration.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import type { Refusal } from './refusal.ts'
import type { Scenario, ScenarioStep, SendStep } from './scenario.ts'
import { fireTimer, start, step } from './step.ts'

/** Who acts → their roles. */
export type People = Record<string, string[]>

/** Where the case is, and what the next move reads. */
export type Trial = {
  process: Process
  people: People
  registers: Registers
  snapshot: Snapshot
  /** what waits for its time, earliest first */
  timers: Timer[]
  at: string
  /** how many events there were */
  sent: number
}

/** `outcomes`: of the timers that fired on the way, then of the event itself. */
export type Moved = { trial: Trial; outcomes: (Step | Refusal)[] }

export type Begun = { kind: 'begun'; trial: Trial; step: Step } | Refusal

/** More firings than this within one wait are a process that wakes itself without end. */
const mostFirings = 1_000

const nobody: Actor = { kind: 'process', id: 'scenario', roles: [] }

export const personOf = (people: People, name: string): Actor => ({
  kind: 'person',
  id: name,
  roles: (Object.hasOwn(people, name) && people[name]) || [],
})

/** A case begun as a scenario says; what the process says no to is answered as a refusal. */
export function beginTrial(
  process: Process,
  people: People,
  registers: Registers,
  { at, as, data, registers: changes }: Pick<Scenario, 'at' | 'as' | 'data' | 'registers'>,
): Begun {
  const inForce = overlay(registers, changes)
  const actor = as === undefined ? nobody : personOf(people, as)
  const event: CaseEvent = { id: 'step-1', type: 'start', data: data ?? {}, actor, at: instant(at!) }
  const outcome = start(process, event, inForce)
  if (outcome.kind === 'refusal') return outcome
  const { to: snapshot } = outcome
  const trial: Trial = {
    ...{ process, people, registers: inForce, snapshot, sent: 1, at: event.at },
    timers: waitingAfter([], outcome),
  }
  return { kind: 'begun', trial, step: outcome }
}

/** What a step of a scenario does. */
export function move(trial: Trial, step: ScenarioStep): Moved {
  const before = { ...trial, registers: overlay(trial.registers, step.registers) }
  return 'wait' in step ? pass(before, later(trial.at, step.wait)) : send(before, step)
}

/** With other registers from here on. */
export const withRegisters = (trial: Trial, changes: Scenario['registers']): Trial =>
  changes ? { ...trial, registers: overlay(trial.registers, changes) } : trial

function send(trial: Trial, { send, as, data, at, after, late }: SendStep): Moved {
  const until = at ? instant(at) : later(trial.at, after ?? 'PT1H')
  const passed = late ? { trial: { ...trial, at: until }, outcomes: [] } : pass(trial, until)
  const event = nextEvent(passed.trial, send, data ?? {}, personOf(trial.people, as))
  const outcome = step(trial.process, passed.trial.snapshot, event, trial.registers)
  return { trial: arrived(passed.trial, outcome), outcomes: [...passed.outcomes, outcome] }
}

function pass(from: Trial, until: string): Moved {
  let trial = from
  const outcomes: Moved['outcomes'] = []
  while (outcomes.length < mostFirings) {
    const due = trial.timers[0]
    if (!due || due.dueAt > until) break
    trial = {
      ...trial,
      at: due.dueAt > trial.at ? due.dueAt : trial.at,
      timers: trial.timers.slice(1),
    }
    const event = nextEvent(trial, due.id, {}, { kind: 'timer', id: due.id, roles: [] })
    const outcome = fireTimer(trial.process, trial.snapshot, event, trial.registers)
    outcomes.push(outcome)
    trial = arrived(trial, outcome)
  }
  return { trial: { ...trial, at: until }, outcomes }
}

/** The case after a step; a refusal leaves it where it is. */
function arrived(trial: Trial, outcome: Step | Refusal): Trial {
  const sent = trial.sent + 1
  if (outcome.kind === 'refusal') return { ...trial, sent }
  return { ...trial, sent, snapshot: outcome.to, timers: waitingAfter(trial.timers, outcome) }
}

/** The timers that wait after a step, the earliest first. */
export function waitingAfter(
  before: Timer[],
  { timersCleared, timersSet, to }: Pick<Step, 'timersCleared' | 'timersSet' | 'to'>,
): Timer[] {
  if (to.status === 'closed') return []
  const replaced = new Set([...timersCleared, ...timersSet.map(({ id }) => id)])
  return [...before.filter(({ id }) => !replaced.has(id)), ...timersSet].sort(byDueTime)
}

const byDueTime = (a: Timer, b: Timer) =>
  a.dueAt === b.dueAt ? (a.id < b.id ? -1 : 1) : a.dueAt < b.dueAt ? -1 : 1

function nextEvent({ at, sent }: Trial, type: string, data: JsonObject, actor: Actor): CaseEvent {
  return { id: `step-${sent + 1}`, type, data, actor, at }
}

/** One way to write an instant, so that instants compare as text. */
const instant = (text: string) => new Date(text).toISOString()

function later(at: string, text: string): string {
  return addDuration(new Date(at), parseDuration(text)!).toISOString()
}

/** The registers with some of their fields replaced, as a next version. */
export function overlay(registers: Registers, changes: Scenario['registers']): Registers {
  const result: Registers = { ...registers }
  for (const name of registerNames) {
    const change = changes?.[name]
    if (!change) continue
    const before = registers[name]
    const content = isObject(before?.content) ? { ...before.content, ...change } : change
    result[name] = { version: (before?.version ?? 0) + 1, content: content as Json }
  }
  return result
}
