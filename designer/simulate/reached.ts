import type { Process } from '../../engine/compile.ts'
import { chainOf } from '../../engine/run-scenario.ts'
import type { Scenario, ScenarioFile } from '../../engine/scenario.ts'
import { activeStates } from '../../engine/snapshot.ts'
import type { Results } from './use-runs.ts'
import { stateTitle } from './words-of.ts'

/** A state, and the first place where a scenario rests in it. `step` is -1 at its beginning. */
export type Reached = { path: string; title: string; scenario: Scenario; step: number }

/** The states that scenarios bring a case to, in the definition's order. */
export function placesReached(process: Process, file: ScenarioFile, results: Results): Reached[] {
  const found = new Map<string, { scenario: Scenario; step: number; length: number }>()
  const note = (paths: string[], scenario: Scenario, step: number) => {
    const length = chainOf(file, scenario).reduce((sum, one) => sum + one.steps.length, 0)
    for (const path of paths) {
      const before = found.get(path)
      // The shortest way there is the easiest to read.
      if (!before || length < before.length) found.set(path, { scenario, step, length })
    }
  }
  for (const scenario of file.scenarios) {
    const started = results.get(scenario.scenario)?.started
    if (started?.kind === 'step' && scenario.given === undefined)
      note(activeStates(process, started.to).flatMap(withOuter), scenario, -1)
    for (const [n, { states }] of (results.get(scenario.scenario)?.steps ?? []).entries())
      note(states.flatMap(withOuter), scenario, n)
  }
  return [...process.index.byPath.keys()].flatMap(path => {
    const place = found.get(path)
    if (!place) return []
    return [
      { path, title: `${stateTitle(process, path)} (${path})`, scenario: place.scenario, step: place.step },
    ]
  })
}

/** The state and those around it. */
const withOuter = (path: string): string[] =>
  path.split('.').map((_, n, keys) => keys.slice(0, n + 1).join('.'))
