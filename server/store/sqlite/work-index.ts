// The open cases as lists of work read them: for each place those that somebody has and those that nobody has, by
// priority, in order of their dates. Written with every case that moves or is arranged anew, and only where
// something of it changes.

import { priorities } from '../../../engine/case.ts'
import type { CaseRow } from '../store.ts'
import type { Database } from './database.ts'
import { toNumbers } from './places.ts'

/** Later than any date: the cases without one come last. */
export const never = 8_640_000_000_000_000

/** What the index knows of a case, apart from its places. */
export type WorkKey = { taken: number; priority: number; due: number }

export const toWorkKey = ({ assignee, priority, due }: CaseRow): WorkKey => ({
  taken: assignee === null ? 0 : 1,
  priority: priorities.indexOf(priority),
  due: due === null ? never : Date.parse(due),
})

export function createWorkIndex(sql: Database['sql']) {
  const enter = sql('INSERT INTO case_work (place, taken, priority, due, case_no) VALUES (?, ?, ?, ?, ?)')
  const leave = sql(
    'DELETE FROM case_work WHERE place = ? AND taken = ? AND priority = ? AND due = ? AND case_no = ?',
  )
  const change = sql(
    `UPDATE case_work SET place = ?, taken = ?, priority = ?, due = ?
     WHERE place = ? AND taken = ? AND priority = ? AND due = ? AND case_no = ?`,
  )

  const addToCount = sql(
    `INSERT INTO work_counts (places, taken, priority, cases) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET cases = cases + excluded.cases`,
  )
  /** What the group adds to the counts: [places, taken, priority, cases]. */
  const counted = new Map<string, [string, number, number, number]>()

  function count(places: string, { taken, priority }: WorkKey, cases: number): void {
    if (places === '') return
    const key = `${places} ${taken} ${priority}`
    const sum = counted.get(key)?.[3] ?? 0
    counted.set(key, [places, taken, priority, sum + cases])
  }

  return {
    /** From these places to those; '' before it was open, and after it is closed. */
    move(caseNo: number, before: string, was: WorkKey, after: string, is: WorkKey): void {
      const isSame = was.taken === is.taken && was.priority === is.priority && was.due === is.due
      if (isSame && before === after) return
      count(before, was, -1)
      count(after, is, 1)
      const [left, entered] = [toNumbers(before), toNumbers(after)]
      const leaving = isSame ? left.filter(place => !entered.includes(place)) : left
      const entering = isSame ? entered.filter(place => !left.includes(place)) : entered
      for (let i = 0; i < Math.max(leaving.length, entering.length); i++) {
        const [out, into] = [leaving[i], entering[i]]
        if (out === undefined) enter.run(into!, is.taken, is.priority, is.due, caseNo)
        else if (into === undefined) leave.run(out, was.taken, was.priority, was.due, caseNo)
        else change.run(into, is.taken, is.priority, is.due, out, was.taken, was.priority, was.due, caseNo)
      }
    },
    /** Once for the whole group: the counts are few rows that every step would write again. */
    writeCounts(): void {
      for (const one of counted.values()) if (one[3] !== 0) addToCount.run(...one)
      counted.clear()
    },
    /** The group was rolled back. */
    forget: () => counted.clear(),
  }
}
