// The shapes that a case is made of. Plain JSON throughout: what is in memory, in the database,
// on the wire and in an auditor's file is the same.

import type { Json, JsonObject } from './json.ts'
import type { Refusal } from './refusal.ts'
import type { Verdict } from './verdict.ts'

/** Where a case is, as nested keys: `"closed"`, or `{ sales: { check: "open" } }`; parallel states have several. */
export type StateValue = string | { [region: string]: StateValue }

/** What earlier steps amount to, for rules such as "not by the one who proposed". Read as `history` in CEL. */
export type Tally = {
  /** event type → how often it was taken */
  count: Record<string, number>
  /** event type → ids of those who sent it, each once, in order of their first time */
  actors: Record<string, string[]>
}

/** Where a case is. A cache: the history is the truth. */
export type Snapshot = {
  states: StateValue
  data: JsonObject
  /** path of a history state → paths of the states that it would return to */
  historyStates: Record<string, string[]>
  status: 'open' | 'closed'
  tally: Tally
}

/** Who sent an event. A timer and another process are actors too. */
export type Actor = {
  kind: 'person' | 'key' | 'timer' | 'process'
  id: string
  name?: string
  roles: string[]
}

/** Where an imported event came from. `supplied`: the source did not record this step, the mapping did. */
export type Origin = { import: string; row: string; supplied: boolean }

/** One thing that happened to a case. All that a step may depend on is here, in the snapshot, or in the facts. */
export type CaseEvent = {
  /** unique within the case; the same id twice is one event */
  id: string
  type: string
  data: JsonObject
  actor: Actor
  /** ISO 8601, UTC: the instant that `now` is in the rules */
  at: string
  origin?: Origin
}

export const registerNames = ['strategy', 'objectives', 'capabilities', 'campaigns'] as const
export type RegisterName = (typeof registerNames)[number]

/** The registers in force when a step is taken, by name. */
export type Registers = Partial<Record<RegisterName, { version: number; content: Json }>>

/**
 * What a step read from outside the case, pinned so that a replay reads the same. `definition`: of a start, the hash
 * of the definition that the case runs on (definition-hash.ts); what came before that was recorded has none.
 */
export type Facts = { registers: Partial<Record<RegisterName, number>>; definition?: string }

/** A promise to wake a case at `dueAt`, unless cleared. The id names the delay and the state: `after P90D in marketing.nurturing`. */
export type Timer = { id: string; dueAt: string }

/** Something to be done in the world because of a step. Its key is `caseId:seq:n`, n from 0. */
export type Effect = { type: string; params: JsonObject }

/** What one event did. */
export type Step = {
  kind: 'step'
  event: CaseEvent
  from: Snapshot | null
  to: Snapshot
  /** JSON Pointers of the transitions that were taken, in order; not on record: a replay finds them again */
  transitions: string[]
  verdicts: Verdict[]
  effects: Effect[]
  /** In order: first every id in `timersCleared`, then `timersSet`; a state left and entered again is in both. */
  timersCleared: string[]
  timersSet: Timer[]
  facts: Facts
}

/** What an entry records beside its place in the chain. */
type Recorded = {
  caseId: string
  /** position in the history, from 1 */
  seq: number
  process: string
  /** version of the process */
  version: number
  event: CaseEvent
  /** when it was written, by the server's clock; `event.at` is when it happened */
  recordedAt: string
  verdicts: Verdict[]
  facts: Facts
  /** hash of the entry before; for the first, 64 zeros */
  prev: string
  /** SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of all the other fields */
  hash: string
}

/** A step on record: what was sent, what it did. `start` is the first entry of every history. */
export type StepEntry = Recorded & {
  kind: 'start' | 'event' | 'timer'
  to: Snapshot
  effects: Effect[]
  timersCleared: string[]
  timersSet: Timer[]
}

/** A refused attempt on record. The case did not move. */
export type RefusalEntry = Recorded & {
  kind: 'refusal'
  refusal: Omit<Refusal, 'kind' | 'verdicts' | 'facts'>
}

/** How urgent a case is, the most urgent first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

/**
 * What people say and arrange around a case. On record and chained like the rest; it moves nothing, and a replay
 * passes over it.
 *
 * - `comment`: the event's data is `{ text, mentions }`, with the ids and names of those who are told
 * - `assignment`: `{ assignee, name, note }`; who has the case from now on, null: nobody
 * - `priority`: `{ priority, note }`; how urgent the case is from now on
 * - `file`: `{ name, size, type, sha256 }`; the content is kept under its hash, and so is proven by the entry
 */
export type NoteEntry = Recorded & {
  kind: 'comment' | 'assignment' | 'priority' | 'file'
  effects: Effect[]
}

/** One row of a history. */
export type HistoryEntry = StepEntry | RefusalEntry | NoteEntry

/** Did it move the case, or at least take an event? */
export const isStep = (entry: HistoryEntry): entry is StepEntry =>
  entry.kind === 'start' || entry.kind === 'event' || entry.kind === 'timer'
