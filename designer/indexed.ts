// What is asked of a draft again and again, found once. A definition is never changed, only replaced by another; so
// what was found in one stays true, and goes with it.

import type { Definition } from '../engine/definition.ts'
import { indexStates as findStates, type StateIndex } from '../engine/paths.ts'

export function oncePerDefinition<T>(find: (definition: Definition) => T): (definition: Definition) => T {
  const found = new WeakMap<Definition, T>()
  return definition => {
    const known = found.get(definition)
    if (known !== undefined) return known
    const made = find(definition)
    found.set(definition, made)
    return made
  }
}

export const indexStates: (definition: Definition) => StateIndex = oncePerDefinition(findStates)
