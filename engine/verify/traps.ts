// Parts of a process that a case can go round in for ever: transitions lead on and on, and none to the end.
//
// What can be reached is overestimated (any region may save the others, any guard may hold), so that what is
// called a trap is one. Dead ends count as ends here: they have a problem of their own.

import type { StateNode } from '../paths.ts'
import type { Reach } from './reach.ts'
import { initialOf, isInside, label, realChildren, regionsAround, type Survey } from './survey.ts'

export function checkTraps(survey: Survey, { active, taken, done }: Reach, stuck: Set<StateNode>): void {
  const { states, index, report } = survey
  if (!done.has(index.root)) return
  const ends = createEnds()
  for (const node of states) if (active.has(node)) connect(node)
  const canEnd = ends.find()

  const told = new Set<StateNode>()
  for (const { source, targets } of taken) {
    if (!canEnd(inside(source))) continue
    for (const target of targets) {
      if (canEnd(entering(target)) || told.has(target)) continue
      told.add(target)
      report('no-way-to-finish', target.pointer, label(survey, target))
    }
  }

  function connect(node: StateNode): void {
    if (stuck.has(node)) ends.end(inside(node))
    if (node.parent) {
      ends.lead(inside(node), inside(node.parent))
      ends.lead(remembered(node.parent), entering(node))
    }
    if (node.type === 'history') {
      if (node.parent) ends.lead(entering(node), remembered(node.parent))
      return
    }
    const inner = node.type === 'parallel' ? realChildren(node) : [initialOf(node)]
    if (node.type === 'atomic' || node.type === 'final' || !inner[0]) ends.lead(entering(node), inside(node))
    for (const child of inner) if (child) ends.lead(entering(node), entering(child))
    for (const transition of survey.outgoing.get(node) ?? []) {
      if (!taken.has(transition) || transition.trigger === 'onDone') continue
      if (transition.isLost) ends.end(inside(node))
      for (const target of transition.targets) {
        ends.lead(inside(node), entering(target))
        for (const [parallel, region] of regionsAround(node))
          if (!isInside(target, region)) ends.lead(inside(parallel), entering(target))
      }
    }
    if (node.type === 'final' && node.parent) finish(node, node.parent)
  }

  /** A final state finishes the state around it, and as one of its regions perhaps the one around that. */
  function finish(final: StateNode, finished: StateNode): void {
    if (!done.has(finished)) return
    if (finished === index.root) ends.end(inside(final))
    for (const transition of survey.outgoing.get(finished) ?? [])
      if (transition.trigger === 'onDone' && taken.has(transition))
        for (const target of transition.targets) ends.lead(inside(final), entering(target))
    if (finished.parent?.type === 'parallel') finish(final, finished.parent)
  }
}

const inside = (node: StateNode) => node.order * 3
const entering = (node: StateNode) => node.order * 3 + 1
/** one of its inner states, whichever a history state remembers */
const remembered = (node: StateNode) => node.order * 3 + 2

/** Which points lead to an end, found backwards from the ends. */
function createEnds() {
  const before = new Map<number, number[]>()
  const found = new Set<number>()
  return {
    lead(from: number, to: number): void {
      const known = before.get(to)
      if (known) known.push(from)
      else before.set(to, [from])
    },
    end(point: number): void {
      found.add(point)
    },
    find(): (point: number) => boolean {
      const waiting = [...found]
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
        for (const from of before.get(next) ?? [])
          if (!found.has(from)) {
            found.add(from)
            waiting.push(from)
          }
      return point => found.has(point)
    },
  }
}
