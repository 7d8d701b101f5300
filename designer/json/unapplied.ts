// What was written in the JSON view and not applied: kept in this browser for each process, until it is applied or
// thrown away, whatever is shown or loaded again meanwhile.

import type { Definition } from '../../engine/definition.ts'
import { isObject } from '../../engine/json.ts'

/** `drawn`: the text of the draft when it was begun. */
export type Unapplied = { text: string; drawn: string }

/** The draft as text. */
export const textOf = (definition: Definition): string => JSON.stringify(definition, null, 2)

// A browser that keeps nothing still has it as long as the app is open.
const written = new Map<string, Unapplied>()
const keyOf = (process: string) => `throughline.json.${process}`

export function unappliedOf(process: string): Unapplied | null {
  try {
    return written.get(process) ?? readUnapplied(localStorage.getItem(keyOf(process)))
  } catch {
    return null
  }
}

/** Whether there is text that says something else than the draft. */
export function isUnapplied(process: string, definition: Definition): boolean {
  const kept = unappliedOf(process)
  return kept !== null && kept.text !== textOf(definition)
}

export function keep(process: string, unapplied: Unapplied | null): void {
  if (unapplied) written.set(process, unapplied)
  else written.delete(process)
  try {
    if (unapplied) localStorage.setItem(keyOf(process), JSON.stringify(unapplied))
    else localStorage.removeItem(keyOf(process))
  } catch {}
}

/** What was kept, as far as it is text at all. */
function readUnapplied(kept: string | null): Unapplied | null {
  try {
    const value: unknown = JSON.parse(kept ?? '')
    if (!isObject(value) || typeof value.text !== 'string' || typeof value.drawn !== 'string') return null
    return { text: value.text, drawn: value.drawn }
  } catch {
    return null
  }
}
