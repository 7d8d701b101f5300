// Fires the timers that are due. One that came due while no server ran is due like any other.
//
// 1. Timers of one case fire in order of their due time. While one fails, those after it wait; when it is given
//    up, they are next.
// 2. A timer fires once: the step that it makes uses up its row, in the same transaction.
// 3. A step may clear a timer, or set it again, after it was claimed. The door sees that, and answers `gone`.

import type { Failure, TimerRow } from '../store/store.ts'
import { type Patience, retryAt } from './backoff.ts'
import { claimFor, settle, type Worker } from './worker.ts'

/** Some two hours. */
const patience: Patience = { firstMs: 1_000, longestMs: 600_000, attempts: 20 }

/** Answers how many timers it found due. */
export async function fireDueTimers(worker: Worker): Promise<number> {
  const due = await worker.store.claimTimers(claimFor(worker))
  const byCase = Map.groupBy(due, timer => timer.caseId)
  await settle([...byCase.values()].map(timers => fireInOrder(worker, timers)))
  return due.length
}

async function fireInOrder(worker: Worker, timers: TimerRow[]): Promise<void> {
  for (const [n, timer] of timers.entries()) {
    const failure = await fire(worker, timer)
    if (!failure) continue
    await worker.store.recordTimerFailure(timer.caseId, timer.id, failure)
    if (failure.retryAt !== null) return await putBack(worker, timers.slice(n + 1), timer, failure.retryAt)
  }
}

/** What went wrong, if anything did. */
async function fire(worker: Worker, timer: TimerRow): Promise<Failure | undefined> {
  const { caseId, id, dueAt, attempts } = timer
  try {
    // A refusal is an answer too: it is on record, and the timer has had its say.
    await worker.cases.fireTimer({ caseId, timerId: id, dueAt })
    return undefined
  } catch (error) {
    const at = retryAt(`${caseId} ${id}`, attempts + 1, worker.clock.now(), patience)
    const what = at === null ? 'A timer was given up' : 'A timer failed and is fired again'
    worker.log.warn(what, { caseId, timer: id, attempts: attempts + 1, error, retryAt: at })
    return { error: error instanceof Error ? error.message : String(error), retryAt: at }
  }
}

/** After the one that failed, in the same order. */
async function putBack({ store }: Worker, timers: TimerRow[], before: TimerRow, at: string): Promise<void> {
  for (const [n, { caseId, id }] of timers.entries())
    await store.recordTimerFailure(caseId, id, {
      error: `Waits for the timer "${before.id}" of the same case, which failed`,
      retryAt: new Date(Date.parse(at) + n + 1).toISOString(),
    })
}
