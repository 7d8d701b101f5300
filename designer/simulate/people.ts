// Who can act in a simulation.

import type { Definition } from '../../engine/definition.ts'
import { isObject } from '../../engine/json.ts'
import type { People } from '../../engine/trial.ts'
import { words } from './texts.ts'

/** Roles that accounts can have, beside those that the definition asks for. */
const accountRoles = ['owner', 'staff', 'strategy', 'marketing', 'sales', 'operations']

export const rolesFor = (definition: Definition): string[] => [
  ...new Set([...rolesIn(definition), ...accountRoles]),
]

/** Where the scenarios have fewer than two people: two who may do everything, so that rules about four eyes can be tried. */
export function inventedFor(definition: Definition, known: People): People {
  if (Object.keys(known).length > 1) return {}
  const roles = rolesFor(definition)
  return { [words.you]: roles, [words.colleague]: roles }
}

/** Roles that the definition asks for, wherever it does. */
function rolesIn(definition: Definition): string[] {
  const roles = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk)
    if (!isObject(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'allow' && Array.isArray(inner)) for (const role of inner) roles.add(String(role))
      else if (key === 'assign' && typeof inner === 'string') roles.add(inner)
      else walk(inner)
    }
  }
  walk(definition.states)
  walk({ on: definition.on })
  return [...roles]
}
