import type { Clock } from './clock.ts'

/** What is left of a share: taken, or how many seconds until there is more. */
export type Taken = { kind: 'taken' } | { kind: 'exhausted'; retryAfterSeconds: number }

export interface Rate {
  take(key: string, share: number): Taken
  /** The same question without taking anything. */
  peek(key: string, share: number): Taken
}

/**
 * Counts per key in windows of fixed length. All keys share the windows, so that forgetting is one `clear`
 * and memory is bounded by who was seen within one window.
 *
 * Not hono-rate-limiter: it reads the machine's clock and keeps a timer of its own, and here the clock is a
 * parameter.
 */
export function createRate(windowMs: number, clock: Clock): Rate {
  const counts = new Map<string, number>()
  let current = Number.NaN

  function roll(): number {
    const now = clock.now().getTime()
    const window = Math.floor(now / windowMs)
    if (window !== current) {
      current = window
      counts.clear()
    }
    return Math.ceil(((window + 1) * windowMs - now) / 1000)
  }

  function peek(key: string, share: number): Taken {
    const retryAfterSeconds = roll()
    return (counts.get(key) ?? 0) < share ? { kind: 'taken' } : { kind: 'exhausted', retryAfterSeconds }
  }

  return {
    peek,
    take(key, share) {
      const answer = peek(key, share)
      if (answer.kind === 'taken') counts.set(key, (counts.get(key) ?? 0) + 1)
      return answer
    },
  }
}
