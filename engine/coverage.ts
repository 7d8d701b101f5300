// What scenarios went through, and what they never saw: states, transitions, and rules that held and did not.

import type { Step } from './case.ts'
import type { Process } from './compile.ts'
import type { Transition } from './definition.ts'
import { resolveTarget, type StateNode, toPointer } from './paths.ts'
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
  const nodes = [...process.index.byPath.values()]
  const transitions = nodes.flatMap(transitionsOf)
  const seen = { nodes: new Set<StateNode>(), pointers: new Set<string>() }
  const rules = { pass: new Set<string>(), fail: new Set<string>(), unknown: new Set<string>() }
  for (const outcome of results.flatMap(outcomesOf)) {
    for (const { rule, outcome: said } of outcome.verdicts) if (rule !== null) rules[said].add(rule)
    if (outcome.kind === 'refusal') continue
    for (const node of activeNodes(process, outcome.to)) seen.nodes.add(node)
    for (const pointer of outcome.transitions) seen.pointers.add(pointer)
  }
  // A step can pass through states that nobody rests in: those that lead on without an event, and ends.
  for (const { pointer, source, transition } of transitions)
    if (seen.pointers.has(pointer))
      for (const node of [source, ...targetsOf(process, source, transition)]) addWithOuter(seen.nodes, node)

  const states = nodes.filter(({ path, type }) => path !== '' && type !== 'history')
  const asked = (list: Listed[]) => Object.keys(process.definition.rules ?? {}).filter(isAskedIn(list))
  const paths = new Set([...seen.nodes].map(({ path }) => path))
  return {
    states: split(toPaths(states), paths),
    transitions: split(toPointers(transitions), seen.pointers),
    rulesPassed: split(asked(transitions), rules.pass),
    rulesFailed: split(asked(transitions.filter(({ isInner }) => !isInner)), rules.fail),
  }
}

const toPaths = (nodes: StateNode[]) => nodes.map(({ path }) => path)
const toPointers = (listed: Listed[]) => listed.map(({ pointer }) => pointer)

function outcomesOf({ started, steps }: ScenarioResult): (Step | Refusal)[] {
  return [...(started ? [started] : []), ...steps.flatMap(({ outcomes }) => outcomes)]
}

const split = (all: string[], seen: ReadonlySet<string>): Covered => ({
  seen: all.filter(one => seen.has(one)),
  missed: all.filter(one => !seen.has(one)),
})

function targetsOf({ index }: Process, source: StateNode, { target }: Transition): StateNode[] {
  const targets = target === undefined ? [] : Array.isArray(target) ? target : [target]
  return targets.flatMap(one => resolveTarget(index, source, one) ?? [])
}

function addWithOuter(seen: Set<StateNode>, node: StateNode): void {
  for (let at: StateNode | null = node; at; at = at.parent) seen.add(at)
}

type Listed = { pointer: string; source: StateNode; transition: Transition; isInner: boolean }

function transitionsOf(source: StateNode): Listed[] {
  const { on = {}, after = {}, always = [], onDone = [] } = source.definition
  const list = (transitions: Transition[], parts: string[], isInner: boolean): Listed[] =>
    transitions.map((transition, n) => ({
      pointer: `${source.pointer}${toPointer([...parts, n])}`,
      ...{ source, transition, isInner },
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
