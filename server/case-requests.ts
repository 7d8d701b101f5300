// What is asked of the one door (cases.ts), and what it answers.

import type { Actor, Effect, HistoryEntry, Origin, Priority } from '../engine/case.ts'
import type { JsonObject } from '../engine/json.ts'
import type { CaseRow } from './store/store.ts'

/** An event that was taken, and the case after it. `repeated`: it had been taken before; `told`: somebody was told of it. */
export type Sent = { kind: 'sent'; entry: HistoryEntry; row: CaseRow; repeated: boolean; told?: true }

export type StartRequest = {
  process: string
  /** made up, where none is given */
  id?: string
  data: JsonObject
  /** the newest, where none is given */
  version?: number
  actor: Actor
  eventId?: string
  /** imports only */
  at?: string
  origin?: Origin
}

export type SendRequest = {
  caseId: string
  type: string
  data: JsonObject
  /** the case's seq that the sender looked at */
  seq?: number
  /** the event's id */
  id?: string
  actor: Actor
  /** imports only */
  at?: string
  origin?: Origin
}

export type TimerRequest = {
  caseId: string
  timerId: string
  dueAt: string
  /** the event's id; imports only */
  id?: string
  /** imports only */
  at?: string
  origin?: Origin
}

/** What is said or arranged around a case, without moving it. `effects`: who is told of it. */
export type NoteRequest = {
  caseId: string
  actor: Actor
  /** the event's id */
  id?: string
  /** imports only */
  at?: string
  origin?: Origin
  effects?: Effect[]
} & (
  | { kind: 'comment'; data: { text: string; mentions: { id: string; name: string }[] } }
  | { kind: 'file'; data: { name: string; size: number; type: string; sha256: string } }
  | {
      kind: 'assignment'
      data: { assignee: string | null; name: string | null; note: string }
      /** whoever had it when the sender looked: should somebody else have it by now, nothing is changed */
      from?: string | null
    }
  | { kind: 'priority'; data: { priority: Priority; note: string } }
)
