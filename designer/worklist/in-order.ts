import type { WorkItem } from '../answers.ts'
import { priorities, type WorkSearch } from './work-search.ts'

type Placed = Pick<WorkItem, 'due' | 'priority' | 'updatedAt'>

/** Whether one comes before the other in a list of this order. What is alike in that is taken to. */
export function comesBefore(one: Placed, other: Placed, sort: WorkSearch['sort'] | 'due'): boolean {
  if (sort === '-updated') return one.updatedAt >= other.updatedAt
  const [a, b] = [priorities.indexOf(one.priority), priorities.indexOf(other.priority)]
  if (sort === 'priority' && a !== b) return a < b
  return dateOf(one) <= dateOf(other)
}

/** What has no date comes last. */
const dateOf = ({ due }: Placed) => (due === null ? Number.POSITIVE_INFINITY : Date.parse(due))
