// A spot for each label: on its line if that is possible, beside it otherwise. It never covers a plain state or
// another label as long as there is room within reach, and keeps off other lines and the names of frames where it
// can.

import { type Box, type Grid, grown, meets, overlap, type Point } from '../geometry.ts'

export type Size = { w: number; h: number }
/** What a label may not cover (cards, other labels), or had better not (names of frames, other lines). */
export type Taken = Box & { owner: string; cost: 'never' | 'dear' | 'cheap' }

const price = { never: 100_000, dear: 900, cheap: 70 }
const reach = 420

export function spotFor(points: readonly Point[], size: Size, id: string, taken: Grid<Taken>): Box {
  let best: { box: Box; cost: number } | undefined
  const consider = (x: number, y: number, extra: number): boolean => {
    if (best && extra >= best.cost) return false
    const box = { x: Math.round(x - size.w / 2), y: Math.round(y - size.h / 2), w: size.w, h: size.h }
    const cost = extra + costOf(box, id, taken)
    if (!best || cost < best.cost) best = { box, cost }
    return cost === extra
  }
  for (const { x, y, extra } of onLine(points, size)) consider(x, y, extra)
  if (best && best.cost < price.dear) return best.box
  for (const { x, y, extra } of beside(points, size)) consider(x, y, extra)
  if (best && best.cost < price.never) return best.box
  const middle = points[points.length >> 1]!
  for (let radius = 24; radius <= reach; radius += 20)
    for (let turn = 0; turn < 16; turn++) {
      const angle = (turn / 16) * 2 * Math.PI
      consider(
        middle.x + Math.cos(angle) * radius * 1.6,
        middle.y + Math.sin(angle) * radius,
        300 + radius * 4,
      )
      if (best && best.cost < price.never) return best.box
    }
  return best!.box
}

function costOf(box: Box, id: string, taken: Grid<Taken>): number {
  let cost = 0
  for (const other of taken.near(grown(box, 4))) {
    if (other.owner === id) continue
    if (other.cost === 'never') {
      const area = overlap(grown(box, 3), other)
      if (area > 0) cost += price.never + area
    } else if (meets(grown(box, 2), { ...other, w: other.w + 0.5, h: other.h + 0.5 }))
      cost += price[other.cost]
  }
  return cost
}

type Spot = Point & { extra: number }

/** Along the pieces, the long ones first, from their middle outwards. */
function onLine(points: readonly Point[], { w, h }: Size): Spot[] {
  const pieces = points.slice(1).map((end, n) => {
    const start = points[n]!
    const isUpright = start.x === end.x
    const length = Math.abs(end.x - start.x) + Math.abs(end.y - start.y)
    return { start, end, length, isUpright, spare: length - (isUpright ? h : w) }
  })
  const longest = Math.max(...pieces.map(({ spare }) => spare))
  return pieces.flatMap(({ start, end, length, isUpright, spare }) => {
    const short = spare < 8 ? 140 + Math.min(200, -spare) : 0
    const shares =
      spare < 0
        ? [0.5]
        : length > 600
          ? [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]
          : [0.5, 0.35, 0.65, 0.2, 0.8]
    return shares.map(share => ({
      x: start.x + (end.x - start.x) * share,
      y: start.y + (end.y - start.y) * share,
      extra: short + Math.abs(share - 0.5) * 60 + (isUpright ? 25 : 0) + (longest - spare > 200 ? 20 : 0),
    }))
  })
}

function beside(points: readonly Point[], { w, h }: Size): Spot[] {
  return points.slice(1).flatMap((end, n) => {
    const start = points[n]!
    const isUpright = start.x === end.x
    return [0.5, 0.25, 0.75].flatMap(share => {
      const [x, y] = [start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share]
      return [1, 2, 3].flatMap(times => {
        const [dx, dy] = isUpright ? [w / 2 + 6 + (times - 1) * 24, 0] : [0, (h / 2 + 5) * times]
        const extra = 150 + times * 60 + Math.abs(share - 0.5) * 40
        return [
          { x: x + dx, y: y + dy, extra },
          { x: x - dx, y: y - dy, extra },
        ]
      })
    })
  })
}
