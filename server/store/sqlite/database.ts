// The SQLite file: opened, brought to the present schema, and its errors put into our words.

import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StoreBusyError, StoreFullError } from '../../faults.ts'
import { schemaFiles } from './schema/files.ts'

export type Database = {
  raw: DatabaseSync
  /** A prepared statement, prepared once per text. */
  sql(text: string): StatementSync
  /** Runs work in one transaction that takes the write lock at once; all of it is kept or none. */
  transaction<T>(work: () => T): T
}

/**
 * How long SQLite itself waits for another process that writes. The whole process stands still meanwhile, so
 * it is short: the writer has more patience (writer.ts).
 */
export const standstillMs = 20

/**
 * Opens the file, making it where there is none. `:memory:` is for tests.
 *
 * WAL, so that readers and the one writer do not wait for each other; `synchronous=FULL`, so that what was
 * committed survives a power cut. `cacheMb`: how much of the file is kept in memory at the most.
 */
export function openDatabase(file: string, cacheMb = 64): Database {
  makePrivate(file)
  const raw = inOurWords(() => new DatabaseSync(file, { timeout: 10_000 }))
  const statements = new Map<string, StatementSync>()
  inOurWords(() => {
    raw.exec('PRAGMA journal_mode = WAL')
    raw.exec('PRAGMA synchronous = FULL')
    raw.exec('PRAGMA wal_autocheckpoint = 4000')
    raw.exec(`PRAGMA cache_size = -${cacheMb * 1024}`)
  })
  const [begin, commit] = [raw.prepare('BEGIN IMMEDIATE'), raw.prepare('COMMIT')]
  const database: Database = {
    raw,
    sql(text) {
      let statement = statements.get(text)
      if (!statement) {
        statement = raw.prepare(text)
        statements.set(text, statement)
      }
      return statement
    },
    transaction(work) {
      return inOurWords(() => {
        begin.run()
        try {
          const result = work()
          commit.run()
          return result
        } catch (error) {
          // A full disk has ended the transaction already.
          if (raw.isTransaction) raw.exec('ROLLBACK')
          throw error
        }
      })
    },
  }
  bringUpToDate(database)
  waitAtMost(database, standstillMs)
  return database
}

/** A new file is its owner's alone; SQLite gives the files that it puts beside it the same rights. */
function makePrivate(file: string): void {
  if (file === ':memory:') return
  try {
    closeSync(openSync(file, 'ax', 0o600))
  } catch {
    // It is there already; or it cannot be made, which SQLite says in its own words.
  }
}

/** From here on, SQLite waits this long for a lock before it says that it is busy. */
export function waitAtMost({ raw }: Database, ms: number): void {
  raw.exec(`PRAGMA busy_timeout = ${ms}`)
}

function bringUpToDate({ raw, transaction }: Database): void {
  const version = () =>
    Number((raw.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
  if (version() > schemaFiles.length)
    throw new StoreBusyError(
      `The database was written by a newer Throughline (schema ${version()}, this one knows ${schemaFiles.length}). Use that one.`,
      undefined,
    )
  if (version() === schemaFiles.length) return
  transaction(() => {
    // Somebody else may have done it between the look and the lock.
    for (let next = version(); next < schemaFiles.length; next++) raw.exec(schemaFiles[next]!)
    raw.exec(`PRAGMA user_version = ${schemaFiles.length}`)
  })
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const codes = {
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
}

/** Runs work; SQLite's own errors come out as faults that say what now. */
export function inOurWords<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translate(error)
  }
}

export async function inOurWordsLater<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translate(error)
  }
}

function translate(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode
  if (code === undefined) return error
  switch (code & 0xff) {
    case codes.full:
      return new StoreFullError(error)
    case codes.busy:
    case codes.locked:
      return new StoreBusyError(
        'The store is busy with another writer: nothing was written. Try again.',
        error,
      )
    case codes.ioError:
      return new StoreBusyError(
        'The disk that holds the store does not answer: nothing was written. Check the disk.',
        error,
      )
    case codes.readonly:
    case codes.cannotOpen:
      return new StoreBusyError(
        'The store cannot be opened for writing. Check that the data folder exists and is writable.',
        error,
      )
    case codes.corrupt:
    case codes.notADatabase:
      return new StoreBusyError(
        'The store is damaged, or is not a Throughline store. Restore it from a backup.',
        error,
      )
  }
  return error
}

/** True when it was another process's lock that stood in the way, so that waiting helps. */
export function isLocked(error: unknown): boolean {
  const code = ((error as Error).cause as { errcode?: number } | undefined)?.errcode
  return code !== undefined && (code & 0xff) === codes.busy
}
