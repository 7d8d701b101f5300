import type { Clock } from '../../server/clock.ts'

/** A clock that stands still until it is turned. */
export type ManualClock = Clock & { set(at: string): void; advance(ms: number): void }

export function createManualClock(start = '2026-03-02T09:00:00.000Z'): ManualClock {
  let now = new Date(start).getTime()
  return {
    now: () => new Date(now),
    set(at) {
      now = new Date(at).getTime()
    },
    advance(ms) {
      now += ms
    },
  }
}
