// Two who began from the same and changed it apart: both changes in one, as far as they do not touch the same
// thing.
//
// 1. What only one side changed is as that side has it. With a side that changed nothing, the other comes back.
// 2. What both changed in the same way is changed once.
// 3. What both changed differently is a clash: named, with all three values, and decided by whoever asks. No
//    change is left out without a clash that says so.
// 4. Without a clash, it does not matter which side is called mine.
//
// Objects are merged field by field. Lists of objects (transitions, effects) are merged element by element, where
// both sides keep the order of what was there: the order of transitions is their priority, so two that were put
// into the same place by two people are a clash. Other lists are values.

import { isObject } from './json.ts'
import { pointerParts, toPointer } from './paths.ts'
import { canonical } from './seal.ts'

/** Both sides changed what is at `at`, a JSON Pointer; `undefined` where a side does not have it. */
export type Clash = { at: string; base: unknown; mine: unknown; theirs: unknown }

export type Side = 'mine' | 'theirs'

/** Which side counts at a clash; `undefined`: not decided, mine is shown. */
export type Choose = (at: string) => Side | undefined

export type Merged<T> = { value: T; clashes: Clash[] }

export function merge<T>(base: T, mine: T, theirs: T, choose: Choose = () => undefined): Merged<T> {
  const clashes: Clash[] = []
  const clash: OnClash = found => {
    clashes.push(found)
    return choose(found.at) === 'theirs' ? found.theirs : found.mine
  }
  return { value: mergeValue('', base, mine, theirs, clash) as T, clashes }
}

type OnClash = (clash: Clash) => unknown

function mergeValue(at: string, base: unknown, mine: unknown, theirs: unknown, clash: OnClash): unknown {
  // As text first: who only changed the order of fields has changed something that people see.
  if (textOf(theirs) === textOf(base)) return mine
  if (textOf(mine) === textOf(base)) return theirs
  if (same(mine, theirs)) return mine
  if (isObject(mine) && isObject(theirs)) {
    if (isObject(base)) return mergeFields(at, base, mine, theirs, clash)
    if (isMap(at)) return mergeFields(at, {}, mine, theirs, clash)
  }
  if (isList(base) && isList(mine) && isList(theirs)) {
    const merged = mergeLists(at, base, mine, theirs, clash)
    if (merged) return merged
  }
  if (same(theirs, base)) return mine
  if (same(mine, base)) return theirs
  return clash({ at, base, mine, theirs })
}

const isList = (value: unknown): value is Item[] => Array.isArray(value) && value.every(isObject)

/** Fields with names of the owner's in them. Two who each add the first one have added two; a thing is a whole. */
const maps: ReadonlySet<string> = new Set([
  'states',
  'on',
  'after',
  'events',
  'rules',
  'assign',
  'with',
  'params',
  'properties',
])

/** Told by where it is: a state may be called `on`. */
function isMap(at: string): boolean {
  return pointerParts(at).reduce((isInMap, part) => !isInMap && maps.has(part), false)
}

const textOf = (value: unknown): string | undefined => JSON.stringify(value)
const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonical(a) === canonical(b))

function mergeFields(
  at: string,
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
  clash: OnClash,
): Record<string, unknown> {
  const own = (side: Record<string, unknown>, key: string) =>
    Object.hasOwn(side, key) ? side[key] : undefined
  const entries = orderOf(Object.keys(base), Object.keys(mine), Object.keys(theirs)).flatMap(key => {
    const value = mergeValue(at + toPointer([key]), own(base, key), own(mine, key), own(theirs, key), clash)
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(entries)
}

/** The order of the side that moved something, with what only the other side has after what it stands after there. */
function orderOf(base: string[], mine: string[], theirs: string[]): string[] {
  const kept = (side: string[]) => side.filter(key => base.includes(key)).join('\n')
  const isMoved = kept(mine) !== base.filter(key => mine.includes(key)).join('\n')
  const [spine, other] = isMoved ? [mine, theirs] : [theirs, mine]
  const order = [...spine]
  other.forEach((key, n) => {
    if (!spine.includes(key)) order.splice(n === 0 ? 0 : order.indexOf(other[n - 1]!) + 1, 0, key)
  })
  return order
}

type Item = Record<string, unknown>

/** What a side made of a list: of each element that was there, what it is now; and what stands before and after. */
type Alignment = { now: (Item | undefined)[]; added: Item[][] }

function mergeLists(
  at: string,
  base: Item[],
  mine: Item[],
  theirs: Item[],
  clash: OnClash,
): Item[] | undefined {
  const [ours, others] = [align(base, mine), align(base, theirs)]
  if (!ours || !others) return undefined
  const gaps = ours.added.map((added, gap) => mergeAdded(added, others.added[gap]!))
  if (gaps.some(gap => gap === undefined)) return undefined
  return base
    .flatMap((item, n) => {
      const merged = mergeValue(`${at}/${n}`, item, ours.now[n], others.now[n], clash) as Item | undefined
      return [...gaps[n]!, ...(merged === undefined ? [] : [merged])]
    })
    .concat(gaps[base.length]!)
}

/** In one place both can add the same, or only one of them. */
function mergeAdded(mine: Item[], theirs: Item[]): Item[] | undefined {
  if (mine.length === 0 || same(mine, theirs)) return theirs
  return theirs.length === 0 ? mine : undefined
}

/**
 * Finds the elements that are as they were, then pairs what lies between them in order, as changed, where they
 * have something in common. Undefined when what was there is in another order now.
 */
function align(base: Item[], side: Item[]): Alignment | undefined {
  const before = base.map(textOf)
  const after = side.map(textOf)
  const isReordered = commonInOrder(before, after).length < inCommon(before, after)
  if (isReordered) return undefined
  const now: (Item | undefined)[] = base.map(() => undefined)
  const added: Item[][] = [...base, null].map(() => [])
  let [b, s] = [0, 0]
  for (const [nextB, nextS] of [...commonInOrder(before, after), [base.length, side.length] as const]) {
    while (s < nextS) {
      const item = side[s++]!
      const pair = findIndexFrom(base, b, nextB, old => isAlike(old, item))
      if (pair === undefined) added[b]!.push(item)
      else {
        now[pair] = item
        b = pair + 1
      }
    }
    b = nextB + 1
    s = nextS + 1
    if (nextB < base.length) now[nextB] = side[nextS]
  }
  return { now, added }
}

function findIndexFrom<T>(
  list: T[],
  from: number,
  to: number,
  fits: (item: T) => boolean,
): number | undefined {
  for (let n = from; n < to; n++) if (fits(list[n]!)) return n
  return undefined
}

/** An element that was changed still says something as it did. */
const isAlike = (old: Item, item: Item): boolean =>
  Object.keys(old).some(key => Object.hasOwn(item, key) && same(old[key], item[key]))

/** How many elements both have, wherever they stand. */
function inCommon(before: (string | undefined)[], after: (string | undefined)[]): number {
  const left = [...after]
  return before.filter(text => {
    const n = left.indexOf(text)
    if (n >= 0) left.splice(n, 1)
    return n >= 0
  }).length
}

/** A longest common subsequence, as pairs of places. */
function commonInOrder(before: (string | undefined)[], after: (string | undefined)[]): [number, number][] {
  const lengths = before.map(() => after.map(() => 0))
  const lengthAt = (b: number, a: number) => lengths[b]?.[a] ?? 0
  for (let b = before.length - 1; b >= 0; b--)
    for (let a = after.length - 1; a >= 0; a--)
      lengths[b]![a] =
        before[b] === after[a] ? lengthAt(b + 1, a + 1) + 1 : Math.max(lengthAt(b + 1, a), lengthAt(b, a + 1))
  const pairs: [number, number][] = []
  for (let [b, a] = [0, 0]; b < before.length && a < after.length; ) {
    if (before[b] === after[a]) pairs.push([b++, a++])
    else if (lengthAt(b + 1, a) >= lengthAt(b, a + 1)) b++
    else a++
  }
  return pairs
}
