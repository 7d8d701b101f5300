// A process tried out in the browser, on the engine that runs it: moves, one after the other, each a step of a
// scenario and what became of it. Nothing is stored and nothing is sent. Time is the simulation's own: it stands
// still until somebody lets it pass.
//
// Going back leaves what came after in its place. It is there to go forward to until somebody goes another way.

import type { Actor, Registers, Snapshot, Step, Timer } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import { type EnabledEvent, enabled } from '../../engine/enabled.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { chainOf } from '../../engine/run-scenario.ts'
import type { Scenario, ScenarioFile, ScenarioStep } from '../../engine/scenario.ts'
import { activeNodes } from '../../engine/snapshot.ts'
import { beginTrial, move, type People, type Trial } from '../../engine/trial.ts'
import type { Marks } from '../diagram/marks.ts'
import { durationBetween } from './duration.ts'

/** What was done, what became of it, and where the case is then. A refusal leaves it where it was. */
export type Move = {
  /** null for the beginning */
  step: ScenarioStep | null
  outcomes: (Step | Refusal)[]
  trial: Trial
}

export type Beginning =
  | ({ kind: 'data' } & Pick<Scenario, 'at' | 'as' | 'data' | 'registers'>)
  /** as a real case is now */
  | { kind: 'case'; id: string; at: string; snapshot: Snapshot; timers: Timer[] }

export type Simulation = {
  beginning: Beginning
  /** at least one */
  moves: Move[]
  /** the move that is looked at; those after it are ahead */
  cursor: number
}

/** A case with this data. What the process says no to is answered as a refusal. */
export function begin(
  process: Process,
  people: People,
  registers: Registers,
  beginning: Beginning,
): Simulation | Refusal {
  if (beginning.kind === 'case') {
    const { at, snapshot, timers } = beginning
    const trial = { process, people, registers, snapshot, timers, at, sent: 1 }
    return { beginning, moves: [{ step: null, outcomes: [], trial }], cursor: 0 }
  }
  const begun = beginTrial(process, people, registers, beginning)
  if (begun.kind === 'refusal') return begun
  return { beginning, moves: [{ step: null, outcomes: [begun.step], trial: begun.trial }], cursor: 0 }
}

/** The moves of a scenario, with those of the scenarios that it goes on from, looked at after its step `shown`, from 0. */
export function open(
  process: Process,
  file: ScenarioFile,
  scenario: Scenario,
  registers: Registers,
  shown: number,
): Simulation | Refusal {
  const chain = chainOf(file, scenario)
  const { at, as, data, registers: changes } = chain[0]!
  const begun = begin(process, file.people, registers, {
    kind: 'data',
    at,
    data,
    ...(as !== undefined && { as }),
    ...(changes && { registers: changes }),
  })
  if ('kind' in begun) return begun
  const steps = chain.flatMap((one, n) => (n === 0 ? one.steps : withFirst(one.steps, one.registers)))
  const all = again(begun, steps)
  return { ...all, cursor: Math.max(0, all.moves.length - scenario.steps.length + shown) }
}

/** The steps, the first of them with these registers. */
function withFirst(steps: ScenarioStep[], registers: Scenario['registers']): ScenarioStep[] {
  const [first, ...others] = steps
  if (!first || !registers) return steps
  return [{ ...first, registers: { ...registers, ...first.registers } }, ...others]
}

/** The same steps on a simulation that has just begun. */
export const again = (begun: Simulation, steps: ScenarioStep[]): Simulation => steps.reduce(take, begun)

export const now = ({ moves, cursor }: Simulation): Move => moves[cursor]!

/** What was done up to now, as it would be done again. */
export const stepsOf = ({ moves, cursor }: Simulation): ScenarioStep[] =>
  moves.slice(1, cursor + 1).map(({ step }) => step!)

function take(simulation: Simulation, step: ScenarioStep): Simulation {
  const { moves, cursor } = simulation
  const ahead = moves[cursor + 1]
  if (ahead && JSON.stringify(ahead.step) === JSON.stringify(step))
    return { ...simulation, cursor: cursor + 1 }
  const { trial, outcomes } = move(now(simulation).trial, step)
  return {
    ...simulation,
    moves: [...moves.slice(0, cursor + 1), { step, outcomes, trial }],
    cursor: cursor + 1,
  }
}

/** Sends an event at once: what is due by now and has not fired is late. A refusal is a move too. */
export function send(simulation: Simulation, type: string, data: JsonObject, as: string): Simulation {
  const { at, timers } = now(simulation).trial
  const isLate = timers[0] !== undefined && timers[0].dueAt <= at
  return take(simulation, { send: type, as, data, after: 'PT0S', ...(isLate && { late: true }) })
}

/** Lets time pass; timers fire when they are due. */
export const wait = (simulation: Simulation, duration: string): Simulation =>
  take(simulation, { wait: duration })

/** Lets time pass until a timer is due. */
export const skipTo = (simulation: Simulation, { dueAt }: Timer): Simulation =>
  wait(simulation, durationBetween(now(simulation).trial.at, dueAt))

/** Fields of registers replaced, from here on. */
export const changeRegisters = (simulation: Simulation, changes: Scenario['registers']): Simulation =>
  take(simulation, { wait: 'PT0S', registers: changes })

/** Looks at another of its moves. */
export const lookAt = (simulation: Simulation, cursor: number): Simulation => ({
  ...simulation,
  cursor: Math.min(Math.max(cursor, 0), simulation.moves.length - 1),
})

/** With these people from here on. */
export function withPeople(simulation: Simulation, people: People): Simulation {
  const moves = simulation.moves.map(one => ({ ...one, trial: { ...one.trial, people } }))
  return { ...simulation, moves }
}

export function eventsFor(simulation: Simulation, actor: Actor): EnabledEvent[] {
  const { process, snapshot, at, registers } = now(simulation).trial
  return enabled(process, snapshot, { actor, at, registers })
}

/** Where the case is and where it has been; which transitions it took, and which just now. */
export function marksOf(simulation: Simulation): Marks {
  const states: NonNullable<Marks['states']> = {}
  const transitions: NonNullable<Marks['transitions']> = {}
  const done = simulation.moves.slice(0, simulation.cursor + 1)
  for (const { trial } of done)
    for (const { path } of activeNodes(trial.process, trial.snapshot))
      if (path !== '') states[path] = { tone: 'been' }
  for (const { path } of activeNodes(now(simulation).trial.process, now(simulation).trial.snapshot))
    if (path !== '') states[path] = { tone: 'now' }
  for (const [n, { outcomes }] of done.entries())
    for (const outcome of outcomes)
      if (outcome.kind === 'step')
        for (const pointer of outcome.transitions)
          transitions[pointer] = { tone: n === simulation.cursor ? 'now' : 'been' }
  return { states, transitions }
}
