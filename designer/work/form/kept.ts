// Half-filled forms, kept in this browser: one for each person, case and event. Whoever comes back finds what they
// typed; nobody finds what another person typed.

import { isObject, type JsonObject } from '../../../engine/json.ts'

export type Place = { person: string; caseId: string; event: string }
export type Kept = { at: string; draft: JsonObject }
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'throughline.form.'
const days = 30
const longest = days * 86_400_000

const keyOf = ({ person, caseId, event }: Place) =>
  prefix + [person, caseId, event].map(encodeURIComponent).join('/')

export type KeptForms = ReturnType<typeof createKeptForms>

export function createKeptForms(storage: Storage, now: () => Date) {
  return {
    /** What was kept; null where there is nothing, or nothing that can be read. */
    find(place: Place): Kept | null {
      const kept = readKept(storage.getItem(keyOf(place)))
      return kept && !isOld(kept, now()) ? kept : null
    },

    keep(place: Place, draft: JsonObject): void {
      const kept: Kept = { at: now().toISOString(), draft }
      // A browser that keeps nothing still shows what was typed.
      try {
        storage.setItem(keyOf(place), JSON.stringify(kept))
      } catch {}
    },

    drop: (place: Place): void => storage.removeItem(keyOf(place)),

    /** Old ones go, whoever they belong to. */
    dropOld(): void {
      const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
      for (const key of keys) {
        if (!key.startsWith(prefix)) continue
        const kept = readKept(storage.getItem(key))
        if (!kept || isOld(kept, now())) storage.removeItem(key)
      }
    },
  }
}

const isOld = ({ at }: Kept, now: Date) => now.getTime() - Date.parse(at) > longest

function readKept(text: string | null): Kept | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    if (!isObject(kept) || typeof kept.at !== 'string' || Number.isNaN(Date.parse(kept.at))) return null
    return isObject(kept.draft) ? { at: kept.at, draft: kept.draft as JsonObject } : null
  } catch {
    return null
  }
}
