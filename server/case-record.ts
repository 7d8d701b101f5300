// What a step or a refused attempt leaves behind: the entry before it is sealed, and the case after it.

import {
  type Effect,
  type HistoryEntry,
  type NoteEntry,
  type Priority,
  priorities,
  type RefusalEntry,
  type Step,
} from '../engine/case.ts'
import { dueOf, tick } from '../engine/clocks.ts'
import type { Process } from '../engine/compile.ts'
import type { Refusal } from '../engine/refusal.ts'
import { genesis, type Unsealed } from '../engine/seal.ts'
import { activeStates, stageOf } from '../engine/snapshot.ts'
import { toReturned } from './returned.ts'
import type { CaseRow } from './store/store.ts'

type Place = Pick<HistoryEntry, 'caseId' | 'event' | 'process' | 'recordedAt' | 'seq' | 'version'>

export function toEntry(place: Place, kind: 'start' | 'event' | 'timer', outcome: Step | Refusal): Unsealed {
  const { verdicts, facts } = outcome
  if (outcome.kind === 'step') {
    const { effects, timersCleared, timersSet, to } = outcome
    return { ...place, effects, facts, kind, timersCleared, timersSet, to, verdicts }
  }
  const { kind: _, verdicts: _v, facts: _f, ...refusal } = outcome
  return { ...place, facts, kind: 'refusal', refusal, verdicts }
}

/** What is said or arranged: it reads no rules, and moves nothing. */
export const toNote = (place: Place, kind: NoteEntry['kind'], effects: Effect[]): Unsealed => ({
  ...place,
  effects,
  facts: { registers: {} },
  kind,
  verdicts: [],
})

export function toRefusal({ refusal, verdicts, facts }: RefusalEntry): Refusal {
  return { kind: 'refusal', ...refusal, verdicts, facts }
}

export function emptyRow(process: Process, id: string, at: string): CaseRow {
  return {
    id,
    process: process.id,
    version: process.version,
    seq: 0,
    movedSeq: 0,
    hash: genesis,
    snapshot: { data: {}, historyStates: {}, states: {}, status: 'open', tally: { actors: {}, count: {} } },
    activeStates: [],
    stage: null,
    assignee: null,
    clocks: {},
    due: null,
    priority: 'normal',
    returned: null,
    openedAt: at,
    updatedAt: at,
  }
}

export function moved(process: Process, row: CaseRow, entry: HistoryEntry, step: Step): CaseRow {
  const { to, event } = step
  const clocks = tick(process, row.clocks, step)
  return {
    ...row,
    seq: entry.seq,
    movedSeq: entry.seq,
    hash: entry.hash,
    snapshot: to,
    activeStates: activeStates(process, to),
    stage: stageOf(process, to),
    clocks,
    // A case that is closed is not waited for.
    due: to.status === 'open' ? dueOf(clocks) : null,
    returned: toReturned(process, entry, step),
    updatedAt: event.at,
  }
}

/** After a refused attempt, or after what was only said. */
export const noted = (row: CaseRow, { seq, hash }: HistoryEntry): CaseRow => ({ ...row, seq, hash })

/** After an assignment. */
export const given = (row: CaseRow, entry: HistoryEntry): CaseRow => ({
  ...noted(row, entry),
  assignee: assigneeOf(entry),
})

export const assigneeOf = ({ event }: HistoryEntry): string | null =>
  typeof event.data.assignee === 'string' ? event.data.assignee : null

/** After it was said how urgent the case is. */
export const prioritised = (row: CaseRow, entry: HistoryEntry): CaseRow => ({
  ...noted(row, entry),
  priority: priorityOf(entry),
})

export const priorityOf = ({ event }: HistoryEntry): Priority =>
  priorities.find(name => name === event.data.priority) ?? 'normal'
