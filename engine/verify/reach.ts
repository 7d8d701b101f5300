// Which states a case can come to, which transitions it can take there, and what can be finished. Guards are
// taken to be free to hold, unless they can never be true: what is found unreachable here is so for certain.

import type { StateDefinition } from '../definition.ts'
import { resolveTarget, type StateNode } from '../paths.ts'
import { isAlways } from './formula.ts'
import { initialOf, isPossible, label, realChildren, type Survey, type TransitionNode } from './survey.ts'
import { asList } from './targets.ts'

export type Reach = {
  /** states that can be active, and history states that can be gone to */
  active: Set<StateNode>
  /** states whose inner states can all have finished */
  done: Set<StateNode>
  taken: Set<TransitionNode>
}

/** Follows transitions from the start. A list of work, so that a long chain cannot exhaust the stack. */
export function reach({ index, states, outgoing }: Survey): Reach {
  const active = new Set<StateNode>()
  const entered = new Set<StateNode>()
  const done = new Set<StateNode>()
  const taken = new Set<TransitionNode>()
  const remembering = new Set<StateNode>()
  const waiting: TransitionNode[] = []
  const passing = new Set(states.filter(state => isLeftAtOnce(outgoing.get(state))))

  enter(index.root)
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (taken.has(next)) continue
    taken.add(next)
    for (const target of next.targets) enter(target)
  }
  return { active, done, taken }

  /** As a whole: a compound state in its initial state. (A parallel one is always active in all regions.) */
  function enter(node: StateNode): void {
    if (entered.has(node)) return
    entered.add(node)
    if (node.type === 'history') {
      recall(node)
      return
    }
    activate(node)
    const initial = node.type === 'compound' ? initialOf(node) : undefined
    if (initial) enter(initial)
  }

  function activate(node: StateNode): void {
    if (active.has(node)) return
    active.add(node)
    const { parent } = node
    if (parent) {
      activate(parent)
      if (remembering.has(parent)) enter(node)
    }
    if (node.type === 'parallel') for (const region of realChildren(node)) enter(region)
    if (node.type === 'final' && parent) finish(parent)
    for (const transition of outgoing.get(node) ?? []) {
      const waits = transition.trigger === 'on' || transition.trigger === 'after'
      if (transition.trigger !== 'onDone' && isPossible(transition) && !(waits && passing.has(node)))
        waiting.push(transition)
    }
  }

  /** Where it was is active already; the first time it goes to its target, or as its parent starts. */
  function recall(history: StateNode): void {
    active.add(history)
    const parent = history.parent
    if (!parent) return
    const { target, history: depth } = history.definition as StateDefinition
    const targets = asList(target)
      .map(one => resolveTarget(index, history, one))
      .filter(found => found !== undefined && found.type !== 'history')
    for (const found of targets.length > 0 ? targets : [parent]) enter(found!)
    if (depth === 'deep') return
    remembering.add(parent)
    for (const child of realChildren(parent)) if (active.has(child)) enter(child)
  }

  function finish(node: StateNode): void {
    if (done.has(node) || !isDone(node)) return
    done.add(node)
    for (const transition of outgoing.get(node) ?? [])
      if (transition.trigger === 'onDone' && isPossible(transition)) waiting.push(transition)
    if (node.parent?.type === 'parallel') finish(node.parent)
  }

  function isDone(node: StateNode): boolean {
    if (node.type === 'compound')
      return node.children.some(child => child.type === 'final' && active.has(child))
    return node.type === 'parallel' && node.children.every(region => canFinish(region, done))
  }
}

/** A region that has a way to its end. History states are no regions. */
function canFinish(region: StateNode, done: Set<StateNode>): boolean {
  return region.type === 'final' || region.type === 'history' || done.has(region)
}

/** An eventless transition that is always taken leads away. */
export function isLeftAtOnce(transitions: TransitionNode[] | undefined): boolean {
  return (transitions ?? []).some(
    ({ trigger, guard, targets }) => trigger === 'always' && isAlways(guard) && targets.length > 0,
  )
}

export function checkReach(survey: Survey, { active, done }: Reach): void {
  const { states, outgoing, lists, report } = survey
  for (const node of states) {
    // Inner states of an unreachable one go without saying.
    if (!active.has(node) && (!node.parent || active.has(node.parent)))
      report('unreachable', node.pointer, label(survey, node))
    const waitsForDone = outgoing.get(node)?.some(({ trigger }) => trigger === 'onDone')
    if (active.has(node) && waitsForDone && !done.has(node)) {
      const stuck = node.type === 'parallel' ? node.children.filter(region => !canFinish(region, done)) : []
      report(
        'never-done',
        node.pointer,
        label(survey, node),
        stuck.map(({ path }) => path),
      )
    }
  }
  for (const [first] of lists) {
    if (first?.trigger !== 'on' || !active.has(first.source)) continue
    if (isLeftAtOnce(outgoing.get(first.source)))
      report('left-at-once', first.pointer, first.key, label(survey, first.source))
  }
}
