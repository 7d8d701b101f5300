// Reads cases and histories.

import { type HistoryEntry, priorities, type StepEntry } from '../../../engine/case.ts'
import { DamagedEntryError } from '../../faults.ts'
import type { CaseCounts, CaseRow, OpenCounts } from '../store.ts'
import type { Database } from './database.ts'

/** What `toCaseRow` reads: a case and the entry that moved it last. */
export const caseColumns =
  'c.id, c.process, c.version, c.seq, c.moved_seq, c.hash, c.stage, c.assignee, c.opened_at, c.updated_at, c.active_states, c.clocks, c.due, c.priority, c.returned, c.status, h.entry'
export const withEntry = 'CROSS JOIN history h ON h.position = c.moved_position'

const pageSize = 500

export function createCaseReader({ sql }: Database) {
  const byId = sql(`SELECT ${caseColumns} FROM cases c ${withEntry} WHERE c.id = ?`)
  const entriesOf = `SELECT h.entry FROM cases c CROSS JOIN history_keys k ON k.case_no = c.no
     CROSS JOIN history h ON h.position = k.position WHERE c.id = ?`
  const entryByEvent = sql(`${entriesOf} AND k.key = ?`)
  // Every integer comes before every text: up to '' is all the seqs, and no event's id.
  const page = sql(`${entriesOf} AND k.key > ? AND k.key < '' ORDER BY k.key LIMIT ?`)
  const last = sql('SELECT max(position) AS position FROM history')
  const between = sql('SELECT entry FROM history WHERE position > ? AND position <= ? ORDER BY position')
  const betweenOf = sql(
    `SELECT h.entry FROM history h CROSS JOIN cases c ON c.no = h.case_no
     WHERE h.position > ? AND h.position <= ? AND c.process = ? ORDER BY h.position`,
  )
  const ids = sql('SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?')
  const idsOf = sql('SELECT id FROM cases WHERE id > ? AND +process = ? ORDER BY id LIMIT ?')
  const counts = sql(
    `SELECT process, status, nullif(stage, '') AS stage, cases FROM case_counts
     WHERE cases > 0 AND process = coalesce(?, process) ORDER BY process, status, stage`,
  )
  const openCounts = sql(
    'SELECT version, cases FROM open_counts WHERE process = ? AND cases > 0 ORDER BY version DESC',
  )

  function listHistory(caseId: string, after: number, limit: number): HistoryEntry[] {
    return page.all(caseId, after, limit).map(toEntry)
  }

  async function* readHistory(caseId: string, process: string | undefined): AsyncIterable<HistoryEntry> {
    for (let after = 0; ; ) {
      const entries = listHistory(caseId, after, pageSize)
      for (const entry of entries) if (process === undefined || entry.process === process) yield entry
      if (entries.length < pageSize) return
      after = entries.at(-1)!.seq
      await nextTurn()
    }
  }

  async function* readAll(process: string | undefined): AsyncIterable<HistoryEntry> {
    // As far as it goes now: what is written meanwhile is for the next reader.
    const end = (last.get() as { position: number | null }).position ?? 0
    for (let from = 0; from < end; from += pageSize) {
      const to = Math.min(from + pageSize, end)
      const rows = process === undefined ? between.all(from, to) : betweenOf.all(from, to, process)
      for (const row of rows) yield toEntry(row)
      await nextTurn()
    }
  }

  return {
    load(id: string): CaseRow | undefined {
      const row = byId.get(id)
      return row && toCaseRow(row)
    },

    findEntry(caseId: string, eventId: string): HistoryEntry | undefined {
      const row = entryByEvent.get(caseId, eventId)
      if (row) return toEntry(row)
      // An id that begins with its entry's seq has no key of its own (commits.ts).
      const seq = /^([1-9]\d{0,14})-/.exec(eventId)?.[1]
      const [entry] = seq === undefined ? [] : listHistory(caseId, Number(seq) - 1, 1)
      return entry?.event.id === eventId ? entry : undefined
    },

    listHistory,

    readEntries({ process, caseId }: { process?: string; caseId?: string }): AsyncIterable<HistoryEntry> {
      return caseId === undefined ? readAll(process) : readHistory(caseId, process)
    },

    async *readCaseIds(process?: string): AsyncIterable<string> {
      for (let last = ''; ; ) {
        const rows = process === undefined ? ids.all(last, pageSize) : idsOf.all(last, process, pageSize)
        for (const row of rows) {
          last = row.id as string
          yield last
        }
        if (rows.length < pageSize) return
        await nextTurn()
      }
    },

    count(process?: string): CaseCounts[] {
      return counts.all(process ?? null) as unknown as CaseCounts[]
    },

    countOpenByVersion(process: string): OpenCounts[] {
      return openCounts.all(process) as unknown as OpenCounts[]
    },
  }
}

/** Lets requests in between the parts of a long read. */
export const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve))

function toEntry(row: { entry?: unknown }): HistoryEntry {
  try {
    return JSON.parse(row.entry as string)
  } catch (error) {
    throw new DamagedEntryError(error)
  }
}

/** One case whose entry is damaged must not take others away, nor what else is known of it. */
function snapshotIn(row: Record<string, unknown>): Pick<CaseRow, 'snapshot' | 'isDamaged'> {
  try {
    const { to } = (toEntry(row) ?? {}) as Partial<StepEntry>
    if (to) return { snapshot: to }
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error
  }
  const status = row.status as 'open' | 'closed'
  const nothing = { data: {}, historyStates: {}, states: '', tally: { actors: {}, count: {} } }
  return { snapshot: { ...nothing, status }, isDamaged: true }
}

export function toCaseRow(row: Record<string, unknown>): CaseRow {
  const active = row.active_states as string
  return {
    id: row.id as string,
    process: row.process as string,
    version: row.version as number,
    seq: row.seq as number,
    movedSeq: row.moved_seq as number,
    hash: row.hash as string,
    ...snapshotIn(row),
    activeStates: active === '' ? [] : active.split('\n'),
    stage: row.stage as string | null,
    assignee: row.assignee as string | null,
    clocks: JSON.parse(row.clocks as string),
    due: row.due === null ? null : new Date(row.due as number).toISOString(),
    priority: priorities[row.priority as number]!,
    returned: row.returned === null ? null : JSON.parse(row.returned as string),
    openedAt: row.opened_at as string,
    updatedAt: row.updated_at as string,
  }
}
