// Which states of a later definition are those of an earlier one under another key.
//
// A state that is gone and one that is new are the same one where they stand in the same state and look the same:
// title, description, kind, department and role. Without a title that says little: then something has to lead to the
// one that led to the other. Where two could be meant, none is.

import type { Definition, StateDefinition, Transition } from './definition.ts'
import { indexStates, keyOf, parentOf, resolveTarget, type StateIndex, type StateNode } from './paths.ts'
import { relinkStates } from './relink.ts'
import { canonical } from './seal.ts'

export type RenamedStates = {
  /** path before → path after, of those whose key is another one; outer ones first */
  renamed: Map<string, string>
  /** where a state that was at this path is called now */
  moved(path: string): string
}

export function findRenamed(before: Definition, after: Definition): RenamedStates {
  const [was, is] = [indexStates(before), indexStates(after)]
  const found = new Map([['', '']])
  const renamed = new Map<string, string>()
  const leads = { was: once(() => leadingTo(was)), is: once(() => leadingTo(is)) }
  const isLed = (one: StateNode, other: StateNode) => {
    const places = leads.is().get(other.path)
    return [...(leads.was().get(one.path) ?? [])].some(place => places?.has(place))
  }
  const isSame = (one: StateNode, other: StateNode) =>
    lookOf(one) === lookOf(other) && (one.definition.title !== undefined || isLed(one, other))

  const waiting: [StateNode, StateNode][] = [[was.root, is.root]]
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [old, now] = pair
    const gone = old.children.filter(({ key }) => !now.children.some(one => one.key === key))
    const fresh = now.children.filter(({ key }) => !old.children.some(one => one.key === key))
    for (const one of old.children) {
      const others = fresh.filter(other => isSame(one, other))
      const other = gone.includes(one)
        ? others.length === 1 && gone.filter(rival => isSame(rival, others[0]!)).length === 1 && others[0]
        : now.children.find(({ key }) => key === one.key)
      if (!other) continue
      found.set(one.path, other.path)
      if (one.key !== other.key) renamed.set(one.path, other.path)
      waiting.push([one, other])
    }
  }
  const moved = (path: string): string => {
    let outer = path
    while (!found.has(outer)) outer = parentOf(outer)
    return outer === '' ? path : found.get(outer)! + path.slice(outer.length)
  }
  return { renamed, moved }
}

/** The definition with its states under the keys that they have now; whatever names them follows. */
export function withKeys(definition: Definition, { moved }: RenamedStates): Definition {
  const inState = <State extends StateDefinition | Definition>(path: string, state: State): State => {
    if (!state.states) return state
    const states = Object.entries(state.states).map(([key, inner]) => {
      const at = path === '' ? key : `${path}.${key}`
      return [keyOf(moved(at)), inState(at, inner)] as const
    })
    return { ...state, states: Object.fromEntries(states) }
  }
  return relinkStates(definition, inState('', definition), moved)
}

function lookOf({ definition, type }: StateNode): string {
  const { title, description, stage, assign } = definition as StateDefinition
  return canonical([type, title ?? null, description ?? null, stage ?? null, assign ?? null])
}

/** Path of a state → what leads to it: transitions by where they stand, initial states. */
function leadingTo(index: StateIndex): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>()
  const put = (path: string | undefined, place: string) => {
    if (path !== undefined) places.set(path, (places.get(path) ?? new Set()).add(place))
  }
  for (const node of index.byPath.values()) {
    const { initial, on = {}, after = {}, always = [], onDone = [] } = node.definition as StateDefinition
    if (initial !== undefined)
      put(node.children.find(({ key }) => key === initial)?.path, `${node.path} initial`)
    const lists: [string, Transition[]][] = [
      ...Object.entries(on).map(([key, list]) => [`on ${key}`, list] as [string, Transition[]]),
      ...Object.entries(after).map(([key, list]) => [`after ${key}`, list] as [string, Transition[]]),
      ['always', always],
      ['onDone', onDone],
    ]
    for (const [list, transitions] of lists)
      for (const target of transitions.flatMap(({ target }) => target ?? []))
        put(resolveTarget(index, node, target)?.path, `${node.path} ${list}`)
  }
  return places
}

function once<T>(find: () => T): () => T {
  let found: { value: T } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}
