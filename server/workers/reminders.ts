// Tells of cases that are due soon or overdue whoever they wait for.
//
// 1. Of one date of a case it is said once that it is near and once that it has passed: what was said, and that it
//    was, is written together.
// 2. A timer that is due has its say first: most of the time it moves the case, which then has another date.
// 3. When no server ran while a date came near and passed, only that it has passed is said.

import { caseName } from '../../engine/case-name.ts'
import { UnreadableVersionError } from '../faults.ts'
import type { CaseRow, Notification, Reminder } from '../store/store.ts'
import { rolesAt } from '../waiting.ts'
import type { Worker } from './worker.ts'

/** How long a timer that is due is waited for before the case is looked at again. */
const timersFirstMs = 60_000

/** Answers how many reminders it found due. */
export async function remindOfDue(worker: Worker): Promise<number> {
  const { store, clock, batch } = worker
  const due = await store.listReminders(clock.now().toISOString(), batch)
  for (const reminder of due) await remind(worker, reminder)
  return due.length
}

async function remind(worker: Worker, reminder: Reminder): Promise<void> {
  const { store, clock, onNotified } = worker
  const { row } = reminder
  const now = clock.now()
  const at = now.toISOString()
  if (row.due === null) return void (await store.recordReminded(reminder, null, []))
  const isOverdue = Date.parse(row.due) <= now.getTime()
  if (isOverdue && (await isTimerDue(worker, row.id, at))) {
    const again = new Date(now.getTime() + timersFirstMs).toISOString()
    return void (await store.recordReminded(reminder, again, []))
  }
  const notices = (await whomToTell(worker, row)).map(to => toNotice(row, row.due!, isOverdue, at, to))
  const isSaid = await store.recordReminded(reminder, isOverdue ? null : row.due, notices)
  if (isSaid && notices.length > 0) onNotified?.(at)
}

async function isTimerDue({ store }: Worker, caseId: string, at: string): Promise<boolean> {
  const timers = await store.listTimers({ caseId })
  return timers.some(({ status, dueAt }) => status !== 'failed' && dueAt <= at)
}

type Told = Pick<Notification, 'person' | 'role'>

/** Who has it, or else the roles that it waits for where the date is. */
async function whomToTell({ processes }: Worker, row: CaseRow): Promise<Told[]> {
  if (row.assignee !== null) return [{ person: row.assignee, role: null }]
  try {
    const process = await processes.load(row.process, row.version)
    const roles = rolesAt(process, statesDue(row))
    return roles.map(role => ({ person: null, role }))
  } catch (error) {
    if (!(error instanceof UnreadableVersionError)) throw error
    return row.stage === null ? [] : [{ person: null, role: row.stage }]
  }
}

/** The active states whose date it is, or that are inside one whose it is. */
function statesDue({ activeStates, clocks, due }: CaseRow): string[] {
  const dated = Object.keys(clocks).filter(path => clocks[path]!.due === due)
  return activeStates.filter(state =>
    dated.some(path => path === '' || path === state || state.startsWith(`${path}.`)),
  )
}

function toNotice(row: CaseRow, due: string, isOverdue: boolean, at: string, told: Told): Notification {
  const kind = isOverdue ? 'overdue' : 'due-soon'
  const name = caseName(row.snapshot.data) ?? row.id
  return {
    id: `${kind}:${row.id}:${due}${told.role === null ? '' : `:${told.role}`}`,
    kind,
    title: isOverdue ? `${name} is overdue` : `${name} is due soon`,
    text: '',
    caseId: row.id,
    at,
    ...told,
  }
}
