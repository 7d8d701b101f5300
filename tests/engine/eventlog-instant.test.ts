import { describe, expect, test } from 'vitest'
import {
  daysBetween,
  endOfDay,
  isZone,
  localDay,
  type TimeRule,
  toInstant,
} from '../../engine/eventlog/instant.ts'

const saoPaulo: TimeRule = { zone: 'America/Sao_Paulo', dateOnly: 'start' }

const instant = (text: string, rule = saoPaulo) => toInstant(text, rule).toISOString()

describe('a time in an event log', () => {
  test('without an offset is local to the zone of the mapping, summer or winter', () => {
    expect(instant('2018-07-01 12:00:00')).toBe('2018-07-01T15:00:00.000Z')
    expect(instant('2018-01-01T12:00')).toBe('2018-01-01T14:00:00.000Z')
    expect(instant('2018-01-01 12:00:00.5')).toBe('2018-01-01T14:00:00.500Z')
  })

  test('with an offset means what it says, wherever the mapping is', () => {
    expect(instant('2010-12-30 14:32:00+01:00')).toBe('2010-12-30T13:32:00.000Z')
    expect(instant('2010-12-30T14:32:00Z')).toBe('2010-12-30T14:32:00.000Z')
    expect(instant('2010-12-30T14:32:00 +0100')).toBe('2010-12-30T13:32:00.000Z')
    expect(instant('2010-12-30T14:32:00+01')).toBe('2010-12-30T13:32:00.000Z')
  })

  test('that the clocks skipped, or went through twice, is still one moment', () => {
    // At midnight of 15 October 2017 the clocks of São Paulo went to 1:00, on 18 February 2018 back to 23:00.
    expect(instant('2017-10-15 00:30:00')).toBe('2017-10-15T03:30:00.000Z')
    expect(instant('2018-02-17 23:30:00')).toBe('2018-02-18T01:30:00.000Z')
    expect(instant('2017-10-15')).toBe('2017-10-15T03:00:00.000Z')
  })

  test('can lie before 1970', () => {
    expect(instant('1969-07-20T20:17:40Z')).toBe('1969-07-20T20:17:40.000Z')
    expect(instant('1901-01-01', { zone: 'UTC', dateOnly: 'start' })).toBe('1901-01-01T00:00:00.000Z')
  })

  test('that is a date alone stands for the start, the noon or the end of its day', () => {
    expect(instant('2018-03-08')).toBe('2018-03-08T03:00:00.000Z')
    expect(instant('2018-03-08', { ...saoPaulo, dateOnly: 'noon' })).toBe('2018-03-08T15:00:00.000Z')
    expect(instant('2018-03-08', { ...saoPaulo, dateOnly: 'end' })).toBe('2018-03-09T02:59:59.999Z')
  })

  test('that cannot be is refused, with what was read and how times are written', () => {
    expect(() => instant('2018-02-30')).toThrow('"2018-02-30" is not a time: there is no such day or hour.')
    expect(() => instant('2018-02-26 25:00')).toThrow('there is no such day or hour')
    expect(() => instant('26.02.2018')).toThrow(
      '"26.02.2018" is not a time. Times are written as 2018-02-26,',
    )
    expect(() => instant('')).toThrow('"" is not a time.')
  })
})

describe('a calendar day', () => {
  test('is the one a local time is written with, or the one in the zone for a time with an offset', () => {
    expect(localDay('2018-05-22T00:00', saoPaulo)).toBe('2018-05-22')
    expect(localDay('2018-05-22T01:00:00Z', saoPaulo)).toBe('2018-05-21')
  })

  test('ends with its last millisecond in the zone', () => {
    expect(endOfDay('2018-05-22T00:00', saoPaulo).toISOString()).toBe('2018-05-23T02:59:59.999Z')
  })

  test('lies so many days from another, over a change of the clocks too', () => {
    expect(daysBetween('2018-02-10', '2018-02-24')).toBe(14)
    expect(daysBetween('2018-03-08', '2018-03-06')).toBe(-2)
  })
})

test('a zone is known by its IANA name', () => {
  expect(isZone('America/Sao_Paulo')).toBe(true)
  expect(isZone('Sao Paulo')).toBe(false)
})
