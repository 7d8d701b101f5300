// Until when, in words: how far off a date is, and how urgent that makes it.

import { words } from './texts.ts'

export type DueWords = { text: string; mood: 'overdue' | 'soon' | 'later' }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** "Overdue by 3 h", "Due in 20 min", "Due in 2 days". Whole units, never more than are left. */
export function dueWords(due: string, now: Date): DueWords {
  const left = Date.parse(due) - now.getTime()
  if (left < 0) return { text: words.due.overdue(distance(-left)), mood: 'overdue' }
  return { text: words.due.in(distance(left)), mood: left < day ? 'soon' : 'later' }
}

/** "2 days", "5 h", "20 min": for how long something has been so. */
export const distance = (ms: number): string =>
  ms >= 2 * day
    ? words.due.days(Math.floor(ms / day))
    : ms >= hour
      ? words.due.hours(Math.floor(ms / hour))
      : words.due.minutes(Math.max(1, Math.floor(ms / minute)))
