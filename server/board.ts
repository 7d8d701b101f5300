// The open cases of a process in columns, by state or by department; the columns where cases end show the latest.

import type { Process } from '../engine/compile.ts'
import type { StateNode } from '../engine/paths.ts'
import { UnreadableVersionError } from './faults.ts'
import type { Processes } from './processes.ts'
import type { CaseRow, Store, WorkFilter, WorkQuery } from './store/store.ts'

export type BoardAsked = Pick<WorkFilter, 'priority' | 'q'> & {
  process: string
  by: 'state' | 'stage'
  /** a person's id; null: nobody's; not given: anybody's */
  assignee?: string | null
}

export type Column = {
  /** dotted path of an atomic state, or a department; '' for cases in none */
  id: string
  /** the state's, where the definition gives it one */
  title: string | null
  stage: string | null
  /** null: not counted */
  count: number | null
  items: CaseRow[]
  /** `cursor` of the list of cases that goes on, asked as `more` says */
  next: string | null
  more: { status: 'open' | 'closed'; sort: 'due' | '-updated' }
}

type Head = Pick<Column, 'id' | 'title' | 'stage'> & { ends: boolean }

const shown = 30

export type Board = (asked: BoardAsked) => Promise<Column[]>

export function createBoard(around: { store: Store; processes: Processes }): Board {
  const { store, processes } = around

  /** Those of the newest version in its order, then those of older versions where open cases still are. */
  async function headsOf({ process, by }: BoardAsked): Promise<Head[]> {
    const newest = await processes.newest(process).catch(unlessUnreadable)
    const heads = new Map(newest ? toHeads(newest, by).map(head => [head.id, head]) : [])
    const there = new Set((await store.countColumns({ process }, by)).map(({ id }) => id))
    const missing = [...there].some(id => !heads.has(id))
    for (const { version } of missing ? await processes.openCases(process) : []) {
      const older = await processes.load(process, version).catch(unlessUnreadable)
      for (const head of older ? toHeads(older, by) : [])
        if (there.has(head.id) && !heads.has(head.id)) heads.set(head.id, head)
    }
    for (const id of there)
      if (!heads.has(id)) heads.set(id, { id, title: null, stage: by === 'stage' ? id : null, ends: false })
    return [...heads.values()]
  }

  return async asked => {
    const { process, by, assignee, ...filter } = asked
    const heads = await headsOf(asked)
    const whose = assignee === undefined ? {} : { holders: [assignee] }
    const counted = await store.countColumns({ process, ...filter, ...whose }, by)
    const counts = new Map(counted.map(({ id, cases }) => [id, cases]))
    const columns: Column[] = []
    for (const { ends, ...head } of heads) {
      const count = counts.get(head.id) ?? 0
      const column =
        ends && count === 0
          ? await latestIn(head.id, asked)
          : { count, ...(await openIn({ process, [by]: head.id, ...filter, ...whose }, count)) }
      columns.push({ ...head, ...column })
    }
    return columns
  }

  async function openIn(query: Omit<WorkQuery, 'sort' | 'limit'>, count: number) {
    const more = { status: 'open', sort: 'due' } as const
    if (count === 0) return { items: [], next: null, more }
    const { items, next } = await store.listWork({ ...query, sort: 'due', limit: shown })
    return { items: items.map(({ row }) => row), next, more }
  }

  /** A state where cases have ended. How urgent they were no longer matters. */
  async function latestIn(state: string, { process, assignee, q }: BoardAsked) {
    const more = { status: 'closed', sort: '-updated' } as const
    const { items, next } = await store.listCases({
      process,
      state,
      ...more,
      limit: shown,
      ...(assignee !== undefined && { assignee }),
      ...(q !== undefined && { q }),
    })
    return { count: next === null ? items.length : null, items, next, more }
  }
}

function toHeads({ index }: Process, by: 'state' | 'stage'): Head[] {
  const atomic = [...index.byPath.values()].filter(isAtomic)
  if (by === 'state')
    return atomic.map(({ path, definition, stage, type }) => ({
      id: path,
      title: definition.title ?? null,
      stage,
      ends: type === 'final',
    }))
  const stages = atomic.filter(({ type }) => type !== 'final').map(({ stage }) => stage)
  return [...new Set(stages)].map(stage => ({ id: stage ?? '', title: null, stage, ends: false }))
}

const isAtomic = ({ parent, children, type }: StateNode) =>
  parent !== null && children.length === 0 && type !== 'history'

/** The cases of a version that cannot be run any more stand in columns that are called by their states. */
function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof UnreadableVersionError)) throw error
}
