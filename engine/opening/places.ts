// What a condition reads, as places that somebody or something can change: `data.score`, `promises[1].state`,
// `strategy.qualification.threshold`, `now`. A loop's variable is the element that it stands for, and
// `find(list, id)` the element that it finds.

import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import { registerNames } from '../case.ts'
import { parseCel, type Scope } from '../cel.ts'
import { visit } from '../explain.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'

type PlaceKind = 'data' | 'promise' | 'register' | 'time' | 'actor' | 'history' | 'state' | 'form' | 'other'

/** `keys` from the root of the scope; promises are found in the data. `around`: keys of the places that it is in. */
export type Place = {
  key: string
  path: string
  kind: PlaceKind
  keys: (string | number)[]
  around: string[]
}

/** Loop variables: where the element is; null where it is in no place, such as a computed list. */
export type Bound = ReadonlyMap<string, (string | number)[] | null>

/** Where a condition is asked: what it can read, its loop variables among it. */
export type Surroundings = { scope: Scope; bound: Bound }

type Evaluator = { text: string; run: (scope: Scope) => unknown }
const evaluators = new WeakMap<ASTNode, Evaluator>()

function evaluatorOf(node: ASTNode): Evaluator {
  let known = evaluators.get(node)
  if (!known) {
    const text = serialize(node)
    known = { text, run: parseCel(text) }
    evaluators.set(node, known)
  }
  return known
}

export const textOf = (node: ASTNode): string => evaluatorOf(node).text

/** What an expression comes to; undefined when it cannot be evaluated. */
export function evaluate(node: ASTNode, scope: Scope): unknown {
  try {
    return evaluatorOf(node).run(scope)
  } catch {
    return undefined
  }
}

/** The place that an expression is, or null when it is computed. */
export function placeOf(node: ASTNode, around: Surroundings): Place | null {
  const keys = keysOf(node, around)
  return keys && toPlace(keys)
}

function keysOf(node: ASTNode, around: Surroundings): (string | number)[] | null {
  switch (node.op) {
    case 'id':
      if (around.bound.has(node.args)) return around.bound.get(node.args)!
      return node.args === 'promises' ? ['data', 'promises'] : [node.args]
    case '.': {
      const before = keysOf(node.args[0], around)
      return before && [...before, node.args[1]]
    }
    case '[]': {
      const [before, key] = [keysOf(node.args[0], around), node.args[1]]
      if (!before || key.op !== 'value') return null
      return [...before, typeof key.args === 'bigint' ? Number(key.args) : String(key.args)]
    }
    case 'call':
      return node.args[0] === 'find' ? foundIn(node.args[1], around) : null
    default:
      return null
  }
}

function foundIn([list, id]: ASTNode[], around: Surroundings): (string | number)[] | null {
  const before = list && keysOf(list, around)
  if (!before || !id) return null
  const [elements, wanted] = [evaluate(list, around.scope), evaluate(id, around.scope)]
  if (!Array.isArray(elements) || wanted === undefined) return null
  const index = elements.findIndex(element => isObject(element) && element.id === wanted)
  return index < 0 ? null : [...before, index]
}

/** Everything that an expression reads, each once: also what an argument or a macro inside it reads. */
export function placesRead(node: ASTNode, around: Surroundings): Place[] {
  const found = new Map<string, Place>()
  collect(node, around, place => found.set(place.key, place))
  return [...found.values()]
}

function collect(node: ASTNode, around: Surroundings, see: (place: Place) => void): void {
  if (node.op === 'call' && node.args[0] === 'active' && node.args[1].length === 1) {
    const state = evaluate(node.args[1][0]!, around.scope)
    if (typeof state === 'string')
      see({ key: `active ${state}`, path: textOf(node), kind: 'state', keys: [state], around: [] })
    return
  }
  const place = placeOf(node, around)
  if (place) {
    see(place)
    visit(
      node,
      inner => inner.op === 'call' && inner.args[0] === 'find' && collect(inner.args[1][1]!, around, see),
    )
    return
  }
  const parts: unknown[] = Array.isArray(node.args) ? node.args.flat(3) : [node.args]
  const children = parts.filter((part): part is ASTNode => isObject(part) && 'op' in part)
  const variable = node.op === 'rcall' && node.args[2].length >= 2 ? node.args[2][0] : undefined
  if (variable?.op !== 'id') {
    for (const child of children) collect(child, around, see)
    return
  }
  const bound = new Map(around.bound).set(variable.args, null)
  for (const child of children) if (child !== variable) collect(child, { ...around, bound }, see)
}

const formRoots = new Set<string | number>(['event', 'sent', 'promise'])

const keyOf = (keys: (string | number)[]) => keys.join('\u0000')

function toPlace(keys: (string | number)[]): Place | null {
  const [root] = keys
  const kind = kindOf(keys)
  if (!kind) return null
  const shown = root === 'data' && keys[1] === 'promises' ? keys.slice(1) : keys
  const path = shown.reduce<string>((path, key, i) => {
    if (typeof key === 'number') return `${path}[${key}]`
    if (i === 0) return key
    return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`
  }, '')
  const around = keys.slice(1).map((_, i) => keyOf(keys.slice(0, i + 1)))
  return { key: keyOf(keys), path, kind, keys, around }
}

function kindOf([root, next]: (string | number)[]): PlaceKind | null {
  if (root === 'data') return next === 'promises' ? 'promise' : 'data'
  if ((registerNames as readonly unknown[]).includes(root)) return 'register'
  if (root === 'now') return 'time'
  if (root === 'actor' || root === 'history') return root
  return formRoots.has(root!) ? 'form' : 'other'
}

/** What is at a place now; undefined: nothing. */
export function readPlace({ keys }: Place, scope: Scope): Json | undefined {
  let value: unknown = scope
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined
    if (value !== scope && !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string | number, unknown>)[key]
  }
  return value instanceof Date ? value.toISOString() : (value as Json | undefined)
}

/** The scope with another value at a place in the data. */
export function withValue(scope: Scope, { keys }: Place, value: Json): Scope {
  const data = setIn(scope.data, keys.slice(1), value) as Scope['data']
  return Object.assign(Object.create(null), scope, { data, promises: data.promises ?? [] })
}

function setIn(at: unknown, [key, ...inner]: (string | number)[], value: Json): Json {
  if (key === undefined) return value
  const before = isObject(at) ? (at as JsonObject) : {}
  return { ...before, [key]: setIn(Object.hasOwn(before, key) ? before[key] : undefined, inner, value) }
}

/** Whether a change of the one may change the other: the same place, or one inside the other. */
export const overlaps = (a: Place, b: Place): boolean =>
  a.key === b.key || a.around.includes(b.key) || b.around.includes(a.key)
