// What several selected things have in common, and one edit that changes it in all of them.

import type { Definition, StateDefinition, Transition } from '../../engine/definition.ts'
import type { Selection } from '../diagram/selection.ts'
import { stateAt } from './apply/tree.ts'
import type { Edit } from './edit.ts'
import { transitionAt, transitionOf } from './transitions.ts'

/** `differs`: they do not all say the same. */
export type Common<T> = { value: T | undefined; differs: boolean }

export function commonOf<T>(values: (T | undefined)[]): Common<T> {
  const [first] = values
  const differs = values.some(value => JSON.stringify(value) !== JSON.stringify(first))
  return { value: differs ? undefined : first, differs }
}

export const statesOf = (definition: Definition, { states }: Selection): StateDefinition[] =>
  states.flatMap(path => (stateAt(definition, path) as StateDefinition | undefined) ?? [])

export const transitionsIn = (definition: Definition, { transitions }: Selection): Transition[] =>
  transitions.flatMap(pointer => {
    const at = transitionAt(definition, pointer)
    return (at && transitionOf(definition, at)) ?? []
  })

export const changeStates = (
  { states }: Selection,
  change: Pick<Partial<{ [K in keyof StateDefinition]: StateDefinition[K] | undefined }>, 'stage' | 'assign'>,
): Edit => ({
  kind: 'all',
  edits: states.map(path => ({ kind: 'change-state' as const, path, change })),
})

export const changeTransitions = (
  definition: Definition,
  { transitions }: Selection,
  change: { allow?: string[] | undefined; kind?: Transition['kind'] | undefined },
): Edit => ({
  kind: 'all',
  edits: transitions.flatMap(pointer => {
    const at = transitionAt(definition, pointer)
    return at ? [{ kind: 'change-transition' as const, at, change }] : []
  }),
})
