// Times as event logs write them: with an offset, or local to a place that the mapping names.
//
// 1. A time without an offset is local to the mapping's zone. Nothing is ever taken for the zone of the machine.
// 2. A local time that the clocks skipped counts as the moment they were put forward by that much; one that
//    happened twice counts as the first.
// 3. A date alone is a whole day: which moment of it counts is the mapping's choice.

import { Temporal } from 'temporal-polyfill'

export const dayMoments = ['start', 'noon', 'end'] as const
export type DayMoment = (typeof dayMoments)[number]

/** How a log's times are meant. `dateOnly`: which moment of a day a date without a time stands for. */
export type TimeRule = { zone: string; dateOnly: DayMoment }

// 2018-02-26 | 2018-02-26 19:58[:54[.123]] | the same with T, and with Z, +01:00, +0100 or +01
const pattern =
  /^(-?\d{4,6}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

type Written = { date: string; time: string | undefined; offset: string | undefined }

function read(text: string): Written {
  const match = pattern.exec(text.trim())
  if (!match) throw new RangeError(`${JSON.stringify(text)} is not a time. ${forms}`)
  return { date: match[1]!, time: match[2]?.replace(',', '.'), offset: match[3]?.toUpperCase() }
}

const forms = 'Times are written as 2018-02-26, 2018-02-26 19:58:54 or 2018-02-26T19:58:54-03:00.'

/** The moment that a text means. Throws a RangeError that says why there is none. */
export function toInstant(text: string, rule: TimeRule): Date {
  const written = read(text)
  try {
    return written.time === undefined ? momentOf(written.date, rule, rule.dateOnly) : timeOf(written, rule)
  } catch (cause) {
    throw new RangeError(`${JSON.stringify(text)} is not a time: there is no such day or hour.`, { cause })
  }
}

function timeOf({ date, time, offset }: Written, { zone }: TimeRule): Date {
  const local = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' })
  return new Date(local.toZonedDateTime(offset ? zoneOf(offset) : zone).epochMilliseconds)
}

function zoneOf(offset: string): string {
  if (offset === 'Z') return 'UTC'
  const digits = offset.replace(':', '')
  return `${digits.slice(0, 3)}:${digits.slice(3) || '00'}`
}

function momentOf(date: string, { zone }: TimeRule, moment: DayMoment): Date {
  const day = Temporal.PlainDate.from(date, { overflow: 'reject' })
  switch (moment) {
    case 'start':
      return new Date(day.toZonedDateTime(zone).epochMilliseconds)
    case 'noon':
      return new Date(day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).epochMilliseconds)
    case 'end':
      return new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1)
  }
  return moment satisfies never
}

/** The last millisecond of the calendar day that a text lies in. */
export function endOfDay(text: string, rule: TimeRule): Date {
  return momentOf(localDay(text, rule), rule, 'end')
}

/** The calendar day in the rule's zone, as YYYY-MM-DD. A local time stands on the day it is written with. */
export function localDay(text: string, rule: TimeRule): string {
  const written = read(text)
  const instant = toInstant(text, rule)
  if (!written.offset) return written.date
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(rule.zone)
    .toPlainDate()
    .toString()
}

/** Calendar days from one day to another, negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

/** Whether this is the name of a time zone, as in the IANA database. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
