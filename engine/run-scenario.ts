// Runs scenarios (see scenario.ts) through the engine: pure, so that an owner can run them in the browser.

import type { Registers, Step } from './case.ts'
import type { Process } from './compile.ts'
import { isObject, type Json } from './json.ts'
import type { Refusal } from './refusal.ts'
import type { Scenario, ScenarioFile, ScenarioStep } from './scenario.ts'
import { activeStates } from './snapshot.ts'
import { type Begun, beginTrial, move, type Trial, withRegisters } from './trial.ts'

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
export function runScenario(
  process: Process,
  file: ScenarioFile,
  scenario: Scenario,
  registers: Registers,
): ScenarioResult {
  const { begun, before } = beginningOf(process, file, scenario, registers)
  const title = scenario.scenario
  if (begun.kind === 'refusal')
    return {
      ...{ scenario: title, passed: false, steps: [] },
      problems: [sayRefused('start', begun)],
      started: begun,
    }
  let trial = begun.trial
  const problems: string[] = []
  for (const one of before) {
    const ran = runSteps(trial, one)
    trial = ran.trial
    const failed = ran.steps.find(({ problems }) => problems.length > 0)
    if (failed) problems.push(`“${one.scenario}”, which it goes on from, fails: ${failed.problems[0]}`)
  }
  const steps = problems.length > 0 ? [] : runSteps(trial, scenario).steps
  const passed = problems.length === 0 && steps.every(({ problems }) => problems.length === 0)
  return { scenario: title, passed, problems, started: begun.step, steps }
}

/** The case that a scenario begins with, and the scenarios whose steps come before its own. */
function beginningOf(
  process: Process,
  file: ScenarioFile,
  scenario: Scenario,
  registers: Registers,
): { begun: Begun; before: Scenario[] } {
  const chain = chainOf(file, scenario)
  return { begun: beginTrial(process, file.people, registers, chain[0]!), before: chain.slice(0, -1) }
}

/** A scenario and those that it goes on from, the first one first. */
export function chainOf(file: ScenarioFile, scenario: Scenario): Scenario[] {
  const chain = [scenario]
  for (let given = scenario.given; given !== undefined; given = chain[0]!.given) {
    const before = file.scenarios.find(({ scenario }) => scenario === given)
    if (!before || chain.includes(before)) throw new Error(`"${given}" is no scenario to go on from`)
    chain.unshift(before)
  }
  return chain
}

function runSteps(from: Trial, scenario: Scenario): { trial: Trial; steps: StepResult[] } {
  // The first of a chain has begun with its registers already; the same fields once more change nothing.
  let trial = withRegisters(from, scenario.registers)
  const steps = scenario.steps.map(step => {
    const moved = move(trial, step)
    trial = moved.trial
    const states = activeStates(trial.process, trial.snapshot)
    const problems = compare(trial, step, moved.outcomes, states)
    return { step, at: trial.at, outcomes: moved.outcomes, states, problems }
  })
  return { trial, steps }
}

function compare(trial: Trial, step: ScenarioStep, outcomes: (Step | Refusal)[], states: string[]): string[] {
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
    const found = JSON.stringify(valueAt(trial.snapshot.data, path))
    if (found !== JSON.stringify(value)) problems.push(`${path} is ${found}, not ${JSON.stringify(value)}.`)
  }
  return problems
}

/** Names of the rules that did not hold. */
export function stoppedBy(refusal: Refusal): string[] {
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
