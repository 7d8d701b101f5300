import type { SQLInputValue } from 'node:sqlite'
import type { Read, ReadQuery, RecordedRead } from '../reads.ts'
import { fromCursor, toCursor } from './cursor.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

/** Within this long after the first time, the same read is counted up. */
const againWithinMs = 60_000

export function createReads({ sql }: Database, writer: Writer) {
  const countUp = sql(
    `UPDATE reads SET times = times + 1, until = max(until, :at) WHERE no = (
       SELECT no FROM reads WHERE person = :person AND at > :at - ${againWithinMs} AND at <= :at AND kind = :kind AND name = :name
         AND roles = :roles AND route = :route AND target IS :target AND asked = :asked ORDER BY at DESC LIMIT 1)`,
  )
  const add = sql(
    `INSERT INTO reads (person, kind, name, roles, at, until, times, route, what, target, asked)
     VALUES (:person, :kind, :name, :roles, :at, :at, 1, :route, :what, :target, :asked)`,
  )

  return {
    record({ reader, at, route, what, target, asked }: Read): Promise<void> {
      const { id: person, kind, name = '', roles } = reader
      const again = {
        ...{ person, kind, name, route, target },
        at: Date.parse(at),
        roles: roles.join(' '),
        asked: JSON.stringify(asked),
      }
      return writer.add(() => {
        if (countUp.run(again).changes === 0) add.run({ ...again, what })
      })
    },

    list({ person, target, from, to, limit, cursor }: ReadQuery) {
      const conditions: string[] = []
      const values: SQLInputValue[] = []
      const must = (condition: string, ...given: SQLInputValue[]) => {
        conditions.push(condition)
        values.push(...given)
      }
      if (person !== undefined) must('person = ?', person)
      if (target !== undefined) must('target = ?', target)
      if (from !== undefined) must('at >= ?', Date.parse(from))
      if (to !== undefined) must('at < ?', Date.parse(to))
      const after = cursor === undefined ? undefined : fromCursor(cursor)
      if (after) must('(at, no) < (?, ?)', after.key, after.no)
      const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
      const rows = sql(`SELECT * FROM reads ${where} ORDER BY at DESC, no DESC LIMIT ?`).all(
        ...values,
        limit + 1,
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const isMore = last && rows.length > shown.length
      return {
        items: shown.map(toRead),
        next: isMore ? toCursor({ key: last.at as number, no: last.no as number }) : null,
      }
    },
  }
}

function toRead(row: Record<string, unknown>): RecordedRead {
  const { person, kind, name, roles, at, until, times, route, what, target, asked } = row
  return {
    reader: {
      kind: kind as 'person' | 'key',
      id: person as string,
      name: name as string,
      roles: (roles as string).split(' ').filter(role => role !== ''),
    },
    at: new Date(at as number).toISOString(),
    until: new Date(until as number).toISOString(),
    times: times as number,
    route: route as string,
    what: what as string,
    target: target as string | null,
    asked: JSON.parse(asked as string),
  }
}
