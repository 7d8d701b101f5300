// What a drag or a resize does to the picture while it lasts. Pure: the pointer in, what is in hand out.

import type { Box, Placed } from '../../diagram/boxes.ts'
import type { Point } from '../../diagram/route.ts'
import { isWithin, parentOf } from '../apply/tree.ts'
import type { Place } from '../draft.ts'
import { holderAt } from './drop.ts'
import type { InHand } from './overlay.ts'
import { grid, type SnapLine, snap } from './snap.ts'

export type Hand = {
  inHand: InHand
  lines: SnapLine[]
  /** the state that what is dragged would go into; null: it stays where it is */
  target: string | null
}

export const emptyHand: Hand = { inHand: {}, lines: [], target: null }

type Dragged = {
  placed: ReadonlyMap<string, Placed>
  /** where the pointer has brought them, each from the corner of the state around it */
  wished: ReadonlyMap<string, Point>
  pointer: Point
  /** how near counts as in line; 0: nothing does, and there is no grid either */
  reach: number
}

export function drag({ placed, wished, pointer, reach }: Dragged): Hand {
  const paths = [...wished.keys()].filter(path => placed.has(path))
  const [lead] = paths
  if (lead === undefined) return emptyHand
  const boxes = paths.map(path => {
    const around = cornerOf(placed, parentOf(path))
    const { x, y } = wished.get(path)!
    return { ...placed.get(path)!.absolute, x: around.x + x, y: around.y + y }
  })
  const holder = holderAt(placed, pointer, paths)
  const others = [...placed.values()].filter(
    ({ node: { path } }) => path !== holder && !paths.some(one => isWithin(path, one) || isWithin(one, path)),
  )
  const snapped =
    reach === 0
      ? { by: { x: 0, y: 0 }, lines: [] }
      : snap({
          moving: aroundAll(boxes),
          others: others.map(({ absolute }) => absolute),
          origin: cornerOf(placed, holder),
          reach,
        })
  const inHand: InHand = {}
  for (const path of paths) {
    const { x, y } = wished.get(path)!
    inHand[path] = { x: x + snapped.by.x, y: y + snapped.by.y }
  }
  const isMoved = paths.some(path => parentOf(path) !== holder)
  return { inHand, lines: snapped.lines, target: isMoved ? holder : null }
}

const cornerOf = (placed: ReadonlyMap<string, Placed>, path: string): Point =>
  placed.get(path)?.absolute ?? { x: 0, y: 0 }

function aroundAll(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map(box => box.x))
  const y = Math.min(...boxes.map(box => box.y))
  return {
    x,
    y,
    w: Math.max(...boxes.map(box => box.x + box.w)) - x,
    h: Math.max(...boxes.map(box => box.y + box.h)) - y,
  }
}

/** Where what is in hand is, from the corner of the picture. */
export function absoluteOf(placed: ReadonlyMap<string, Placed>, inHand: InHand): Record<string, Point> {
  return Object.fromEntries(
    Object.entries(inHand).map(([path, { x, y }]) => {
      const around = cornerOf(placed, parentOf(path))
      return [path, { x: around.x + x, y: around.y + y }]
    }),
  )
}

/**
 * A state that is given another size, on the grid. When its upper left corner moves, what is inside it stays where
 * it is on the screen.
 */
export function resize(placed: ReadonlyMap<string, Placed>, path: string, wished: Box): Hand {
  const before = placed.get(path)?.box
  if (!before) return emptyHand
  const x = wished.x === before.x ? before.x : round(wished.x)
  const y = wished.y === before.y ? before.y : round(wished.y)
  const w = x === before.x ? round(wished.w) : before.x + before.w - x
  const h = y === before.y ? round(wished.h) : before.y + before.h - y
  const inHand: InHand = { [path]: { x, y, w, h } }
  if (x !== before.x || y !== before.y)
    for (const [inner, { box }] of placed)
      if (parentOf(inner) === path) inHand[inner] = { x: box.x + before.x - x, y: box.y + before.y - y }
  return { inHand, lines: [], target: null }
}

const round = (length: number) => Math.round(length / grid) * grid

/** Each with what its place said besides. */
export const placesOf = (inHand: InHand, before: Record<string, Place>): Record<string, Place> =>
  Object.fromEntries(Object.entries(inHand).map(([path, at]) => [path, { ...before[path], ...at }]))
