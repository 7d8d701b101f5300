// Writes the index of entries: what is true of each (engine/facets.ts), in the order written, a batch at a time.
//
// 1. A batch is one transaction of the writer, together with how far the index goes. Whoever finds that somebody else
//    has gone further meanwhile writes nothing.
// 2. An entry that cannot be read has no facets, and the index goes on after it.

import { type HistoryEntry, isStep, type Snapshot } from '../../../engine/case.ts'
import { type Facet, facetsOf } from '../../../engine/facets.ts'
import type { Database } from './database.ts'
import type { Posting } from './postings.ts'
import type { Writer } from './writer.ts'

/** What every entry has. */
export const anyEntry = { kind: 'any', value: '' } as const

/** Which entries have it. */
type Gathered = Map<string, { kind: string; value: string; postings: Posting[] }>
type HistoryRow = { position: number; caseNo: number; entry: string }

/** Snapshots that are kept at hand while entries are read: those of the cases that moved last. */
const atHand = 500
/** Entries of one transaction, when there are many: requests get in between. */
const batch = 100

export function createFacetIndex({ sql }: Database, writer: Writer) {
  const upTo = sql('SELECT position FROM indexed')
  const last = sql('SELECT max(position) AS position FROM history')
  const page = sql(
    'SELECT position, case_no AS caseNo, entry FROM history WHERE position > ? ORDER BY position LIMIT ?',
  )
  // Every integer comes before every text: these are the entries before that seq, the latest first.
  const earlier = sql(
    `SELECT k.key AS seq, h.entry FROM history_keys k CROSS JOIN history h ON h.position = k.position
     WHERE k.case_no = ? AND k.key < CAST(? AS INTEGER) ORDER BY k.key DESC LIMIT 1`,
  )
  const addFacet = sql(
    `INSERT INTO facets (kind, value, entries) VALUES (?, ?, ?)
     ON CONFLICT (kind, value) DO UPDATE SET entries = entries + excluded.entries RETURNING no`,
  )
  // Ignored: two values that are the same once SQLite has them, as broken characters are.
  const addPosting = sql('INSERT OR IGNORE INTO postings (facet, at, position, case_no) VALUES (?, ?, ?, ?)')
  const setUpTo = sql('UPDATE indexed SET position = ? WHERE position = ?')

  /** Case number → where it is, for entries read in order. The one used last comes last. */
  const snapshots = new Map<number, Snapshot>()
  let snapshotsAt = 0
  let turn: Promise<unknown> = Promise.resolve()

  const indexedUpTo = () => (upTo.get() as { position: number }).position
  const lastPosition = () => (last.get() as { position: number | null }).position ?? 0
  const behind = () => Math.max(0, lastPosition() - indexedUpTo())

  function keep(caseNo: number, snapshot: Snapshot): void {
    snapshots.delete(caseNo)
    snapshots.set(caseNo, snapshot)
    if (snapshots.size > atHand) snapshots.delete(snapshots.keys().next().value!)
  }

  /** Where the case was before the entry with this seq; null: nowhere yet. */
  function snapshotBefore(caseNo: number, seq: number): Snapshot | null {
    for (let before = seq; ; ) {
      const row = earlier.get(caseNo, before) as { seq: number; entry: string } | undefined
      if (!row) return null
      const entry = read(row.entry)
      if (entry && isStep(entry)) return entry.to
      before = row.seq
    }
  }

  function gather(rows: HistoryRow[]): Gathered {
    const gathered: Gathered = new Map()
    for (const { position, caseNo, entry: text } of rows) {
      const entry = read(text)
      const facets = entry && describe(entry, caseNo)
      if (!facets) continue
      const posting = { at: Date.parse(entry.event.at), position, caseNo }
      for (const { kind, value } of [anyEntry, ...facets]) {
        const key = `${kind}\n${value}`
        const known = gathered.get(key)
        if (known) known.postings.push(posting)
        else gathered.set(key, { kind, value, postings: [posting] })
      }
    }
    return gathered
  }

  /** Undefined for what is JSON, and no entry. */
  function describe(entry: HistoryEntry, caseNo: number): Facet[] | undefined {
    try {
      if (Number.isNaN(Date.parse(entry.event.at))) return undefined
      if (!isStep(entry)) return facetsOf(entry, null)
      const facets = facetsOf(entry, snapshots.get(caseNo) ?? snapshotBefore(caseNo, entry.seq))
      keep(caseNo, entry.to)
      return facets
    } catch {
      return undefined
    }
  }

  /** Within a transaction. */
  function write(gathered: Gathered): void {
    const lists = [...gathered.values()].map(({ kind, value, postings }) => {
      const { no } = addFacet.get(kind, value, postings.length) as { no: number }
      return { no, postings }
    })
    // In the order of the table, so that what lies together on disk is written together.
    for (const { no, postings } of lists.sort((a, b) => a.no - b.no))
      for (const { at, position, caseNo } of postings) addPosting.run(no, at, position, caseNo)
  }

  async function indexNext(limit: number): Promise<{ indexed: number; behind: number }> {
    const from = indexedUpTo()
    // Somebody else has gone on from where the snapshots are of, or what they were read for was not written.
    if (from !== snapshotsAt) snapshots.clear()
    const rows = page.all(from, limit) as unknown as HistoryRow[]
    const to = rows.at(-1)?.position
    if (to === undefined) return { indexed: 0, behind: 0 }
    const gathered = gather(rows)
    snapshotsAt = to
    const isOurs = await writer.add(() => {
      if (setUpTo.run(to, from).changes === 0) return false
      write(gathered)
      return true
    })
    return { indexed: isOurs ? rows.length : 0, behind: behind() }
  }

  /** One batch after the other: each begins with where the one before has left the cases. */
  function indexEntries(limit: number): Promise<{ indexed: number; behind: number }> {
    const indexing = turn.then(() => indexNext(limit))
    turn = indexing.catch(() => {})
    return indexing
  }

  return {
    indexedUpTo,
    behind,
    indexEntries,
    /** As far as histories go now. */
    async catchUp(): Promise<void> {
      const end = lastPosition()
      while (indexedUpTo() < end) await indexEntries(batch)
    },
  }
}

export type FacetIndex = ReturnType<typeof createFacetIndex>

function read(text: string): HistoryEntry | undefined {
  try {
    const entry = JSON.parse(text)
    return typeof entry === 'object' && entry !== null ? entry : undefined
  } catch {
    return undefined
  }
}
