// What scenarios went through, and what they never saw: states, transitions, and rules that held and did not.

import type { Step } from './case.ts'
import type { Process } from './compile.ts'
import type { Transition } from './definition.ts'
import { pointerParts, type StateNode, toPointer } from './paths.ts'
import type { Refusal } from './refusal.ts'
import type { ScenarioResult } from './run-scenario.ts'
import { activeNodes } from './snapshot.ts'

/** Of all there is, in document order. */
export type Covered = { seen: string[]; missed: string[] }

export type Coverage = {
  /** dotted paths, outer states included; a history state is no place to be in */
  states: Covered
  /** JSON Pointers */
  transitions: Covered
  /** names of rules that a guard asks for */
  rulesPassed: Covered
  /** Without rules that only transitions without an event ask for: what is not taken then leaves no verdict. */
  rulesFailed: Covered
}

export function coverageOf(process: Process, results: ScenarioResult[]): Coverage {
  const seen = { states: new Set(['']), transitions: new Set<string>() }
  const rules = { pass: new Set<string>(), fail: new Set<string>(), unknown: new Set<string>() }
  for (const outcome of results.flatMap(outcomesOf)) {
    for (const { rule, outcome: said } of outcome.verdicts) if (rule !== null) rules[said].add(rule)
    if (outcome.kind === 'refusal') continue
    for (const { path } of activeNodes(process, outcome.to)) seen.states.add(path)
    for (const pointer of outcome.transitions) {
      seen.transitions.add(pointer)
      // Transitions without an event can pass through a state that nobody rests in.
      for (const path of pathsAround(pointer)) seen.states.add(path)
    }
  }
  const nodes = [...process.index.byPath.values()].filter(
    ({ path, type }) => path !== '' && type !== 'history',
  )
  const transitions = nodes.concat(process.index.root).flatMap(transitionsOf)
  const asked = (list: Listed[]) => Object.keys(process.definition.rules ?? {}).filter(isAskedIn(list))
  return {
    states: split(
      nodes.map(({ path }) => path),
      seen.states,
    ),
    transitions: split(
      transitions.map(({ pointer }) => pointer),
      seen.transitions,
    ),
    rulesPassed: split(asked(transitions), rules.pass),
    rulesFailed: split(asked(transitions.filter(({ isInner }) => !isInner)), rules.fail),
  }
}

function outcomesOf({ started, steps }: ScenarioResult): (Step | Refusal)[] {
  return [...(started ? [started] : []), ...steps.flatMap(({ outcomes }) => outcomes)]
}

const split = (all: string[], seen: ReadonlySet<string>): Covered => ({
  seen: all.filter(one => seen.has(one)),
  missed: all.filter(one => !seen.has(one)),
})

/** The state that a transition leads away from, and those around it. */
function pathsAround(pointer: string): string[] {
  const parts = pointerParts(pointer)
  const paths: string[] = []
  for (let n = 0; parts[n] === 'states'; n += 2)
    paths.push(paths.length === 0 ? parts[n + 1]! : `${paths.at(-1)}.${parts[n + 1]}`)
  return paths
}

type Listed = { pointer: string; transition: Transition; isInner: boolean }

function transitionsOf({ definition, pointer }: StateNode): Listed[] {
  const { on = {}, after = {}, always, onDone } = definition
  const list = (transitions: Transition[] | undefined, parts: string[], isInner: boolean): Listed[] =>
    (transitions ?? []).map((transition, n) => ({
      pointer: `${pointer}${toPointer([...parts, n])}`,
      transition,
      isInner,
    }))
  return [
    ...Object.entries(on).flatMap(([type, transitions]) => list(transitions, ['on', type], false)),
    ...Object.entries(after).flatMap(([delay, transitions]) => list(transitions, ['after', delay], false)),
    ...list(always, ['always'], true),
    ...list(onDone, ['onDone'], true),
  ]
}

const isAskedIn = (list: Listed[]) => (rule: string) =>
  list.some(({ transition: { guard } }) => (Array.isArray(guard) ? guard.includes(rule) : guard === rule))
