import { createHash } from 'node:crypto'

/** How often something is tried, and how long to wait in between. */
export type Patience = { firstMs: number; longestMs: number; attempts: number }

/**
 * When to try again after `failures` of them, or null when there were enough.
 *
 * The wait doubles each time. A part of it depends on the key, so that many who failed together do not all come back
 * together; for one key it is always the same, so that a test can say when.
 */
export function retryAt(key: string, failures: number, now: Date, patience: Patience): string | null {
  if (failures >= patience.attempts) return null
  const waitMs = Math.min(patience.firstMs * 2 ** (failures - 1), patience.longestMs)
  const share = createHash('sha256').update(`${key} ${failures}`).digest().readUInt16BE() / 0xffff
  return new Date(now.getTime() + Math.round(waitMs * (0.75 + share / 4))).toISOString()
}
