// Histories read around what is damaged: one row that somebody has changed must not take the others along.

import type { HistoryEntry } from '../engine/case.ts'
import { isHistoryEntry } from '../engine/entry-shape.ts'
import { isObject, type Json } from '../engine/json.ts'
import { DamagedEntryError } from './faults.ts'
import type { Store } from './store/store.ts'

/** A place of a history. `entry` is null where what is on record is none; `raw` is that, where it still is JSON. */
export type Place = { seq: number; entry: HistoryEntry | null; raw?: Json }

type Reading = Pick<Store, 'listHistory'>

/** The places after `after`, in order, at most `limit`. Where several are asked for, no place means the end. */
export async function readPlaces(
  store: Reading,
  caseId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Place[]> {
  try {
    return toPlaces(await store.listHistory(caseId, { after, limit }), after)
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error
    if (limit === 1) return [{ seq: after + 1, entry: null }]
  }
  // One by one, so that only what is damaged is left out.
  const places: Place[] = []
  while (places.length < limit) {
    const [place] = await readPlaces(store, caseId, { after: places.at(-1)?.seq ?? after, limit: 1 })
    if (!place) break
    places.push(place)
  }
  return places
}

function toPlaces(page: readonly unknown[], after: number): Place[] {
  let last = after
  return page.map(entry => {
    const isNext = isObject(entry) && typeof entry.seq === 'number' && entry.seq > last
    last = isNext ? (entry.seq as number) : last + 1
    return isNext && isHistoryEntry(entry)
      ? { seq: last, entry }
      : { seq: last, entry: null, raw: entry as Json }
  })
}

const placesAtOnce = 500

/** A history up to the entry `until`, the whole without it; never all of it in memory. */
export async function* readHistory(
  store: Reading,
  caseId: string,
  until = Number.MAX_SAFE_INTEGER,
): AsyncIterable<Place> {
  for (let after = 0; after < until; ) {
    const limit = Math.min(placesAtOnce, until - after)
    const page = await readPlaces(store, caseId, { after, limit })
    yield* page
    if (page.length < limit) return
    after = page.at(-1)!.seq
  }
}

/** The entries of a history that can be read. */
export async function* readEntries(store: Reading, caseId: string): AsyncIterable<HistoryEntry> {
  for await (const { entry } of readHistory(store, caseId)) if (entry) yield entry
}
