// States put in line, or the gaps between them made equal. Each is one edit.

import { type Box, boxesOf } from '../../diagram/boxes.ts'
import type { Point } from '../../diagram/route.ts'
import { outermost } from '../apply/states.ts'
import type { Draft } from '../draft.ts'
import type { Edit } from '../edit.ts'

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof alignments)[number]

export const spreads = ['horizontally', 'vertically'] as const
export type Spread = (typeof spreads)[number]

/** How far each box has to go, in the order of the boxes: in line along the box around all of them. */
export function align(boxes: readonly Box[], how: Alignment): Point[] {
  const left = Math.min(...boxes.map(({ x }) => x))
  const right = Math.max(...boxes.map(({ x, w }) => x + w))
  const top = Math.min(...boxes.map(({ y }) => y))
  const bottom = Math.max(...boxes.map(({ y, h }) => y + h))
  const to: Record<Alignment, (box: Box) => Point> = {
    left: ({ x }) => ({ x: left - x, y: 0 }),
    centre: ({ x, w }) => ({ x: (left + right - w) / 2 - x, y: 0 }),
    right: ({ x, w }) => ({ x: right - w - x, y: 0 }),
    top: ({ y }) => ({ x: 0, y: top - y }),
    middle: ({ y, h }) => ({ x: 0, y: (top + bottom - h) / 2 - y }),
    bottom: ({ y, h }) => ({ x: 0, y: bottom - h - y }),
  }
  return boxes.map(to[how])
}

/** The first and the last stay; between them the gaps are the same. */
export function distribute(boxes: readonly Box[], how: Spread): Point[] {
  const [at, size] = how === 'horizontally' ? (['x', 'w'] as const) : (['y', 'h'] as const)
  const order = boxes.map((box, n) => ({ box, n })).sort((a, b) => a.box[at] - b.box[at])
  const [first, last] = [order[0], order.at(-1)]
  if (!first || !last) return []
  const room = last.box[at] + last.box[size] - first.box[at]
  const filled = boxes.reduce((sum, box) => sum + box[size], 0)
  const gap = (room - filled) / (boxes.length - 1)
  const moves: Point[] = boxes.map(() => ({ x: 0, y: 0 }))
  let next = first.box[at]
  for (const { box, n } of order) {
    moves[n]![at] = next - box[at]
    next += box[size] + gap
  }
  return moves
}

/** Those of the selected states that are moved by themselves: what lies in another of them goes along. */
export const movable = (paths: string[]): string[] => outermost(paths.filter(path => path !== ''))

export function arranging({ definition, layout }: Draft, paths: string[], how: Alignment | Spread): Edit {
  const placed = boxesOf(definition, layout)
  const shown = movable(paths).filter(path => placed.has(path))
  const boxes = shown.map(path => placed.get(path)!.absolute)
  const moves = how === 'horizontally' || how === 'vertically' ? distribute(boxes, how) : align(boxes, how)
  const places = shown.flatMap((path, n) => {
    const { box } = placed.get(path)!
    const by = moves[n]!
    if (by.x === 0 && by.y === 0) return []
    return [
      [path, { ...layout.states[path], x: Math.round(box.x + by.x), y: Math.round(box.y + by.y) }] as const,
    ]
  })
  return { kind: 'place', places: Object.fromEntries(places) }
}
