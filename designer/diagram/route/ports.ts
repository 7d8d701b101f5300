// Where lines leave and enter states. A line leaves and enters where the other state lies; lines on one side of a
// state stand in the order of where they go, apart from each other, and straight across where that is possible.

import type { Box, Point } from '../geometry.ts'

export type Relation = 'apart' | 'inward' | 'outward' | 'self'
export type Side = 'left' | 'right' | 'top' | 'bottom'
/** A point on a state's edge, and the way in which a line goes on from there. */
export type Port = Point & { way: Side }
export type Ends = { id: string; from: Box; to: Box; relation: Relation; isFeedback: boolean }

/** For each line, by its id, its two ports. Lines of one state name the same box. */
export function portsOf(lines: readonly Ends[]): Map<string, [Port, Port]> {
  const bySide = new Map<Box, Record<Side, Wish[]>>()
  const ports = new Map<string, [Port, Port]>()
  const wish = (box: Box, side: Side, other: Box, line: Ends, end: 0 | 1) => {
    const sides = bySide.get(box) ?? { left: [], right: [], top: [], bottom: [] }
    bySide.set(box, sides)
    const order = middle(other, isUpright(side))
    sides[side].push({ line, end, box, side, at: wishedAt(box, side, other), order })
  }
  for (const line of lines) {
    const [leaving, entering] = sidesOf(line)
    wish(line.from, leaving, line.to, line, 0)
    wish(line.to, entering, line.from, line, 1)
    const none = { x: 0, y: 0, way: leaving }
    ports.set(line.id, [none, none])
  }
  const placed: [Map<string, Placed>, Map<string, Placed>] = [new Map(), new Map()]
  for (const sides of bySide.values())
    for (const wishes of Object.values(sides)) {
      const side = apart(wishes)
      for (const [n, [one]] of side.entries()) placed[one.end].set(one.line.id, { side, n })
    }
  for (const { id } of lines) straighten(placed[0].get(id)!, placed[1].get(id)!)
  for (const ends of placed) for (const { side, n } of ends.values()) set(ports, ...side[n]!)
  return ports
}

type Wish = { line: Ends; end: 0 | 1; box: Box; side: Side; at: number; order: number }
/** A wish's place among those of its side of a state. */
type Placed = { side: [Wish, number][]; n: number }

/** Two ends that nearly face each other: one of them moves, where its neighbours leave it the room. */
function straighten(one: Placed, other: Placed): void {
  const [[a, from], [b, to]] = [one.side[one.n]!, other.side[other.n]!]
  if (from === to || Math.abs(from - to) > 20 || opposite[a.side] !== b.side) return
  const fits = ({ side, n }: Placed, at: number) => {
    const [{ box, side: name }] = side[n]!
    const [start, length] = isUpright(name) ? [box.y, box.h] : [box.x, box.w]
    const [before, after] = [side[n - 1]?.[1] ?? start - 2, side[n + 1]?.[1] ?? start + length + 2]
    return at - before >= 10 && after - at >= 10
  }
  if (fits(other, from)) other.side[other.n]![1] = from
  else if (fits(one, to)) one.side[one.n]![1] = to
}

const opposite: Record<Side, Side> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' }
/** Left and right sides run from top to bottom. */
const isUpright = (side: Side) => side === 'left' || side === 'right'
const middle = ({ x, y, w, h }: Box, isUpright: boolean) => (isUpright ? y + h / 2 : x + w / 2)

function set(ports: Map<string, [Port, Port]>, { line, end, box, side }: Wish, at: number): void {
  // A line that goes inside leaves the edge of the outer state inward, and one that comes out reaches it so.
  const inside = line.relation === (end === 0 ? 'inward' : 'outward')
  const way = inside ? opposite[side] : side
  const point = isUpright(side)
    ? { x: side === 'left' ? box.x : box.x + box.w, y: at }
    : { x: at, y: side === 'top' ? box.y : box.y + box.h }
  ports.get(line.id)![end] = { ...point, way }
}

/** Room between two states below which lines do not go straight from one to the other. */
const room = 24

function sidesOf({ from, to, relation, isFeedback }: Ends): [Side, Side] {
  if (relation === 'self') return ['bottom', 'bottom']
  if (relation === 'inward') return ['left', 'left']
  if (relation === 'outward') return ['bottom', 'bottom']
  const isBelow = to.y >= from.y + from.h + room
  const isAbove = to.y + to.h + room <= from.y
  if (to.x >= from.x + from.w + room) {
    if (!isFeedback) return ['right', 'left']
    return isBelow ? ['bottom', 'left'] : isAbove ? ['top', 'left'] : ['bottom', 'bottom']
  }
  if (to.x + to.w + room <= from.x) {
    if (isAbove) return ['left', 'bottom']
    return isBelow ? ['left', 'top'] : ['bottom', 'bottom']
  }
  return to.y > from.y ? ['bottom', 'top'] : ['top', 'bottom']
}

const pad = 14

/** Straight across where the two lie beside each other; otherwise the middle, or the near end of a long side. */
function wishedAt(box: Box, side: Side, other: Box): number {
  const [start, length, otherStart, otherLength] = isUpright(side)
    ? [box.y, box.h, other.y, other.h]
    : [box.x, box.w, other.x, other.w]
  const [low, high] = [Math.max(start, otherStart), Math.min(start + length, otherStart + otherLength)]
  if (high - low > 2 * pad) return (low + high) / 2
  if (length <= 240) return start + length / 2
  return otherStart + otherLength / 2 < start + length / 2 ? start + 3 * pad : start + length - 3 * pad
}

/** Every wish with its place: as wished where they do not come too near to one another. */
function apart(wishes: Wish[]): [Wish, number][] {
  const [first] = wishes
  if (!first) return []
  const { box, side } = first
  const [start, length] = isUpright(side) ? [box.y, box.h] : [box.x, box.w]
  const sorted = wishes.sort(
    (a, b) => a.at - b.at || a.order - b.order || (a.line.id < b.line.id ? -1 : 1) || a.end - b.end,
  )
  const step = Math.min(16, length / (sorted.length + 1))
  // From both ends towards the middle: nobody is pushed off the side, and nobody further than necessary.
  const places = sorted.map(({ at }) => at)
  for (let n = 1; n < places.length; n++) places[n] = Math.max(places[n]!, places[n - 1]! + step)
  const shift = sorted.reduce((sum, { at }, n) => sum + at - places[n]!, 0) / sorted.length
  const [least, most] = [start + step / 2, start + length - step / 2]
  let limit = most
  for (let n = places.length - 1; n >= 0; n--) {
    places[n] = Math.min(places[n]! + shift, limit)
    limit = places[n]! - step
  }
  limit = least
  return sorted.map((one, n) => {
    const at = Math.max(places[n]!, limit)
    limit = at + step
    return [one, Math.round(at)]
  })
}
