import type { Definition } from '../../../engine/definition.ts'
import { renameReferences } from '../../../engine/references.ts'
import { indexStates } from '../../indexed.ts'
import type { Draft, Place } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { freshName } from '../transitions.ts'
import { relink } from './relink.ts'
import { addState, placed, withDefinition } from './states.ts'
import { join, stateIn } from './tree.ts'

/**
 * Puts a fragment into a state. Keys that are taken get a number; references inside the fragment follow. Events
 * and rules that are not there come along; those that are there stay as they are.
 */
export function paste(draft: Draft, { fragment, into, at }: Extract<Edit, { kind: 'paste' }>): Draft {
  const taken = new Set(Object.keys(stateIn(draft.definition, into).states ?? {}))
  const keys = new Map<string, string>()
  for (const key of Object.keys(fragment.states)) {
    const fresh = freshName(key, name => taken.has(name))
    taken.add(fresh)
    keys.set(key, fresh)
  }
  const states = renameInside(fragment.states, keys, into, draft)
  const { definition } = draft
  let after: Draft = withDefinition(draft, {
    ...definition,
    ...withNew('events', definition, fragment.events),
    ...withNew('rules', definition, fragment.rules),
  })
  for (const [key, state] of Object.entries(states))
    after = addState(after, { kind: 'add-state', parent: into, key, state })
  return { ...after, layout: placed(after, placesOf(fragment, keys, into, at)) }
}

function withNew(field: 'events' | 'rules', definition: Definition, more: Record<string, unknown>) {
  const known = definition[field] ?? {}
  const fresh = Object.entries(more).filter(([name]) => !Object.hasOwn(known, name))
  return fresh.length > 0 ? { [field]: { ...known, ...Object.fromEntries(fresh) } } : {}
}

/**
 * The fragment's states under their new keys, as they have to be written where they go. A fragment's own paths
 * begin at its top, so it is read as a small process of its own, renamed there, and its absolute targets put
 * below `into`.
 */
function renameInside(
  states: Extract<Edit, { kind: 'paste' }>['fragment']['states'],
  keys: Map<string, string>,
  into: string,
  { definition }: Draft,
) {
  const alone: Definition = { id: 'fragment', name: 'Fragment', states }
  const taken = indexStates(definition).byId
  const inside = (path: string) => {
    const [first, ...rest] = path.split('.')
    return [keys.get(first!) ?? first!, ...rest].join('.')
  }
  const underNewKeys: Definition = {
    ...alone,
    states: Object.fromEntries(Object.entries(states).map(([key, state]) => [keys.get(key)!, state])),
  }
  const renamedOnes = relink(
    { definition: alone, layout: { origin: 'parent', states: {} } },
    underNewKeys,
    inside,
  )
  const paths = indexStates(renamedOnes.definition).byPath
  const isInside = (path: string) => paths.has(path)
  const lowered = renameReferences(renamedOnes.definition, {
    state: path => (isInside(path) ? join(into, path) : path),
  })
  return mapTargets(lowered.states, path => (isInside(path) ? join(into, path) : path), taken)
}

type States = Definition['states']

function mapTargets(
  states: States,
  lower: (path: string) => string,
  taken: ReadonlyMap<string, unknown>,
): States {
  const one = (target: string) => (target.startsWith('#') ? `#${lower(target.slice(1))}` : target)
  const all = (target: string | string[] | undefined) =>
    Array.isArray(target) ? target.map(one) : target && one(target)
  const list = <T extends { target?: string | string[] | undefined }>(transitions: T[]) =>
    transitions.map(each => (each.target === undefined ? each : { ...each, target: all(each.target)! }))
  return Object.fromEntries(
    Object.entries(states).map(([key, state]) => {
      const after = { ...state }
      // An id is one state's in a process.
      if (after.id !== undefined && taken.has(after.id)) delete after.id
      if (after.target !== undefined) after.target = all(after.target)
      for (const field of ['on', 'after'] as const)
        if (after[field])
          after[field] = Object.fromEntries(
            Object.entries(after[field]).map(([name, one]) => [name, list(one)]),
          )
      for (const field of ['always', 'onDone'] as const) if (after[field]) after[field] = list(after[field])
      if (after.states) after.states = mapTargets(after.states, lower, taken)
      return [key, after]
    }),
  )
}

function placesOf(
  { places }: Extract<Edit, { kind: 'paste' }>['fragment'],
  keys: Map<string, string>,
  into: string,
  at: { x: number; y: number } | undefined,
): Record<string, Place> {
  const tops = [...keys.keys()].flatMap(key => places[key] ?? [])
  const left = Math.min(...tops.map(({ x }) => x))
  const top = Math.min(...tops.map(({ y }) => y))
  return Object.fromEntries(
    Object.entries(places).map(([path, place]) => {
      const [first, ...rest] = path.split('.')
      const to = join(into, [keys.get(first!) ?? first!, ...rest].join('.'))
      if (rest.length > 0 || !at) return [to, place]
      return [to, { ...place, x: at.x + place.x - left, y: at.y + place.y - top }]
    }),
  )
}
