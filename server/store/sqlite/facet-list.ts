// The values that entries can be found by, those that most entries have first.

import type { FacetCount, FacetQuery } from '../entry-search.ts'
import type { Database } from './database.ts'
import { createPatience } from './patience.ts'
import { type Mark, openList, walk } from './postings.ts'

const patienceMs = 150
const stride = 1_000
const newest: Mark = { at: 8.64e15, position: Number.MAX_SAFE_INTEGER }

/** What a rule said is asked for beside its name. */
const isName = (kind: string, value: string) => kind !== 'rule' || !value.includes('=')

type FacetRow = FacetCount & { no: number }

export function createFacetList({ sql }: Database) {
  const page = sql(
    `SELECT no, value, entries FROM facets WHERE kind = ? AND (entries, no) < (?, ?)
     ORDER BY entries DESC, no DESC LIMIT ?`,
  )
  const facet = sql("SELECT no FROM facets WHERE kind = 'process' AND value = ?")

  function* rowsOf(kind: string): Iterable<FacetRow> {
    let last = { entries: Number.MAX_SAFE_INTEGER, no: 0 }
    for (;;) {
      const rows = page.all(kind, last.entries, last.no, stride) as unknown as FacetRow[]
      yield* rows
      if (rows.length < stride) return
      last = rows.at(-1)!
    }
  }

  /** Is there an entry that has both? */
  function isTogether(a: number, b: number): boolean {
    for (const { isShared } of walk(
      [a, b].map(no => openList({ sql }, no, -newest.at)),
      newest,
    ))
      if (isShared) return true
    return false
  }

  return async ({ kind, process, q = '', limit }: FacetQuery): Promise<FacetCount[]> => {
    const ofProcess = process === undefined ? undefined : (facet.get(process) as { no: number } | undefined)
    if (process !== undefined && !ofProcess) return []
    const part = q.toLowerCase()
    const found: FacetCount[] = []
    const patience = createPatience(patienceMs)
    for (const { no, value, entries } of rowsOf(kind)) {
      if (
        isName(kind, value) &&
        value.toLowerCase().includes(part) &&
        (!ofProcess || isTogether(no, ofProcess.no))
      )
        found.push({ value, entries })
      if (found.length === limit || (await patience.isOver())) break
    }
    return found
  }
}
