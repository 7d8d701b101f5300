// What the scenarios of a process went through: which rules held and failed, which arrows were taken, where
// cases have been.

import type { Step } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { Transition } from '../../engine/definition.ts'
import { toPointer } from '../../engine/paths.ts'
import type { Refusal } from '../../engine/refusal.ts'
import type { ScenarioResult } from '../../engine/run-scenario.ts'
import { activeNodes } from '../../engine/snapshot.ts'

export type Coverage = {
  passedRules: Set<string>
  /** rules that stopped an event */
  failedRules: Set<string>
  /** JSON Pointers of the transitions that events and timers took */
  taken: Set<string>
  /** dotted paths, outer states included */
  visited: Set<string>
}

type Listed = { pointer: string; transition: Transition }

export function coverageOf(process: Process, results: ScenarioResult[]): Coverage {
  const coverage: Coverage = {
    passedRules: new Set(),
    failedRules: new Set(),
    taken: new Set(),
    visited: new Set(),
  }
  const outcomes = results.flatMap(({ started, steps }) => [started, ...steps.flatMap(step => step.outcomes)])
  for (const outcome of outcomes) {
    if (outcome?.kind === 'refusal') addRefusal(coverage, outcome)
    if (outcome?.kind === 'step') addStep(coverage, process, outcome)
  }
  return coverage
}

function addRefusal(coverage: Coverage, { reason, verdicts }: Refusal): void {
  if (reason !== 'guard-false') return
  for (const { rule, outcome } of verdicts) if (rule && outcome === 'fail') coverage.failedRules.add(rule)
}

function addStep(coverage: Coverage, process: Process, step: Step): void {
  for (const { path } of activeNodes(process, step.to)) coverage.visited.add(path)
  for (const { rule, outcome } of step.verdicts)
    if (rule && outcome === 'pass') coverage.passedRules.add(rule)
  for (const pointer of takenBy(process, step)) coverage.taken.add(pointer)
}

/** From each active state outwards, the first transition whose rules held: as a statechart chooses. */
function takenBy(process: Process, step: Step): string[] {
  if (!step.from) return []
  const nodes = activeNodes(process, step.from)
  const taken = new Set<string>()
  for (const atomic of nodes.filter(({ children }) => children.length === 0)) {
    for (let node = atomic as (typeof nodes)[number] | null; node; node = node.parent) {
      const found = listed(process, node.path, step.event.type).find(one => held(step, one))
      if (!found) continue
      taken.add(found.pointer)
      break
    }
  }
  return [...taken]
}

function listed(process: Process, path: string, type: string): Listed[] {
  const node = process.index.byPath.get(path)!
  for (const [key, transitions] of Object.entries(node.definition.after ?? {}))
    if (type === `after ${key} in ${path}`)
      return transitions.map((transition, n) => ({
        pointer: `${node.pointer}${toPointer(['after', key, n])}`,
        transition,
      }))
  return process.candidates.get(path)?.get(type) ?? []
}

function held({ event, verdicts }: Step, { pointer, transition }: Listed): boolean {
  if (transition.allow && !transition.allow.some(role => event.actor.roles.includes(role))) return false
  const own = verdicts.filter(verdict => verdict.transition === pointer)
  return transition.guard === undefined || (own.length > 0 && own.every(({ outcome }) => outcome === 'pass'))
}
