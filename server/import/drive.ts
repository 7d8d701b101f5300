// Sends one case's events through the door, and fires its timers in between, as if it had all happened then.
//
// 1. Before an event, the case's timers fire that were due before it, each at the time it was due; after the last
//    one, those due up to the horizon. At the same instant the event comes first.
// 2. Every event has an id that depends on the mapping and the row alone: what is on record already is
//    recognised, so a second import changes nothing, and one that was interrupted goes on. A row that was
//    corrected since is told: what is on record stays, and what had been refused is tried again as it is now.
// 3. A case's timers are the import's until its last event is sent; then the workers get them.
// 4. Where a log says itself which timers fired, and when (our own do), those fire and no others.

import { hash } from 'node:crypto'
import {
  type CaseEvent,
  type HistoryEntry,
  isStep,
  type Origin,
  type Snapshot,
  type Timer,
} from '../../engine/case.ts'
import type { Plan, PlannedEvent } from '../../engine/eventlog/plan.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { canonical } from '../../engine/seal.ts'
import { refuse } from '../../engine/step.ts'
import type { NoteRequest, Sent } from '../case-requests.ts'
import type { Cases } from '../cases.ts'
import { CaseExistsError } from '../faults.ts'
import type { CaseRow, Store } from '../store/store.ts'

export type Driving = {
  cases: Pick<Cases, 'start' | 'send' | 'fireTimer' | 'note'>
  store: Pick<Store, 'findEntry' | 'listTimers' | 'loadCase' | 'releaseTimers'>
  process: string
  version: number
  /** until when timers fire */
  horizon: string | null
  /** the events say where timers fired */
  timersAreEvents?: boolean
  stageOf(snapshot: Snapshot): string | null
}

/**
 * What became of one event. `not-started`: its case could not be started. `changed`: it is on record as another
 * import of the same row said it, which was different.
 */
export type Outcome =
  | { kind: 'sent'; repeated: boolean }
  | Refusal
  | { kind: 'not-started' | 'changed'; message: string }

export type Driven = {
  /** the case at the end; null when it could not be started */
  row: CaseRow | null
  events: { planned: PlannedEvent; outcome: Outcome }[]
  /** how many timers fired */
  timers: number
  /** every stage that the case was in */
  stages: Set<string>
}

/** More than any process needs between two events; a timer that sets itself anew for ever would not end. */
const mostTimersBetween = 100_000

export async function driveCase(
  driving: Driving,
  { caseId, events }: Pick<Plan, 'caseId' | 'events'>,
): Promise<Driven> {
  const driven: Driven = { row: null, events: [], timers: 0, stages: new Set() }
  const clock = createTimers(driving, caseId, driven)
  let notStarted: string | undefined

  for (const planned of events) {
    if (planned.kind === 'event' && notStarted === undefined && !driving.timersAreEvents)
      await clock.fireUntil(planned.at, 'before')
    const outcome =
      notStarted === undefined
        ? await send(driving, caseId, planned)
        : ({ kind: 'not-started', message: notStarted } as const)
    driven.events.push({ planned, outcome: inShort(planned, outcome) })
    if (outcome.kind === 'sent') {
      driven.row = outcome.row
      noteStage(driving, driven, outcome.entry)
      clock.note(outcome)
    } else if (planned.kind === 'start')
      notStarted = `The case was not started: ${'message' in outcome ? outcome.message : ''}`
  }
  if (notStarted !== undefined) return driven
  if (driving.horizon !== null) await clock.fireUntil(driving.horizon, 'up to')
  await clock.release()
  return driven
}

/** Without the entry: a long case's entries are large together. */
function inShort(planned: PlannedEvent, outcome: Sent | Exclude<Outcome, { kind: 'sent' }>): Outcome {
  if (outcome.kind !== 'sent') return outcome
  const { repeated, entry } = outcome
  if (repeated && contentOf(entry.event) !== contentOf(planned))
    return {
      kind: 'changed',
      message: `The row was imported before and said something else then (entry ${entry.seq}), which stays on record. Correct the case by an event of its own.`,
    }
  return { kind: 'sent', repeated }
}

const contentOf = ({ at, data }: Pick<CaseEvent, 'at' | 'data'>) => canonical({ at, data })

function noteStage({ stageOf }: Driving, { stages }: Driven, entry: HistoryEntry): void {
  const stage = isStep(entry) ? stageOf(entry.to) : null
  if (stage !== null) stages.add(stage)
}

async function send(
  driving: Driving,
  caseId: string,
  planned: PlannedEvent,
): Promise<Sent | Exclude<Outcome, { kind: 'sent' }>> {
  const { cases, store, process, version } = driving
  const { kind, id, type, data, actor, at, origin, stale } = planned
  if (kind === 'timer') return fire(driving, caseId, planned)
  try {
    if (kind === 'start')
      return await cases.start({ process, version, id: caseId, eventId: id, data, actor, at, origin })
    if (kind !== 'event') {
      const noted = await cases.note({ caseId, kind, id, data, actor, at, origin } as NoteRequest)
      if (noted.kind === 'taken')
        throw new Error(`The assignment ${id} of ${caseId} asked for nobody's leave`)
      return noted
    }
    // Entry 0 is before every move.
    const event = { caseId, type, data, actor, at, origin, ...(stale && { seq: 0 }) }
    const outcome = await cases.send({ ...event, id })
    if (outcome.kind === 'sent') return outcome
    const refused = await store.findEntry(caseId, id)
    if (!refused || contentOf(refused.event) === contentOf(planned)) return outcome
    // Corrected since it was refused: another attempt, with an id that is as repeatable as the first.
    return await cases.send({ ...event, id: `${id} ${hash('sha256', contentOf(planned)).slice(0, 12)}` })
  } catch (error) {
    // Not ours: somebody has started a case under this id, or the mapping starts it differently now.
    if (error instanceof CaseExistsError) return { kind: 'not-started', message: error.message }
    throw error
  }
}

/** Fires a timer that the log says fired. */
async function fire(
  { cases, store }: Driving,
  caseId: string,
  { id, type, at, origin }: PlannedEvent,
): Promise<Sent | Refusal> {
  const before = await store.findEntry(caseId, id)
  const row = before && (await store.loadCase(caseId))
  if (row) return { kind: 'sent', entry: before, row, repeated: true }
  const timer = (await store.listTimers({ caseId })).find(timer => timer.id === type)
  const outcome = timer
    ? await cases.fireTimer({ caseId, timerId: type, dueAt: timer.dueAt, id, at, origin })
    : ({ kind: 'gone' } as const)
  return outcome.kind === 'gone'
    ? refuse('not-accepted-here', `The case does not wait for "${type}" here.`)
    : outcome
}

/** The case's timers: known from what its steps set and cleared; asked from the store when that is not certain. */
function createTimers(driving: Driving, caseId: string, driven: Driven) {
  const { cases, store } = driving
  let known: Map<string, Timer> | undefined = new Map()
  let origin: Origin | undefined

  function note({ entry, repeated }: Pick<Sent, 'entry' | 'repeated'>): void {
    origin = entry.event.origin ? { ...entry.event.origin, supplied: false } : origin
    if (repeated || !known || !isStep(entry)) known = undefined
    else {
      for (const id of entry.timersCleared) known.delete(id)
      for (const timer of entry.timersSet) known.set(timer.id, timer)
    }
  }

  async function next(at: string, until: 'before' | 'up to'): Promise<Timer | undefined> {
    known ??= new Map((await store.listTimers({ caseId })).map(timer => [timer.id, timer]))
    return [...known.values()]
      .filter(({ dueAt }) => (until === 'before' ? dueAt < at : dueAt <= at))
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.id < b.id ? -1 : 1))[0]
  }

  return {
    note,

    async fireUntil(at: string, until: 'before' | 'up to'): Promise<void> {
      for (let fired = 0; fired < mostTimersBetween; fired++) {
        const timer = await next(at, until)
        if (!timer) return
        const dueAt = driven.row && timer.dueAt < driven.row.updatedAt ? driven.row.updatedAt : timer.dueAt
        const outcome = await cases.fireTimer({
          caseId,
          timerId: timer.id,
          dueAt: timer.dueAt,
          at: dueAt,
          ...(origin && { origin }),
        })
        known?.delete(timer.id)
        if (outcome.kind !== 'sent') {
          known = undefined
          continue
        }
        driven.row = outcome.row
        driven.timers++
        noteStage(driving, driven, outcome.entry)
        note({ entry: outcome.entry, repeated: false })
      }
      throw new Error(
        `The case ${caseId} fired ${mostTimersBetween} timers up to ${at} and there are more: the process sets one anew for ever.`,
      )
    },

    async release(): Promise<void> {
      const timers = known ? [...known.values()] : await store.listTimers({ caseId })
      // Those that were set here are held; of those found in the store, the ones that are claimed.
      if (timers.some(timer => !('status' in timer) || timer.status === 'running'))
        await store.releaseTimers(caseId)
    },
  }
}
