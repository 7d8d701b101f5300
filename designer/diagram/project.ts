// A draft as React Flow draws it. React Flow forgets what it has measured when a node object changes, so nodes
// and edges that look the same stay the same objects.

import type { Edge, Node } from '@xyflow/react'
import type { Definition, StateDefinition } from '../../engine/definition.ts'
import type { StateType } from '../../engine/paths.ts'
import type { Layout } from '../editor/draft.ts'
import { type Listed, listTransitions } from '../editor/transitions.ts'
import { boxesOf, type Placed } from './boxes.ts'
import type { Mark, Marks } from './marks.ts'
import { type Line, type Route, routeAll } from './route.ts'
import type { Selection } from './selection.ts'
import { words } from './texts.ts'

export type StateData = {
  path: string
  title: string
  type: StateType
  stage: string | null
  role: string | null
  /** delays after which it is left by itself */
  timers: string[]
  effects: number
  isInitial: boolean
  isRegion: boolean
  hasInner: boolean
  collapsed: boolean
  mark: Mark | null
}
export type TransitionData = {
  pointer: string
  title: string
  trigger: 'on' | 'after' | 'always' | 'onDone'
  rules: number
  roles: string[]
  effects: number
  isFeedback: boolean
  route: Route
  mark: Mark | null
}
export type DiagramNode = Node<StateData, 'state'>
export type DiagramEdge = Edge<TransitionData, 'transition'>
export type Picture = { nodes: DiagramNode[]; edges: DiagramEdge[] }

export type Shown = { definition: Definition; layout: Layout; selection: Selection; marks?: Marks }

/** Remembers what it drew last. */
export function createProjector(): (shown: Shown) => Picture {
  let nodes = new Map<string, DiagramNode>()
  let edges = new Map<string, DiagramEdge>()
  return shown => {
    const next = project(shown)
    const reusedNodes = next.nodes.map(node => same(nodes.get(node.id), node))
    const reusedEdges = next.edges.map(edge => same(edges.get(edge.id), edge))
    nodes = new Map(reusedNodes.map(node => [node.id, node]))
    edges = new Map(reusedEdges.map(edge => [edge.id, edge]))
    return { nodes: reusedNodes, edges: reusedEdges }
  }
}

const same = <T>(before: T | undefined, after: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after

function project({ definition, layout, selection, marks = {} }: Shown): Picture {
  const placed = boxesOf(definition, layout)
  const selected = new Set([...selection.states, ...selection.transitions])
  const nodes = [...placed.values()].map(one => toNode(one, selected, marks.states?.[one.node.path]))
  return { nodes, edges: toEdges(definition, placed, selected, marks) }
}

function toNode(
  { node, box, collapsed }: Placed,
  selected: Set<string>,
  mark: Mark | undefined,
): DiagramNode {
  const state = node.definition as StateDefinition
  const parent = node.parent!
  return {
    id: node.path,
    type: 'state',
    position: { x: box.x, y: box.y },
    width: box.w,
    height: box.h,
    ariaLabel: `${state.title ?? node.key}, ${words.types[node.type]}`,
    selected: selected.has(node.path),
    ...(parent.path !== '' && { parentId: parent.path }),
    // Inner states are drawn over those around them, lines over both.
    zIndex: node.depth,
    data: {
      path: node.path,
      title: state.title ?? node.key,
      type: node.type,
      stage: node.stage,
      role: node.assign,
      timers: Object.keys(state.after ?? {}),
      effects: (state.entry?.length ?? 0) + (state.exit?.length ?? 0),
      isInitial: parent.type === 'compound' && parent.definition.initial === node.key,
      isRegion: parent.type === 'parallel' && node.type !== 'history',
      hasInner: node.children.length > 0,
      collapsed,
      mark: mark ?? null,
    },
  }
}

function toEdges(
  definition: Definition,
  placed: Map<string, Placed>,
  selected: Set<string>,
  marks: Marks,
): DiagramEdge[] {
  const drawn = listTransitions(definition).flatMap(listed => ends(listed, placed))
  const lines = drawn.map(({ id, listed, from, to }): Line => {
    const [one, other] = [placed.get(from)!, placed.get(to)!]
    return {
      id,
      from: one.absolute,
      to: other.absolute,
      relation: relationOf(from, to),
      label: labelSize(titleOf(definition, listed), listed),
    }
  })
  const leaves = [...placed.values()].filter(({ node, collapsed }) => node.children.length === 0 || collapsed)
  const routes = routeAll(
    lines,
    leaves.map(({ absolute }) => absolute),
  )
  return drawn.map(({ id, listed, from, to }): DiagramEdge => {
    const { pointer, transition, at } = listed
    return {
      id,
      type: 'transition',
      source: from,
      target: to,
      selected: selected.has(pointer),
      zIndex: 100,
      data: {
        pointer,
        title: titleOf(definition, listed),
        trigger: at.list,
        rules: rulesOf(listed),
        roles: transition.allow ?? [],
        effects: transition.effects?.length ?? 0,
        isFeedback: transition.kind === 'feedback',
        route: routes.get(id)!,
        mark: marks.transitions?.[pointer] ?? null,
      },
    }
  })
}

/** The states that a line runs between: of what is hidden, the collapsed state around it. */
function ends(listed: Listed, placed: Map<string, Placed>) {
  const from = visible(listed.source.path, placed)
  if (from === undefined) return []
  const targets = listed.targets.length > 0 ? listed.targets.map(({ path }) => path) : [listed.source.path]
  return targets.flatMap((target, n) => {
    const to = visible(target, placed)
    // Within one collapsed state there is nothing to draw.
    if (to === undefined || (to === from && target !== listed.source.path && placed.get(to)!.collapsed))
      return []
    return [{ id: n === 0 ? listed.pointer : `${listed.pointer}#${n}`, listed, from, to }]
  })
}

function visible(path: string, placed: Map<string, Placed>): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
    if (placed.has(at)) return at
  return undefined
}

function relationOf(from: string, to: string): Line['relation'] {
  if (from === to) return 'self'
  if (to.startsWith(`${from}.`)) return 'inward'
  return from.startsWith(`${to}.`) ? 'outward' : 'apart'
}

const rulesOf = ({ transition: { guard } }: Listed) =>
  guard === undefined ? 0 : Array.isArray(guard) ? guard.length : 1

export function titleOf(
  definition: Definition,
  { at, transition }: Pick<Listed, 'at' | 'transition'>,
): string {
  if (transition.title) return transition.title
  if (at.list === 'on') return definition.events?.[at.key]?.title ?? at.key
  if (at.list === 'after') return `after ${at.key}`
  return at.list === 'always' ? 'at once' : 'when finished'
}

/** As wide as it will be drawn, about: long titles are cut short there. */
function labelSize(title: string, { transition }: Listed): { w: number; h: number } {
  const chips = (transition.guard === undefined ? 0 : 24) + (transition.effects?.length ? 18 : 0)
  return { w: Math.min(180, title.length * 6.4 + 18) + chips, h: 24 }
}
