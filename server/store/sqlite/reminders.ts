// When somebody has to be reminded of a case, and whether they have been.
//
//   (a new date)  → due soon   commit           (a day before, or half-way to the date where that is less)
//   due soon      → overdue    recordReminded   (it was said; next at the date itself)
//   overdue       → nothing    recordReminded   (it was said, until the case has another date)
//
// A case that moves on with the same date keeps its place here: nobody is told twice of one date.

import type { CaseRow, Notification, Reminder } from '../store.ts'
import { caseColumns, toCaseRow, withEntry } from './cases.ts'
import type { Database } from './database.ts'
import type { createNotifications } from './notifications.ts'
import type { Writer } from './writer.ts'

const dayMs = 86_400_000

/** The first reminder of a case's date. */
export function firstReminder({ due, clocks }: Pick<CaseRow, 'due' | 'clocks'>): number | null {
  if (due === null) return null
  const at = Date.parse(due)
  const spans = Object.values(clocks).flatMap(clock =>
    clock.due === due ? [at - Date.parse(clock.since)] : [],
  )
  // Whole milliseconds: half of an odd span is none, and the column takes no other.
  return at - Math.min(dayMs, Math.floor(Math.max(0, ...spans) / 2))
}

/** Of what happened long ago nobody is told: only of what is still to come when it is written. */
export function reminderOfImport(row: Pick<CaseRow, 'due' | 'clocks'>, recordedAt: string): number | null {
  const first = firstReminder(row)
  if (first === null || row.due === null) return null
  const [now, due] = [Date.parse(recordedAt), Date.parse(row.due)]
  return first > now ? first : due > now ? due : null
}

export function createReminders(
  { sql }: Database,
  writer: Writer,
  notifications: Pick<ReturnType<typeof createNotifications>, 'write'>,
) {
  const dueBy = sql(
    `SELECT ${caseColumns}, c.remind_at FROM cases c ${withEntry} WHERE c.remind_at <= ? ORDER BY c.remind_at LIMIT ?`,
  )
  const next = sql('UPDATE cases SET remind_at = ? WHERE id = ? AND remind_at = ?')
  return {
    list: (now: string, limit: number): Reminder[] =>
      dueBy.all(Date.parse(now), limit).map(row => ({
        row: toCaseRow(row),
        at: new Date(row.remind_at as number).toISOString(),
      })),
    /** What is said, and that it was: together. Nothing where the case has got another date meanwhile. */
    record(reminder: Reminder, nextAt: string | null, notices: Notification[]): Promise<boolean> {
      return writer.add(() => {
        const until = nextAt === null ? null : Date.parse(nextAt)
        if (next.run(until, reminder.row.id, Date.parse(reminder.at)).changes === 0) return false
        for (const notice of notices) notifications.write(notice)
        return true
      })
    },
  }
}
