// Transitions by place: as TransitionAt in edits, as JSON pointers in problems, verdicts, marks and selections.

import type { Definition, StateDefinition, Transition } from '../../engine/definition.ts'
import { pointerParts, resolveTarget, type StateNode, toPointer } from '../../engine/paths.ts'
import { indexStates, oncePerDefinition } from '../indexed.ts'
import { stateAt } from './apply/tree.ts'
import type { Draft, TransitionAt, TransitionList } from './draft.ts'

export type Listed = {
  at: TransitionAt
  pointer: string
  transition: Transition
  source: StateNode
  /** the states that its targets mean; those that mean none are left out */
  targets: StateNode[]
}

const keyed = ['on', 'after'] as const
const plain = ['always', 'onDone'] as const

/** Every list of transitions of a state, in the order in which they are shown. */
function listsOf(path: string, state: StateDefinition | Definition): [TransitionList, Transition[]][] {
  return [
    ...keyed.flatMap(list =>
      Object.entries(state[list] ?? {}).map(([key, transitions]): [TransitionList, Transition[]] => [
        { state: path, list, key },
        transitions,
      ]),
    ),
    ...plain.flatMap((list): [TransitionList, Transition[]][] =>
      state[list] ? [[{ state: path, list }, state[list]]] : [],
    ),
  ]
}

type Own = Pick<Listed, 'at' | 'pointer' | 'transition'>

/** A state's own transitions with their places; made once for a state that an edit leaves as it is. */
const own = new WeakMap<StateDefinition | Definition, { path: string; transitions: Own[] }>()

function ownTransitions({ path, definition }: StateNode): Own[] {
  const known = own.get(definition)
  if (known?.path === path) return known.transitions
  const transitions = listsOf(path, definition).flatMap(([list, transitions]) =>
    transitions.map((transition, n): Own => {
      const at: TransitionAt = { ...list, index: n }
      return { at, pointer: pointerOf(at), transition }
    }),
  )
  own.set(definition, { path, transitions })
  return transitions
}

/** Every transition of a definition, in document order. */
export const listTransitions: (definition: Definition) => readonly Listed[] = oncePerDefinition(
  definition => {
    const index = indexStates(definition)
    const listed: Listed[] = []
    for (const source of index.byPath.values())
      for (const { at, pointer, transition } of ownTransitions(source)) {
        const targets: StateNode[] = []
        for (const target of asList(transition.target)) {
          const found = resolveTarget(index, source, target)
          if (found) targets.push(found)
        }
        listed.push({ at, pointer, transition, source, targets })
      }
    return listed
  },
)

export function pointerOf(at: TransitionAt): string {
  return `${listPointer(at)}/${at.index}`
}

export function listPointer(list: TransitionList): string {
  const keys = list.state === '' ? [] : list.state.split('.').flatMap(key => ['states', key])
  return toPointer([...keys, list.list, ...('key' in list ? [list.key] : [])])
}

/** The transition that a pointer names or leads into; undefined when it names none. */
export function transitionAt(definition: Definition, pointer: string): TransitionAt | undefined {
  const parts = pointerParts(pointer)
  const keys: string[] = []
  let n = 0
  for (; parts[n] === 'states' && parts[n + 1] !== undefined; n += 2) keys.push(parts[n + 1]!)
  const state = keys.join('.')
  const [list, second, third] = parts.slice(n)
  const at: TransitionAt | undefined =
    list === 'on' || list === 'after'
      ? { state, list, key: second ?? '', index: Number(third) }
      : list === 'always' || list === 'onDone'
        ? { state, list, index: Number(second) }
        : undefined
  return at && transitionOf(definition, at) ? at : undefined
}

export function transitionOf(definition: Definition, at: TransitionAt): Transition | undefined {
  const state = stateAt(definition, at.state)
  return state && transitionsOf(state, at)?.[at.index]
}

export function transitionsOf(
  state: StateDefinition | Definition,
  list: TransitionList,
): Transition[] | undefined {
  if ('key' in list) {
    const lists = state[list.list]
    return lists && Object.hasOwn(lists, list.key) ? lists[list.key] : undefined
  }
  return state[list.list]
}

/** The state with another list of transitions in that place; an empty one goes. */
export function withTransitions<State extends StateDefinition | Definition>(
  state: State,
  list: TransitionList,
  transitions: Transition[],
): State {
  const { [list.list]: before, ...rest } = state
  if (!('key' in list))
    return (transitions.length > 0 ? { ...state, [list.list]: transitions } : rest) as State
  const { [list.key]: _, ...others } = (before ?? {}) as Record<string, Transition[]>
  // In its old place among the others, so that a change does not move it.
  const lists =
    transitions.length > 0 ? { ...(before as Record<string, Transition[]>), [list.key]: transitions } : others
  return (Object.keys(lists).length > 0 ? { ...state, [list.list]: lists } : rest) as State
}

/** A key that no state inside `parent` has: the wish, or the wish with a number. */
export function freshKey({ definition }: Draft, parent: string, wish: string): string {
  const taken = stateAt(definition, parent)?.states ?? {}
  const base = toKey(wish) || 'state'
  return freshName(base, name => Object.hasOwn(taken, name))
}

export function freshName(base: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(base)) return base
  for (let n = 2; ; n++) if (!isTaken(`${base}-${n}`)) return `${base}-${n}`
}

/** A title as a key: small letters, digits and hyphens of any alphabet; no dot and no "#". */
const toKey = (title: string) =>
  title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)

export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T]
