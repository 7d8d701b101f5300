// After states have moved, been renamed or removed: whatever names them follows.
//
// A target is written against the state that has it (paths.ts), so a target can come to mean another
// state though nobody touched it. Each is looked up before and after: it stays as it was written where it still
// means the same state, and is written anew where it does not.

import type { Definition, StateDefinition, Transition } from './definition.ts'
import { indexStates, keyOf, parentOf, resolveTarget, type StateIndex, type StateNode } from './paths.ts'
import { renameReferences } from './references.ts'

/** Where a state that was at this path is now; null: it is gone. */
export type Moved = (path: string) => string | null

/** `after`: the definition with its states moved and nothing else changed. */
export function relinkStates(
  before: Definition,
  after: Definition,
  moved: Moved,
  indexOf: (definition: Definition) => StateIndex = indexStates,
): Definition {
  const was = indexOf(before)
  const is = indexOf(after)
  const origin = new Map([...was.byPath.keys()].map(path => [moved(path), path]))

  const inState = <State extends StateDefinition | Definition>(path: string, state: State): State => {
    const node = is.byPath.get(path)!
    const old = was.byPath.get(origin.get(path) ?? '')
    if (!old || origin.get(path) === undefined) return state
    const find = (target: string) => followed(target, old, node)
    let changed: State = mapLists(state, list => list.flatMap(one => withTargets(one, find) ?? []))
    if (old.type === 'history') changed = withHistoryTarget(changed, find)
    const { initial } = changed
    if (initial !== undefined) {
      const child = moved(old.path === '' ? initial : `${old.path}.${initial}`)
      const stays = child !== null && parentOf(child) === path
      const next = stays ? keyOf(child) : Object.keys(changed.states ?? {})[0]
      if (next !== initial) changed = { ...changed, initial: next }
    }
    if (changed.states) {
      const states = Object.entries(changed.states)
      const inner = states.map(
        ([key, inner]) => [key, inState(path === '' ? key : `${path}.${key}`, inner)] as const,
      )
      if (inner.some(([, state], n) => state !== states[n]![1]))
        changed = { ...changed, states: Object.fromEntries(inner) }
    }
    return changed
  }

  /** The target as it has to be written now; null when its state is gone. */
  function followed(target: string, old: StateNode, node: StateNode): string | null {
    const meant = resolveTarget(was, old, target)
    if (!meant) return target
    const path = moved(meant.path)
    if (path === null) return null
    return resolveTarget(is, node, target)?.path === path ? target : writeTarget(is, node, path)
  }

  return renameReferences(inState('', after), { state: path => moved(path) ?? path })
}

/** A target that means the state: its key beside the source, `.key` inside it, otherwise the path from the root. */
export function writeTarget(index: StateIndex, source: StateNode, path: string): string {
  const candidates = [
    ...(parentOf(path) === (source.parent?.path ?? '') && source.parent ? [keyOf(path)] : []),
    ...(parentOf(path) === source.path ? [`.${keyOf(path)}`] : []),
    `#${path}`,
  ]
  return candidates.find(one => resolveTarget(index, source, one)?.path === path) ?? `#${path}`
}

/** null: all of its targets are gone, and so is the transition. */
function withTargets(transition: Transition, find: (target: string) => string | null): Transition | null {
  const { target } = transition
  if (target === undefined) return transition
  const before = asList(target)
  const after = before.flatMap(one => find(one) ?? [])
  if (after.length === 0) return null
  if (after.length === before.length && after.every((one, n) => one === before[n])) return transition
  return { ...transition, target: after.length === 1 && typeof target === 'string' ? after[0]! : after }
}

function withHistoryTarget<State extends StateDefinition | Definition>(
  state: State,
  find: (target: string) => string | null,
): State {
  const { target, ...rest } = state as StateDefinition
  if (target === undefined) return state
  const after = asList(target).flatMap(one => find(one) ?? [])
  if (after.length === asList(target).length && after.every((one, n) => one === asList(target)[n]))
    return state
  if (after.length === 0) return rest as State
  return { ...state, target: typeof target === 'string' ? after[0] : after }
}

function mapLists<State extends StateDefinition | Definition>(
  state: State,
  change: (list: Transition[]) => Transition[],
): State {
  let after = state
  const same = (a: Transition[], b: Transition[]) =>
    a.length === b.length && a.every((one, n) => one === b[n])
  for (const list of ['on', 'after'] as const) {
    const before = state[list]
    if (!before) continue
    const entries = Object.entries(before).map(([key, one]) => [key, change(one)] as const)
    if (entries.every(([key, one]) => same(one, before[key]!))) continue
    const left = entries.filter(([, one]) => one.length > 0)
    after = { ...after, [list]: left.length > 0 ? Object.fromEntries(left) : undefined }
    if (left.length === 0) delete after[list]
  }
  for (const list of ['always', 'onDone'] as const) {
    const before = state[list]
    if (!before) continue
    const changed = change(before)
    if (same(before, changed)) continue
    after = { ...after, [list]: changed }
    if (changed.length === 0) delete after[list]
  }
  return after
}

const asList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])
