// The one loop that timers, the outbox, reminders and the index of entries are worked off in, each in its own turn: a slow
// receiver of webhooks does not keep timers from firing.

import { setTimeout as pause } from 'node:timers/promises'
import { indexNewEntries } from './entries.ts'
import { runDueEffects } from './outbox.ts'
import { remindOfDue } from './reminders.ts'
import { fireDueTimers } from './timers.ts'
import type { Worker } from './worker.ts'

export type Workers = {
  /** Fires what is due, does what is due, reminds, then indexes, one batch of each; how many it found. For tests and tools. */
  runOnce(): Promise<{ timers: number; effects: number; reminders: number; entries: number }>
  start(): void
  /** Takes nothing new, and answers when what is in flight has ended. */
  stop(): Promise<void>
}

/** `pollMs`: how long it rests when nothing is due; `restMs`: and after a fault, say a full disk. */
export function createWorkers({
  pollMs = 250,
  restMs = 5_000,
  leaseMs = 60_000,
  batch = 64,
  ...around
}: Omit<Worker, 'leaseMs' | 'batch'> & {
  pollMs?: number
  restMs?: number
  leaseMs?: number
  batch?: number
}): Workers {
  const worker: Worker = { ...around, leaseMs, batch }
  let stopping: AbortController | undefined
  let loops: Promise<unknown> = Promise.resolve()

  async function loop(runDue: (worker: Worker) => Promise<number>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await runDue(worker).then(
        found => (found > 0 ? 0 : pollMs),
        error => {
          worker.log.error('The workers rest because of a fault', { job: runDue.name, error, restMs })
          return restMs
        },
      )
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => {})
    }
  }

  return {
    async runOnce() {
      return {
        timers: await fireDueTimers(worker),
        effects: await runDueEffects(worker),
        reminders: await remindOfDue(worker),
        entries: await indexNewEntries(worker),
      }
    },

    start() {
      if (stopping) return
      stopping = new AbortController()
      const jobs = [fireDueTimers, runDueEffects, remindOfDue, indexNewEntries]
      const { signal } = stopping
      loops = Promise.all(jobs.map(job => loop(job, signal)))
    },

    async stop() {
      stopping?.abort()
      await loops
      stopping = undefined
    },
  }
}
