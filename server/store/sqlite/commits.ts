// The rows of a step. Called many thousand times a second: statements are prepared once, and only what a step
// changes is written.

import { type HistoryEntry, isStep, type NoteEntry, type StepEntry } from '../../../engine/case.ts'
import { genesis } from '../../../engine/seal.ts'
import type { CaseRow, Commit } from '../store.ts'
import type { Database } from './database.ts'
import { createNotificationWriter } from './notifications.ts'
import { createPlaces } from './places.ts'
import { firstReminder, reminderOfImport } from './reminders.ts'
import { createWorkIndex, never, toWorkKey, type WorkKey } from './work-index.ts'
import type { Group } from './writer.ts'

/** What a case's row says before a step. */
type Standing = [
  no: number,
  hash: string,
  status: string,
  stage: string | null,
  places: string,
  at: string,
  version: number,
  taken: number,
  priority: number,
  due: number,
]

const nowhere = ['', null, '', ''] as const
const nobodys = [0, 2, never] as const

export function createCommits({ sql }: Database): Group & {
  /** Within a transaction of the writer. */
  write(commit: Commit): 'committed' | 'conflict'
} {
  const places = createPlaces(sql)
  const work = createWorkIndex(sql)
  const standingOf = sql(
    `SELECT no, hash, status, stage, places, updated_at, version, assignee IS NOT NULL, priority, coalesce(due, ${never})
     FROM cases WHERE id = ?`,
  )
  standingOf.setReturnArrays(true)
  const addCase = sql(
    `INSERT INTO cases (id, process, version, seq, moved_seq, moved_position, hash, status, opened_at, updated_at, active_states, places, search)
     VALUES (?, ?, ?, 0, 0, 0, '', '', ?, '', '', '', '')`,
  )
  const moveCase = sql(
    `UPDATE cases SET version = ?, seq = ?, moved_seq = ?, moved_position = ?, hash = ?, status = ?, stage = ?, assignee = ?, updated_at = ?, active_states = ?, places = ?, search = ?, clocks = ?, due = ?, priority = ?, returned = ?,
       remind_at = CASE WHEN ? THEN remind_at ELSE ? END
     WHERE no = ?`,
  )
  const note = sql('UPDATE cases SET seq = ?, hash = ?, assignee = ?, priority = ? WHERE no = ?')
  const lastPosition = sql('SELECT max(position) AS position FROM history')
  const addEventKey = sql('INSERT OR IGNORE INTO history_keys (case_no, key, position) VALUES (?, ?, ?)')
  const addSeqKey = sql('INSERT INTO history_keys (case_no, key, position) VALUES (?, CAST(? AS INTEGER), ?)')
  const addEntry = sql('INSERT INTO history (position, case_no, entry) VALUES (?, ?, ?)')
  const dropTimer = sql('DELETE FROM timers WHERE case_id = ? AND id = ?')
  const setTimer = sql('INSERT OR REPLACE INTO timers (case_id, id, due_at, seq) VALUES (?, ?, ?, ?)')
  const holdTimer = sql(
    "UPDATE timers SET status = 'running', claimed_until = ? WHERE case_id = ? AND id = ?",
  )
  const addEffect = sql(
    'INSERT INTO effects (key, case_id, seq, n, process, effect, at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )

  const addNotification = createNotificationWriter({ sql })

  /** Where the group's next entry goes. The writer's transaction keeps everybody else from taking it. */
  let position: number | undefined
  function nextPosition(): number {
    position ??= (lastPosition.get() as { position: number | null }).position ?? 0
    position += 1
    return position
  }

  function open({ id, process, version, openedAt }: CaseRow): Standing {
    const no = Number(addCase.run(id, process, version, openedAt).lastInsertRowid)
    return [no, genesis, ...nowhere, version, ...nobodys]
  }

  function move(standing: Standing, row: CaseRow, at: number, remindAt: number | null): void {
    const [no, , statusBefore, stageBefore, placesBefore, updatedBefore, versionBefore] = standing
    const { version, seq, movedSeq, hash, snapshot, stage, assignee, updatedAt } = row
    const { status } = snapshot
    const inPlaces = places.of(row)
    places.move(no, placesBefore, Date.parse(updatedBefore), inPlaces, Date.parse(updatedAt))
    if (statusBefore !== status || stageBefore !== stage)
      places.count(row.process, statusBefore, stageBefore, status, stage)
    places.countOpen(row.process, statusBefore, versionBefore, status, version)
    const states = row.activeStates.join('\n')
    const search = searchText(row)
    const key = toWorkKey(row)
    work.move(no, openOnly(statusBefore, placesBefore), keyOf(standing), openOnly(status, inPlaces), key)
    moveCase.run(
      version,
      seq,
      movedSeq,
      at,
      hash,
      status,
      stage,
      assignee,
      updatedAt,
      states,
      inPlaces,
      search,
      JSON.stringify(row.clocks),
      row.due === null ? null : key.due,
      key.priority,
      row.returned === null ? null : JSON.stringify(row.returned),
      keyOf(standing).due === key.due ? 1 : 0,
      remindAt,
      no,
    )
  }

  /** After what was said or arranged, and after a refused attempt: the case stays where it is. */
  function arrange(standing: Standing, row: CaseRow): void {
    const [no, , status, , inPlaces] = standing
    const key = toWorkKey(row)
    const open = openOnly(status, inPlaces)
    work.move(no, open, keyOf(standing), open, key)
    note.run(row.seq, row.hash, row.assignee, key.priority, no)
  }

  function writeTimers(
    { caseId, seq, timersCleared, timersSet }: StepEntry,
    imported: Commit['imported'],
  ): void {
    for (const id of timersCleared) dropTimer.run(caseId, id)
    for (const { id, dueAt } of timersSet) {
      setTimer.run(caseId, id, dueAt, seq)
      if (imported) holdTimer.run(imported.timersHeldUntil, caseId, id)
    }
  }

  function writeEffects({ caseId, seq, process, event, recordedAt, effects }: StepEntry | NoteEntry): void {
    for (const [n, effect] of effects.entries())
      addEffect.run(
        `${caseId}:${seq}:${n}`,
        caseId,
        seq,
        n,
        process,
        JSON.stringify(effect),
        event.at,
        recordedAt,
      )
  }

  return {
    write({ entry, text, row, firedTimer, imported, notices = [] }) {
      const found = standingOf.get(entry.caseId) as Standing | undefined
      // The step was decided on the entry whose hash is `prev`; it counts only on top of that one.
      if ((found?.[1] ?? genesis) !== entry.prev) return 'conflict'
      const standing = found ?? open(row)
      const [no] = standing
      const at = nextPosition()
      if (!isNamedBySeq(entry) && addEventKey.run(no, entry.event.id, at).changes === 0) {
        position = at - 1
        return 'conflict'
      }
      addSeqKey.run(no, entry.seq, at)
      addEntry.run(at, no, text)
      if (firedTimer !== undefined) dropTimer.run(entry.caseId, firedTimer)
      if (isStep(entry)) {
        move(standing, row, at, imported ? reminderOfImport(row, entry.recordedAt) : firstReminder(row))
        writeTimers(entry, imported)
      } else arrange(standing, row)
      if ('effects' in entry && !imported) writeEffects(entry)
      for (const notice of notices) addNotification(notice)
      return 'committed'
    },
    complete() {
      position = undefined
      places.writeCounts()
      work.writeCounts()
    },
    forget() {
      position = undefined
      places.forget()
      work.forget()
    },
  }
}

const keyOf = ([, , , , , , , taken, priority, due]: Standing): WorkKey => ({ taken, priority, due })

const openOnly = (status: string, places: string) => (status === 'open' ? places : '')

/**
 * An event id that begins with its entry's seq, as the door makes them, is found by that seq: a key of its own
 * would be one more scattered page for each event.
 */
const isNamedBySeq = ({ event, seq }: HistoryEntry) => event.id.startsWith(`${seq}-`)

const searchLength = 1_000

/** What the search over cases looks through: the id and the texts and numbers of the case data, two levels deep. */
function searchText({ id, snapshot }: CaseRow): string {
  let text = id
  const add = (value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') text += ` ${value}`
  }
  for (const value of Object.values(snapshot.data)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const inner of Object.values(value)) add(inner)
    else add(value)
    if (text.length > searchLength) break
  }
  return text.slice(0, searchLength).toLowerCase()
}
