// The rows of an import, put together by case on disk: files are read in any order and any size, and a case's
// rows come from several of them. SQLite keeps a database without a name in a temporary file, and lets the system
// take that away when the import ends, or is killed.

import { DatabaseSync } from 'node:sqlite'
import type { CaseRows, SourceRow } from '../../engine/eventlog/plan.ts'
import type { Row } from '../../engine/eventlog/row.ts'

export type Staging = {
  /** `caseId` null: the row is only looked up. `lookedUpBy`: columns that other sources look it up by. */
  add(row: SourceRow, caseId: string | null, lookedUpBy: string[]): void
  find(source: string, column: string, value: string): Row['values'] | null
  countCases(): number
  /** One case after the other, in order of their ids, each with its rows in the order they were added. */
  readCases(): Iterable<CaseRows>
  close(): void
}

const rowsPerTransaction = 5_000

export function openStaging(sources: string[]): Staging {
  const database = new DatabaseSync('')
  // What a crash leaves behind is of no use to anybody.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536')
  database.exec(`
    CREATE TABLE rows (id INTEGER PRIMARY KEY, case_id TEXT, source INTEGER NOT NULL, row TEXT NOT NULL);
    CREATE TABLE lookups (source INTEGER, column TEXT, value TEXT, row INTEGER, PRIMARY KEY (source, column, value)) WITHOUT ROWID;
  `)
  const addRow = database.prepare('INSERT INTO rows (case_id, source, row) VALUES (?, ?, ?)')
  // Of several rows with the value looked up, the first counts.
  const addLookup = database.prepare('INSERT OR IGNORE INTO lookups VALUES (?, ?, ?, ?)')
  const findRow = database.prepare(
    'SELECT r.row FROM lookups l JOIN rows r ON r.id = l.row WHERE l.source = ? AND l.column = ? AND l.value = ?',
  )
  let pending = 0

  function save(): void {
    if (pending > 0) database.exec('COMMIT')
    pending = 0
  }

  return {
    add(row, caseId, lookedUpBy) {
      if (pending === 0) database.exec('BEGIN')
      const source = sources.indexOf(row.source)
      const { lastInsertRowid } = addRow.run(caseId, source, JSON.stringify(row))
      for (const column of lookedUpBy)
        addLookup.run(source, column, String(row.values[column] ?? ''), lastInsertRowid)
      if (++pending === rowsPerTransaction) save()
    },

    find(source, column, value) {
      const found = findRow.get(sources.indexOf(source), column, value)
      return found ? (JSON.parse(found.row as string) as SourceRow).values : null
    },

    countCases() {
      save()
      database.exec('CREATE INDEX IF NOT EXISTS rows_by_case ON rows (case_id, id) WHERE case_id IS NOT NULL')
      return Number(
        database.prepare('SELECT count(DISTINCT case_id) AS n FROM rows WHERE case_id IS NOT NULL').get()!.n,
      )
    },

    *readCases() {
      const inOrder = database.prepare(
        'SELECT case_id, source, row FROM rows WHERE case_id IS NOT NULL ORDER BY case_id, id',
      )
      let current: CaseRows | undefined
      for (const { case_id, source, row } of inOrder.iterate()) {
        if (!current || current.caseId !== case_id) {
          if (current) yield current
          current = { caseId: case_id as string, rows: Object.fromEntries(sources.map(name => [name, []])) }
        }
        current.rows[sources[source as number]!]!.push(JSON.parse(row as string))
      }
      if (current) yield current
    },

    close: () => database.close(),
  }
}
