import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Amount, readAmount, units, writeAmount } from '../../designer/editor/delay.ts'
import { parseDuration } from '../../engine/duration.ts'

test('a number and a unit become a duration of that length, and read again say the same length', () => {
  const amount: fc.Arbitrary<Amount> = fc.record({
    count: fc.integer({ min: 1, max: 5_000 }),
    unit: fc.constantFrom(...units),
  })
  fc.assert(
    fc.property(amount, amount => {
      const text = writeAmount(amount)!

      const again = writeAmount(readAmount(text)!)!

      expect(parseDuration(again)).toEqual(parseDuration(text))
    }),
  )
})

test('a duration is shown in the unit that it was written in', () => {
  expect(['P90D', 'P2W', 'PT4H', 'PT90M', 'P18M', 'P2Y', 'P1Y6M', 'PT4H30M', 'P14D'].map(readAmount)).toEqual(
    [
      { count: 90, unit: 'days' },
      { count: 2, unit: 'weeks' },
      { count: 4, unit: 'hours' },
      { count: 90, unit: 'minutes' },
      { count: 18, unit: 'months' },
      { count: 2, unit: 'years' },
      { count: 18, unit: 'months' },
      { count: 270, unit: 'minutes' },
      { count: 14, unit: 'days' },
    ],
  )
})

test('what has no one unit, and what is no duration, is not shown as a number', () => {
  expect(['P1M3D', 'PT5S', 'P', 'now + days(2)', 'PT0M'].map(readAmount)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a delay has a whole number of at least one', () => {
  expect([0, -1, 1.5, Number.NaN].map(count => writeAmount({ count, unit: 'days' }))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
