// Which columns of a CSV log say the case, the event and the time, from their names and from what stands in them.

import type { Json } from '../../../../engine/json.ts'
import { plainName } from './match-names.ts'
import { timeOf } from './time-of.ts'

export type Columns = { case: string; event: string; time: string }

/** Best first. `case:concept:name` is what tools that flatten XES call a case. */
const names: Record<keyof Columns, readonly string[]> = {
  case: [
    'case concept name',
    'case id',
    'caseid',
    'case',
    'case key',
    'trace id',
    'trace',
    'order id',
    'ticket',
    'id',
  ],
  event: [
    'concept name',
    'activity',
    'event type',
    'event name',
    'event',
    'activity name',
    'task',
    'type',
    'action',
    'step',
  ],
  time: [
    'time timestamp',
    'timestamp',
    'complete timestamp',
    'time',
    'event time',
    'at',
    'date',
    'datetime',
    'completed',
    'start timestamp',
  ],
}

/** Guesses, to be looked at; the columns differ from each other where there are three. */
export function guessColumns(columns: readonly string[], rows: readonly Record<string, Json>[]): Columns {
  const taken = new Set<string>()
  const take = (kind: keyof Columns, fits: (column: string) => boolean): string => {
    const free = columns.filter(column => !taken.has(column))
    const named = names[kind].flatMap(name => free.filter(column => plainName(column) === name))
    const begun = names[kind].flatMap(name => free.filter(column => plainName(column).includes(name)))
    const found = [...named, ...begun].find(fits) ?? free.find(fits) ?? free[0] ?? columns[0] ?? ''
    taken.add(found)
    return found
  }
  const valuesOf = (column: string) => rows.map(row => String(row[column] ?? '')).filter(text => text !== '')
  const isTime = (column: string) => {
    const values = valuesOf(column)
    return values.length > 0 && values.every(text => timeOf(text) !== null)
  }
  const time = take('time', isTime)
  const caseColumn = take('case', column => valuesOf(column).length > 0)
  return { case: caseColumn, event: take('event', column => valuesOf(column).length > 0), time }
}

/** What stands between two values in the first line: a comma, a semicolon or a tab, whichever is there most. */
export function guessDelimiter(start: string): string {
  const line = /^[^\r\n]*/.exec(start.replaceAll(/"[^"]*"/g, ''))![0]
  const count = (sign: string) => line.split(sign).length - 1
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
