// Scenarios follow their process: what it calls a state, an event or a rule now, they call the same.

import { renameInCel } from './references.ts'
import type { Scenario, ScenarioFile, ScenarioStep } from './scenario.ts'

/** A state is named by its dotted path; what is inside it is renamed with it. */
export type Rename = { what: 'state' | 'event' | 'rule'; from: string; to: string }

/**
 * The scenarios after renames, one after the other; the same object where none of them names what was renamed.
 * People, data and titles are the scenarios' own, and stay.
 */
export function renameIn(file: ScenarioFile, renames: readonly Rename[]): ScenarioFile {
  const scenarios = mapSame(file.scenarios, scenario => inScenario(scenario, renames))
  return scenarios === file.scenarios ? file : { ...file, scenarios }
}

function inScenario(scenario: Scenario, renames: readonly Rename[]): Scenario {
  const steps = mapSame(scenario.steps, step => inStep(step, renames))
  return steps === scenario.steps ? scenario : { ...scenario, steps }
}

function inStep(step: ScenarioStep, renames: readonly Rename[]): ScenarioStep {
  const called = (what: Rename['what']) => (name: string) =>
    renames.reduce((so, rename) => (rename.what === what ? follow(so, rename) : so), name)
  let after: ScenarioStep = withField(step, 'then', inNames(step.then, called('state')))
  if ('send' in after) {
    after = withField(after, 'send', called('event')(after.send))
    // A condition that is no rule of its own is named by its text.
    const inText = (text: string) => renameInCel(text, { state: called('state'), event: called('event') })
    after = withField(
      after,
      'rule',
      inNames(after.rule, name => inText(called('rule')(name))),
    )
  }
  return after
}

function follow(name: string, { what, from, to }: Rename): string {
  if (name === from) return to
  return what === 'state' && name.startsWith(`${from}.`) ? to + name.slice(from.length) : name
}

type Names = string | string[] | undefined

const inNames = (names: Names, called: (name: string) => string): Names =>
  Array.isArray(names) ? mapSame(names, called) : names === undefined ? undefined : called(names)

/** The way back, for an undo. */
export const backwards = (renames: readonly Rename[]): Rename[] =>
  renames.map(({ what, from, to }) => ({ what, from: to, to: from })).reverse()

const isBack = (one: Rename | undefined, other: Rename) =>
  one?.what === other.what && one.from === other.to && one.to === other.from

/** One after the other, without what was taken back at once. */
export function inTurn(before: readonly Rename[], after: readonly Rename[]): Rename[] {
  const all = [...before]
  for (const rename of after) {
    if (isBack(all.at(-1), rename)) all.pop()
    else all.push(rename)
  }
  return all
}

function mapSame<T>(list: T[], change: (one: T) => T): T[] {
  const after = list.map(change)
  return after.every((one, n) => one === list[n]) ? list : after
}

function withField<T extends object, K extends keyof T>(object: T, field: K, value: T[K]): T {
  return object[field] === value ? object : { ...object, [field]: value }
}
