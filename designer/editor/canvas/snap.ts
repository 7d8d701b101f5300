// Where what is dragged comes to rest: in line with another state when it is nearly so, otherwise on the grid.
// Pure geometry; boxes are from the corner of the picture.

import type { Box } from '../../diagram/boxes.ts'
import type { Point } from '../../diagram/route.ts'

/** A line that shows what is in line: along x = at (or y = at), from one state to the other. */
export type SnapLine = { axis: 'x' | 'y'; at: number; from: number; to: number }

export type Snapped = { by: Point; lines: SnapLine[] }

export const grid = 8

type Asked = {
  moving: Box
  others: readonly Box[]
  /** where the grid begins: the corner of the state around it */
  origin: Point
  /** how near is nearly, in the picture's own pixels */
  reach: number
}

/** How far to move it on, and what it is in line with then. */
export function snap({ moving, others, origin, reach }: Asked): Snapped {
  const x = along('x', moving, others, reach)
  const y = along('y', moving, others, reach)
  const by = {
    x: x ?? toGrid(moving.x, origin.x),
    y: y ?? toGrid(moving.y, origin.y),
  }
  const rested = { ...moving, x: moving.x + by.x, y: moving.y + by.y }
  return { by, lines: [...linesOf('x', rested, others, x), ...linesOf('y', rested, others, y)] }
}

const toGrid = (at: number, origin: number): number => Math.round((at - origin) / grid) * grid + origin - at

/** Start, middle and end of a box along an axis. */
const marksOf = (axis: 'x' | 'y', { x, y, w, h }: Box) =>
  axis === 'x' ? [x, x + w / 2, x + w] : [y, y + h / 2, y + h]

/** Edges are held against edges, middles against middles: the least way that puts a pair in line. */
function along(axis: 'x' | 'y', moving: Box, others: readonly Box[], reach: number): number | undefined {
  const own = marksOf(axis, moving)
  let best: number | undefined
  for (const other of others)
    for (const [n, mark] of marksOf(axis, other).entries())
      for (const [m, at] of own.entries()) {
        if ((n === 1) !== (m === 1)) continue
        const by = mark - at
        if (Math.abs(by) <= reach && (best === undefined || Math.abs(by) < Math.abs(best))) best = by
      }
  return best
}

function linesOf(
  axis: 'x' | 'y',
  rested: Box,
  others: readonly Box[],
  snapped: number | undefined,
): SnapLine[] {
  if (snapped === undefined) return []
  const own = marksOf(axis, rested)
  const across = axis === 'x' ? 'y' : 'x'
  const lines = new Map<number, SnapLine>()
  for (const other of others)
    for (const [n, mark] of marksOf(axis, other).entries())
      for (const [m, at] of own.entries()) {
        if ((n === 1) !== (m === 1) || Math.abs(mark - at) > 0.01) continue
        const ends = [...marksOf(across, rested), ...marksOf(across, other)]
        const known = lines.get(Math.round(mark))
        lines.set(Math.round(mark), {
          axis,
          at: mark,
          from: Math.min(...ends, known?.from ?? Number.POSITIVE_INFINITY),
          to: Math.max(...ends, known?.to ?? Number.NEGATIVE_INFINITY),
        })
      }
  return [...lines.values()]
}
