// What every run-time store promises. The suite in tests/server/store-contract.ts holds each adapter to it.
//
// 1. When `commit` answers `committed`, the entry, the case row, the timers, the outbox and the search
//    columns are on disk, together. When the process dies before that, none of them is.
// 2. Of two commits from the same seq exactly one is kept; the other gets `conflict` and changes nothing.
// 3. A history only grows. No call changes or removes an entry, and the database itself refuses to.
// 4. Commits that arrive together share one transaction, in order of arrival; one that conflicts does not
//    spoil the others.
//
// Life of a timer, and who moves it:
//
//   pending → running   claimTimers      (until a deadline, by one worker)
//   running → gone      commit           (the step that it fired, or one that cleared it)
//   running → pending   recordTimerFailure  (due later, by backoff)
//   running → failed    recordTimerFailure  (no attempts left; shown to the administrator)
//   running → pending   claimTimers      (its worker died: the deadline passed)
//   (set) → running     commit           (of an import: held until a deadline)
//   running → pending   releaseTimers    (the case is imported whole)
//
// Life of an effect, the same, with `done` instead of `gone`. Effects of one case run in order of their key:
// a later one is not claimed while an earlier one is pending or running. A failed one (dead letter) no longer
// holds the others up.

import type { Effect, HistoryEntry, Priority, Snapshot } from '../../engine/case.ts'
import type { Clocks } from '../../engine/clocks.ts'
import type { Definition } from '../../engine/definition.ts'
import type { Json, JsonObject } from '../../engine/json.ts'
import type { ReadNode } from '../../engine/log/tree.ts'
import type { EntrySearch } from './entry-search.ts'
import type { Reads } from './reads.ts'

/** A case as it stands. `snapshot` is a cache of what its history amounts to. */
export type CaseRow = {
  id: string
  process: string
  version: number
  /** seq of the last entry, refused attempts included */
  seq: number
  /** seq of the last entry that moved the case; who looked since then is not stale */
  movedSeq: number
  /** hash of the last entry */
  hash: string
  snapshot: Snapshot
  /** The entry that moved it last cannot be read any more: the snapshot has neither states nor data. */
  isDamaged?: true
  /** dotted paths of the active atomic states, sorted */
  activeStates: string[]
  stage: string | null
  assignee: string | null
  /** since when it is in its states, and until when */
  clocks: Clocks
  /** the earliest date of its clocks; null when there is none, or the case is closed */
  due: string | null
  priority: Priority
  /** who sent it back, and why, where the last step did */
  returned: Returned | null
  openedAt: string
  updatedAt: string
}

/** That a case was sent back. `by`: what people call whoever did; `event`: its title; `reason`: '' where none was asked. */
export type Returned = { seq: number; at: string; by: string; event: string; reason: string }

/** One entry and what it makes of the case. */
export type Commit = {
  /** sealed; `entry.seq - 1` is the seq that it was decided on (0: the case must not exist yet) */
  entry: HistoryEntry
  /** the sealed entry's canonical text, which is what is kept */
  text: string
  /** the case after the entry */
  row: CaseRow
  /** the timer that fired, whose row this commit uses up */
  firedTimer?: string
  /**
   * For what happened long ago: its effects stay in the entry and are not put in the outbox, and the timers that
   * it sets are claimed until then, so that no worker fires one before the import has sent what came earlier.
   */
  imported?: { timersHeldUntil: string }
  /** who is told of it, in the same transaction */
  notices?: Notification[]
}

export type CaseQuery = {
  process?: string
  /** dotted path of a state; a compound one matches the cases inside it */
  state?: string
  stage?: string
  status?: 'open' | 'closed'
  /** a person's id; null: nobody's */
  assignee?: string | null
  /** words to be found in the case id or the case data */
  q?: string
  sort?: 'updated' | '-updated' | 'opened' | '-opened' | 'id'
  limit: number
  /** from the page before */
  cursor?: string
}

/** What open cases must be. */
export type WorkFilter = {
  process?: string
  /** dotted path of a state; a compound one matches the cases inside it */
  state?: string
  stage?: string
  priority?: Priority
  /** due before this instant; cases without a date are not */
  dueBefore?: string
  /** words to be found in the case id or the case data */
  q?: string
}

/** Process → dotted paths of atomic states. */
export type WorkPlaces = ReadonlyMap<string, ReadonlySet<string>>

export type WorkQuery = WorkFilter & {
  /** where the case must be; none given: wherever */
  at?: WorkPlaces
  /** whose it must be, any of these: a person's id, null: nobody's; none given: whoever has it */
  holders?: (string | null)[]
  /** `due`: the earliest date first, those without one last; `priority`: the most urgent first, then by date */
  sort: 'due' | 'priority' | '-updated'
  limit: number
  /** of an item, or `next` of the page before */
  cursor?: string
}

/** Each item with where the list goes on after it. */
export type WorkPage = { items: { row: CaseRow; cursor: string }[]; next: string | null }

/** For whom work is counted, where it waits for them, and what is overdue and due soon. */
export type WorkReader = { person: string; at: WorkPlaces; now: string; soon: string }

/**
 * `waiting`: nobody's and the reader's own, where it waits for them; `overdue` and `today` (with what is overdue):
 * of these; `mine`: the reader's own, wherever; `unassigned`, `team`: where it waits for them, nobody's and all.
 */
export type WorkCounts = {
  waiting: number
  mine: number
  team: number
  unassigned: number
  overdue: number
  today: number
}

/** How many are in a state or department; `id` '' where there is none. */
export type ColumnCount = { id: string; cases: number }

export type TimerRow = {
  caseId: string
  id: string
  dueAt: string
  /** seq of the entry that set it */
  seq: number
  status: 'pending' | 'running' | 'failed'
  /** attempts that failed */
  attempts: number
  lastError: string | null
}

export type EffectRow = {
  /** `caseId:seq:n` */
  key: string
  caseId: string
  seq: number
  n: number
  process: string
  effect: Effect
  /** when the step was taken, by its event */
  at: string
  status: 'pending' | 'running' | 'done' | 'failed'
  attempts: number
  dueAt: string
  lastError: string | null
  /** what the receiver answered */
  answer: Json
}

/** How a worker claims rows: those due at `now`, for itself, until `until`. */
export type Claim = { now: string; until: string; worker: string; limit: number }

/** What became of a failed attempt: `retryAt` null puts the row among the dead letters. */
export type Failure = { error: string; retryAt: string | null }

/** A published definition: frozen. */
export type Version = {
  process: string
  version: number
  definition: Definition
  layout: Json
  /** SHA-256 of the definition's canonical JSON */
  hash: string
  note: string
  publishedAt: string
  publishedBy: string
}

/** What people are told of, and can choose not to be; `other`: what processes say. */
export const notificationKinds = [
  'assigned',
  'mentioned',
  'due-soon',
  'overdue',
  'returned',
  'other',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

export type Notification = {
  /** the effect's key, or any id that is the same when it is made again */
  id: string
  kind: NotificationKind
  /** a person's id, or null when it is for a role */
  person: string | null
  role: string | null
  title: string
  text: string
  caseId: string | null
  at: string
}

/** An open case that somebody has to be reminded of: its date is near, or has passed. `at`: since when. */
export type Reminder = { row: CaseRow; at: string }

/** A version without what was published. */
export type VersionRow = Omit<Version, 'definition' | 'layout'>

/** The newest below `before`, at most `limit` of them. */
export type VersionPage = { before?: number; limit?: number }

export type OpenCounts = { version: number; cases: number }

export type CaseCounts = { process: string; status: 'open' | 'closed'; stage: string | null; cases: number }

/** `read` gives the nodes of whole subtrees among the first `size` entries. */
export type EntryTree = { size: number; read: ReadNode }

export interface Store extends EntrySearch, Reads {
  loadCase(id: string): Promise<CaseRow | undefined>
  /** The entry that an event id made in this case: a step, or a refused attempt. */
  findEntry(caseId: string, eventId: string): Promise<HistoryEntry | undefined>
  /** Entries with seq above `after`, in order. */
  listHistory(caseId: string, page?: { after?: number; limit?: number }): Promise<HistoryEntry[]>
  commit(commit: Commit): Promise<'committed' | 'conflict'>
  listCases(query: CaseQuery): Promise<{ items: CaseRow[]; next: string | null }>
  /** Open cases, as whoever works on them looks for them. */
  listWork(query: WorkQuery): Promise<WorkPage>
  countWork(filter: WorkFilter, reader: WorkReader): Promise<WorkCounts>
  /** How many open cases are in which state or department; those without any are left out. */
  countColumns(
    filter: Omit<WorkFilter, 'dueBefore'> & Pick<WorkQuery, 'holders'>,
    by: 'state' | 'stage',
  ): Promise<ColumnCount[]>
  countCases(process?: string): Promise<CaseCounts[]>
  /** How many open cases stay on which version of a process, newest first; versions without any are left out. */
  countOpenByVersion(process: string): Promise<OpenCounts[]>
  /** Every entry of the store, or of one process, in the order written; read in pages, never all in memory. */
  readEntries(filter: { process?: string; caseId?: string }): AsyncIterable<HistoryEntry>
  /** Ids of all cases, or those of one process, in order; read in pages. */
  readCaseIds(process?: string): AsyncIterable<string>

  /**
   * The first place where the store's own bookkeeping and its histories disagree, as a sentence: an entry that is
   * missing or that its case does not lead to, a case whose row says something else than its last entry, counts
   * that are wrong. Undefined when there is none. What is inside the entries is for others to check.
   */
  findFlaw(): Promise<string | undefined>

  /** The tree over all entries in the order written (engine/log/tree.ts), as far as they go now. */
  openTree(): Promise<EntryTree>
  /** The place of an entry among all, from 1; undefined where there is none. */
  placeOf(caseId: string, seq: number): Promise<number | undefined>
  /** The hash of every entry, in the order written; of one that cannot be read, the hash of what is there. */
  readHashes(): AsyncIterable<string>

  claimTimers(claim: Claim): Promise<TimerRow[]>
  recordTimerFailure(caseId: string, id: string, failure: Failure): Promise<void>
  /** Gives the workers the timers of a case that is imported whole. */
  releaseTimers(caseId: string): Promise<void>
  /** Removes a timer that its case no longer waits for. */
  dropTimer(caseId: string, id: string): Promise<void>
  listTimers(filter: { caseId?: string; status?: TimerRow['status']; limit?: number }): Promise<TimerRow[]>

  claimEffects(claim: Claim): Promise<EffectRow[]>
  recordEffectDone(key: string, answer: Json, at: string): Promise<void>
  recordEffectFailure(key: string, failure: Failure): Promise<void>
  /** `seq`: with `caseId`, those of one entry. */
  listEffects(filter: {
    caseId?: string
    seq?: number
    status?: EffectRow['status']
    limit?: number
  }): Promise<EffectRow[]>
  /** Puts a dead letter back in the queue. */
  retryEffect(key: string, at: string): Promise<boolean>

  /**
   * The next version of a process. Same definition as the newest: answers that one, nothing new. `onTopOf`: the
   * newest that the publisher has seen, 0 for none; when another one is there by now, `conflict` and nothing new.
   */
  addVersion(version: Omit<Version, 'version'>, onTopOf?: number): Promise<Version | 'conflict'>
  loadVersion(process: string, version: number): Promise<Version | undefined>
  /** Newest first, without definitions. */
  listVersions(process: string, page?: VersionPage): Promise<VersionRow[]>
  /** The newest version of each process. */
  listProcesses(): Promise<Version[]>

  /** Does nothing when the id is there already. */
  addNotification(notification: Notification): Promise<void>
  listNotifications(reader: {
    person: string
    roles: string[]
    limit: number
    /** kinds that are left out */
    without?: NotificationKind[]
  }): Promise<(Notification & { readAt: string | null })[]>
  markNotificationRead(id: string, person: string, at: string): Promise<void>

  /** The cases that somebody has to be reminded of by now, the longest waiting first. */
  listReminders(now: string, limit: number): Promise<Reminder[]>
  /**
   * Keeps what is said with a reminder, and when the next one is; null: no more for this date. False, and nothing
   * is said, when the case has another date by now.
   */
  recordReminded(reminder: Reminder, nextAt: string | null, notices: Notification[]): Promise<boolean>

  /** What somebody has chosen; undefined: nothing yet. */
  loadPreferences(person: string): Promise<JsonObject | undefined>
  savePreferences(person: string, content: JsonObject): Promise<void>

  /** Writes a consistent copy to `file`, while others go on reading and writing. */
  backup(file: string, onProgress?: (done: number, total: number) => void): Promise<void>
  /** True while the database answers, and has room for what is to be written. */
  isReady(): Promise<boolean>
  /** Finishes what is in the queue, then closes. */
  close(): Promise<void>
}
