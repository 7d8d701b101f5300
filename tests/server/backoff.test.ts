import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryAt } from '../../server/workers/backoff.ts'

const patience = { firstMs: 1_000, longestMs: 60_000, attempts: 8 }
const now = new Date('2026-03-02T09:00:00.000Z')

/** How long after `now`, in milliseconds. */
function waitMs(key: string, failures: number): number {
  return Date.parse(retryAt(key, failures, now, patience) ?? '') - now.getTime()
}

test('the wait doubles with each failure, up to the longest, less at most a quarter', () => {
  const failures = fc.integer({ min: 1, max: 7 })
  fc.assert(
    fc.property(fc.string(), failures, (key, failures) => {
      const full = Math.min(1_000 * 2 ** (failures - 1), 60_000)
      expect(waitMs(key, failures)).toBeLessThanOrEqual(full)
      expect(waitMs(key, failures)).toBeGreaterThanOrEqual(full * 0.75)
    }),
  )
})

test('the wait of one key is always the same; many keys are spread out', () => {
  const waits = Array.from({ length: 50 }, (_, n) => waitMs(`c${n}:1:0`, 3))

  expect(waits).toEqual(Array.from({ length: 50 }, (_, n) => waitMs(`c${n}:1:0`, 3)))
  expect(new Set(waits).size).toBeGreaterThan(25)
})

test('after the last attempt there is no other', () => {
  expect(retryAt('c1:1:0', 7, now, patience)).not.toBeNull()
  expect(retryAt('c1:1:0', 8, now, patience)).toBeNull()
})
