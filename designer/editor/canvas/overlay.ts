// What a hand is doing now, laid over the picture: what is selected, and what is being dragged or resized. The
// picture itself is made anew only when the draft changes, so that a drag costs what it moves and no more.

import { type DiagramEdge, type DiagramNode, type Picture, sameList } from '../../diagram/project.ts'
import type { Point } from '../../diagram/route.ts'
import type { Selection } from '../../diagram/selection.ts'
import { isWithin } from '../apply/tree.ts'
import { follow } from './follow.ts'

/** By path: from the corner of the state around it, as nodes are placed. */
export type InHand = Record<string, Point & { w?: number; h?: number }>

/** Remembers what it laid over what, so that nodes and edges that look the same stay the same objects. */
export function createOverlay(): (picture: Picture, selection: Selection, inHand: InHand) => Picture {
  let nodes = new Map<string, Laid<DiagramNode>>()
  let edges = new Map<string, Laid<DiagramEdge>>()
  let last: Picture = { nodes: [], edges: [], bands: [] }
  return (picture, selection, inHand) => {
    const states = new Set(selection.states)
    const transitions = new Set(selection.transitions)
    const shifts = shiftsOf(picture, inHand)
    const nextNodes = new Map<string, Laid<DiagramNode>>()
    const nextEdges = new Map<string, Laid<DiagramEdge>>()
    const shown = {
      bands: picture.bands,
      nodes: picture.nodes.map(node => {
        const selected = states.has(node.id)
        const at = inHand[node.id]
        if (!selected && !at) return node
        const look = `${selected} ${at?.x} ${at?.y} ${at?.w} ${at?.h}`
        return kept(nodes, nextNodes, node, look, () => ({
          ...node,
          selected,
          ...(at && placedAt(node, at)),
        }))
      }),
      edges: picture.edges.map(edge => {
        const selected = transitions.has(edge.data.pointer)
        const [start, end] = [shiftOf(shifts, edge.source), shiftOf(shifts, edge.target)]
        if (!selected && !start && !end) return edge
        const look = `${selected} ${start?.x} ${start?.y} ${end?.x} ${end?.y}`
        return kept(edges, nextEdges, edge, look, () => {
          const route = follow(edge.data.route, start ?? still, end ?? still)
          return { ...edge, selected, data: { ...edge.data, route } }
        })
      }),
    }
    nodes = nextNodes
    edges = nextEdges
    last = {
      bands: shown.bands,
      nodes: sameList(last.nodes, shown.nodes),
      edges: sameList(last.edges, shown.edges),
    }
    return last
  }
}

type Laid<T> = { over: T; look: string; shown: T }

function kept<T extends { id: string }>(
  before: Map<string, Laid<T>>,
  after: Map<string, Laid<T>>,
  over: T,
  look: string,
  make: () => T,
): T {
  const known = before.get(over.id)
  const laid = known?.over === over && known.look === look ? known : { over, look, shown: make() }
  after.set(over.id, laid)
  return laid.shown
}

function placedAt(node: DiagramNode, { x, y, w, h }: InHand[string]) {
  const size = { width: w ?? node.width!, height: h ?? node.height! }
  return { position: { x, y }, ...size, measured: size }
}

const still: Point = { x: 0, y: 0 }

function shiftsOf({ nodes }: Picture, inHand: InHand): [path: string, by: Point][] {
  if (Object.keys(inHand).length === 0) return []
  return nodes.flatMap(({ id, position }): [string, Point][] => {
    const at = inHand[id]
    return at ? [[id, { x: at.x - position.x, y: at.y - position.y }]] : []
  })
}

/** How far a state is from where it was drawn, being inside something that moves included. */
function shiftOf(shifts: [string, Point][], path: string): Point | undefined {
  let sum: Point | undefined
  for (const [moved, by] of shifts)
    if (isWithin(path, moved)) sum = { x: (sum?.x ?? 0) + by.x, y: (sum?.y ?? 0) + by.y }
  return sum
}
