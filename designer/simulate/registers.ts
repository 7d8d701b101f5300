// Registers changed for a simulation alone, as text.

import { type RegisterName, type Registers, registerNames } from '../../engine/case.ts'
import { isObject, type Json } from '../../engine/json.ts'
import type { Scenario } from '../../engine/scenario.ts'
import type { Register } from '../answers.ts'
import { words } from './texts.ts'

export const inForce = (saved: Register[]): Registers =>
  Object.fromEntries(
    saved
      .filter(({ name }) => registerNames.includes(name))
      .map(({ name, version, content }) => [name, { version, content }]),
  )

export type RegisterChanges = NonNullable<Scenario['registers']>

/** One change after another. */
export function merged(before: RegisterChanges, after: RegisterChanges): RegisterChanges {
  const names = registerNames.filter(name => before[name] ?? after[name])
  return Object.fromEntries(names.map(name => [name, { ...before[name], ...after[name] }]))
}

/**
 * The fields of a register that a text says otherwise, or a sentence what is wrong with the text. A scenario can
 * replace fields and add some, and cannot take any away.
 */
export function readRegister(
  name: RegisterName,
  before: Json | undefined,
  text: string,
): { kind: 'changes'; changes: RegisterChanges } | { kind: 'problem'; sentence: string } {
  let after: unknown
  try {
    after = JSON.parse(text)
  } catch (error) {
    return { kind: 'problem', sentence: words.notJson((error as SyntaxError).message) }
  }
  if (!isObject(after)) return { kind: 'problem', sentence: words.noObject }
  const was = isObject(before) ? before : {}
  const missing = Object.keys(was).find(key => !Object.hasOwn(after as object, key))
  if (missing !== undefined) return { kind: 'problem', sentence: words.fieldMissing(missing) }
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key]),
  )
  const fields = Object.fromEntries(changed) as Record<string, Json>
  return { kind: 'changes', changes: changed.length > 0 ? { [name]: fields } : {} }
}
