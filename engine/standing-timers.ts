// The timers that a history leaves standing: set, and neither cleared since nor fired.

import { type HistoryEntry, isStep } from './case.ts'

export type StandingTimer = { dueAt: string; seq: number }

/** Gathers entry by entry, in order. */
export function createStandingTimers(): {
  add(entry: HistoryEntry): void
  /** timer id → when it is due, and the entry that set it */
  standing: ReadonlyMap<string, StandingTimer>
} {
  const standing = new Map<string, StandingTimer>()
  return {
    standing,
    add(entry) {
      // Used up by firing, whatever came of it.
      if (entry.event.actor.kind === 'timer') standing.delete(entry.event.type)
      if (!isStep(entry)) return
      for (const id of entry.timersCleared) standing.delete(id)
      for (const { id, dueAt } of entry.timersSet) standing.set(id, { dueAt, seq: entry.seq })
    },
  }
}
