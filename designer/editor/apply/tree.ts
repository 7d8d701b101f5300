// The tree of states, read and changed by path. Nothing is changed in place, and what is not on the way to the
// change stays the same object.

import type { Definition, StateDefinition } from '../../../engine/definition.ts'
import { EditError } from '../edit-error.ts'

export { keyOf, parentOf } from '../../../engine/paths.ts'

type Node = StateDefinition | Definition

const keysOf = (path: string) => (path === '' ? [] : path.split('.'))
export const join = (parent: string, key: string) => (parent === '' ? key : `${parent}.${key}`)
export const isWithin = (path: string, outer: string) =>
  outer === '' || path === outer || path.startsWith(`${outer}.`)

export function stateAt(definition: Definition, path: string): Node | undefined {
  let node: Node | undefined = definition
  for (const key of keysOf(path))
    node = node?.states && Object.hasOwn(node.states, key) ? node.states[key] : undefined
  return node
}

/** The state at the path. Throws an EditError when there is none. */
export function stateIn(definition: Definition, path: string): Node {
  const node = stateAt(definition, path)
  if (!node) throw new EditError(`There is no state "${path}" any more.`)
  return node
}

/** The definition with one state changed. Throws an EditError when there is no such state. */
export function changeState(
  definition: Definition,
  path: string,
  change: <State extends Node>(state: State) => State,
): Definition {
  return changeAt(definition, keysOf(path), path, change)
}

function changeAt<State extends Node>(
  node: State,
  [key, ...rest]: string[],
  path: string,
  change: <State extends Node>(state: State) => State,
): State {
  if (key === undefined) return change(node)
  const inner = node.states && Object.hasOwn(node.states, key) ? node.states[key] : undefined
  if (!inner) throw new EditError(`There is no state "${path}" any more.`)
  const changed = changeAt(inner, rest, path, change)
  return changed === inner ? node : { ...node, states: { ...node.states, [key]: changed } }
}

/** Fields set; those that are undefined removed. The same object where nothing changes. */
export function withFields<T extends object>(before: T, change: { [K in keyof T]?: T[K] | undefined }): T {
  const after = { ...before } as Record<string, unknown>
  let changes = false
  for (const [field, value] of Object.entries(change)) {
    if (Object.is(after[field], value)) continue
    changes = true
    if (value === undefined) delete after[field]
    else after[field] = value
  }
  return changes ? (after as T) : before
}

/** The inner states without some; no field is left when there are none. */
export function withoutStates<State extends Node>(state: State, keys: ReadonlySet<string>): State {
  const states = Object.fromEntries(Object.entries(state.states ?? {}).filter(([key]) => !keys.has(key)))
  return { ...state, states } as State
}

/** An object with one key under another name, in its old place. */
export const renamed = <T>(before: Record<string, T>, from: string, to: string): Record<string, T> =>
  Object.fromEntries(Object.entries(before).map(([key, value]) => [key === from ? to : key, value]))
