// The one door: whatever changes a case comes through here. People, programs, timers, effects and imports get
// the same answers from the same rules.
//
//   load → step (or refuse) → seal → commit
//
// 1. An answer is given only when it is on disk.
// 2. An event id is one event: sent again, it gets its first answer, a refusal too.
// 3. A refused attempt is on record and moves nothing. Who looked before the case last moved is `stale`.
// 4. Time does not go back within a case.

import { randomUUID } from 'node:crypto'
import type { Actor, CaseEvent, HistoryEntry, Step } from '../engine/case.ts'
import type { Process } from '../engine/compile.ts'
import type { Refusal } from '../engine/refusal.ts'
import { canonical, seal } from '../engine/seal.ts'
import { fireTimer, refuse, start, step } from '../engine/step.ts'
import { emptyRow, given, moved, noted, prioritised, toEntry, toNote, toRefusal } from './case-record.ts'
import type { NoteRequest, SendRequest, Sent, StartRequest, TimerRequest } from './case-requests.ts'
import { type CaseView, viewCase } from './case-view.ts'
import type { Clock } from './clock.ts'
import { digest } from './digest.ts'
import { CaseExistsError, CaseNotFoundError, DamagedEntryError, StoreBusyError } from './faults.ts'
import type { Processes } from './processes.ts'
import type { RegisterReader } from './registers.ts'
import { returnNotices } from './returned.ts'
import type { CaseRow, Commit, Store } from './store/store.ts'
import { createTurns } from './turns.ts'

export type Cases = {
  start(request: StartRequest): Promise<Sent | Refusal>
  send(request: SendRequest): Promise<Sent | Refusal>
  /** `gone`: the case no longer waits for this timer. */
  fireTimer(request: TimerRequest): Promise<Sent | Refusal | { kind: 'gone' }>
  /** `taken`: somebody else has the case by now. */
  note(request: NoteRequest): Promise<Sent | Refusal | { kind: 'taken'; assignee: string | null }>
  show(caseId: string, actor: Actor): Promise<CaseView>
  /** The case after an event, without what would open its blocked ones. */
  view(row: CaseRow, actor: Actor): Promise<CaseView>
}

/** How often a step is decided anew when others move the case at the same moment. */
const mostTries = 20
/** Cases kept at hand, so that an event does not read what the one before has just written. */
const mostHot = 5_000

/** How long an import that was interrupted can be continued before the workers take over its cases' timers. */
const importHoldMs = 86_400_000

export function createCases(around: {
  store: Store
  processes: Pick<Processes, 'load' | 'newest'>
  registers: Pick<RegisterReader, 'current'>
  clock: Clock
}): Cases {
  const { store, processes, registers, clock } = around
  // A row is put here as soon as its commit is under way, so that the next event of the case can be decided on
  // it; should the commit fail, that event's will too, and both are decided again.
  const hot = new Map<string, CaseRow>()
  const turns = createTurns()

  async function load(caseId: string): Promise<CaseRow> {
    const known = hot.get(caseId)
    if (known) return known
    const row = await store.loadCase(caseId)
    if (!row) throw new CaseNotFoundError(caseId)
    // Where it stands is not known: nothing can be decided on it.
    if (row.isDamaged) throw new DamagedEntryError(`the case ${JSON.stringify(caseId)}`)
    return row
  }

  function keep(row: CaseRow): void {
    hot.delete(row.id)
    hot.set(row.id, row)
    if (hot.size > mostHot) hot.delete(hot.keys().next().value!)
  }

  async function commit(commit: Commit): Promise<'committed' | 'conflict'> {
    keep(commit.row)
    try {
      const outcome = await store.commit(commit)
      if (outcome === 'conflict') hot.delete(commit.row.id)
      return outcome
    } catch (error) {
      hot.delete(commit.row.id)
      throw error
    }
  }

  /**
   * Decides in turn, so that of many events for one case each is decided on the one before; waits for the disk
   * together. When another process on the store got in between, decides anew.
   */
  async function again<T>(caseId: string, decide: () => Promise<T | Underway<T>>): Promise<T> {
    for (let tries = 0; tries < mostTries; tries++) {
      const decided = await turns.take(caseId, decide)
      if (!isUnderway(decided)) return decided
      const outcome = await decided.underway
      if (outcome !== 'conflict') return outcome
    }
    throw new StoreBusyError(`The case "${caseId}" is being moved by too many at once. Try again.`, undefined)
  }

  /** Now, but not before what the case has seen: a clock may go back. */
  const nowFor = (row: CaseRow) => later(clock.now().toISOString(), row.updatedAt)

  async function send(request: SendRequest): Promise<Sent | Refusal> {
    const { caseId, id } = request
    return again(caseId, async () => {
      const row = await load(caseId)
      const before = id === undefined ? undefined : await store.findEntry(caseId, id)
      if (before) return firstAnswer(before, row)
      const process = await processes.load(row.process, row.version)
      const event = toEvent({ ...request, id: id ?? newEventId(row), at: request.at ?? nowFor(row) })
      const outcome =
        misplaced(row, event, request.seq) ?? step(process, row.snapshot, event, await registers.current())
      return record(process, row, 'event', event, outcome)
    })
  }

  async function fire({
    caseId,
    timerId,
    dueAt,
    id,
    at,
    origin,
  }: TimerRequest): Promise<Sent | Refusal | { kind: 'gone' }> {
    return again<Sent | Refusal | { kind: 'gone' }>(caseId, async () => {
      const row = await load(caseId)
      const timer = (await store.listTimers({ caseId })).find(({ id }) => id === timerId)
      if (timer?.dueAt !== dueAt) return { kind: 'gone' } as const
      const process = await processes.load(row.process, row.version)
      const event = toEvent({
        id: id ?? `${timerId} #${timer.seq}`,
        type: timerId,
        data: {},
        actor: { id: timerId, kind: 'timer', roles: [] },
        at: at ?? nowFor(row),
        ...(origin && { origin }),
      })
      const outcome = fireTimer(process, row.snapshot, event, await registers.current())
      if (outcome.kind === 'refusal' && (outcome.reason === 'closed' || outcome.reason === 'unknown-event')) {
        await store.dropTimer(caseId, timerId)
        return { kind: 'gone' } as const
      }
      return record(process, row, 'timer', event, outcome, timerId)
    })
  }

  async function begin(request: StartRequest): Promise<Sent | Refusal> {
    const caseId = request.id ?? randomUUID()
    return again(caseId, async () => {
      const standing = request.id === undefined ? undefined : await store.loadCase(caseId)
      if (standing) return sameStart(standing, request)
      const process = await (request.version === undefined
        ? processes.newest(request.process)
        : processes.load(request.process, request.version))
      const at = request.at ?? clock.now().toISOString()
      const event = toEvent({ ...request, id: request.eventId ?? 'start', type: 'start', at })
      const outcome = start(process, event, await registers.current())
      // Without a case there is no history that could hold the attempt.
      if (outcome.kind === 'refusal') return outcome
      return record(process, emptyRow(process, caseId, at), 'start', event, outcome)
    })
  }

  async function sameStart(row: CaseRow, { process, data }: StartRequest): Promise<Sent> {
    const [entry] = await store.listHistory(row.id, { limit: 1 })
    if (row.process !== process || !entry || canonical(entry.event.data) !== canonical(data))
      throw new CaseExistsError(row.id)
    return { kind: 'sent', entry, row, repeated: true }
  }

  /** Puts the outcome on its way to the record; `conflict` when the case has moved meanwhile. */
  function record(
    process: Process,
    row: CaseRow,
    kind: 'start' | 'event' | 'timer',
    event: CaseEvent,
    outcome: Step | Refusal,
    firedTimer?: string,
  ): Underway<Sent | Refusal> {
    const recordedAt = clock.now().toISOString()
    const place = { ...placeOf(row, event), recordedAt }
    const { entry, text } = seal(toEntry(place, kind, outcome), row.hash, digest)
    const after = outcome.kind === 'step' ? moved(process, row, entry, outcome) : noted(row, entry)
    const notices =
      outcome.kind === 'step' && !event.origin ? returnNotices(process, after, entry, outcome) : []
    const committed = commit({
      entry,
      text,
      row: after,
      ...(notices.length > 0 && { notices }),
      ...(firedTimer !== undefined && { firedTimer }),
      ...(event.origin && { imported: { timersHeldUntil: heldUntil(recordedAt) } }),
    })
    const answer: Sent | Refusal =
      outcome.kind === 'refusal'
        ? outcome
        : { kind: 'sent', entry, row: after, repeated: false, ...(notices.length > 0 && { told: true }) }
    return { underway: committed.then(said => (said === 'conflict' ? said : answer)) }
  }

  async function note(
    request: NoteRequest,
  ): Promise<Sent | Refusal | { kind: 'taken'; assignee: string | null }> {
    const { caseId, kind, id, actor, data, origin, effects = [] } = request
    return again<Sent | Refusal | { kind: 'taken'; assignee: string | null }>(caseId, async () => {
      const row = await load(caseId)
      const before = id === undefined ? undefined : await store.findEntry(caseId, id)
      if (before) return firstAnswer(before, row)
      if (request.kind === 'assignment' && request.from !== undefined && request.from !== row.assignee)
        return { kind: 'taken', assignee: row.assignee } as const
      const at = request.at ?? nowFor(row)
      const recordedAt = clock.now().toISOString()
      const event = toEvent({
        id: id ?? newEventId(row),
        type: kind,
        data,
        actor,
        at,
        ...(origin && { origin }),
      })
      const unsealed = toNote({ ...placeOf(row, event), recordedAt }, kind, effects)
      const { entry, text } = seal(unsealed, row.hash, digest)
      const after = afterNote[kind](row, entry)
      const committed = commit({ entry, text, row: after })
      const answer: Sent = { kind: 'sent', entry, row: after, repeated: false }
      return { underway: committed.then(said => (said === 'conflict' ? said : answer)) }
    })
  }

  return {
    start: begin,
    send,
    fireTimer: fire,
    note,
    view: (row, actor) => viewCase({ processes, registers, clock }, row, actor, 'at events'),
    async show(caseId, actor) {
      // From the store: what is under way is not shown before it is on disk.
      const row = await store.loadCase(caseId)
      if (!row) throw new CaseNotFoundError(caseId)
      return viewCase({ processes, registers, clock }, row, actor)
    },
  }
}

/** The case after what was said or arranged. */
const afterNote = { comment: noted, assignment: given, priority: prioritised, file: noted }

/** A commit that is on its way: what it comes to, when it is on disk. */
type Underway<T> = { underway: Promise<T | 'conflict'> }

function isUnderway<T>(decided: T | Underway<T>): decided is Underway<T> {
  return typeof decided === 'object' && decided !== null && 'underway' in decided
}

const heldUntil = (recordedAt: string) => new Date(Date.parse(recordedAt) + importHoldMs).toISOString()

/** The seq that the entry will have makes it the case's own, and lets the store find it without a key. */
const newEventId = ({ seq }: CaseRow) => `${seq + 1}-${randomUUID().slice(0, 8)}`

/** Where the next entry of a case belongs. */
const placeOf = ({ id, process, version, seq }: CaseRow, event: CaseEvent) => ({
  caseId: id,
  event,
  process,
  seq: seq + 1,
  version,
})

const later = (a: string, b: string) => (a > b ? a : b)

function toEvent({ id, type, data, actor, at, origin }: CaseEvent): CaseEvent {
  return { actor, at, data, id, ...(origin && { origin }), type }
}

/** Refusals that do not depend on the process: the sender looked too long ago, or the event happened too early. */
function misplaced(row: CaseRow, event: CaseEvent, seenSeq: number | undefined): Refusal | undefined {
  if (seenSeq !== undefined && seenSeq < row.movedSeq)
    return refuse(
      'stale',
      `The case has moved since you looked (entry ${seenSeq}; it is at ${row.seq} now). Look again, then send.`,
    )
  if (seenSeq !== undefined && seenSeq > row.seq)
    return refuse(
      'stale',
      `The case is at entry ${row.seq}, and has no entry ${seenSeq} that you could have looked at. Look again, then send.`,
    )
  if (event.at < row.updatedAt)
    return refuse(
      'out-of-order',
      `"${event.type}" happened at ${event.at}, before the case's last event at ${row.updatedAt}.`,
    )
  return undefined
}

function firstAnswer(entry: HistoryEntry, row: CaseRow): Sent | Refusal {
  return entry.kind === 'refusal' ? toRefusal(entry) : { kind: 'sent', entry, row, repeated: true }
}
