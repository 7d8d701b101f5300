// Lines from state to state, and a free spot on each for its label. Pure geometry.
//
// A line leaves and enters where the other state lies: to the right when it goes on, below when it comes back,
// above or below between states of one column. Lines on one side of a state share it evenly. A label stands on
// its line where it covers no plain state and no other label; if there is no such spot, where it covers least.

import { type Box, overlap } from './boxes.ts'

export type Line = {
  id: string
  from: Box
  to: Box
  /** one lies inside the other, or they are the same */
  relation: 'apart' | 'inward' | 'outward' | 'self'
  label: { w: number; h: number }
}
export type Point = { x: number; y: number }
/** A cubic Bézier curve, and the middle of its label. */
export type Route = { start: Point; control1: Point; control2: Point; end: Point; label: Point }

type Side = 'left' | 'right' | 'top' | 'bottom'

export function routeAll(lines: Line[], obstacles: Box[]): Map<string, Route> {
  const ends = lines.map(line => ({ line, sides: sidesOf(line) }))
  const shares = shareSides(ends)
  const taken = createGrid()
  for (const box of obstacles) taken.add(box)
  const routes = new Map<string, Route>()
  for (const { line, sides } of ends) {
    const start = pointOn(line.from, sides[0], shares.get(`${line.id} 0`)!)
    const end = pointOn(line.to, sides[1], shares.get(`${line.id} 1`)!)
    const reach = reachOf(line, start, end)
    const curve = {
      start,
      control1: away(start, line.relation === 'inward' ? opposite[sides[0]] : sides[0], reach),
      control2: away(end, line.relation === 'outward' ? opposite[sides[1]] : sides[1], reach),
      end,
    }
    const label = freeSpot(curve, line.label, taken)
    taken.add(around(label, line.label))
    routes.set(line.id, { ...curve, label })
  }
  return routes
}

const opposite: Record<Side, Side> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' }

function sidesOf({ from, to, relation }: Line): [Side, Side] {
  if (relation === 'self') return ['top', 'right']
  if (relation === 'inward') return ['left', 'left']
  if (relation === 'outward') return ['bottom', 'bottom']
  if (to.x >= from.x + from.w) return ['right', 'left']
  if (to.x + to.w <= from.x) return ['bottom', 'bottom']
  return to.y > from.y ? ['bottom', 'top'] : ['top', 'bottom']
}

/** For each end of each line, its part of the side it is on: 0 to 1, in the order of where the other end lies. */
function shareSides(ends: { line: Line; sides: [Side, Side] }[]): Map<string, number> {
  type End = { key: string; order: number }
  const bySide = new Map<string, End[]>()
  const add = (box: Box, side: Side, other: Box, key: string) => {
    const place = `${box.x} ${box.y} ${box.w} ${box.h} ${side}`
    const order = side === 'left' || side === 'right' ? other.y + other.h / 2 : other.x + other.w / 2
    const known = bySide.get(place)
    if (known) known.push({ key, order })
    else bySide.set(place, [{ key, order }])
  }
  for (const { line, sides } of ends) {
    add(line.from, sides[0], line.to, `${line.id} 0`)
    add(line.to, sides[1], line.from, `${line.id} 1`)
  }
  const shares = new Map<string, number>()
  for (const same of bySide.values()) {
    same.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
    for (const [n, { key }] of same.entries()) shares.set(key, (n + 1) / (same.length + 1))
  }
  return shares
}

function pointOn({ x, y, w, h }: Box, side: Side, share: number): Point {
  if (side === 'left' || side === 'right') return { x: side === 'left' ? x : x + w, y: y + h * share }
  return { x: x + w * share, y: side === 'top' ? y : y + h }
}

function away({ x, y }: Point, side: Side, by: number): Point {
  if (side === 'left' || side === 'right') return { x: x + (side === 'left' ? -by : by), y }
  return { x, y: y + (side === 'top' ? -by : by) }
}

function reachOf({ relation, from, to }: Line, start: Point, end: Point): number {
  if (relation === 'self') return 56
  const distance = Math.hypot(end.x - start.x, end.y - start.y)
  const isBack = to.x + to.w <= from.x
  return Math.max(32, Math.min(isBack ? 160 : 240, distance * (isBack ? 0.35 : 0.45)))
}

function pointAt({ start, control1, control2, end }: Omit<Route, 'label'>, t: number): Point {
  const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
  return {
    x: a * start.x + b * control1.x + c * control2.x + d * end.x,
    y: a * start.y + b * control1.y + c * control2.y + d * end.y,
  }
}

const along = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9]
/** From the line, nearest first. */
const beside = [0, -110, 110, -220, 220]
  .flatMap(dx => [0, -16, 16, -28, 28, -42, 42, -58, 58, -84, 84, -116, 116].map(dy => [dx, dy] as const))
  .sort(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by))

function freeSpot(curve: Omit<Route, 'label'>, size: { w: number; h: number }, taken: Grid): Point {
  let best: { spot: Point; covered: number } | undefined
  for (const [dx, dy] of beside)
    for (const t of along) {
      const { x, y } = pointAt(curve, t)
      const spot = { x: x + dx, y: y + dy }
      const covered = taken.covered(around(spot, size))
      if (covered === 0) return spot
      if (!best || covered < best.covered) best = { spot, covered }
    }
  return best!.spot
}

const around = ({ x, y }: Point, { w, h }: { w: number; h: number }): Box => ({
  x: x - w / 2,
  y: y - h / 2,
  w,
  h,
})

type Grid = { add(box: Box): void; covered(box: Box): number }

const cell = 240

/** Boxes by the cells of a grid that they touch, so that a label looks only at its neighbours. */
function createGrid(): Grid {
  const cells = new Map<string, Box[]>()
  function* keys({ x, y, w, h }: Box) {
    for (let column = Math.floor(x / cell); column <= Math.floor((x + w) / cell); column++)
      for (let row = Math.floor(y / cell); row <= Math.floor((y + h) / cell); row++) yield `${column} ${row}`
  }
  return {
    add(box) {
      for (const key of keys(box)) cells.set(key, [...(cells.get(key) ?? []), box])
    },
    covered(box) {
      const near = new Set<Box>()
      for (const key of keys(box)) for (const other of cells.get(key) ?? []) near.add(other)
      let sum = 0
      for (const other of near) sum += overlap(box, other)
      return sum
    },
  }
}

export const toPath = ({ start, control1, control2, end }: Omit<Route, 'label'>) =>
  `M${start.x} ${start.y}C${control1.x} ${control1.y} ${control2.x} ${control2.y} ${end.x} ${end.y}`
