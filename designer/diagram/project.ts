// A draft as React Flow draws it. React Flow forgets what it has measured when a node object changes, and draws it
// anew: so nodes and edges that look the same stay the same objects, and only what changed is looked at closely.

import { type Node, Position } from '@xyflow/react'
import type { Definition } from '../../engine/definition.ts'
import type { Layout } from '../editor/draft.ts'
import { badgesOf } from './badges.ts'
import { type Band, bandsOf } from './bands.ts'
import { type Box, boxesOf, head, type Placed } from './boxes.ts'
import { sameBox } from './geometry.ts'
import {
  type Listing,
  listingOf,
  type SaidTransition,
  type StateSaid,
  type TransitionSaid,
} from './listing.ts'
import { createRouter, type Line, type Obstacle, type Route } from './route.ts'
import type { Selection } from './selection.ts'
import { widthOf } from './text.ts'
import { words } from './texts.ts'

export { titleOf } from './listing.ts'

export type StateData = StateSaid & { collapsed: boolean }
export type TransitionData = TransitionSaid & { lines: string[]; route: Route }
export type DiagramNode = Node<StateData, 'state'>
/** A line of a transition. `source` and `target` are the states where it is drawn to end, collapsed ones included. */
export type DiagramEdge = {
  id: string
  source: string
  target: string
  selected: boolean
  data: TransitionData
}
export type Picture = { nodes: DiagramNode[]; edges: DiagramEdge[]; bands: Band[] }

export type Shown = { definition: Definition; layout: Layout; selection: Selection }

/** What was drawn, beside what it was drawn from: by that it is known whether it is still the same. */
type DrawnNode = { said: StateSaid; node: DiagramNode }
type DrawnLine = { transition: SaidTransition; line: Line; edge?: DiagramEdge }

/** Remembers what it drew last. */
export function createProjector(): (shown: Shown) => Picture {
  const route = createRouter()
  let definition: Definition | undefined
  let listing: Listing | undefined
  let nodes = new Map<string, DrawnNode>()
  let lines = new Map<string, DrawnLine>()
  let obstacles = new Map<string, Obstacle>()
  let bands: Band[] = []
  let picture: Picture = { nodes: [], edges: [], bands }

  return shown => {
    const { layout, selection } = shown
    if (!listing || shown.definition !== definition) listing = listingOf(shown.definition, listing)
    definition = shown.definition
    const { states, transitions } = listing
    const placed = boxesOf(definition, layout)
    const selected = new Set([...selection.states, ...selection.transitions])

    const nextNodes = new Map<string, DrawnNode>()
    const nextObstacles = new Map<string, Obstacle>()
    for (const [path, one] of placed) {
      const said = states.get(path)!
      nextNodes.set(path, drawNode(nodes.get(path), one, said, selected.has(path)))
      nextObstacles.set(path, toObstacle(obstacles.get(path), one, said))
    }
    const nextLines = new Map<string, DrawnLine>()
    for (const transition of transitions)
      for (const line of linesOf(transition, placed, nextObstacles))
        nextLines.set(line.id, drawnLine(lines.get(line.id), transition, line))
    ;[nodes, obstacles, lines] = [nextNodes, nextObstacles, nextLines]

    const drawn = [...lines.values()]
    const routes = route(
      drawn.map(({ line }) => line),
      [...obstacles.values()],
    )
    const edges = drawn.map(one => {
      const { pointer } = one.transition.said
      return drawEdge(one, routes.get(one.line.id)!, selected.has(pointer))
    })
    bands = sameBands(bands, bandsOf(placed))
    picture = {
      nodes: sameList(
        picture.nodes,
        [...nodes.values()].map(({ node }) => node),
      ),
      edges: sameList(picture.edges, edges),
      bands,
    }
    return picture
  }
}

/** The list of before where it has the same elements: React Flow looks through every list that it has not seen. */
export const sameList = <T>(before: T[], after: T[]): T[] =>
  before.length === after.length && before.every((one, n) => one === after[n]) ? before : after

function drawNode(
  before: DrawnNode | undefined,
  { node: { path, parent, type, depth }, box, collapsed }: Placed,
  said: StateSaid,
  selected: boolean,
): DrawnNode {
  const old = before?.node
  const outer = parent!.path
  const sameData = before?.said === said && old?.data.collapsed === collapsed
  const isSame =
    sameData &&
    old.selected === selected &&
    old.position.x === box.x &&
    old.position.y === box.y &&
    old.width === box.w &&
    old.height === box.h &&
    (old.parentId ?? '') === outer
  if (isSame) return before
  const half = box.h / 2
  const node: DiagramNode = {
    id: path,
    type: 'state',
    position: { x: box.x, y: box.y },
    width: box.w,
    height: box.h,
    // Known without looking, too: what React Flow measured is lost with each new object.
    measured: { width: box.w, height: box.h },
    // Where lines begin is known without measuring: so they are drawn at once, also to states out of sight.
    handles: [
      { type: 'target', position: Position.Left, x: -5, y: half - 5, width: 10, height: 10 },
      { type: 'source', position: Position.Right, x: box.w - 5, y: half - 5, width: 10, height: 10 },
    ],
    ariaRole: 'group',
    ariaLabel: `${said.title}, ${words.types[type]}`,
    selected,
    ...(outer !== '' && { parentId: outer }),
    // Inner states are drawn over those around them, lines over both.
    zIndex: depth,
    data: sameData ? old.data : { ...said, collapsed },
  }
  return { said, node }
}

function drawnLine(before: DrawnLine | undefined, transition: SaidTransition, line: Line): DrawnLine {
  if (before?.transition === transition && sameLine(before.line, line)) return before
  return { transition, line }
}

const sameLine = (a: Line, b: Line) =>
  a.from === b.from && a.to === b.to && a.source === b.source && a.target === b.target && a.hangs === b.hangs

/** The edge is kept with the line; a route that is the same object looks the same. */
function drawEdge(one: DrawnLine, route: Route, selected: boolean): DiagramEdge {
  const { edge, line, transition } = one
  const sameData = edge?.data.route === route
  if (sameData && edge.selected === selected) return edge
  one.edge = {
    id: line.id,
    source: line.source,
    target: line.target,
    selected,
    data: sameData ? edge.data : { ...transition.said, lines: transition.label.lines, route },
  }
  return one.edge
}

const sameBands = (before: Band[], after: Band[]): Band[] =>
  before.length === after.length &&
  before.every(({ stage, box }, n) => stage === after[n]!.stage && sameBox(box, after[n]!.box))
    ? before
    : after

function toObstacle(
  before: Obstacle | undefined,
  { node, absolute, collapsed }: Placed,
  said: StateSaid,
): Obstacle {
  const isFrame = node.children.length > 0 && !collapsed
  if (!isFrame && before && !before.isFrame && sameBox(before, absolute)) return before
  const { x, y, w } = absolute
  const badges = isFrame ? badgesOf(said, true).reduce((sum, { text }) => sum + 26 + widthOf(text, 11), 0) : 0
  const width = isFrame ? Math.min(w - 60, 24 + widthOf(said.title, 13) + badges) : 0
  const title: Box | null = isFrame ? { x: x + 12, y: y + 8, w: width, h: 24 } : null
  const isSame =
    before && before.isFrame === isFrame && sameBox(before, absolute) && before.title?.w === title?.w
  return isSame ? before : { ...absolute, path: node.path, isFrame, title }
}

/** The lines of a transition, and the ends that they were drawn between: those in sight. */
type Drawn = { from: Obstacle; to: Obstacle[]; lines: Line[] }
const drawnBetween = new WeakMap<SaidTransition, Drawn>()

/** A line for each target of a transition; the same ones while its ends stay as they are. */
function linesOf(
  transition: SaidTransition,
  placed: ReadonlyMap<string, Placed>,
  boxes: ReadonlyMap<string, Obstacle>,
): Line[] {
  const { source, targets } = transition
  const before = drawnBetween.get(transition)
  if (before?.from === boxes.get(source) && before?.to.every((end, n) => end === boxes.get(targets[n]!)))
    return before.lines
  const lines = drawLines(transition, placed, boxes)
  const from = boxes.get(source)
  const to = targets.flatMap(target => boxes.get(target) ?? [])
  // Where an end is inside a collapsed state, it is drawn at that one: which may open.
  if (from && to.length === targets.length) drawnBetween.set(transition, { from, to, lines })
  else drawnBetween.delete(transition)
  return lines
}

function drawLines(
  { said, source, targets, label }: SaidTransition,
  placed: ReadonlyMap<string, Placed>,
  boxes: ReadonlyMap<string, Obstacle>,
): Line[] {
  const from = visible(source, placed)
  if (from === undefined) return []
  const one = boxes.get(from)!
  return targets.flatMap((target, n): Line[] => {
    const to = visible(target, placed)
    // Within one collapsed state there is nothing to draw.
    if (
      to === undefined ||
      (to === from && (target !== source || from !== source) && placed.get(to)!.collapsed)
    )
      return []
    return [
      {
        id: n === 0 ? said.pointer : `${said.pointer}#${n}`,
        source: from,
        target: to,
        from: one,
        to: boxes.get(to)!,
        relation: relationOf(from, to),
        isFeedback: said.isFeedback,
        label,
        hangs: !said.stays ? null : one.isFrame && one.h > head ? 'inside' : 'below',
      },
    ]
  })
}

function visible(path: string, placed: ReadonlyMap<string, Placed>): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
    if (placed.has(at)) return at
  return undefined
}

function relationOf(from: string, to: string): Line['relation'] {
  if (from === to) return 'self'
  if (to.startsWith(`${from}.`)) return 'inward'
  return from.startsWith(`${to}.`) ? 'outward' : 'apart'
}
