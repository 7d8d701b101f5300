// What a store promises of finding entries by what they say. The suite in tests/server/facets-contract.ts holds each
// adapter to it.
//
// 1. The index is written after the entries, by `indexEntries`, and never by a commit. What asks it brings it up to
//    date first where little is missing, and otherwise says how many entries it does not know yet.
// 2. An entry that is found is one that `isMeant` (engine/facets.ts) says is meant, and the other way round.
// 3. An entry that cannot be read is not found, and keeps no other one from being found.

import type { HistoryEntry } from '../../engine/case.ts'
import type { EntryFilter, FacetKind } from '../../engine/facets.ts'

export type EntryQuery = {
  filter: EntryFilter
  /** `cases`: each case once, at its newest entry that is meant */
  by?: 'entries' | 'cases'
  limit: number
  /** `next` of the page before */
  cursor?: string
  /** for how long it is looked, in milliseconds of work, before what was found is given */
  patienceMs?: number
}

/** An entry, and which of all that were written it is, from 1. */
export type FoundEntry = { entry: HistoryEntry; position: number }

/**
 * The newest first, by when they happened. A page may be short, and empty, and have a `next`: then the time was up.
 * `lookedBackTo`: every entry since then has been looked at; null: every one.
 * `behind`: how many of the entries last written are not in the index yet.
 */
export type EntryPage = {
  items: FoundEntry[]
  next: string | null
  lookedBackTo: string | null
  behind: number
}

export type FacetQuery = {
  kind: FacetKind
  /** values that entries of this process have */
  process?: string
  /** a part of the value, in capitals or not */
  q?: string
  limit: number
}

/** How many entries have it, of whatever process. */
export type FacetCount = { value: string; entries: number }

export interface EntrySearch {
  /** Puts at most `limit` entries into the index, in the order written. Several may do it at once. */
  indexEntries(limit: number): Promise<{ indexed: number; behind: number }>
  findEntries(query: EntryQuery): Promise<EntryPage>
  /** Ids of the cases that have an entry that is meant, each once; read in pages. Brings the index up to date first. */
  readCaseIdsOf(filter: EntryFilter): AsyncIterable<string>
  /**
   * The values of a kind, those that most entries have first; of rules, their names. Of very many, the rare ones may be
   * left out.
   */
  listFacets(query: FacetQuery): Promise<FacetCount[]>
}
