// Runs scenarios (see scenario.ts) through the engine: pure, so that an owner can run them in the browser.

import type { Actor, CaseEvent, Registers, Snapshot, Step } from './case.ts'
import { registerNames } from './case.ts'
import type { Process } from './compile.ts'
import { addDuration, parseDuration } from './duration.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import type { Refusal } from './refusal.ts'
import type { Scenario, ScenarioFile, ScenarioStep, SendStep } from './scenario.ts'
import { activeStates } from './snapshot.ts'
import { fireTimer, start, step } from './step.ts'

/** What became of one step. `outcomes`: of the timers that fired on the way, then of the event itself. */
export type StepResult = {
  step: ScenarioStep
  at: string
  outcomes: (Step | Refusal)[]
  /** active states afterwards */
  states: string[]
  /** where it is not as the scenario says, a sentence each */
  problems: string[]
}

export type ScenarioResult = {
  scenario: string
  passed: boolean
  /** what was wrong before the first step */
  problems: string[]
  started: Step | Refusal | null
  steps: StepResult[]
}

/** Runs every scenario of a file. Each starts afresh, the ones that it goes on from included. */
export function runScenarios(process: Process, file: ScenarioFile, registers: Registers): ScenarioResult[] {
  return file.scenarios.map(scenario => runScenario(process, file, scenario, registers))
}

/** Runs one scenario through the engine and compares what happens with what it says. */
function runScenario(
  process: Process,
  file: ScenarioFile,
  scenario: Scenario,
  registers: Registers,
): ScenarioResult {
  const chain = chainOf(file, scenario)
  const first = chain[0]!
  const stage = {
    process,
    file,
    registers: overlay(registers, first.registers),
    at: instant(first.at!),
    timers: new Map(),
    sent: 0,
  } as unknown as Stage
  const started = start(process, nextEvent(stage, 'start', first.data ?? {}, nobody), stage.registers)
  const title = scenario.scenario
  if (started.kind === 'refusal')
    return { scenario: title, passed: false, problems: [sayRefused('start', started)], started, steps: [] }
  keep(stage, started)

  const problems: string[] = []
  for (const before of chain.slice(0, -1)) {
    const failed = runSteps(stage, before).find(({ problems }) => problems.length > 0)
    if (failed) problems.push(`“${before.scenario}”, which it goes on from, fails: ${failed.problems[0]}`)
  }
  const steps = problems.length > 0 ? [] : runSteps(stage, scenario)
  const passed = problems.length === 0 && steps.every(({ problems }) => problems.length === 0)
  return { scenario: title, passed, problems, started, steps }
}

/** The case as the scenario has brought it so far. */
type Stage = {
  process: Process
  file: ScenarioFile
  registers: Registers
  snapshot: Snapshot
  /** id → due at */
  timers: Map<string, string>
  at: string
  sent: number
}

const nobody: Actor = { kind: 'process', id: 'scenario', roles: [] }
const clock: Actor = { kind: 'timer', id: 'timer', roles: [] }

/** More firings than this within one wait are a process that wakes itself without end. */
const mostFirings = 1_000

function chainOf(file: ScenarioFile, scenario: Scenario): Scenario[] {
  const chain = [scenario]
  for (let given = scenario.given; given !== undefined; given = chain[0]!.given) {
    const before = file.scenarios.find(({ scenario }) => scenario === given)
    if (!before || chain.includes(before)) throw new Error(`"${given}" is no scenario to go on from`)
    chain.unshift(before)
  }
  return chain
}

function runSteps(stage: Stage, scenario: Scenario): StepResult[] {
  stage.registers = overlay(stage.registers, scenario.registers)
  return scenario.steps.map(step => {
    stage.registers = overlay(stage.registers, step.registers)
    const outcomes = 'wait' in step ? pass(stage, later(stage.at, step.wait)) : send(stage, step)
    const states = activeStates(stage.process, stage.snapshot)
    return { step, at: stage.at, outcomes, states, problems: compare(stage, step, outcomes, states) }
  })
}

function send(stage: Stage, step: SendStep): (Step | Refusal)[] {
  const at = step.at ? instant(step.at) : later(stage.at, step.after ?? 'PT1H')
  const fired = step.late ? [] : pass(stage, at)
  stage.at = at
  const actor: Actor = { kind: 'person', id: step.as, roles: stage.file.people[step.as] ?? [] }
  return [...fired, take(stage, nextEvent(stage, step.send, step.data ?? {}, actor))]
}

/** Lets time pass; timers fire when they are due, the earliest first. */
function pass(stage: Stage, until: string): Step[] {
  const fired: Step[] = []
  while (fired.length < mostFirings) {
    const [due] = [...stage.timers].filter(([, at]) => at <= until).sort(byDueTime)
    if (!due) break
    const [id, dueAt] = due
    stage.timers.delete(id)
    // One that was late fires now, not in the past.
    if (dueAt > stage.at) stage.at = dueAt
    const event = nextEvent(stage, id, {}, clock)
    const outcome = fireTimer(stage.process, stage.snapshot, event, stage.registers)
    if (outcome.kind === 'step') fired.push(keep(stage, outcome))
  }
  stage.at = until
  return fired
}

const byDueTime = ([idA, a]: [string, string], [idB, b]: [string, string]) =>
  a === b ? (idA < idB ? -1 : 1) : a < b ? -1 : 1

function take(stage: Stage, event: CaseEvent): Step | Refusal {
  const outcome = step(stage.process, stage.snapshot, event, stage.registers)
  return outcome.kind === 'step' ? keep(stage, outcome) : outcome
}

function keep(stage: Stage, step: Step): Step {
  stage.snapshot = step.to
  for (const id of step.timersCleared) stage.timers.delete(id)
  for (const { id, dueAt } of step.timersSet) stage.timers.set(id, dueAt)
  return step
}

function nextEvent(stage: Stage, type: string, data: JsonObject, actor: Actor): CaseEvent {
  return { id: `step-${++stage.sent}`, type, data, actor, at: stage.at }
}

/** One way to write an instant, so that instants compare as text. */
const instant = (text: string) => new Date(text).toISOString()

function later(at: string, text: string): string {
  return addDuration(new Date(at), parseDuration(text)!).toISOString()
}

/** The registers with some of their fields replaced, as a next version. */
function overlay(registers: Registers, changes: Scenario['registers']): Registers {
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

function compare(stage: Stage, step: ScenarioStep, outcomes: (Step | Refusal)[], states: string[]): string[] {
  const problems: string[] = []
  const last = outcomes.at(-1)
  if ('send' in step) {
    if (last?.kind === 'refusal' && step.refused === undefined) problems.push(sayRefused(step.send, last))
    if (last?.kind === 'step' && step.refused !== undefined)
      problems.push(`${step.send} was taken, not refused (${step.refused}); now in ${states.join(', ')}.`)
    if (last?.kind === 'refusal' && step.refused !== undefined && last.reason !== step.refused)
      problems.push(`${step.send} was refused as ${last.reason}, not ${step.refused}: ${last.message}`)
    const stopped = last?.kind === 'refusal' ? stoppedBy(last) : []
    for (const rule of listOf(step.rule))
      if (!stopped.includes(rule)) problems.push(`The rule "${rule}" does not stop ${step.send}.`)
  }
  for (const state of listOf(step.then))
    if (!states.some(active => active === state || active.startsWith(`${state}.`)))
      problems.push(`Is not in ${state}, but in ${states.join(', ')}.`)
  const effects = outcomes.flatMap(outcome => (outcome.kind === 'step' ? outcome.effects : []))
  for (const type of step.effects ?? [])
    if (!effects.some(effect => effect.type === type)) problems.push(`Has no effect "${type}".`)
  for (const [path, value] of Object.entries(step.expect ?? {})) {
    const found = JSON.stringify(valueAt(stage.snapshot.data, path))
    if (found !== JSON.stringify(value)) problems.push(`${path} is ${found}, not ${JSON.stringify(value)}.`)
  }
  return problems
}

/** Names of the rules that did not hold. */
function stoppedBy(refusal: Refusal): string[] {
  return refusal.verdicts.filter(({ outcome }) => outcome !== 'pass').map(({ rule, title }) => rule ?? title)
}

function sayRefused(what: string, { reason, message, violations }: Refusal): string {
  const fields = (violations ?? []).map(({ field, message }) => ` ${field || 'data'} ${message}.`).join('')
  return `${what} was refused (${reason}): ${message}${fields}`
}

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

function valueAt(data: Json, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (Array.isArray(at) ? at[Number(key)] : isObject(at) ? at[key] : undefined),
      data,
    )
}
