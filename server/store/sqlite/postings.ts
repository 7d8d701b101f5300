// The entries of several facets, newest first, walked together.
//
// Each list in turn is asked for its first entry at or before the mark. Where that is an older one, the mark moves
// there, and nothing in between is looked at: of things that were never true at once, little is read, however many
// entries have either.

import type { Database } from './database.ts'

/** A place in a list. */
export type Mark = { at: number; position: number }

/** An entry in a list. */
export type Posting = Mark & { caseNo: number }

export type List = { seek(mark: Mark): Posting | undefined }

/** Where a walk is: at an entry that all lists have, or at the next one that they might. */
export type Look = { mark: Posting; isShared: boolean }

const [fewest, most] = [8, 500]

export const isOlder = (a: Mark, b: Mark) => a.at < b.at || (a.at === b.at && a.position < b.position)

/** The mark just after, in the order of a walk. */
export const beyond = ({ at, position }: Mark): Mark => ({ at, position: position - 1 })

/** The entries of a facet since `from`. Marks may only become older. */
export function openList({ sql }: Pick<Database, 'sql'>, facet: number, from: number): List {
  const page = sql(
    `SELECT at, position, case_no AS caseNo FROM postings WHERE facet = ? AND (at, position) <= (?, ?) AND at >= ?
     ORDER BY at DESC, position DESC LIMIT ?`,
  )
  let postings: Posting[] = []
  let [next, used, size] = [0, 0, fewest]
  let isLast = false
  return {
    seek(mark) {
      while (next < postings.length && isOlder(mark, postings[next]!)) next += 1
      if (next === postings.length && !isLast) {
        // Read ahead while that is of use: who jumps from one to the next needs few of those in between.
        size = used * 16 >= postings.length ? Math.min(size * 4, most) : Math.max(size >> 2, fewest)
        postings = page.all(facet, mark.at, mark.position, from, size) as unknown as Posting[]
        isLast = postings.length < size
        next = 0
        used = 0
      }
      if (next < postings.length) used += 1
      return postings[next]
    },
  }
}

/** The lists should begin with the shortest. */
export function* walk([shortest, ...others]: List[], start: Mark): Iterable<Look> {
  for (let mark: Mark = start; ; ) {
    const first = shortest?.seek(mark)
    if (!first) return
    let older: Posting | undefined
    for (const list of others) {
      const there = list.seek(first)
      if (!there) return
      if (isOlder(there, first)) {
        older = there
        break
      }
    }
    yield { mark: older ?? first, isShared: older === undefined }
    mark = older ?? beyond(first)
  }
}
