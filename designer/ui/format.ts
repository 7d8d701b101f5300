// How values look to a reader, in the language of the texts and the reader's time zone.

import { isObject, type Json } from '../../engine/json.ts'
import { now } from '../clock.ts'
import { texts } from '../texts.ts'
import { named } from './names.ts'

// Dates and lists in the language of the sentences that they stand in; as the reader's region writes it, if known.
const locale = navigator.languages?.find(name => name.startsWith(texts.language)) ?? texts.language

const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
// A calendar day has no zone: shown as it is written, wherever the reader is.
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const recent = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const exact = new Intl.DateTimeFormat(locale, {
  weekday: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})
const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
const alternatives = new Intl.ListFormat(locale, { type: 'disjunction' })

const formatNumber = (value: number): string => numbers.format(value)
/** "14:02" on the day it was, with the date after that. */
export const formatTime = (instant: string, today = new Date(now())): string => {
  const at = new Date(instant)
  return (at.toDateString() === today.toDateString() ? times : recent).format(at)
}
export const formatList = (items: string[]): string => lists.format(items)
export const formatAlternatives = (items: string[]): string => alternatives.format(items)
export const formatExactly = (instant: string): string => exact.format(new Date(instant))

export const isDay = (value: Json): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text))

export const formatDay = (day: string): string => (isDay(day) ? days.format(new Date(day)) : day)

const units = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const

/** "3 hours ago" within a week of `now`; the date before that, and with `precise` the time. */
export function formatWhen(instant: string, now: Date, precise: boolean): string {
  const seconds = (Date.parse(instant) - now.getTime()) / 1_000
  const distance = Math.abs(seconds)
  if (Number.isNaN(distance)) return instant
  if (distance < 45) return texts.when.now
  if (distance >= 7 * 86_400) return (precise ? recent : dates).format(new Date(instant))
  const [unit, size] = units.findLast(([, size]) => distance >= size) ?? units[0]
  return relative.format(Math.trunc(seconds / size) || Math.sign(seconds), unit)
}

/** "3 h", "2 d 4 h": the two largest units, and the smaller one only where it says something. */
export function formatSpan(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return texts.span.none
  if (minutes < 60) return texts.span.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return joinSpan(texts.span.hours(hours), hours < 6 ? minutes % 60 : 0, texts.span.minutes)
  const days = Math.floor(hours / 24)
  return joinSpan(texts.span.days(days), days < 7 ? hours % 24 : 0, texts.span.hours)
}

const joinSpan = (large: string, rest: number, small: (n: number) => string) =>
  rest === 0 ? large : `${large} ${small(rest)}`

/** "240 KB" */
export function formatSize(bytes: number): string {
  if (bytes < 1_024) return texts.size.bytes(bytes)
  if (bytes < 1_048_576) return texts.size.kilobytes(formatNumber(Math.round(bytes / 1_024)))
  return texts.size.megabytes(formatNumber(Math.round((bytes / 1_048_576) * 10) / 10))
}

/** A value of a case in plain words; a list or an object on one line. */
export function formatValue(value: Json | undefined): string {
  if (value === null || value === undefined || value === '') return texts.value.nothing
  if (typeof value === 'boolean') return value ? texts.value.yes : texts.value.no
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string')
    return isDay(value) ? formatDay(value) : isInstant(value) ? recent.format(new Date(value)) : named(value)
  if (Array.isArray(value))
    return value.length === 0 ? texts.value.nothing : formatList(value.map(formatValue))
  if (isObject(value) && typeof value.sha256 === 'string' && typeof value.name === 'string') return value.name
  if (isObject(value))
    return Object.entries(value)
      .map(([key, inner]) => `${humanise(key)}: ${formatValue(inner)}`)
      .join(', ')
  return String(value)
}

/** As `formatValue`, with words in quotation marks, for use inside a sentence. */
export function quoteValue(value: Json): string {
  if (typeof value === 'string' && !isDay(value) && !isInstant(value)) return texts.value.quoted(value)
  return formatValue(value)
}

/** `fit-review`, `dueOn` and `RETURN_LEAD` as words: "Fit review", "Due on", "Return lead". */
export function humanise(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\-\s]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
