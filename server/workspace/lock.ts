// One writer at a time, across all processes on this machine that have the same workspace open.
//
// The lock is a transaction on an empty SQLite file. The operating system drops it when its owner dies, which
// a lock file with a process id in it cannot offer: an id is reused, means something else in another
// container, and two who both find the owner dead can each remove the lock that the other has just taken.

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

const sqliteBusy = 5

/** `hold` runs the work while nobody else does, here or in another process; work of one lock runs in order of arrival. */
export type Lock = { hold<T>(work: () => Promise<T>): Promise<T> }

/** Waits at most `patienceMs` for another process, then throws what `busy` makes. */
export function createLock(file: string, busy: () => Error, patienceMs = 10_000): Lock {
  let last: Promise<unknown> = Promise.resolve()

  async function holdAlone<T>(work: () => Promise<T>): Promise<T> {
    mkdirSync(dirname(file), { recursive: true })
    // Not SQLite's own waiting: it would stop the whole process, requests and all.
    using database = new DatabaseSync(file, { timeout: 0 })
    const giveUpAt = performance.now() + patienceMs
    while (!begin(database)) {
      if (performance.now() > giveUpAt) throw busy()
      await pause(5 + Math.random() * 10)
    }
    return await work()
  }

  return {
    hold(work) {
      const turn = last.then(() => holdAlone(work))
      last = turn.catch(() => {})
      return turn
    },
  }
}

/** False while another connection has the lock. Closing the connection lets go of it. */
function begin(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return false
    throw error
  }
}
