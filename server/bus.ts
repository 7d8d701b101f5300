// What happens on this server, for those who watch. Nothing depends on it: a message that is missed is a
// screen that is a little late. What another process on the same database does is not announced here.

import { isStep } from '../engine/case.ts'
import type { Right } from './access/roles.ts'
import type { Cases } from './cases.ts'
import type { Present } from './presence.ts'
import type { Store } from './store/store.ts'

export type BusMessage =
  | {
      kind: 'case-moved'
      case: string
      process: string
      seq: number
      event: string
      activeStates: string[]
      stage: string | null
      status: 'open' | 'closed'
      at: string
    }
  /** `assignee` null: nobody has it now. */
  | { kind: 'task-assigned'; case: string; process: string; assignee: string | null; at: string }
  /** Somebody said something about the case, or how urgent it is. */
  | { kind: 'case-noted'; case: string; process: string; at: string }
  | { kind: 'process-published'; process: string; version: number; at: string }
  | { kind: 'register-changed'; register: string; version: number; at: string }
  /** Somebody was told something; what, and whether it was you, is at /api/notifications. */
  | { kind: 'notified'; at: string }
  | { kind: 'draft-saved'; process: string; revision: number; by: string; name: string; at: string }
  | { kind: 'draft-presence'; process: string; people: Present[] }

/** What a reader needs beside `case.read`, which opens the stream: drafts are for those who draw. */
export const rightFor: Partial<Record<BusMessage['kind'], Right>> = {
  'draft-saved': 'process.draft',
  'draft-presence': 'process.draft',
}

export type Numbered = { number: number; message: BusMessage }

export interface Bus {
  publish(message: BusMessage): void
  /** As `publish`, for what only those who listen now need: it is not remembered, and has no number of its own. */
  mention(message: BusMessage): void
  /** Calls back with each message, in order, until the function that it answers is called. */
  subscribe(listener: (numbered: Numbered) => void): () => void
  /** The messages after `number`, or null when that is longer ago than the bus remembers, or not its own. */
  since(number: number): Numbered[] | null
  newest(): number
}

/**
 * Numbers begin at the time of the start, in microseconds: above all that an earlier process gave out, so that
 * a reader who comes back after a restart is not taken for one who has seen ours.
 */
export function createBus(remembers = 1_000, beginsAt = Date.now() * 1_000): Bus {
  const listeners = new Set<(numbered: Numbered) => void>()
  const recent: Numbered[] = []
  let newest = beginsAt

  return {
    publish(message) {
      const numbered = { number: ++newest, message }
      recent.push(numbered)
      if (recent.length > remembers) recent.shift()
      for (const listener of listeners) listener(numbered)
    },
    mention(message) {
      for (const listener of listeners) listener({ number: newest, message })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    since(number) {
      const isKnown = number >= newest - recent.length && number <= newest
      if (!isKnown) return null
      return recent.filter(numbered => numbered.number > number)
    },
    newest: () => newest,
  }
}

/** The same door, with every move announced. Workers get this one too: a timer moves a case as a person does. */
export function announceMoves(cases: Cases, bus: Bus): Cases {
  const announced =
    <Request, Outcome>(act: (request: Request) => Promise<Outcome>) =>
    async (request: Request): Promise<Outcome> => {
      const outcome = await act(request)
      announce(bus, outcome)
      return outcome
    }
  return {
    ...cases,
    note: announced(cases.note),
    start: announced(cases.start),
    send: announced(cases.send),
    fireTimer: announced(cases.fireTimer),
  }
}

/** The same store, with every notification announced once it is kept. */
export function announceNotifications<Kept extends Pick<Store, 'addNotification'>>(
  store: Kept,
  bus: Bus,
): Kept {
  return {
    ...store,
    async addNotification(notification: Parameters<Store['addNotification']>[0]) {
      await store.addNotification(notification)
      bus.publish({ kind: 'notified', at: notification.at })
    },
  }
}

function announce(bus: Bus, outcome: unknown): void {
  if (!isSent(outcome) || outcome.repeated || outcome.entry.kind === 'refusal') return
  const { entry, row } = outcome
  const { id, process, activeStates, stage, assignee } = row
  const at = entry.recordedAt
  if (entry.kind === 'comment' || entry.kind === 'priority' || entry.kind === 'file')
    bus.publish({ kind: 'case-noted', case: id, process, at })
  if (entry.kind === 'assignment') bus.publish({ kind: 'task-assigned', case: id, process, assignee, at })
  if (!isStep(entry)) return
  bus.publish({
    kind: 'case-moved',
    case: id,
    process,
    seq: entry.seq,
    event: entry.event.type,
    activeStates,
    stage,
    status: row.snapshot.status,
    at,
  })
  if (outcome.told) bus.publish({ kind: 'notified', at })
}

type Sent = Extract<Awaited<ReturnType<Cases['send']>>, { kind: 'sent' }>

function isSent(outcome: unknown): outcome is Sent {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'sent'
}
