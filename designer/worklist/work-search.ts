// What of My work is in its address, so that a list can be kept under a name, sent to somebody, and gone back to.

import type { Priority } from '../../engine/case.ts'
import type { WorkFilter, WorkQuery } from '../answers.ts'

export const views = ['waiting', 'mine', 'unassigned', 'team', 'done'] as const
export const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'low']
export const dueWithin = ['overdue', 'today', 'week'] as const
export const sorts = ['due', 'priority', '-updated'] as const

export type View = (typeof views)[number]
/** What is as it begins is not in the address. `show: 'all'`: also what a rule is in the way of. */
export type WorkSearch = WorkFilter & {
  view?: Exclude<View, 'waiting'>
  sort?: 'priority' | '-updated'
  show?: 'all'
}

/** Whatever an address or a kept filter holds, only what the list understands is taken from it. */
export function readWorkSearch(search: Record<string, unknown>): WorkSearch {
  const { q, process, stage } = search
  const view = oneOf(views, search.view)
  const sort = oneOf(sorts, search.sort)
  const priority = oneOf(priorities, search.priority)
  const due = oneOf(dueWithin, search.due)
  return {
    ...(view !== undefined && view !== 'waiting' && { view }),
    ...(text(q) !== '' && { q: text(q).slice(0, 200) }),
    ...(text(process) !== '' && { process: text(process) }),
    ...(text(stage) !== '' && { stage: text(stage) }),
    ...(priority !== undefined && { priority }),
    ...(due !== undefined && { due }),
    ...(sort !== undefined && sort !== 'due' && { sort }),
    ...(search.show === 'all' && { show: 'all' as const }),
  }
}

/** An empty value takes a part away. */
export function withChange(search: WorkSearch, change: { [name in keyof WorkSearch]: string }): WorkSearch {
  return readWorkSearch({ ...search, ...change })
}

export const viewOf = ({ view }: WorkSearch): View => view ?? 'waiting'

/** Whether the list can be kept to what can be done now: one's own cases are all shown, and closed ones are over. */
export const canBeReady = (search: WorkSearch): boolean => !['mine', 'done'].includes(viewOf(search))

/** What the server is asked for the list. */
export function toQuery(search: WorkSearch): Omit<WorkQuery, 'limit' | 'cursor'> {
  const { sort, show } = search
  const view = viewOf(search)
  if (view === 'done') {
    const { due: _, ...filter } = toFilter(search)
    return { ...filter, view }
  }
  return {
    ...toFilter(search),
    view,
    ...(sort !== undefined && { sort }),
    ...(canBeReady(search) && show !== 'all' && { ready: 'true' as const }),
  }
}

/** What the server is asked for the counts, and what a filter is beside its tab and order. */
export function toFilter({ process, stage, priority, due, q }: WorkSearch): WorkFilter {
  return {
    ...(process !== undefined && { process }),
    ...(stage !== undefined && { stage }),
    ...(priority !== undefined && { priority }),
    ...(due !== undefined && { due }),
    ...(q !== undefined && { q }),
  }
}

export const isFiltered = (search: WorkSearch): boolean => Object.keys(toFilter(search)).length > 0

/** Whether both lead to the same list. */
export const isSameSearch = (a: WorkSearch, b: WorkSearch): boolean => inOrder(a) === inOrder(b)

const inOrder = (search: WorkSearch) => JSON.stringify(Object.entries(search).sort())

// A router reads `q=1026` as a number.
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find(one => one === value)
