// The two graphs in which loops.ts looks for circles. Points, of which each state has one of every kind:
//
//   always     one of its eventless transitions is taken
//   onDone     its inner states have finished, and one of its "onDone" transitions is taken
//   entering   it has just been entered as a whole
//   rising     it is asked for an eventless transition, because nothing inside it has one
//   regions    all its regions have been entered
//   within     something inside it is active: a deep history state has returned there

import type { StateDefinition } from '../definition.ts'
import { resolveTarget, type StateNode } from '../paths.ts'
import { isAlways } from './formula.ts'
import {
  initialOf,
  isInside,
  realChildren,
  regionsAround,
  type Survey,
  type TransitionNode,
} from './survey.ts'
import { asList } from './targets.ts'

/** The transitions of states that follow without an event. */
export type Following = Record<'always' | 'onDone', Map<StateNode, TransitionNode[]>>

const kinds = ['always', 'onDone', 'entering', 'rising', 'regions', 'within'] as const
type Kind = (typeof kinds)[number]

const point = (kind: Kind, { order }: StateNode) => order * kinds.length + kinds.indexOf(kind)

export function pointOf(point: number, states: StateNode[]): { node: StateNode; kind: Kind } {
  return { node: states[Math.floor(point / kinds.length)]!, kind: kinds[point % kinds.length]! }
}

/** By point. Most lead nowhere, and share one empty list. */
type Edges = number[][]

const nowhere: number[] = []
const noEdges = (states: StateNode[]): Edges => Array(states.length * kinds.length).fill(nowhere)

function connect(edges: Edges, from: number, to: number[]): void {
  if (to.length === 0) return
  if (edges[from] === nowhere) edges[from] = [...to]
  else edges[from]!.push(...to)
}

/**
 * What follows for certain. Inner states go first, and of one state the first transition without a guard. More
 * than a few dozen regions are not followed.
 */
export function certainEdges(states: StateNode[], { always, onDone }: Following): Edges {
  const edges = noEdges(states)
  const lead = (kind: Kind, node: StateNode, to: number[]) => connect(edges, point(kind, node), to)
  const certain = (list: TransitionNode[] | undefined) => list?.find(({ guard }) => isAlways(guard))
  const goesOn = new Set<StateNode>()

  // Backwards, so that inner states come before those around them.
  for (const node of states.toReversed()) {
    const hasOwn = certain(always.get(node)) !== undefined
    const inner = innerOf(node).filter(child => goesOn.has(child))
    const finished = hasOwn ? undefined : finishedBy(node)
    if (inner.length > 0)
      lead(
        'entering',
        node,
        inner.slice(0, mostRegions).map(child => point('entering', child)),
      )
    else if (hasOwn) lead('entering', node, [point('always', node)])
    else if (finished) lead('entering', node, [point('onDone', finished)])
    if (inner.length > 0 || hasOwn || finished) goesOn.add(node)
    if (hasOwn) lead('rising', node, [point('always', node)])
    else if (node.parent) lead('rising', node, [point('rising', node.parent)])
  }
  for (const node of states) {
    for (const kind of ['always', 'onDone'] as const) {
      const first = certain((kind === 'always' ? always : onDone).get(node))
      if (first)
        lead(
          kind,
          node,
          first.targets.length > 0 ? first.targets.flatMap(to => after(first, to)) : [point('rising', node)],
        )
    }
  }
  return edges

  function after({ source }: TransitionNode, target: StateNode): number[] {
    const entered = [target, ...otherRegions(source, target)].filter(state => goesOn.has(state))
    return entered.length > 0
      ? entered.slice(0, mostRegions).map(state => point('entering', state))
      : [point('rising', target)]
  }

  /**
   * What a final state finishes for certain: "always" of the states around it would come first, and of a region
   * the end of all regions can come in between.
   */
  function finishedBy(node: StateNode): StateNode | undefined {
    const { parent } = node
    if (node.type !== 'final' || parent?.type !== 'compound' || parent.parent?.type === 'parallel')
      return undefined
    if (!certain(onDone.get(parent))) return undefined
    for (let at: StateNode | null = parent; at; at = at.parent) if (always.has(at)) return undefined
    return parent
  }
}

const mostRegions = 20

/** The regions that are entered as a whole, because a transition enters their parallel state by way of another. */
function otherRegions(source: StateNode, target: StateNode): StateNode[] {
  return regionsAround(target).flatMap(([parallel, region]) => {
    if (source === region || isInside(source, region) || parallel.children.length > mostRegions) return []
    return realChildren(parallel).filter(other => other !== region)
  })
}

/** What may follow, whatever the guards say. */
export function possibleEdges({ states, index }: Survey, { always, onDone }: Following): Edges {
  const edges = noEdges(states)
  const lead = (kind: Kind, node: StateNode, to: number[]) => connect(edges, point(kind, node), to)
  for (const node of states) {
    const own = always.has(node) ? [point('always', node)] : []
    const children = realChildren(node)
    lead('entering', node, [...own, ...innerOf(node).map(child => point('entering', child))])
    lead('rising', node, own)
    if (node.parent) lead('rising', node, [point('rising', node.parent)])
    lead(
      'regions',
      node,
      children.map(child => point('entering', child)),
    )
    lead(
      'within',
      node,
      children.flatMap(child => [point('entering', child), point('within', child)]),
    )
    if (node.type === 'final' && node.parent) lead('entering', node, [point('onDone', node.parent)])
    if (node.type === 'history' && node.parent) {
      const { target } = node.definition as StateDefinition
      const first = asList(target).flatMap(one => resolveTarget(index, node, one) ?? [])
      lead('entering', node, [point('within', node.parent), point('entering', node.parent)])
      lead(
        'entering',
        node,
        first.map(state => point('entering', state)),
      )
    }
    if (node.parent?.type === 'parallel') lead('onDone', node, [point('onDone', node.parent)])
    for (const transition of always.get(node) ?? []) lead('always', node, after(transition))
    for (const transition of onDone.get(node) ?? []) lead('onDone', node, after(transition))
  }
  return edges
}

function after({ source, targets }: TransitionNode): number[] {
  if (targets.length === 0) return [point('rising', source)]
  return targets.flatMap(target => [
    point('entering', target),
    point('rising', target),
    ...regionsAround(target)
      .filter(([, region]) => source !== region && !isInside(source, region))
      .map(([parallel]) => point('regions', parallel)),
  ])
}

/** The inner states that are entered together with a state. */
function innerOf(node: StateNode): StateNode[] {
  if (node.type === 'parallel') return realChildren(node)
  const initial = node.type === 'compound' ? initialOf(node) : undefined
  return initial ? [initial] : []
}
