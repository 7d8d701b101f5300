// Departments (stages) that work is handed on from, and that nothing comes back to.

import type { StateNode } from '../paths.ts'
import type { Reach } from './reach.ts'
import { initialOf, realChildren, type Survey } from './survey.ts'

/** No company has more departments, and comparing thousands would take long. */
const mostStages = 50

/**
 * Stages follow one another as they first appear in the definition. Each but the last needs a way back: a
 * transition from a later stage that enters it, or one of kind "feedback" from any other.
 */
export function checkStages({ states, report }: Survey, { active, taken }: Reach): void {
  const first = new Map<string, StateNode>()
  for (const node of states) {
    // A state that only ends the case has nothing to learn from what comes back.
    if (node.stage !== null && active.has(node) && node.type !== 'final' && !first.has(node.stage))
      first.set(node.stage, node)
  }
  const order = [...first.keys()]
  if (order.length > mostStages) return
  const position = new Map(order.map((stage, n) => [stage, n]))
  const entered = createEntered(position)
  const heardFrom = new Set<string>()
  for (const { source, targets, transition } of taken) {
    const from = source.stage === null ? undefined : position.get(source.stage)
    for (const target of targets)
      for (const stage of entered(target)) {
        const isBack = from !== undefined && from > (position.get(stage) ?? from)
        if (isBack || (transition.kind === 'feedback' && stage !== source.stage)) heardFrom.add(stage)
      }
  }
  for (const stage of order.slice(0, -1))
    if (!heardFrom.has(stage)) report('no-way-back', first.get(stage)!.pointer, stage)
}

/** The stages of all states that are entered with a state. */
function createEntered(position: Map<string, number>): (node: StateNode) => Set<string> {
  const known = new Map<StateNode, Set<string>>()
  return function entered(node): Set<string> {
    let stages = known.get(node)
    if (!stages) {
      stages = new Set(node.stage !== null && position.has(node.stage) ? [node.stage] : [])
      known.set(node, stages)
      const inner = node.type === 'parallel' ? realChildren(node) : [initialOf(node)]
      for (const child of inner) if (child) for (const stage of entered(child)) stages.add(stage)
    }
    return stages
  }
}
