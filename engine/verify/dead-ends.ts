// States that a case can come to and not get out of again.
//
// A state is left by a transition of its own or of a state around it that leads anywhere but back into it, or
// by one from another region that leaves the parallel state they share. "onDone" of a state around it helps
// only a final state: the others are what it waits for.

import type { StateNode } from '../paths.ts'
import type { Reach } from './reach.ts'
import { initialOf, isInside, label, regionsAround, type Survey, type TransitionNode } from './survey.ts'
import { checkTraps } from './traps.ts'

export function checkDeadEnds(survey: Survey, reach: Reach): void {
  const { states, report } = survey
  const isLeft = createExits(reach)
  const stuck = new Set<StateNode>()
  for (const node of states) {
    if (!node.parent || !reach.active.has(node)) continue
    if (node.type === 'atomic' && !isLeft(node)) {
      report('dead-end', node.pointer, label(survey, node))
      stuck.add(node)
    }
    // A region's end is waited for by the other regions; the root's end is the end of the case.
    if (!reach.done.has(node) || node.parent.type === 'parallel' || leadsOn(survey, node, reach)) continue
    const end = node.children.find(child => child.type === 'final' && reach.active.has(child)) ?? node
    if (isLeft(end)) continue
    report('done-leads-nowhere', node.pointer, label(survey, node))
    stuck.add(end)
  }
  checkTraps(survey, reach, stuck)
}

const leadsOn = ({ outgoing }: Survey, node: StateNode, { taken }: Reach) =>
  outgoing.get(node)?.some(one => one.trigger === 'onDone' && taken.has(one) && one.targets.length > 0)

/** More ways than this out of one place are taken to lead somewhere. */
const mostWays = 8

/** Whether anything ever leads out of a state, as far as guards and roles tell. */
function createExits({ taken }: Reach): (node: StateNode) => boolean {
  const own = new Map<StateNode, TransitionNode[]>()
  /** of a parallel state: what leads out of one of its regions */
  const leaving = new Map<StateNode, TransitionNode[]>()
  const add = (ways: Map<StateNode, TransitionNode[]>, node: StateNode, transition: TransitionNode) => {
    const known = ways.get(node)
    if (!known) ways.set(node, [transition])
    else if (known.length < mostWays) known.push(transition)
  }
  for (const transition of taken) {
    const { source, targets, trigger, isLost } = transition
    if (targets.length === 0 && !isLost) continue
    // What waits for the inner states to finish lets none of them out; it lets out the regions beside.
    if (trigger !== 'onDone') add(own, source, transition)
    for (const [parallel, region] of regionsAround(source))
      if (isLost || targets.some(target => !staysIn(region, transition, target)))
        add(leaving, parallel, transition)
  }
  const leadsAway = (node: StateNode, ways: TransitionNode[] = []) =>
    ways.length === mostWays || ways.some(way => !leadsBack(way, node))
  return node => {
    for (let at: StateNode | null = node; at; at = at.parent) if (leadsAway(node, own.get(at))) return true
    return regionsAround(node).some(([parallel, region]) =>
      leadsAway(
        node,
        leaving.get(parallel)?.filter(({ source }) => !isWithin(source, region)),
      ),
    )
  }
}

/** Whether the other regions go on as they are: going to the region itself, from within, starts them all anew. */
const staysIn = (region: StateNode, { source, transition }: TransitionNode, target: StateNode) =>
  isInside(target, region) || (target === region && source === region && !transition.reenter)

const isWithin = (node: StateNode, outer: StateNode) => node === outer || isInside(node, outer)

/** After the transition the case is in that state again, whatever else it does. */
function leadsBack(way: TransitionNode, node: StateNode): boolean {
  const { source, targets, isLost } = way
  const [target] = targets
  if (!target || targets.length > 1 || isLost) return false
  if (isEnteredWith(node, target)) return true
  // Coming from outside of a region, or going to the region itself, all regions beside it start anew.
  return regionsAround(target).some(
    ([parallel, region]) =>
      (!isWithin(source, region) || !staysIn(region, way, target)) &&
      !isWithin(node, region) &&
      isEnteredWith(node, parallel),
  )
}

/** Entering `outer` as a whole enters `node`. */
function isEnteredWith(node: StateNode, outer: StateNode): boolean {
  let at = node
  while (at !== outer) {
    const { parent } = at
    if (!parent || (parent.type === 'compound' && initialOf(parent) !== at)) return false
    at = parent
  }
  return true
}
