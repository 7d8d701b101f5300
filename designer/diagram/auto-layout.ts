// A place for every state, from left to right along the transitions that lead on, with room for their labels.
//
// From the inside out: what is inside a state is laid out first and then stands for it as one box. Transitions from
// or to inner states count for the states around them that lie beside each other. Regions of a parallel state lie
// below one another. At the outermost level departments follow in their order. Ways back do not count: they would
// draw the end of the line to its beginning. Sizes that were drawn by hand are given up; what is collapsed stays so.

import type { Definition } from '../../engine/definition.ts'
import type { StateNode } from '../../engine/paths.ts'
import type { Layout, Place } from '../editor/draft.ts'
import { indexStates } from '../indexed.ts'
import { departments } from '../ui/department.ts'
import { head, leafSize, pad, smallSize } from './boxes.ts'
import { type ElkEdge, type ElkNode, withElk } from './elk.ts'
import { listingOf } from './listing.ts'
import { widthOf } from './text.ts'

type Size = { w: number; h: number }
/** What is inside a state: its places, and how much room they take with what is around them. */
type Room = Size & { places: Record<string, Place> }
type Arrow = { from: StateNode; to: StateNode; label: Size }
type Lay = (graph: ElkNode) => Promise<ElkNode>

const betweenStates = 44
const betweenRegions = 20
const betweenLayers = 28
/** Width to height of what is aimed at: that of a screen beside its panels. */
const shape = 1.7

export async function placeAll(definition: Definition, before: Layout): Promise<Layout> {
  const { root, byPath } = indexStates(definition)
  const { transitions, states } = listingOf(definition, undefined)
  const arrows = new Map<StateNode, Arrow[]>()
  const hanging = new Map<string, Size[]>()
  for (const { said, source, targets, label } of transitions) {
    if (said.stays) hanging.set(source, [...(hanging.get(source) ?? []), label])
    else if (!said.isFeedback)
      for (const target of targets) {
        const arrow = besideEachOther(byPath.get(source)!, byPath.get(target)!, label)
        if (arrow) arrows.set(arrow.from.parent!, [...(arrows.get(arrow.from.parent!) ?? []), arrow])
      }
  }
  const partitions = partitionsOf(root.children)
  const { places } = await withElk(layout => arrange(root, layout))
  return { origin: 'parent', states: places }

  function isFrame({ children, path }: StateNode): boolean {
    return children.length > 0 && !before.states[path]?.collapsed
  }

  async function arrange(node: StateNode, layout: Lay): Promise<Room> {
    const rooms = new Map<StateNode, Room>()
    for (const child of node.children) rooms.set(child, await roomOf(child, layout))
    if (node.type === 'parallel') return better(beside(rooms, false), beside(rooms, true))
    const onward = await layered(node, rooms, layout, 'RIGHT')
    // Departments follow one another from left to right, whatever fills the screen better.
    if (node === root && new Set(partitions.values()).size > 1) return onward
    return better(onward, await layered(node, rooms, layout, 'DOWN'))
  }

  /** How much room a state takes, with the labels that hang on it. */
  async function roomOf(node: StateNode, layout: Lay): Promise<Room> {
    const { type, path } = node
    if (type === 'history') return { ...smallSize, places: {} }
    const labels = hanging.get(path) ?? []
    const below = labels.reduce((sum, { h }) => sum + h + 5, 0)
    if (node.children.length === 0) return { w: leafSize.w, h: leafSize.h + below, places: {} }
    const inner = await arrange(node, layout)
    if (before.states[path]?.collapsed)
      return { w: leafSize.w, h: leafSize.h + below, places: { ...inner.places, [path]: collapsed(inner) } }
    // Its labels stand in its head, beside its name, in two rows.
    const widest = Math.max(0, ...labels.map(({ w }) => w))
    const beside = Math.max(widest, labels.reduce((sum, { w }) => sum + w + 12, 0) / 2)
    const name = 24 + widthOf(states.get(path)!.title, 13)
    return { ...inner, w: Math.ceil(Math.max(inner.w, name + beside + 70)) }
  }

  /** Regions below one another, or in a row. */
  function beside(rooms: ReadonlyMap<StateNode, Room>, inARow: boolean): Room {
    const [width, height] = [
      Math.max(...[...rooms.values()].map(({ w }) => w)),
      Math.max(...[...rooms.values()].map(({ h }) => h)),
    ]
    const places: Record<string, Place> = {}
    let [x, y] = [pad, head]
    for (const [child, room] of rooms) {
      const size = inARow ? { w: room.w, h: height } : { w: width, h: room.h }
      Object.assign(places, room.places, {
        [child.path]: { ...room.places[child.path], x, y, ...(isFrame(child) && size) },
      })
      if (inARow) x += room.w + betweenRegions
      else y += room.h + betweenRegions
    }
    return inARow
      ? { w: x - betweenRegions + pad, h: head + height + pad, places }
      : { w: width + 2 * pad, h: y - betweenRegions + pad, places }
  }

  async function layered(
    node: StateNode,
    rooms: ReadonlyMap<StateNode, Room>,
    layout: Lay,
    direction: 'RIGHT' | 'DOWN',
  ): Promise<Room> {
    const isRoot = node.parent === null
    const laid = await layout({
      id: 'whole',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': direction,
        'elk.spacing.nodeNode': String(isRoot ? 2 * betweenStates : betweenStates),
        'elk.spacing.edgeLabel': '4',
        'elk.layered.spacing.nodeNodeBetweenLayers': String(isRoot ? 2 * betweenLayers : betweenLayers),
        'elk.layered.spacing.edgeNodeBetweenLayers': '14',
        'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
        'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
        'elk.padding': isRoot
          ? '[top=0,left=0,bottom=0,right=0]'
          : `[top=${head},left=${pad},bottom=${pad},right=${pad}]`,
        ...(isRoot && { 'elk.partitioning.activate': 'true' }),
      },
      children: node.children.map((child, n) => {
        const room = rooms.get(child)!
        const partition = isRoot ? partitions.get(child) : undefined
        return {
          id: String(n),
          width: room.w,
          height: room.h,
          ...(partition !== undefined && {
            layoutOptions: { 'elk.partitioning.partition': String(partition) },
          }),
        }
      }),
      edges: toEdges(node, arrows.get(node) ?? []),
    })
    const places: Record<string, Place> = {}
    for (const [n, child] of node.children.entries()) {
      const { x = 0, y = 0 } = laid.children![n]!
      const room = rooms.get(child)!
      Object.assign(places, room.places, {
        [child.path]: {
          ...room.places[child.path],
          x: Math.round(x),
          y: Math.round(y),
          ...(isFrame(child) && { w: room.w, h: room.h }),
        },
      })
    }
    return { w: Math.ceil(laid.width!), h: Math.ceil(laid.height!), places }
  }
}

/** What fills a screen better. From left to right is easier to read, so the other way has to be clearly better. */
function better(first: Room, second: Room): Room {
  const cost = ({ w, h }: Size) => Math.max(w / shape, h)
  return cost(second) * 1.15 < cost(first) ? second : first
}

const collapsed = ({ w, h }: Size): Place => ({ x: 0, y: 0, w, h, collapsed: true })

/** The two states beside each other that an arrow counts for; undefined within one line of outer and inner states. */
function besideEachOther(source: StateNode, target: StateNode, label: Size): Arrow | undefined {
  let [from, to] = [source, target]
  while (from.depth > to.depth) from = from.parent!
  while (to.depth > from.depth) to = to.parent!
  if (from === to) return undefined
  while (from.parent !== to.parent) [from, to] = [from.parent!, to.parent!]
  return { from, to, label }
}

/** One edge for all arrows between two states, with room for all their labels. */
function toEdges({ children }: StateNode, arrows: readonly Arrow[]): ElkEdge[] {
  const number = new Map(children.map((child, n) => [child, String(n)]))
  const labels = new Map<string, Size>()
  for (const { from, to, label } of arrows) {
    const key = `${number.get(from)} ${number.get(to)}`
    const { w, h } = labels.get(key) ?? { w: 0, h: 0 }
    labels.set(key, { w: Math.max(w, label.w), h: h + label.h + 4 })
  }
  return [...labels].map(([key, { w, h }]) => {
    const [source, target] = key.split(' ') as [string, string]
    return {
      id: `e${key}`,
      sources: [source],
      targets: [target],
      labels: [{ id: `l${key}`, text: 'label', width: w, height: h }],
    }
  })
}

/** Departments from left to right in the order of the journey; others where the definition first names them. */
function partitionsOf(children: readonly StateNode[]): Map<StateNode, number> {
  const named = [...new Set(children.flatMap(({ stage }) => stage ?? []))]
  const known = departments.filter(stage => named.includes(stage))
  const order = [...known, ...named.filter(stage => !known.includes(stage))]
  return new Map(
    children.flatMap(child => (child.stage === null ? [] : [[child, order.indexOf(child.stage)]])),
  )
}
