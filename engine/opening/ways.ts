// A condition taken apart into the ways in which it would hold. A way is a set of parts, each of which holds
// already or has a repair. Of the many ways that an and/or tree has, the nearest are kept: the work grows with the
// size of the condition, not with the number of its ways.

import type { ASTNode } from '@marcbachmann/cel-js'
import { isObject } from '../json.ts'
import { type Asking, type Literal, literalOf, type Repair, repairsOf } from './literal.ts'
import { type Bound, evaluate, type Place, placeOf, textOf } from './places.ts'
import { fulfils, type Operator, opposite } from './wanted.ts'

/** `repair`: null where it holds already, and only has to stay so, or else the other way has to be gone. */
export type Part = { literal: Literal; repair: Repair | null; orElse?: Way }

/**
 * `cost`: how many places would be changed, at the most. `evasions`: how many elements of a list would be taken out
 * of what a rule looks at, instead of being mended.
 */
export type Way = { cost: number; evasions: number; part?: Part; of?: [Way, Way] }

/** How many ways are kept at each place of the tree. */
const mostWays = 32
/** A list with more elements than this is one part, not one for each element. */
const mostElements = 100

export const nothing: Way = { cost: 0, evasions: 0 }

/** The ways in which `node` comes out as `want`, the nearest first; none: it cannot. */
export function waysTo(node: ASTNode, want: boolean, asking: Asking): Way[] {
  switch (node.op) {
    case '&&':
    case '||': {
      const [left, right] = node.args.map(side => waysTo(side, want, asking)) as [Way[], Way[]]
      return (node.op === '&&') === want ? both(left, right) : either(left, right)
    }
    case '!_':
      return waysTo(node.args, !want, asking)
    case '?:': {
      const [question, yes, no] = node.args
      return either(
        both(waysTo(question, true, asking), waysTo(yes, want, asking)),
        both(waysTo(question, false, asking), waysTo(no, want, asking)),
      )
    }
    case 'value':
      return node.args === want ? [nothing] : []
  }
  return quantified(node, want, asking) ?? counted(node, want, asking) ?? waysOfPart(node, want, asking)
}

/** What a way consists of. */
export function partsOf(way: Way): Part[] {
  const parts: Part[] = []
  const waiting = [way]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.part) parts.push(next.part)
    // The last in is the first out: the left side comes first.
    if (next.of) waiting.push(next.of[1], next.of[0])
  }
  return parts
}

function waysOfPart(node: ASTNode, want: boolean, asking: Asking): Way[] {
  const literal = literalOf(node, want, asking)
  if (literal.now === want) return [{ ...nothing, part: { literal, repair: null } }]
  return nearest(
    repairsOf(literal).map(repair =>
      repair.length === 0 ? nothing : { ...nothing, cost: repair.length, part: { literal, repair } },
    ),
  )
}

export function both(left: Way[], right: Way[]): Way[] {
  if (left.length === 1 && left[0] === nothing) return right
  if (right.length === 1 && right[0] === nothing) return left
  const pair = (a: Way, b: Way): Way => ({
    cost: a.cost + b.cost,
    evasions: a.evasions + b.evasions,
    of: [a, b],
  })
  return nearest(left.flatMap(a => right.map(b => pair(a, b))))
}

const either = (left: Way[], right: Way[]): Way[] =>
  nearest([...left.map(way => orElse(way, right[0])), ...right.map(way => orElse(way, left[0]))])

/** A part that holds already remembers what would do in its place. */
const orElse = (way: Way, other: Way | undefined): Way =>
  other && way.part?.repair === null ? { ...way, part: { ...way.part, orElse: other } } : way

/** Ways that take an element out of what the rule looks at. */
const evading = (ways: Way[]): Way[] =>
  ways.map(way => (way.cost > 0 ? { ...way, evasions: way.evasions + 1 } : way))

const nearest = (ways: Way[]): Way[] => ways.sort((a, b) => a.cost - b.cost).slice(0, mostWays)

/** An element of a list: whether it counts (passes the filters in front), and the condition asked of it. */
type Element = { member: (want: boolean) => Way[]; asking: (variable: string) => Asking }
type List = { place: Place | null; elements: Element[] }

/** `list.all(x, …)`, `exists`, `exists_one`, also after filters; undefined for what is none of these. */
function quantified(node: ASTNode, want: boolean, asking: Asking): Way[] | undefined {
  if (node.op !== 'rcall' || node.args[2].length !== 2) return undefined
  const [macro, receiver, [variable, condition]] = node.args
  if (!['all', 'exists', 'exists_one'].includes(macro) || variable?.op !== 'id') return undefined
  const list = listOf(receiver, asking)
  if (!list) return undefined
  const name = variable.args
  const element = ({ member, asking }: Element, met: boolean): Way[] => {
    const inner = waysTo(condition!, macro === 'all' ? !met : met, asking(name))
    return met ? both(member(true), inner) : either(evading(member(false)), inner)
  }
  // `all` holds when no element is met that spoils it, `exists` when one is met that redeems it.
  if ((macro === 'all') === want || (macro === 'exists_one' && !want))
    return list.elements.map(one => element(one, false)).reduce(both, [nothing])
  const another = list.place ? [addition(node, want, asking, list.place)] : []
  if (macro !== 'exists_one')
    return either(list.elements.map(one => element(one, true)).reduce(either, []), another)
  const misses = list.elements.map(one => element(one, false))
  const alone = list.elements
    .map((one, i) => misses.with(i, element(one, true)).reduce(both, [nothing]))
    .reduce(either, [])
  return misses.every(ways => ways[0]?.cost === 0) ? either(alone, another) : alone
}

/** An element more, that is as it has to be. */
function addition(node: ASTNode, want: boolean, asking: Asking, place: Place): Way {
  const literal: Literal = { node, want, asking, text: textOf(node), now: false, reads: [place] }
  return { ...nothing, cost: 1, part: { literal, repair: [{ place, wanted: null }] } }
}

/** The elements of a list; filters become a condition of each. Undefined for a list that cannot be read here. */
function listOf(node: ASTNode, asking: Asking): List | undefined {
  if (node.op === 'rcall' && node.args[0] === 'filter' && node.args[2].length === 2) {
    const [, receiver, [variable, condition]] = node.args
    const list = listOf(receiver, asking)
    if (!list || variable?.op !== 'id') return undefined
    const name = variable.args
    const elements = list.elements.map(({ member, asking }): Element => {
      const passes = (want: boolean) => waysTo(condition!, want, asking(name))
      return {
        member: want => (want ? both(member(true), passes(true)) : either(member(false), passes(false))),
        asking,
      }
    })
    return { place: list.place, elements }
  }
  const value = evaluate(node, asking.scope)
  if (!Array.isArray(value) || value.length > mostElements) return undefined
  const place = placeOf(node, asking)
  const elements = value.map((element: unknown, i): Element => {
    const keys = place && [...place.keys, i]
    return {
      member: want => (want ? [nothing] : []),
      asking: variable => ({
        rule: asking.rule,
        scope: Object.assign(Object.create(null), asking.scope, { [variable]: element }),
        bound: new Map(asking.bound as Bound).set(variable, keys),
      }),
    }
  })
  return { place, elements }
}

/** `list.filter(x, …).size() >= 2` and its kin: the elements nearest to being in, or out. */
function counted(node: ASTNode, want: boolean, asking: Asking): Way[] | undefined {
  const comparison = filterSize(node)
  const list = comparison && listOf(comparison.list, asking)
  if (!comparison || !list) return undefined
  const limit = Number(evaluate(comparison.other, asking.scope))
  if (Number.isNaN(limit)) return undefined
  const op = want ? comparison.op : opposite(comparison.op)
  const suits = (count: number) => fulfils(count, { op, value: limit })
  const members = list.elements.map(({ member }) => ({ into: member(true), out: member(false) }))
  const isIn = members.map(({ into }) => into[0]?.cost === 0)
  const now = isIn.filter(Boolean).length
  const counts = [...members.keys(), members.length].filter(suits)
  const [target] = counts.sort((a, b) => Math.abs(a - now) - Math.abs(b - now))
  if (target === undefined) return list.place ? [addition(node, want, asking, list.place)] : undefined
  const moving = target >= now ? 'into' : 'out'
  const movable = [...members.keys()]
    .filter(i => isIn[i] === (moving === 'out') && members[i]![moving].length > 0)
    .sort((a, b) => members[a]![moving][0]!.cost - members[b]![moving][0]!.cost)
  const moved = new Set(movable.slice(0, Math.abs(target - now)))
  if (moved.size < Math.abs(target - now)) return undefined
  const ways = members.map((member, i) => member[isIn[i] !== moved.has(i) ? 'into' : 'out'])
  return ways.reduce(both, [nothing])
}

type FilterSize = { list: ASTNode; op: Operator; other: ASTNode }

function filterSize(node: ASTNode): FilterSize | undefined {
  if (!['==', '!=', '<', '<=', '>', '>='].includes(node.op)) return undefined
  const [left, right] = node.args as [ASTNode, ASTNode]
  const list = sizedFilter(left)
  return list && { list, op: node.op as Operator, other: right }
}

function sizedFilter(node: ASTNode): ASTNode | undefined {
  const [name, receiver] =
    node.op === 'rcall'
      ? [node.args[0], node.args[1]]
      : node.op === 'call'
        ? [node.args[0], node.args[1][0]]
        : []
  const isFilter = isObject(receiver) && receiver.op === 'rcall' && receiver.args[0] === 'filter'
  return name === 'size' && isFilter ? (receiver as ASTNode) : undefined
}
