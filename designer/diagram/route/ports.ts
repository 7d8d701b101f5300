// Where lines leave and enter states. A line leaves and enters where the other state lies; lines on one side of a
// state stand in the order of where they go, apart from each other, and straight across where that is possible.

import type { Box, Point } from '../geometry.ts'

export type Relation = 'apart' | 'inward' | 'outward' | 'self'
export type Side = 'left' | 'right' | 'top' | 'bottom'
/** A point on a state's edge, and the way in which a line goes on from there. */
export type Port = Point & { way: Side }
export type Ends = { id: string; from: Box; to: Box; relation: Relation; isFeedback: boolean }

/** Gives each line its two ports, in their order. Lines of one state name the same box. */
export type GivePorts = (lines: readonly Ends[]) => Pair[]

/** Remembers how the lines on a side of a state stood: while they are the same ones, they stand so again. */
export function createPorts(): GivePorts {
  let before: Sides = new Map()
  return lines => {
    const { sides, pairs } = givePorts(lines, before)
    before = sides
    return pairs
  }
}

type Sides = Map<Box, Partial<Record<Side, Group>>>

function givePorts(lines: readonly Ends[], before: Sides): { sides: Sides; pairs: Pair[] } {
  const sides: Sides = new Map()
  const groups: Group[] = []
  const wished = lines.map(wishesOf)
  for (const wishes of wished)
    for (const wish of wishes) {
      const ofBox = sides.get(wish.box) ?? {}
      const group = ofBox[wish.side] ?? newGroup()
      if (group.wishes.length === 0) {
        groups.push(group)
        ofBox[wish.side] = group
        sides.set(wish.box, ofBox)
      }
      group.wishes.push(wish)
      wish.group = group
    }
  for (const group of groups) {
    const { box, side } = group.wishes[0]!
    if (!standAsBefore(group, before.get(box)?.[side])) apart(group)
  }
  for (const [leaving, entering] of wished) straighten(leaving, entering)
  return { sides, pairs: wished.map(portsAsWished) }
}

/** Takes over the order and the places of the group before, where it has the very same wishes. */
function standAsBefore(group: Group, old: Group | undefined): boolean {
  const { wishes } = group
  if (old?.came.length !== wishes.length || !wishes.every((wish, n) => wish === old.came[n])) return false
  group.came = old.came
  group.wishes = old.wishes
  group.apart = old.apart
  group.at = [...old.apart]
  return true
}

export type Pair = readonly [Port, Port]

/**
 * Where one end of a line would like to be. What it wishes depends on the line alone, so it is kept with the line;
 * `group` and `n` are its place in the drawing that is being made, `port` what it got in the one before.
 */
type Wish = {
  line: Ends
  end: 0 | 1
  box: Box
  side: Side
  at: number
  order: number
  group: Group
  n: number
  port?: Port
}
/**
 * The wishes on one side of a state, in order, with the places that they get; and as they came, with the places that
 * keep them apart, before some are moved to be straight across.
 */
type Group = { wishes: Wish[]; at: number[]; came: Wish[]; apart: number[] }

const newGroup = (): Group => ({ wishes: [], at: [], came: [], apart: [] })
const nowhere = newGroup()
const known = new WeakMap<Ends, readonly [Wish, Wish]>()
const pairs = new WeakMap<Ends, Pair>()

function wishesOf(line: Ends): readonly [Wish, Wish] {
  const before = known.get(line)
  if (before) return before
  const [leaving, entering] = sidesOf(line)
  const wish = (box: Box, side: Side, other: Box, end: 0 | 1): Wish => {
    const order = middle(other, isUpright(side))
    return { line, end, box, side, at: wishedAt(box, side, other), order, group: nowhere, n: 0 }
  }
  const wishes = [wish(line.from, leaving, line.to, 0), wish(line.to, entering, line.from, 1)] as const
  known.set(line, wishes)
  return wishes
}

/** The ports of the drawing before, where they are still there. */
function portsAsWished([leaving, entering]: readonly [Wish, Wish]): Pair {
  const [from, to] = [portOf(leaving), portOf(entering)]
  const before = pairs.get(leaving.line)
  if (before && before[0] === from && before[1] === to) return before
  const pair = [from, to] as const
  pairs.set(leaving.line, pair)
  return pair
}

/** Two ends that nearly face each other: one of them moves, where its neighbours leave it the room. */
function straighten(one: Wish, other: Wish): void {
  const [from, to] = [one.group.at[one.n]!, other.group.at[other.n]!]
  if (from === to || Math.abs(from - to) > 20 || opposite[one.side] !== other.side) return
  if (fits(other, from)) other.group.at[other.n] = from
  else if (fits(one, to)) one.group.at[one.n] = to
}

function fits({ box, side, group, n }: Wish, at: number): boolean {
  const [start, length] = isUpright(side) ? [box.y, box.h] : [box.x, box.w]
  const [before, after] = [group.at[n - 1] ?? start - 2, group.at[n + 1] ?? start + length + 2]
  return at - before >= 10 && after - at >= 10
}

const opposite: Record<Side, Side> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' }
/** Left and right sides run from top to bottom. */
const isUpright = (side: Side) => side === 'left' || side === 'right'
const middle = ({ x, y, w, h }: Box, isUpright: boolean) => (isUpright ? y + h / 2 : x + w / 2)

function portOf(wish: Wish): Port {
  const { line, end, box, side, group, n } = wish
  const at = group.at[n]!
  const [x, y] = isUpright(side)
    ? [side === 'left' ? box.x : box.x + box.w, at]
    : [at, side === 'top' ? box.y : box.y + box.h]
  if (wish.port?.x === x && wish.port.y === y) return wish.port
  // A line that goes inside leaves the edge of the outer state inward, and one that comes out reaches it so.
  const inside = line.relation === (end === 0 ? 'inward' : 'outward')
  wish.port = { x, y, way: inside ? opposite[side] : side }
  return wish.port
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

/** Gives every wish its place: as wished where they do not come too near to one another. */
function apart(group: Group): void {
  const { wishes, at: places } = group
  const [first] = wishes
  if (!first) return
  group.came = wishes.length > 1 ? [...wishes] : wishes
  const { box, side } = first
  const [start, length] = isUpright(side) ? [box.y, box.h] : [box.x, box.w]
  if (wishes.length > 1)
    wishes.sort(
      (a, b) => a.at - b.at || a.order - b.order || (a.line.id < b.line.id ? -1 : 1) || a.end - b.end,
    )
  const step = Math.min(16, length / (wishes.length + 1))
  // From both ends towards the middle: nobody is pushed off the side, and nobody further than necessary.
  let shift = 0
  for (const [n, wish] of wishes.entries()) {
    wish.n = n
    places[n] = n === 0 ? wish.at : Math.max(wish.at, places[n - 1]! + step)
    shift += wish.at - places[n]
  }
  shift /= wishes.length
  const [least, most] = [start + step / 2, start + length - step / 2]
  let limit = most
  for (let n = places.length - 1; n >= 0; n--) {
    places[n] = Math.min(places[n]! + shift, limit)
    limit = places[n]! - step
  }
  limit = least
  for (let n = 0; n < places.length; n++) {
    const at = Math.max(places[n]!, limit)
    limit = at + step
    places[n] = Math.round(at)
  }
  group.apart = [...places]
}
