import type { Cases } from '../cases.ts'
import type { Clock } from '../clock.ts'
import type { Effects } from '../effects/effects.ts'
import type { Log } from '../log.ts'
import type { Processes } from '../processes.ts'
import type { Claim, Store } from '../store/store.ts'

/** What timers, the outbox and reminders are worked off with. */
export type Worker = {
  store: Store
  cases: Pick<Cases, 'fireTimer'>
  processes: Pick<Processes, 'load'>
  effects: Effects
  /** called when somebody was told something beside the outbox */
  onNotified?: (at: string) => void
  clock: Clock
  log: Log
  /** tells apart the workers of several servers on one store */
  workerId: string
  /** how long what was claimed is this worker's: far longer than anything it does with it takes */
  leaseMs: number
  /** how many rows are claimed, and worked on, at a time */
  batch: number
}

export function claimFor({ clock, workerId, leaseMs, batch }: Worker): Claim {
  const now = clock.now()
  const until = new Date(now.getTime() + leaseMs)
  return { now: now.toISOString(), until: until.toISOString(), worker: workerId, limit: batch }
}

/** Waits for all of them, also when one fails; then throws what failed first. */
export async function settle(work: Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work)
  await Promise.all(work)
}
