// Everything that is written goes through here. What is asked for in one turn of the event loop shares one
// transaction, and so one wait for the disk: that is what makes synchronous=FULL affordable.
//
// 1. An answer is given when its work is on disk.
// 2. Work is done in order of arrival. Work that throws is undone; the rest of its group is done without it.
// 3. While another process writes, the work waits in the queue, and reading goes on. When that takes too long,
//    all that waits is rejected with a StoreBusyError, and nothing of it is written.

import { StoreBusyError, StoreFullError } from '../../faults.ts'
import { type Database, isLocked, standstillMs, waitAtMost } from './database.ts'

export type Writer = {
  add<T>(work: () => T): Promise<T>
  /** False after a write found the disk full, until one succeeds. */
  hasRoom(): boolean
  /** Writes what waits, at once, and stands still for as long as that takes. */
  flush(): void
}

/** What work has put off until its group is complete. `forget`: the group was rolled back. */
export type Group = { complete(): void; forget(): void }

type Job = { work: () => unknown; resolve: (result: never) => void; reject: (error: unknown) => void }

const retryMs = 5

export function createWriter(database: Database, group: Group, patienceMs: number): Writer {
  let waiting: Job[] = []
  let giveUpAt: number | undefined
  let hasRoom = true

  function writeWaiting(): void {
    const jobs = waiting
    waiting = []
    if (jobs.length > 0) write(jobs)
  }

  function write(jobs: Job[]): void {
    try {
      const results = together(jobs)
      giveUpAt = undefined
      hasRoom = true
      for (const [i, { resolve }] of jobs.entries()) resolve(results[i] as never)
    } catch (error) {
      group.forget()
      if (error instanceof StoreFullError) hasRoom = false
      if (isLocked(error) && isPatient()) waitWith(jobs)
      else if (jobs.length > 1 && !isStoreFault(error)) for (const job of jobs) write([job])
      else for (const { reject } of jobs) reject(error)
    }
  }

  function together(jobs: Job[]): unknown[] {
    return database.transaction(() => {
      const results = jobs.map(({ work }) => work())
      group.complete()
      return results
    })
  }

  function isPatient(): boolean {
    giveUpAt ??= performance.now() + patienceMs
    if (performance.now() < giveUpAt) return true
    giveUpAt = undefined
    return false
  }

  function waitWith(jobs: Job[]): void {
    if (waiting.length === 0) setTimeout(writeWaiting, retryMs)
    waiting.push(...jobs)
  }

  return {
    add: work =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(writeWaiting)
        waiting.push({ work, resolve, reject })
      }),
    hasRoom: () => hasRoom,
    flush() {
      waitAtMost(database, patienceMs)
      giveUpAt = 0
      writeWaiting()
      giveUpAt = undefined
      waitAtMost(database, standstillMs)
    },
  }
}

const isStoreFault = (error: unknown) => error instanceof StoreBusyError || error instanceof StoreFullError
