// What a definition already uses, and where: roles, departments, events, data paths to choose from, and the
// transitions that name a rule or an event.

import type { Definition, EffectDefinition, StateDefinition, Transition } from '../../engine/definition.ts'
import { isObject } from '../../engine/json.ts'
import { indexStates } from '../indexed.ts'
import { asList, type Listed, listTransitions } from './transitions.ts'

/** Roles that accounts can have and that do a process's work. */
const accountRoles = ['owner', 'staff', 'strategy', 'marketing', 'sales', 'operations']
const departments = ['strategy', 'marketing', 'sales', 'operations', 'feedback']

const distinct = (names: (string | undefined)[]): string[] => [
  ...new Set(names.filter((name): name is string => name !== undefined && name !== '')),
]

/** The roles of accounts, then those that only this process knows. */
export function rolesIn(definition: Definition): string[] {
  const states = [...indexStates(definition).byPath.values()].map(({ definition }) => definition)
  return distinct([
    ...accountRoles,
    ...states.map(({ assign }) => assign),
    ...listTransitions(definition).flatMap(({ transition }) => transition.allow ?? []),
    ...Object.values(definition.rules ?? {}).map(({ owner }) => owner),
  ])
}

export function departmentsIn(definition: Definition): string[] {
  const states = [...indexStates(definition).byPath.values()].map(({ definition }) => definition)
  return distinct([...departments, ...states.map(({ stage }) => stage)])
}

/** Declared events in their order, then those that are only used. */
export function eventsIn(definition: Definition): string[] {
  const used = listTransitions(definition).flatMap(({ at }) => (at.list === 'on' ? [at.key] : []))
  return distinct([...Object.keys(definition.events ?? {}), ...used])
}

/** Where values of the case data can be put, as assignments write it: `prospect.name`. */
export function dataPathsIn({ data }: Definition): string[] {
  const paths = (schema: unknown, before: string, depth: number): string[] => {
    if (!isObject(schema) || !isObject(schema.properties) || depth > 6) return []
    return Object.entries(schema.properties).flatMap(([key, inner]) => [
      before + key,
      ...paths(inner, `${before}${key}.`, depth + 1),
    ])
  }
  return paths(data, '', 0)
}

/** Every state, to choose one: by its title, with its path where that says more. */
export function stateChoices(definition: Definition): { value: string; label: string }[] {
  return [...indexStates(definition).byPath.values()].flatMap(({ path, key, definition }) => {
    const { title } = definition as StateDefinition
    if (path === '') return []
    if (title === undefined) return [{ value: path, label: path }]
    const saysAll = path === key && title.toLowerCase() === key.toLowerCase()
    return [{ value: path, label: saysAll ? title : `${title} (${path})` }]
  })
}

export const transitionsWithRule = (definition: Definition, rule: string): Listed[] =>
  listTransitions(definition).filter(({ transition }) => asList(transition.guard).includes(rule))

export const transitionsOfEvent = (definition: Definition, event: string): Listed[] =>
  listTransitions(definition).filter(({ at }) => at.list === 'on' && at.key === event)

/** How often the process raises the event itself. */
export function raisesOf(definition: Definition, event: string): number {
  const states = [...indexStates(definition).byPath.values()].map(({ definition }) => definition)
  const effects: EffectDefinition[] = [
    ...states.flatMap(({ entry = [], exit = [] }: StateDefinition | Definition) => [...entry, ...exit]),
    ...listTransitions(definition).flatMap(({ transition }: { transition: Transition }) => [
      ...(transition.effects ?? []),
    ]),
  ]
  return effects.filter(({ type, params }) => type === 'raise' && params?.event === event).length
}
