// Whose reading is looked at, and of when, as it stands in the address.

import { type FindSearch, readFindSearch, toFilter } from '../find/find-search.ts'

/** `target`: the case that was read; days as in the search for entries. */
export type ReadsSearch = Pick<FindSearch, 'when' | 'from' | 'to'> & { person?: string; target?: string }

export function readReadsSearch(search: Record<string, unknown>): ReadsSearch {
  const {
    actor,
    case: id,
    when,
    from,
    to,
  } = readFindSearch({
    ...{ actor: search.person, case: search.target },
    ...{ when: search.when, from: search.from, to: search.to },
  })
  return {
    ...(actor !== undefined && { person: actor }),
    ...(id !== undefined && { target: id }),
    ...(when !== undefined && { when }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}

/** What the server is asked for. `now` says which day it is. */
export function toReadQuery({ person, target, ...time }: ReadsSearch, now: Date): Record<string, string> {
  return {
    ...toFilter(time, now),
    ...(person !== undefined && { person }),
    ...(target !== undefined && { target }),
  }
}
