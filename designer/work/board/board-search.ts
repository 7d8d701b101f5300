import { type Priority, priorities } from '../../../engine/case.ts'

/** What of the board is in its address, so that it can be kept and sent to somebody. */
export type BoardSearch = {
  process?: string
  by?: 'state' | 'stage'
  assignee?: 'me' | 'none'
  priority?: Priority
  q?: string
}

/** Whatever an address holds, only what the board understands is taken from it. */
export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  const { process, by, assignee, priority, q } = search
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const urgency = priorities.find(one => one === priority)
  return {
    ...(text(process) !== '' && { process: text(process) }),
    ...((by === 'state' || by === 'stage') && { by }),
    ...((assignee === 'me' || assignee === 'none') && { assignee }),
    ...(urgency !== undefined && { priority: urgency }),
    ...(text(q) !== '' && { q: text(q).slice(0, 200) }),
  }
}
