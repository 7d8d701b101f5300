// Lines that run in the same gap, moved apart. Only pieces between two corners move, and only so far as nothing
// stands in the way; pieces at the ends stay with their ports.

import type { Box, Point } from '../geometry.ts'
import { margin } from './search.ts'

/** A piece that may move across, between `low` and `high`. */
export type Piece = { at: number; isUpright: boolean; low: number; high: number }

/** For each piece of a way, how far it may move; undefined for those at the ends. */
export function roomOf(points: readonly Point[], obstacles: readonly Box[]): (Piece | undefined)[] {
  return points.slice(1).map((end, n) => {
    const start = points[n]!
    if (n === 0 || n === points.length - 2) return undefined
    const isUpright = start.x === end.x
    const at = isUpright ? start.x : start.y
    const along = (p: Point) => (isUpright ? p.y : p.x)
    const across = (p: Point) => (isUpright ? p.x : p.y)
    const [from, to] = [Math.min(along(start), along(end)), Math.max(along(start), along(end))]
    let [low, high] = [at - mostMove, at + mostMove]
    for (const { x, y, w, h } of obstacles) {
      const [begin, finish, near, far] = isUpright ? [y, y + h, x, x + w] : [x, x + w, y, y + h]
      if (finish + margin <= from || begin - margin >= to) continue
      if (far <= at) low = Math.max(low, far + margin)
      else if (near >= at) high = Math.min(high, near - margin)
      else return { at, isUpright, low: at, high: at }
    }
    // The pieces before and after must not turn round.
    for (const neighbour of [points[n - 1]!, points[n + 2]!]) {
      const other = across(neighbour)
      const isEnd = neighbour === points[0] || neighbour === points.at(-1)
      const least = isEnd ? margin + 4 : 1
      if (other < at) low = Math.max(low, Math.min(at, other + least))
      else high = Math.min(high, Math.max(at, other - least))
    }
    return { at, isUpright, low, high }
  })
}

const mostMove = 70
const apart = 11

type Moving = { way: Point[]; n: number; piece: Piece; from: number; to: number; at: number; order: number }

/** The ways with their pieces apart from each other; a way that needs no change stays the same object. */
export function spread(ways: readonly { points: Point[]; room: (Piece | undefined)[] }[]): Point[][] {
  const moved = ways.map(({ points }) => points)
  for (const isUpright of [true, false]) {
    const pieces = ways.flatMap(({ room }, way) =>
      room.flatMap((piece, n): (Moving & { index: number })[] => {
        if (!piece || piece.isUpright !== isUpright || piece.low >= piece.high) return []
        const points = moved[way]!
        const along = (p: Point) => (isUpright ? p.y : p.x)
        const across = (p: Point) => (isUpright ? p.x : p.y)
        const [a, b] = [points[n]!, points[n + 1]!]
        const down = Math.sign(along(b) - along(a))
        const onward = Math.sign(across(points[n + 2]!) - across(points[n - 1]!))
        // Of lines that run side by side, those that come from further on turn first: so they do not cross.
        const order = -along(a) * down * onward - along(b) * 0.001
        return [
          {
            index: way,
            way: points,
            n,
            piece,
            from: Math.min(along(a), along(b)),
            to: Math.max(along(a), along(b)),
            at: piece.at,
            order,
          },
        ]
      }),
    )
    for (const group of groups(pieces)) {
      const low = Math.max(...group.map(({ piece }) => piece.low))
      const high = Math.min(...group.map(({ piece }) => piece.high))
      if (high <= low) continue
      const step = Math.min(apart, (high - low) / Math.max(1, group.length - 1))
      const wished = group.reduce((sum, { at }) => sum + at, 0) / group.length
      const middle = Math.abs((low + high) / 2 - wished) < 40 ? (low + high) / 2 : wished
      const width = step * (group.length - 1)
      const start = Math.max(low, Math.min(high - width, middle - width / 2))
      const sorted = group.sort((p, q) => p.order - q.order || p.index - q.index || p.n - q.n)
      for (const [n, { index, n: at }] of sorted.entries()) {
        const to = Math.round(start + n * step)
        const points = [...moved[index]!]
        for (const end of [at, at + 1])
          points[end] = isUpright ? { x: to, y: points[end]!.y } : { x: points[end]!.x, y: to }
        moved[index] = points
      }
    }
  }
  return moved
}

/** Those that would lie on each other, or nearly. */
function groups<T extends Moving>(pieces: T[]): T[][] {
  const sorted = [...pieces].sort((a, b) => a.at - b.at || a.from - b.from)
  const open: { members: T[]; at: number; from: number; to: number }[] = []
  const done: T[][] = []
  for (const piece of sorted) {
    for (let n = open.length - 1; n >= 0; n--)
      if (piece.at - open[n]!.at > apart) done.push(...open.splice(n, 1).map(({ members }) => members))
    const group = open.find(({ from, to }) => piece.from < to + apart && piece.to > from - apart)
    if (group) {
      group.members.push(piece)
      group.at = piece.at
      group.from = Math.min(group.from, piece.from)
      group.to = Math.max(group.to, piece.to)
    } else open.push({ members: [piece], at: piece.at, from: piece.from, to: piece.to })
  }
  return [...done, ...open.map(({ members }) => members)]
}
