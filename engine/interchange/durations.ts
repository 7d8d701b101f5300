// Spans of time as other formats write them, and as the ISO 8601 durations that definitions use.

import { parseDuration } from '../duration.ts'

/** 90_000 → `PT1M30S`, 0 → `PT0S`. Days are the largest unit, because months differ in length. */
export function toIsoDuration(ms: number): string {
  const days = Math.floor(ms / 86_400_000)
  const hours = Math.floor(ms / 3_600_000) % 24
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = (ms % 60_000) / 1000
  const time = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
    seconds > 0 || ms === 0 ? `${seconds}S` : '',
  ].join('')
  return `P${days > 0 ? `${days}D` : ''}${time && `T${time}`}`
}

/** `P1DT30M` → whole milliseconds; undefined where the length depends on the calendar, and for what is no duration. */
export function toMilliseconds(isoDuration: string): number | undefined {
  const duration = parseDuration(isoDuration)
  return duration && duration.months === 0 && Number.isSafeInteger(duration.ms) ? duration.ms : undefined
}

/** `10ms`, `1.5s`: a delay as SCXML writes it (a CSS 2 time), in whole milliseconds. */
export function fromCssTime(text: string): number | undefined {
  const found = /^\s*(\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})(ms|s)\s*$/.exec(text)
  if (!found) return undefined
  return Math.round(Number(found[1]) * (found[2] === 's' ? 1000 : 1))
}
