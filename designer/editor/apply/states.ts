import type { Definition, StateDefinition } from '../../../engine/definition.ts'
import type { StateType } from '../../../engine/paths.ts'
import type { Moved } from '../../../engine/relink.ts'
import { indexStates } from '../../indexed.ts'
import type { Draft, Place } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { EditError, refuseReserved } from '../edit-error.ts'
import { freshName } from '../transitions.ts'
import { relink } from './relink.ts'
import {
  changeState,
  isWithin,
  join,
  keyOf,
  parentOf,
  renamed,
  stateAt,
  stateIn,
  withFields,
  withoutStates,
} from './tree.ts'

type Of<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>
type Node = StateDefinition | Definition

export function addState(draft: Draft, { parent, key, state, place }: Of<'add-state'>): Draft {
  const around = stateIn(draft.definition, parent)
  checkKey(around, key)
  const type = typeOf(around)
  if (parent !== '' && (type === 'final' || type === 'history'))
    throw new EditError(
      `"${parent}" is ${type === 'final' ? 'an end' : 'a history state'}; it cannot hold states.`,
    )
  const definition = changeState(draft.definition, parent, inside =>
    withInitial(withState(inside, key, state)),
  )
  return { definition, layout: place ? placed(draft, { [join(parent, key)]: place }) : draft.layout }
}

function checkKey({ states = {} }: Node, key: string): void {
  refuseReserved(key)
  if (key === '' || /[.#]/.test(key))
    throw new EditError(`"${key}" cannot be a state's name: leave out dots and "#", and write something.`)
  if (Object.hasOwn(states, key)) throw new EditError(`There is a state "${key}" here already.`)
}

const typeOf = (state: Node): StateType =>
  state.type ?? (state.states && Object.keys(state.states).length > 0 ? 'compound' : 'atomic')

const withState = <State extends Node>(inside: State, key: string, state: StateDefinition): State =>
  ({
    // What gets states inside it is no longer plain.
    ...(inside.type === ('atomic' as string) ? withFields<Node>(inside, { type: undefined }) : inside),
    states: { ...inside.states, [key]: state },
  }) as State

/** A compound state starts in the first of its states, where nothing else is said. */
function withInitial<State extends Node>(state: State): State {
  if (state.type === 'parallel') return withFields<Node>(state, { initial: undefined }) as State
  const inner = Object.entries(state.states ?? {})
  const known = state.initial !== undefined && inner.some(([key]) => key === state.initial)
  const first = inner.find(([, { type }]) => type !== 'history')?.[0] ?? inner[0]?.[0]
  return known ? state : (withFields<Node>(state, { initial: first }) as State)
}

export function removeStates(draft: Draft, { paths }: Of<'remove-states'>): Draft {
  const gone = paths.filter(path => path !== '' && stateAt(draft.definition, path))
  if (gone.length === 0) return draft
  const moved: Moved = path => (gone.some(outer => isWithin(path, outer)) ? null : path)
  let definition = draft.definition
  for (const path of outermost(gone))
    definition = changeState(definition, parentOf(path), inside =>
      withoutStates(inside, new Set([keyOf(path)])),
    )
  const linked = relink(draft, definition, moved)
  const around = [...new Set(outermost(gone).map(parentOf))]
  return {
    ...linked,
    definition: around.reduce((so, path) => changeState(so, path, emptied), linked.definition),
  }
}

/** A state whose last inner state is gone is plain again; the process itself stays empty. */
function emptied<State extends Node>(state: State): State {
  if (Object.keys(state.states ?? {}).length > 0) return withInitial(state)
  const isRoot = 'name' in state
  const type = state.type === 'final' || state.type === 'parallel' ? undefined : state.type
  return withFields<Node>(state, {
    initial: undefined,
    type: type === 'compound' ? undefined : type,
    ...(!isRoot && { states: undefined, onDone: undefined }),
  }) as State
}

/** Without those that lie inside another of them. */
export const outermost = (paths: string[]) =>
  [...new Set(paths)].filter(path => !paths.some(outer => outer !== path && isWithin(path, outer)))

export function renameState(draft: Draft, { path, key }: Of<'rename-state'>): Draft {
  if (keyOf(path) === key || path === '') return draft
  const parent = parentOf(path)
  stateIn(draft.definition, path)
  checkKey(stateIn(draft.definition, parent), key)
  const to = join(parent, key)
  const definition = changeState(draft.definition, parent, inside => ({
    ...inside,
    states: renamed(inside.states!, keyOf(path), key),
  }))
  return relink(draft, definition, one => (isWithin(one, path) ? to + one.slice(path.length) : one))
}

export function changeFields(draft: Draft, { path, change }: Of<'change-state'>): Draft {
  return withDefinition(
    draft,
    changeState(
      draft.definition,
      path,
      state => withFields<Node>(state, change as Partial<Node>) as typeof state,
    ),
  )
}

/** What a type cannot have goes. */
const cannotHave: Record<StateType, (keyof StateDefinition)[]> = {
  atomic: ['initial', 'states', 'history', 'target', 'onDone'],
  compound: ['history', 'target'],
  parallel: ['initial', 'history', 'target'],
  final: ['initial', 'states', 'history', 'target', 'onDone', 'on', 'after', 'always', 'exit'],
  history: ['initial', 'states', 'onDone', 'on', 'after', 'always', 'entry', 'exit'],
}

export function setType(draft: Draft, { path, type }: Of<'set-state-type'>): Draft {
  const state = stateIn(draft.definition, path)
  if (path === '' && type !== 'compound' && type !== 'parallel')
    throw new EditError('A process holds states: it is one at a time, or all at once.')
  const gone = cannotHave[type].includes('states') ? Object.keys(state.states ?? {}) : []
  const emptied =
    gone.length > 0
      ? removeStates(draft, { kind: 'remove-states', paths: gone.map(key => join(path, key)) })
      : draft
  const definition = changeState(emptied.definition, path, before => {
    const without = Object.fromEntries(cannotHave[type].map(field => [field, undefined]))
    // Plain and compound states say so by having states or not.
    const written = type === 'atomic' || type === 'compound' ? undefined : type
    const after = withFields<Node>(before, { ...without, type: written } as Partial<Node>)
    if (type === 'history')
      return withFields<Node>(after, { history: 'shallow' } as Partial<Node>) as typeof before
    const hasInner = Object.keys(after.states ?? {}).length > 0
    if ((type === 'compound' || type === 'parallel') && !hasInner)
      return withInitial<Node>({ ...after, states: { start: {} } }) as typeof before
    return (type === 'compound' ? withInitial(after) : after) as typeof before
  })
  return withDefinition(emptied, definition)
}

/** Those of the states that are not there yet, without those that go along inside another. */
export const movingInto = (paths: string[], parent: string) =>
  outermost(paths).filter(path => path !== '' && parentOf(path) !== parent)

/** Where each of the states is once they are all inside `parent`: a key that is taken there gets a number. */
export function pathsInside({ definition }: Draft, moving: string[], parent: string): Map<string, string> {
  const taken = new Set(Object.keys(stateIn(definition, parent).states ?? {}))
  return new Map(
    moving.map(path => {
      const key = freshName(keyOf(path), name => taken.has(name))
      taken.add(key)
      return [path, join(parent, key)] as const
    }),
  )
}

export function moveInto(draft: Draft, { paths, parent, places = {} }: Of<'move-into'>): Draft {
  const moving = movingInto(paths, parent)
  if (moving.length === 0)
    return Object.keys(places).length > 0 ? { ...draft, layout: placed(draft, places) } : draft
  const into = stateIn(draft.definition, parent)
  const type = typeOf(into)
  if (type === 'final' || type === 'history') throw new EditError(`"${parent}" cannot hold states.`)
  for (const path of moving)
    if (isWithin(parent, path)) throw new EditError(`"${path}" cannot be put into itself.`)

  const to = pathsInside(draft, moving, parent)
  let definition = draft.definition
  const added: [string, StateDefinition][] = []
  for (const path of moving) {
    added.push([keyOf(to.get(path)!), stateIn(draft.definition, path) as StateDefinition])
    definition = changeState(definition, parentOf(path), inside =>
      withoutStates(inside, new Set([keyOf(path)])),
    )
  }
  // Taking a state out does not change where `parent` is: it lies in none of them.
  definition = changeState(definition, parent, inside =>
    added.reduce((so, [key, state]) => withState(so, key, state), inside),
  )
  const moved: Moved = path => {
    const outer = moving.find(one => isWithin(path, one))
    return outer === undefined ? path : to.get(outer)! + path.slice(outer.length)
  }
  const linked = relink(draft, definition, moved)
  const around = [...new Set([...moving.map(parentOf), parent])]
  const mended = around.reduce((so, path) => changeState(so, path, emptied), linked.definition)
  const newPlaces = Object.fromEntries(
    Object.entries(places).map(([path, place]) => [moved(path) ?? path, place]),
  )
  return { definition: mended, layout: placed({ definition: mended, layout: linked.layout }, newPlaces) }
}

export const withDefinition = (draft: Draft, definition: Definition): Draft =>
  definition === draft.definition ? draft : { ...draft, definition }

export function placed({ layout }: Pick<Draft, 'layout'> & Partial<Draft>, places: Record<string, Place>) {
  const same = Object.entries(places).every(([path, place]) => layout.states[path] === place)
  return same ? layout : { ...layout, states: { ...layout.states, ...places } }
}

/** Places of states that are there; those of no state go. */
export function withoutStrays(draft: Draft): Draft {
  const { byPath } = indexStates(draft.definition)
  const states = Object.entries(draft.layout.states)
  const left = states.filter(([path]) => byPath.has(path))
  return left.length === states.length
    ? draft
    : { ...draft, layout: { ...draft.layout, states: Object.fromEntries(left) } }
}
