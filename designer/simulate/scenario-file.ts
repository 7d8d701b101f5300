// The scenarios of a draft, and every change of them as a function from file to file: what was changed on top of
// an older file can be changed on a newer one in the same way.

import { parseScenarios, type Scenario, type ScenarioFile } from '../../engine/scenario.ts'
import type { People } from '../../engine/trial.ts'
import type { Scenarios } from '../answers.ts'
import type { Api } from '../api.ts'
import { words } from './texts.ts'

export const noScenarios: ScenarioFile = { people: {}, scenarios: [] }

/** The file after a change, or a sentence why it cannot be made. */
export type Change = (file: ScenarioFile) => ScenarioFile | string

const find = ({ scenarios }: ScenarioFile, title: string) =>
  scenarios.find(({ scenario }) => scenario === title)

/** Adds a scenario, with the people who act in it. Whoever has a namesake with other roles gets a name of their own. */
export const add =
  (scenario: Scenario, people: People): Change =>
  file => {
    if (find(file, scenario.scenario)) return words.titleTaken(scenario.scenario)
    const names = new Map(
      namesIn(scenario).map(name => [name, freeName(file.people, name, people[name] ?? [])]),
    )
    const added = Object.fromEntries([...names].map(([name, own]) => [own, people[name] ?? []]))
    const own = (name: string) => names.get(name) ?? name
    const renamed: Scenario = {
      ...scenario,
      ...(scenario.as !== undefined && { as: own(scenario.as) }),
      steps: scenario.steps.map(step => ('as' in step ? { ...step, as: own(step.as) } : step)),
    }
    return { ...file, people: { ...file.people, ...added }, scenarios: [...file.scenarios, renamed] }
  }

function namesIn({ as, steps }: Scenario): string[] {
  const names = [...(as === undefined ? [] : [as]), ...steps.flatMap(step => ('as' in step ? [step.as] : []))]
  return [...new Set(names)]
}

function freeName(taken: People, name: string, roles: string[]): string {
  const isFree = (wish: string) => !Object.hasOwn(taken, wish) || sameRoles(taken[wish]!, roles)
  if (isFree(name)) return name
  for (let n = 2; ; n++) if (isFree(`${name} ${n}`)) return `${name} ${n}`
}

const sameRoles = (a: string[], b: string[]) => [...a].sort().join('\n') === [...b].sort().join('\n')

/** Another name and description; scenarios that go on from it follow. */
export const describe =
  (title: string, { name, description }: { name: string; description: string }): Change =>
  file => {
    if (!find(file, title)) return words.gone(title)
    if (name !== title && find(file, name)) return words.titleTaken(name)
    const scenarios = file.scenarios.map(({ description: before, ...one }): Scenario => {
      if (one.scenario === title)
        return { ...one, scenario: name, ...(description !== '' && { description }) }
      const same = { ...one, ...(before !== undefined && { description: before }) }
      return one.given === title ? { ...same, given: name } : same
    })
    return { ...file, scenarios }
  }

/** Without a scenario. Those that go on from it begin where it began, with its steps before their own. */
export const remove =
  (title: string): Change =>
  file => {
    const gone = find(file, title)
    if (!gone) return file
    const { scenario: _, description: _d, steps, ...beginning } = gone
    const scenarios = file.scenarios
      .filter(one => one !== gone)
      .map((one): Scenario => {
        if (one.given !== title) return one
        const { given: _g, registers, steps: own, ...rest } = one
        const [first, ...others] = own
        const next =
          first && registers
            ? [{ ...first, registers: { ...registers, ...first.registers } }, ...others]
            : own
        return { ...rest, ...beginning, steps: [...steps, ...next] }
      })
    return { ...file, scenarios }
  }

/** What is saved; `problems` where somebody wrote it by hand and it cannot be run. */
export type Loaded = { revision: number; file: ScenarioFile; problems: string[] }

export function toLoaded(saved: Scenarios | null): Loaded {
  if (!saved) return { revision: 0, file: noScenarios, problems: [] }
  const { file, problems } = parseScenarios(saved.scenarios)
  return { revision: saved.revision, file: file ?? noScenarios, problems }
}

export type Kept = { kind: 'kept'; loaded: Loaded } | { kind: 'problem'; sentence: string }

/**
 * Saves a change. Where somebody else has saved in between, the change is made on top of theirs: neither loses
 * anything.
 */
export async function saveChange(
  save: Api['saveScenarios'],
  process: string,
  from: Loaded,
  change: Change,
): Promise<Kept> {
  let { revision, file } = from
  // Whoever loses this often in turn has far too busy colleagues.
  for (let attempt = 0; attempt < 20; attempt++) {
    const next = change(file)
    if (typeof next === 'string') return { kind: 'problem', sentence: next }
    const answer = await save(process, next as never, revision)
    if (answer.kind === 'saved')
      return { kind: 'kept', loaded: { revision: answer.document.revision, file: next, problems: [] } }
    const theirs = toLoaded(answer.theirs)
    if (theirs.problems.length > 0) return { kind: 'problem', sentence: words.unreadable }
    revision = theirs.revision
    file = theirs.file
  }
  return { kind: 'problem', sentence: words.tooBusy }
}
