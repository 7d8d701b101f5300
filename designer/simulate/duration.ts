// Time between two instants, as scenarios write it.

import { parseDuration } from '../../engine/duration.ts'

const units = [
  ['D', 86_400_000],
  ['H', 3_600_000],
  ['M', 60_000],
] as const

/** `P3D`, `PT1H30M`; `PT0S` where nothing lies between them. */
export function durationBetween(from: string, to: string): string {
  let left = Math.max(0, Date.parse(to) - Date.parse(from))
  const parts = units.map(([unit, size]) => {
    const amount = Math.floor(left / size)
    left -= amount * size
    return amount === 0 ? '' : `${amount}${unit}`
  })
  const [days, ...times] = parts
  const time = `${times.join('')}${left === 0 ? '' : `${left / 1_000}S`}`
  const text = `P${days}${time === '' ? '' : `T${time}`}`
  return text === 'P' ? 'PT0S' : text
}

export type Unit = 'minutes' | 'hours' | 'days' | 'weeks'
const written: Record<Unit, (amount: number) => string> = {
  minutes: amount => `PT${amount}M`,
  hours: amount => `PT${amount}H`,
  days: amount => `P${amount}D`,
  weeks: amount => `P${amount}W`,
}

/** A hundred years at most: further than any deadline, and well before the end of what dates can say. */
const most = 36_525 * 86_400_000

/** "3 days" as `P3D`; undefined for what is no time that can pass. */
export function durationOf(amount: number, unit: Unit): string | undefined {
  if (!Number.isSafeInteger(amount) || amount < 1) return undefined
  const text = written[unit](amount)
  return parseDuration(text)!.ms <= most ? text : undefined
}
