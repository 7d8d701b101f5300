import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { FolderInUseError } from '../../faults.ts'

/** Locks held by this process: a database that nothing refers to is closed by the collector, and its lock with it. */
const held = new Set<DatabaseSync>()

/**
 * Makes this process the only server on a data folder; the command line does not need it.
 *
 * The lock is an open transaction on a small SQLite file beside the store: the operating system gives it
 * back when the process ends, however it ends. Throws FolderInUseError.
 */
export function lockServer(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, 'server.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new FolderInUseError(folder)
  }
  held.add(lock)
  return {
    release() {
      if (held.delete(lock)) lock.close()
    },
  }
}
