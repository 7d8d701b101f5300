// A delay as people say it: a number and a unit, or a date that is computed.

import { parseDuration } from '../../engine/duration.ts'

export const units = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const
export type Unit = (typeof units)[number]
export type Amount = { count: number; unit: Unit }

const minute = 60_000
const lengths: [Unit, number][] = [
  ['weeks', 7 * 24 * 60 * minute],
  ['days', 24 * 60 * minute],
  ['hours', 60 * minute],
  ['minutes', minute],
]

/** Undefined for what has no one unit (a month and a day, seconds), and for what is no duration. */
export function readAmount(text: string): Amount | undefined {
  const duration = parseDuration(text)
  if (!duration) return undefined
  const { months, ms } = duration
  if (months > 0 && ms > 0) return undefined
  if (months > 0)
    return months % 12 === 0 ? { count: months / 12, unit: 'years' } : { count: months, unit: 'months' }
  // As it was written: P14D stays fourteen days, and is not two weeks.
  const written = /^P(?:\d+W)$/.test(text) ? lengths : lengths.slice(1)
  const whole = written.find(([, length]) => ms % length === 0)
  return ms > 0 && whole ? { count: ms / whole[1], unit: whole[0] } : undefined
}

/** ISO 8601; undefined where the number is none that a delay can have. */
export function writeAmount({ count, unit }: Amount): string | undefined {
  if (!Number.isInteger(count) || count < 1 || count > 100_000) return undefined
  const letter = unit.charAt(0).toUpperCase()
  return unit === 'hours' || unit === 'minutes' ? `PT${count}${letter}` : `P${count}${letter}`
}

export const isDuration = (text: string): boolean => parseDuration(text) !== undefined
