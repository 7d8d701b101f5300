// The smallest parts of a condition, and what could be changed so that one of them comes out as it has to.

import type { ASTNode } from '@marcbachmann/cel-js'
import { type Scope, toJson } from '../cel.ts'
import type { Rule } from '../definition.ts'
import { visit } from '../explain.ts'
import { isObject, type Json } from '../json.ts'
import {
  type Bound,
  evaluate,
  overlaps,
  type Place,
  placeOf,
  placesRead,
  readPlace,
  textOf,
  withValue,
} from './places.ts'
import { mirrored, type Operator, opposite, type Wanted } from './wanted.ts'

/** Where a condition is asked, and the rule that asks. */
export type Asking = { scope: Scope; bound: Bound; rule: Rule | null }

/** A part that is not taken apart further, and how it has to come out. */
export type Literal = {
  node: ASTNode
  want: boolean
  asking: Asking
  text: string
  /** how it comes out now; undefined: it cannot be decided */
  now: boolean | undefined
  reads: Place[]
}

/** Places that are changed together, each to what it has to be; null: not known as a comparison. */
export type Repair = { place: Place; wanted: Wanted | null }[]

export function literalOf(node: ASTNode, want: boolean, asking: Asking): Literal {
  const value = evaluate(node, asking.scope)
  return {
    ...{ node, want, asking, text: textOf(node) },
    now: typeof value === 'boolean' ? value : undefined,
    reads: placesRead(node, asking),
  }
}

/** Where several would do: whoever acts, then time and data, then the registers, then the rest. */
const inData: Place['kind'][] = ['time', 'data', 'promise']
const tiers: Place['kind'][][] = [['actor'], inData, ['register'], ['state', 'history'], ['form', 'other']]

/**
 * The ways to mend a part that does not come out as it has to, the nearest first. One that is empty changes
 * nothing: the form of the event will say.
 */
export function repairsOf(literal: Literal): Repair[] {
  const { reads, now, asking } = literal
  if (now === undefined) {
    const absent = reads.filter(place => isAbsent(place, asking.scope))
    const missing = absent.filter(({ kind }) => kind !== 'form')
    if (absent.length > missing.length && missing.length === 0) return [[]]
    if (missing.length === 1 && absent.length === 1)
      return [[{ place: missing[0]!, wanted: wanting(literal, missing[0]!) }]]
    if (missing.length > 0) return [missing.map(place => ({ place, wanted: null }))]
  }
  const among = (kinds: Place['kind'][], find: typeof wanting): Repair[] =>
    kinds
      .flatMap(kind => reads.filter(place => place.kind === kind))
      .map(place => ({ place, wanted: find(literal, place) }))
      .filter(({ place, wanted }) => wanted !== null && canBecome(place, wanted))
      .map(repair => [repair])
  // What one of the sides was looked up with comes after the sides, and is not changed where the register is one.
  for (const kinds of tiers) {
    const sides = among(kinds, sideWanted)
    if (sides.length > 0) return kinds === inData ? [...sides, ...among(inData, lookupWanted)] : sides
  }
  const looked = among(inData, lookupWanted)
  if (looked.length > 0) return looked
  const place = tiers
    .flatMap(kinds => reads.filter(({ kind }) => kinds.includes(kind)))
    .find(place => canBecome(place, null))
  return place ? [[{ place, wanted: null }]] : []
}

/** Who was there before stays on record, and only time itself passes. */
function canBecome({ kind }: Place, wanted: Wanted | null): boolean {
  if (kind === 'time') return wanted !== null
  if (kind === 'actor') return wanted !== null
  return (
    kind !== 'history' || (wanted !== null && ['>', '>=', 'present', 'includes', '=='].includes(wanted.op))
  )
}

function isAbsent(place: Place, scope: Scope): boolean {
  const value = readPlace(place, scope)
  return place.kind !== 'time' && place.kind !== 'state' && (value === undefined || value === null)
}

const wantings = new WeakMap<Literal, Map<string, Wanted | null>>()

/** What `place` has to be for the part to come out right, the rest staying as it is; null: not known as a comparison. */
export function wanting(literal: Literal, place: Place): Wanted | null {
  const known = wantings.get(literal) ?? new Map<string, Wanted | null>()
  wantings.set(literal, known)
  const before = known.get(place.key)
  if (before !== undefined) return before
  const wanted = sideWanted(literal, place) ?? lookupWanted(literal, place)
  known.set(place.key, wanted)
  return wanted
}

/** The same, of a place that is a side of the comparison. */
function sideWanted(literal: Literal, place: Place): Wanted | null {
  const { node, want, asking } = literal
  if (place.kind === 'time') return timeWanted(literal)
  const is = (side: ASTNode) => placeOf(side, asking)?.key === place.key
  if (is(node)) return { op: '==', value: want }
  if (place.kind === 'state') return { op: '==', value: want }
  if (node.op === 'call' && node.args[0] === 'has')
    return is(node.args[1][0]!) ? { op: want ? 'present' : 'absent', value: null } : null
  const op = operatorOf(node)
  if (!op) return null
  const [left, right] = node.args as [ASTNode, ASTNode]
  for (const [side, other, seen] of [
    [left, right, op],
    [right, left, op === 'in' ? 'includes' : mirrored(op)],
  ] as [ASTNode, ASTNode, Operator][]) {
    const found = sideOf(side, is)
    if (!found || placesRead(other, asking).some(read => overlaps(read, place))) continue
    const value = compared(other, asking.scope, seen)
    if (value === undefined) return null
    return { op: want ? seen : opposite(seen), value, ...(found.measure && { measure: found.measure }) }
  }
  return null
}

function operatorOf({ op }: ASTNode): Operator | null {
  return op === '==' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=' || op === 'in'
    ? op
    : null
}

/** A side that is the place, or its size, or the instant that it names. */
function sideOf(side: ASTNode, is: (node: ASTNode) => boolean): { measure?: 'size' | 'date' } | null {
  if (is(side)) return {}
  if (side.op === 'rcall' && side.args[0] === 'size' && is(side.args[1])) return { measure: 'size' }
  if (side.op !== 'call' || side.args[1].length !== 1 || !is(side.args[1][0]!)) return null
  if (side.args[0] === 'size') return { measure: 'size' }
  return side.args[0] === 'date' ? { measure: 'date' } : null
}

function compared(node: ASTNode, scope: Scope, op: Operator): Json | undefined {
  const value = evaluate(node, scope)
  if (value === undefined) return undefined
  const json = toJson(value)
  // Of a map, `in` looks at the keys.
  return op === 'in' && isObject(json) ? Object.keys(json) : json
}

/** How many elements of a list are tried. */
const mostTried = 200

/** Which ids would make the part come out right, of a place that is what `find(list, id)` looks for. */
function lookupWanted(literal: Literal, place: Place): Wanted | null {
  const { node, want, asking } = literal
  if (place.kind !== 'data' || asking.bound.size > 0) return null
  const ids = new Set<Json>()
  visit(node, inner => {
    if (inner.op !== 'call' || inner.args[0] !== 'find') return
    const [list, id] = inner.args[1] as [ASTNode, ASTNode]
    const elements = placeOf(id, asking)?.key === place.key ? evaluate(list, asking.scope) : undefined
    if (!Array.isArray(elements)) return
    for (const element of elements.slice(0, mostTried)) if (isObject(element)) ids.add(element.id as Json)
  })
  const suits = (id: Json) =>
    typeof id === 'string' && evaluate(node, withValue(asking.scope, place, id)) === want
  const found = [...ids].filter(suits)
  return found.length > 0 ? { op: 'in', value: found } : null
}

/** How far ahead is looked: by then nobody waits any more. */
const horizonMs = 100 * 365 * 86_400_000
const firstStepMs = 60_000

/** When the part comes out right by itself, the rest staying as it is; null: never, or not at one instant. */
function timeWanted(literal: Literal): Wanted | null {
  const from = literal.asking.scope.now.getTime()
  let before = from
  for (let ahead = firstStepMs; ahead <= horizonMs; ahead *= 2) {
    if (comesOutAt(literal, from + ahead)) return { op: '>=', value: turn(literal, before, from + ahead) }
    before = from + ahead
  }
  return null
}

/** The first instant that it does: it does not at `no`, and does at `yes`. */
function turn(literal: Literal, no: number, yes: number): string {
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    if (comesOutAt(literal, middle)) yes = middle
    else no = middle
  }
  return new Date(yes).toISOString()
}

/** Whether the part comes out right at another instant. */
export function comesOutAt({ node, want, asking }: Literal, at: number): boolean {
  const scope: Scope = Object.assign(Object.create(null), asking.scope, { now: new Date(at) })
  return evaluate(node, scope) === want
}
