// Who has what to do: the open cases that wait for somebody, and what they could do about each.

import type { Actor, Priority } from '../engine/case.ts'
import { enabled } from '../engine/enabled.ts'
import type { Clock } from './clock.ts'
import { UnreadableVersionError } from './faults.ts'
import { type BlockedAction, blockedAction, type NextAction, nextAction } from './next-action.ts'
import type { Processes } from './processes.ts'
import type { RegisterReader } from './registers.ts'
import type { CaseRow, Store, WorkCounts, WorkFilter, WorkPlaces, WorkQuery } from './store/store.ts'
import { createWaiting } from './waiting.ts'

export const workViews = ['waiting', 'mine', 'team', 'unassigned', 'done'] as const
export const dueWithin = ['overdue', 'today', 'week'] as const

export type WorkAsked = {
  process?: string
  stage?: string
  priority?: Priority
  due?: (typeof dueWithin)[number]
  q?: string
}
export type WorkListAsked = WorkAsked & {
  view: (typeof workViews)[number]
  sort: WorkQuery['sort']
  /** only what the reader could do something about now */
  ready: boolean
  limit: number
  cursor?: string
}
/** `mayAct`: whoever may not send events has nothing that waits for them. */
export type WorkReading = { actor: Actor; mayAct: boolean }

export type WorkItem = { row: CaseRow; next: NextAction | null; blocked: BlockedAction | null }

export type Work = {
  /** A page may be short, and have a next one all the same. */
  list(asked: WorkListAsked, reader: WorkReading): Promise<{ items: WorkItem[]; next: string | null }>
  /** Cases wait also while a rule is in the way: no rule is asked. */
  count(asked: WorkAsked, reader: WorkReading): Promise<WorkCounts>
}

const dayMs = 86_400_000
/** Cases that one request looks at for those that are ready. */
const mostLooked = 300
const fewestLooked = 50

export function createWork(around: {
  store: Store
  processes: Pick<Processes, 'load'>
  registers: Pick<RegisterReader, 'current'>
  clock: Clock
}): Work {
  const { store, processes, registers, clock } = around
  const waiting = createWaiting(around)

  const placesOf = async ({ actor, mayAct }: WorkReading): Promise<WorkPlaces> =>
    mayAct ? waiting.placesFor(actor.roles) : new Map()
  const inMs = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()

  function toFilter({ due, ...filter }: WorkAsked): WorkFilter {
    if (due === undefined) return filter
    return { ...filter, dueBefore: inMs(due === 'overdue' ? 0 : due === 'today' ? dayMs : 7 * dayMs) }
  }

  async function toQuery(asked: WorkListAsked, reader: WorkReading): Promise<WorkQuery> {
    const { view, sort, limit, cursor, ready: _, ...filter } = asked
    const { id } = reader.actor
    const query = { ...toFilter(filter), sort, limit, ...(cursor !== undefined && { cursor }) }
    if (view === 'mine') return { ...query, holders: [id] }
    const at = await placesOf(reader)
    if (view === 'team') return { ...query, at }
    return { ...query, at, holders: view === 'unassigned' ? [null] : [null, id] }
  }

  async function toItems(rows: CaseRow[], actor: Actor): Promise<WorkItem[]> {
    const asked = { actor, at: clock.now().toISOString(), registers: await registers.current() }
    return Promise.all(
      rows.map(async row => {
        const process =
          !row.isDamaged && (await processes.load(row.process, row.version).catch(unlessUnreadable))
        if (!process) return { row, next: null, blocked: unreadable }
        const events = enabled(process, row.snapshot, asked)
        const next = nextAction(events)
        return { row, next, blocked: next ? null : blockedAction(events) }
      }),
    )
  }

  async function listOpen(asked: WorkListAsked, reader: WorkReading) {
    const query = await toQuery(asked, reader)
    const { items: found, next } = await store.listWork(query)
    return {
      items: await toItems(
        found.map(({ row }) => row),
        reader.actor,
      ),
      next,
    }
  }

  async function listReady(asked: WorkListAsked, reader: WorkReading) {
    const query = await toQuery(asked, reader)
    const ready: WorkItem[] = []
    const limit = Math.max(asked.limit, fewestLooked)
    let next = query.cursor ?? null
    for (let looked = 0; looked < mostLooked; ) {
      const page = await store.listWork({ ...query, limit, ...(next !== null && { cursor: next }) })
      const rows = page.items.map(({ row }) => row)
      for (const [n, item] of (await toItems(rows, reader.actor)).entries()) {
        if (!item.next) continue
        ready.push(item)
        if (ready.length < asked.limit) continue
        const isLast = n === rows.length - 1
        return { items: ready, next: isLast ? page.next : page.items[n]!.cursor }
      }
      next = page.next
      if (next === null) break
      looked += rows.length
    }
    return { items: ready, next }
  }

  /** What the reader had when it was closed, the latest first. */
  async function listDone(
    { process, stage, q, priority, limit, cursor }: WorkListAsked,
    { actor }: WorkReading,
  ) {
    const { items, next } = await store.listCases({
      status: 'closed',
      assignee: actor.id,
      sort: '-updated',
      limit,
      ...(process !== undefined && { process }),
      ...(stage !== undefined && { stage }),
      ...(q !== undefined && { q }),
      ...(cursor !== undefined && { cursor }),
    })
    const wanted = items.filter(row => priority === undefined || row.priority === priority)
    return { items: wanted.map(row => ({ row, next: null, blocked: null })), next }
  }

  return {
    list(asked, reader) {
      if (asked.view === 'done') return listDone(asked, reader)
      return asked.ready ? listReady(asked, reader) : listOpen(asked, reader)
    },
    async count(asked, reader) {
      return store.countWork(toFilter(asked), {
        person: reader.actor.id,
        at: await placesOf(reader),
        now: inMs(0),
        soon: inMs(dayMs),
      })
    },
  }
}

/** What stands in the way of a case whose version cannot be run any more. */
const unreadable: BlockedAction = {
  type: '',
  title: 'Go on',
  reason: 'not-accepted-here',
  message: 'Its version of the process cannot be run any more',
}

function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof UnreadableVersionError)) throw error
}
