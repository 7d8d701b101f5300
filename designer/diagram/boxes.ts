// Where every state is drawn. What has no place in the layout is put below what has one; a state is never drawn
// smaller than what is inside it.

import type { Definition } from '../../engine/definition.ts'
import type { StateNode } from '../../engine/paths.ts'
import type { Layout } from '../editor/draft.ts'
import { indexStates } from '../indexed.ts'
import type { Box } from './geometry.ts'

export type { Box } from './geometry.ts'
export { overlap } from './geometry.ts'

/** A state with its box: from the corner of the state around it, and from the corner of the picture. */
export type Placed = { node: StateNode; box: Box; absolute: Box; collapsed: boolean }

export const leafSize = { w: 200, h: 72 }
export const smallSize = { w: 40, h: 40 }
/** Inside a frame: room at its sides, and for its name. */
export const pad = 32
export const head = 56
const gap = 40

const known = new WeakMap<Definition, WeakMap<Layout, ReadonlyMap<string, Placed>>>()

/** Every state but the process itself, outer before inner. What is inside a collapsed state is left out. */
export function boxesOf(definition: Definition, layout: Layout): ReadonlyMap<string, Placed> {
  const ofDefinition = known.get(definition) ?? new WeakMap<Layout, ReadonlyMap<string, Placed>>()
  known.set(definition, ofDefinition)
  const before = ofDefinition.get(layout)
  if (before) return before
  const placed = place(definition, layout)
  ofDefinition.set(layout, placed)
  return placed
}

function place(definition: Definition, layout: Layout): Map<string, Placed> {
  const { root } = indexStates(definition)
  const boxes = new Map<StateNode, Box>()
  placeChildren(root, layout, boxes)
  const placed = new Map<string, Placed>()
  const waiting: [StateNode, Box][] = root.children.map(node => [node, { x: 0, y: 0, w: 0, h: 0 }])
  for (const [node, around] of waiting) {
    const box = boxes.get(node)!
    const absolute = { ...box, x: around.x + box.x, y: around.y + box.y }
    const collapsed = isCollapsed(node, layout)
    placed.set(node.path, { node, box, absolute, collapsed })
    if (!collapsed) for (const child of node.children) waiting.push([child, absolute])
  }
  return placed
}

const isCollapsed = ({ path, children }: StateNode, { states }: Layout) =>
  children.length > 0 && states[path]?.collapsed === true

/** Only its own: a state may be called "constructor", which every object has. */
const placeOf = ({ path }: StateNode, { states }: Layout) =>
  Object.hasOwn(states, path) ? states[path] : undefined

/** Puts the inner states into their boxes; answers how much room they take. */
function placeChildren(
  node: StateNode,
  layout: Layout,
  boxes: Map<StateNode, Box>,
): { w: number; h: number } {
  let right = 0
  let bottom = node.parent ? head : 0
  const homeless: StateNode[] = []
  for (const child of node.children) {
    const inside = child.children.length > 0 ? placeChildren(child, layout, boxes) : undefined
    const place = placeOf(child, layout)
    const least = child.type === 'history' ? smallSize : leafSize
    const given = isCollapsed(child, layout) ? leafSize : { w: place?.w ?? least.w, h: place?.h ?? least.h }
    const grown = isCollapsed(child, layout) || !inside ? given : largest(given, inside)
    boxes.set(child, { x: place?.x ?? 0, y: place?.y ?? 0, ...grown })
    if (place) {
      right = Math.max(right, place.x + grown.w)
      bottom = Math.max(bottom, place.y + grown.h)
    } else homeless.push(child)
  }
  let y = node.children.length === homeless.length ? (node.parent ? head : 0) : bottom + gap
  for (const child of homeless) {
    const box = boxes.get(child)!
    boxes.set(child, { ...box, x: node.parent ? pad : 0, y })
    right = Math.max(right, (node.parent ? pad : 0) + box.w)
    y += box.h + gap
    bottom = Math.max(bottom, y - gap)
  }
  return { w: right + pad, h: bottom + pad }
}

const largest = (a: { w: number; h: number }, b: { w: number; h: number }) => ({
  w: Math.max(a.w, b.w),
  h: Math.max(a.h, b.h),
})
