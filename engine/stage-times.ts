// How long a case has been in which department. Read off its history, entry after entry, so that it can be as long
// as it likes.
//
// 1. At any moment a case is in one department: the one that lists show, also while it is in several states.
// 2. So the times of all add up to the case's age: from its first entry until it is closed, or until now.

import { type HistoryEntry, isStep } from './case.ts'
import type { Process } from './compile.ts'
import { stageOf } from './snapshot.ts'

/** `stage` null: in none. `openSince`: it is there now, and since when; its time so far is in `totalMs`. */
export type StageTime = {
  stage: string | null
  totalMs: number
  visits: number
  openSince: string | null
}

export type StageTimer = {
  add(entry: HistoryEntry): void
  /** In the order in which the departments were first entered. `at`: now. */
  times(at: string): StageTime[]
}

export function createStageTimer(process: Process): StageTimer {
  const times = new Map<string | null, StageTime>()
  let now: { stage: string | null; since: string } | undefined
  let closedAt: string | undefined

  const between = (from: string, to: string) => Math.max(0, Date.parse(to) - Date.parse(from))

  function leave(at: string): void {
    if (!now) return
    times.get(now.stage)!.totalMs += between(now.since, at)
    now = undefined
  }

  function enter(stage: string | null, at: string): void {
    const time = times.get(stage) ?? { stage, totalMs: 0, visits: 0, openSince: null }
    time.visits += 1
    times.set(stage, time)
    now = { stage, since: at }
  }

  return {
    add(entry) {
      if (!isStep(entry)) return
      const stage = stageOf(process, entry.to)
      const { at } = entry.event
      if (now?.stage !== stage && closedAt === undefined) {
        leave(at)
        // A case that has ended is nowhere any more, whatever its last state is called.
        if (entry.to.status === 'open') enter(stage, at)
      }
      if (entry.to.status === 'closed' && closedAt === undefined) {
        leave(at)
        closedAt = at
      }
    },
    times: at =>
      [...times.values()].map(time =>
        now?.stage === time.stage
          ? { ...time, totalMs: time.totalMs + between(now.since, at), openSince: now.since }
          : { ...time },
      ),
  }
}
