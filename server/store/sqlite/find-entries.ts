// Finds entries, and the cases that they are of, by what is true of them.

import type { HistoryEntry } from '../../../engine/case.ts'
import { type EntryFilter, facetsWanted } from '../../../engine/facets.ts'
import { StoreBusyError, StoreFullError, UnknownCursorError } from '../../faults.ts'
import type { EntryPage, EntryQuery, FoundEntry } from '../entry-search.ts'
import type { Database } from './database.ts'
import { anyEntry, type FacetIndex } from './facets.ts'
import { createPatience } from './patience.ts'
import { beyond, isOlder, type List, type Mark, openList, type Posting, walk } from './postings.ts'

const usualPatienceMs = 120
/** So many entries that are missing are put into the index before it is asked. */
const few = 400

/** Where a list goes on, and the last position that it knows: what is written while it is read is for the next reader. */
type Place = { mark: Mark; upTo: number }

const newest: Mark = { at: 8.64e15, position: Number.MAX_SAFE_INTEGER }
const longAgo = -8.64e15

export function createEntrySearch({ sql }: Database, index: FacetIndex) {
  const facet = sql('SELECT no, entries FROM facets WHERE kind = ? AND value = ?')
  const entryAt = sql('SELECT entry FROM history WHERE position = ?')
  const caseOf = sql('SELECT id FROM cases WHERE no = ?')

  /** The lists that an entry must be in, the shortest first; none when one of them is empty. */
  function listsOf(filter: EntryFilter, from: number): List[] {
    const wanted = facetsWanted(filter)
    const found = (wanted.length > 0 ? wanted : [anyEntry]).map(({ kind, value }) => facet.get(kind, value))
    if (found.includes(undefined)) return []
    const counted = found as unknown as { no: number; entries: number }[]
    return counted.sort((a, b) => a.entries - b.entries).map(({ no }) => openList({ sql }, no, from))
  }

  const since = ({ from }: EntryFilter) => (from === undefined ? longAgo : Date.parse(from))
  const startOf = ({ to }: EntryFilter): Mark =>
    to === undefined ? newest : { at: Date.parse(to) - 1, position: newest.position }

  const caseId = (no: number) => (caseOf.get(no) as { id: string } | undefined)?.id

  /** Undefined for an entry that cannot be read. */
  function load({ position }: Mark): FoundEntry | undefined {
    const row = entryAt.get(position)
    try {
      return row && { entry: JSON.parse(row.entry as string) as HistoryEntry, position }
    } catch {
      return undefined
    }
  }

  /** Whether a page before has shown the case: it has an entry that is meant, newer than where this page begins. */
  function isShownBefore(no: number, filter: EntryFilter, { mark, upTo }: Place): boolean {
    const id = caseId(no)
    if (id === undefined || (filter.case !== undefined && filter.case !== id)) return true
    const lists = listsOf({ ...filter, case: id }, mark.at)
    for (const look of walk(lists, startOf(filter))) {
      if (!isOlder(mark, look.mark)) return false
      if (look.isShared && look.mark.position <= upTo) return true
    }
    return false
  }

  /** Cases that have been dealt with on this page, or on one before. */
  function createSeen(filter: EntryFilter, begin: Place | undefined) {
    const seen = new Set<number>()
    return {
      has({ caseNo }: Posting): boolean {
        if (seen.has(caseNo)) return true
        if (begin === undefined || !isShownBefore(caseNo, filter, begin)) return false
        seen.add(caseNo)
        return true
      },
      add: ({ caseNo }: Posting) => void seen.add(caseNo),
    }
  }

  async function find(query: EntryQuery): Promise<EntryPage> {
    const { filter, by = 'entries', limit, patienceMs = usualPatienceMs } = query
    const begin = query.cursor === undefined ? undefined : fromCursor(query.cursor)
    await catchUpALittle(index)
    const behind = index.behind()
    const upTo = begin?.upTo ?? index.indexedUpTo()
    const seen = by === 'cases' ? createSeen(filter, begin) : undefined
    const patience = createPatience(patienceMs)
    const items: FoundEntry[] = []
    let goesOn: Mark | undefined

    for (const { mark, isShared } of walk(listsOf(filter, since(filter)), begin?.mark ?? startOf(filter))) {
      const isMeant = isShared && mark.position <= upTo && !seen?.has(mark)
      if (isMeant && items.length === limit) {
        goesOn = mark
        break
      }
      const item = isMeant && load(mark)
      if (item) {
        items.push(item)
        seen?.add(mark)
      }
      const isOver = patience.isOver()
      if (isOver === false || !(await isOver)) continue
      goesOn = isShared ? beyond(mark) : mark
      break
    }
    return {
      items,
      next: goesOn ? toCursor({ mark: goesOn, upTo }) : null,
      lookedBackTo: goesOn ? new Date(goesOn.at).toISOString() : null,
      behind,
    }
  }

  async function* readCaseIdsOf(filter: EntryFilter): AsyncIterable<string> {
    await index.catchUp()
    const upTo = index.indexedUpTo()
    const seen = createSeen(filter, undefined)
    const patience = createPatience(Number.POSITIVE_INFINITY)
    for (const { mark, isShared } of walk(listsOf(filter, since(filter)), startOf(filter))) {
      if (isShared && mark.position <= upTo && !seen.has(mark)) {
        seen.add(mark)
        const id = caseId(mark.caseNo)
        if (id !== undefined) yield id
      }
      await patience.isOver()
    }
  }

  return { find, readCaseIdsOf }
}

/** Where a little is missing. While nothing can be written, what is there answers. */
async function catchUpALittle(index: FacetIndex): Promise<void> {
  if (index.behind() > few) return
  try {
    await index.catchUp()
  } catch (error) {
    if (!(error instanceof StoreBusyError || error instanceof StoreFullError)) throw error
  }
}

const toCursor = ({ mark: { at, position }, upTo }: Place): string =>
  Buffer.from(JSON.stringify([at, position, upTo])).toString('base64url')

/** Where a page ended. Throws UnknownCursorError for what is not one of ours. */
function fromCursor(cursor: string): Place {
  const place = parse(Buffer.from(cursor, 'base64url').toString())
  if (!place || toCursor(place) !== cursor) throw new UnknownCursorError()
  return place
}

function parse(text: string): Place | undefined {
  try {
    const numbers: unknown[] = JSON.parse(text)
    if (numbers.length !== 3 || !numbers.every(Number.isSafeInteger)) return undefined
    const [at, position, upTo] = numbers as [number, number, number]
    return Math.abs(at) <= 8.64e15 ? { mark: { at, position }, upTo } : undefined
  } catch {
    return undefined
  }
}
