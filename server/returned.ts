// A case that was sent back: by whom, why, and who is told of it.

import type { Actor, HistoryEntry, Step } from '../engine/case.ts'
import { caseName } from '../engine/case-name.ts'
import type { Process } from '../engine/compile.ts'
import type { Transition } from '../engine/definition.ts'
import { pointerParts } from '../engine/paths.ts'
import { reasonIn } from '../engine/reason.ts'
import { activeStates } from '../engine/snapshot.ts'
import type { CaseRow, Notification, Returned } from './store/store.ts'
import { rolesAt } from './waiting.ts'

/** Who sent the case back with this step, and why; null when it did not lead back. */
export function toReturned(process: Process, entry: HistoryEntry, step: Step): Returned | null {
  const isBack = waysBack(process, entry, step).some(({ target }) => target !== undefined)
  return isBack ? tellReturned(process, entry) : null
}

/**
 * Whoever the case waits for now, if it is somebody else: its assignee, or else the roles of where it has come to.
 * Also of what leads nowhere but is a word back, as a complaint is.
 */
export function returnNotices(
  process: Process,
  row: CaseRow,
  entry: HistoryEntry,
  step: Step,
): Notification[] {
  const ways = waysBack(process, entry, step)
  if (ways.length === 0 || row.snapshot.status === 'closed') return []
  const { by, event, reason } = tellReturned(process, entry)
  const name = caseName(row.snapshot.data) ?? row.id
  const isMoved = ways.some(({ target }) => target !== undefined)
  const notice = {
    kind: 'returned' as const,
    title: isMoved ? `${by} has sent ${name} back: ${event}` : `${by} about ${name}: ${event}`,
    text: reason.slice(0, 500),
    caseId: row.id,
    at: entry.event.at,
  }
  const id = `returned:${row.id}:${entry.seq}`
  if (row.assignee !== null)
    return row.assignee === entry.event.actor.id ? [] : [{ ...notice, id, person: row.assignee, role: null }]
  const roles = rolesAt(process, reachedBy(process, row, step))
  return roles
    .filter(role => !entry.event.actor.roles.includes(role))
    .map(role => ({ ...notice, id: `${id}:${role}`, person: null, role }))
}

/** The transitions of kind "feedback" that somebody took; a timer has nobody behind it who could say why. */
function waysBack({ definition }: Process, { event }: HistoryEntry, { transitions }: Step): Transition[] {
  if (event.actor.kind !== 'person' && event.actor.kind !== 'key') return []
  return transitions
    .map(pointer => at(definition, pointer) as Transition)
    .filter(({ kind }) => kind === 'feedback')
}

function at(value: unknown, pointer: string): unknown {
  return pointerParts(pointer).reduce((inner, part) => (inner as Record<string, unknown>)[part], value)
}

function tellReturned({ definition }: Process, { seq, event }: HistoryEntry): Returned {
  const form = definition.events?.[event.type]
  return {
    seq,
    at: event.at,
    by: nameOf(event.actor),
    event: form?.title ?? event.type,
    reason: reasonIn(event.data, form?.schema),
  }
}

const nameOf = ({ name, id }: Actor) => name ?? id

/** The states that the step has entered; all, when it has entered none. */
function reachedBy(process: Process, row: CaseRow, { from }: Step): string[] {
  const before = new Set(from ? activeStates(process, from) : [])
  const entered = row.activeStates.filter(path => !before.has(path))
  return entered.length > 0 ? entered : row.activeStates
}
