import type { CaseQuery } from '../answers.ts'

/** What of the list is in its address, so that a filtered list can be kept and sent to somebody. */
export type ListSearch = Pick<CaseQuery, 'q' | 'stage' | 'process' | 'status' | 'assignee'>

/** Whatever an address holds, only what the list understands is taken from it. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const { q, stage, process, status, assignee } = search
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return {
    ...(text(q) !== '' && { q: text(q).slice(0, 200) }),
    ...(text(stage) !== '' && { stage: text(stage) }),
    ...(text(process) !== '' && { process: text(process) }),
    ...((assignee === 'me' || assignee === 'none') && { assignee }),
    ...((status === 'open' || status === 'closed') && { status }),
  }
}
