// A way from port to port around the states that it passes: straight pieces, few corners, short.
//
// First the obvious ways are tried (straight on, one corner, two, around); most lines are done then. Otherwise A*
// looks in a net of lines beside and between the obstacles. Both are bounded: where too much stands in the way, or
// no way leads through, the line goes straight and says that it crosses.

import { type Box, type Point, segmentBox } from '../geometry.ts'
import { createHeap } from './heap.ts'
import type { Port } from './ports.ts'

export type Way = { points: Point[]; crosses: boolean }

/** How far lines keep from states, and how far they go before their first corner. */
export const margin = 6
const stub = 14
const corner = 60
const mostObstacles = 90

const step: Record<Port['way'], Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
}

/** `obstacles` are what stands within reach, the two states at the ends among them. */
export function findWay(start: Port, end: Port, obstacles: readonly Box[]): Way {
  const [from, to] = [leave(start), leave(end)]
  const walls = obstacles.map(
    ({ x, y, w, h }): Box => ({ x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin }),
  )
  const isFree = (a: Point, b: Point) => {
    const piece = segmentBox(a, b)
    return !walls.some(wall => meetsInside(piece, wall))
  }
  const obvious = obviousWays(start, end, from, to, obstacles)
    .map(tidy)
    .filter(points => !turnsBack(points, start, end))
    .find(points =>
      points.every((point, n) => n < 2 || n === points.length - 1 || isFree(points[n - 1]!, point)),
    )
  if (obvious && endsFree(obvious, isFree)) return { points: obvious, crosses: false }
  const found = obstacles.length > mostObstacles ? undefined : search(start, end, from, to, obstacles, walls)
  if (found) return { points: tidy([start, ...found, end]), crosses: false }
  const [first] = obviousWays(start, end, from, to, obstacles)
  return { points: tidy(first!), crosses: true }
}

const leave = ({ x, y, way }: Port): Point => ({ x: x + step[way].x * stub, y: y + step[way].y * stub })

/** A line has no thickness; touching is not meeting. */
const meetsInside = (piece: Box, wall: Box) =>
  piece.x < wall.x + wall.w &&
  wall.x < piece.x + piece.w + 0.01 &&
  piece.y < wall.y + wall.h &&
  wall.y < piece.y + piece.h + 0.01

/** The pieces at the ends begin in the margin of their own states; past that they have to be free. */
function endsFree(points: Point[], isFree: (a: Point, b: Point) => boolean): boolean {
  const shortened = (at: Point, next: Point): Point => {
    const length = Math.abs(next.x - at.x) + Math.abs(next.y - at.y)
    const by = Math.min(margin + 0.5, length)
    return length === 0
      ? at
      : { x: at.x + ((next.x - at.x) / length) * by, y: at.y + ((next.y - at.y) / length) * by }
  }
  const last = points.length - 1
  if (last === 1) {
    const [a, b] = [shortened(points[0]!, points[1]!), shortened(points[1]!, points[0]!)]
    return isFree(a, b)
  }
  return (
    isFree(shortened(points[0]!, points[1]!), points[1]!) &&
    isFree(shortened(points[last]!, points[last - 1]!), points[last - 1]!)
  )
}

/** Leaves in another direction than its port says, or comes in backwards. */
function turnsBack(points: Point[], start: Port, end: Port): boolean {
  const against = (a: Point, b: Point, way: Port['way']) =>
    (b.x - a.x) * step[way].x + (b.y - a.y) * step[way].y <= 0 && (a.x !== b.x || a.y !== b.y)
  return against(points[0]!, points[1]!, start.way) || against(points.at(-1)!, points.at(-2)!, end.way)
}

function obviousWays(start: Port, end: Port, from: Point, to: Point, obstacles: readonly Box[]): Point[][] {
  const isFlat = (way: Port['way']) => way === 'left' || way === 'right'
  const [a, b] = [isFlat(start.way), isFlat(end.way)]
  const ways: Point[][] = []
  if (a && b) {
    if (start.y === end.y) ways.push([start, end])
    if (start.way !== end.way)
      for (const share of [0.5, 0.3, 0.7]) {
        const x = Math.round(from.x + (to.x - from.x) * share)
        ways.push([start, { x, y: start.y }, { x, y: end.y }, end])
      }
    else {
      const x = start.way === 'left' ? Math.min(from.x, to.x) : Math.max(from.x, to.x)
      ways.push([start, { x, y: start.y }, { x, y: end.y }, end])
    }
  } else if (!a && !b) {
    if (start.x === end.x) ways.push([start, end])
    if (start.way !== end.way)
      for (const share of [0.5, 0.3, 0.7]) {
        const y = Math.round(from.y + (to.y - from.y) * share)
        ways.push([start, { x: start.x, y }, { x: end.x, y }, end])
      }
    else {
      const beyond = start.way === 'top' ? Math.min(from.y, to.y) : Math.max(from.y, to.y)
      ways.push([start, { x: start.x, y: beyond }, { x: end.x, y: beyond }, end])
      const all = obstacles.map(({ y, h }) => (start.way === 'top' ? y - stub : y + h + stub))
      const nearest = all
        .filter(y => (start.way === 'top' ? y < beyond : y > beyond))
        .sort((p, q) => Math.abs(p - beyond) - Math.abs(q - beyond))
      for (const y of nearest.slice(0, 3)) ways.push([start, { x: start.x, y }, { x: end.x, y }, end])
    }
  } else ways.push(a ? [start, { x: end.x, y: start.y }, end] : [start, { x: start.x, y: end.y }, end])
  return ways.length > 0 ? ways : [[start, end]]
}

/** Without points that change nothing. */
function tidy(points: Point[]): Point[] {
  const kept: Point[] = []
  for (const { x, y } of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)]
    if (last && last.x === x && last.y === y) continue
    if (before && last && ((before.x === last.x && last.x === x) || (before.y === last.y && last.y === y)))
      kept.pop()
    kept.push({ x, y })
  }
  return kept.length > 1 ? kept : [...kept, ...kept]
}

/** The coordinates that a way may turn at: beside each obstacle, in the middle of gaps, and those of the ends. */
function net(edges: number[], own: number[]): number[] {
  const sorted = [...new Set(edges)].sort((a, b) => a - b)
  const lines = new Set(own)
  for (const [n, edge] of sorted.entries()) {
    lines.add(edge - stub)
    lines.add(edge + stub)
    const next = sorted[n + 1]
    if (next !== undefined && next - edge > 2 * margin && next - edge < 400)
      lines.add(Math.round((edge + next) / 2))
  }
  return [...lines].sort((a, b) => a - b)
}

const directions = ['right', 'bottom', 'left', 'top'] as const

function search(
  start: Port,
  end: Port,
  from: Point,
  to: Point,
  obstacles: readonly Box[],
  walls: readonly Box[],
): Point[] | undefined {
  const xs = net(
    obstacles.flatMap(({ x, w }) => [x, x + w]),
    [from.x, to.x],
  )
  const ys = net(
    obstacles.flatMap(({ y, h }) => [y, y + h]),
    [from.y, to.y],
  )
  const [columns, rows] = [xs.length, ys.length]
  const closed = new Uint8Array(columns * rows)
  /** whether the piece to the right of, and below, a point is blocked */
  const [blockedRight, blockedDown] = [new Uint8Array(columns * rows), new Uint8Array(columns * rows)]
  for (const { x, y, w, h } of walls) {
    const [left, right] = [after(xs, x), before(xs, x + w)]
    const [top, bottom] = [after(ys, y), before(ys, y + h)]
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) closed[row * columns + column] = 1
      for (let column = Math.max(0, left - 1); column <= right; column++)
        blockedRight[row * columns + column] = 1
      if (left > right && left > 0) blockedRight[row * columns + left - 1] = 1
    }
    for (let column = left; column <= right; column++) {
      for (let row = Math.max(0, top - 1); row <= bottom; row++) blockedDown[row * columns + column] = 1
      if (top > bottom && top > 0) blockedDown[(top - 1) * columns + column] = 1
    }
  }
  const [first, last] = [
    ys.indexOf(from.y) * columns + xs.indexOf(from.x),
    ys.indexOf(to.y) * columns + xs.indexOf(to.x),
  ]
  if (closed[first] || closed[last]) return undefined

  const size = columns * rows * 4
  const costs = new Float64Array(size).fill(Infinity)
  const cameFrom = new Int32Array(size).fill(-1)
  const heap = createHeap()
  const guess = (at: number) =>
    Math.abs(xs[at % columns]! - to.x) + Math.abs(ys[Math.floor(at / columns)]! - to.y)
  const lastWay = (directions.indexOf(end.way) + 2) % 4
  const begin = first * 4 + directions.indexOf(start.way)
  costs[begin] = 0
  heap.push(begin, guess(first))
  for (let state = heap.pop(); state !== undefined; state = heap.pop()) {
    const [at, way] = [state >> 2, state & 3]
    if (at === last && way === lastWay) return trace(state)
    for (let next = 0; next < 4; next++) {
      if (next === (way + 2) % 4) continue
      const turns = next === way ? 0 : corner
      const to = neighbour(at, next)
      if (to === -1 || closed[to]) {
        // Turning on the spot is how the end is entered in the right direction.
        if (at !== last || next !== lastWay) continue
        relax(at * 4 + next, costs[state]! + turns, state, at)
        continue
      }
      if (at === last && next === lastWay) relax(at * 4 + next, costs[state]! + turns, state, at)
      const length =
        Math.abs(xs[to % columns]! - xs[at % columns]!) +
        Math.abs(ys[Math.floor(to / columns)]! - ys[Math.floor(at / columns)]!)
      relax(to * 4 + next, costs[state]! + length + turns, state, to)
    }
  }
  return undefined

  function relax(state: number, cost: number, before: number, at: number): void {
    if (cost >= costs[state]!) return
    costs[state] = cost
    cameFrom[state] = before
    heap.push(state, cost + guess(at))
  }

  function neighbour(at: number, way: number): number {
    const column = at % columns
    if (way === 0) return column + 1 < columns && !blockedRight[at] ? at + 1 : -1
    if (way === 2) return column > 0 && !blockedRight[at - 1] ? at - 1 : -1
    if (way === 1) return at + columns < columns * rows && !blockedDown[at] ? at + columns : -1
    return at >= columns && !blockedDown[at - columns] ? at - columns : -1
  }

  function trace(state: number): Point[] {
    const points: Point[] = []
    for (let at = state; at !== -1; at = cameFrom[at]!)
      points.push({ x: xs[(at >> 2) % columns]!, y: ys[Math.floor((at >> 2) / columns)]! })
    return points.reverse()
  }
}

/** Index of the first value above. */
function after(sorted: number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Index of the last value below. */
function before(sorted: number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! >= value) high = middle
    else low = middle + 1
  }
  return low - 1
}
