// Lists of open cases, a page at a time: who waits longest for whom, whether there are ten cases or a hundred
// thousand.
//
// The work index (work-index.ts) holds, for each place, whether taken, and priority, the cases in order of their
// dates. A page is a merge of the streams that match, so that no other case is looked at. What is somebody's own is
// few, and is sorted. So is what has a rare word, which is looked for in all open cases; a common word is looked for on
// the way, and when that takes too long, in all of them after all.

import { UnknownCursorError } from '../../faults.ts'
import type { CaseRow, WorkPage, WorkQuery } from '../store.ts'
import { caseColumns, nextTurn, toCaseRow, withEntry } from './cases.ts'
import { fromCursor, toCursor } from './cursor.ts'
import type { Database } from './database.ts'
import { compareMarks, createStream, isBefore, merge, type Stream, type WorkMark } from './merge.ts'
import { boundsOf, type Candidate, createCandidates, type OpenPlace, toWords } from './work-candidates.ts'

/** Cases looked at before requests are let in. */
const stride = 2_000
/** As many cases with a word as are looked at without going through the list. */
const few = 5_000
/** Cases looked at on the way for a word. */
const mostLooked = 10_000
/** Matches kept of a search before the best of them are picked. */
const mostKept = 10_000
const begin: WorkMark = [-1, -9e15, -9e15]

export function createWorkList(database: Database) {
  const { sql } = database
  const candidates = createCandidates(database)
  const byNo = sql(`SELECT ${caseColumns} FROM cases c ${withEntry} WHERE c.no = ?`)
  const inOrder = sql(
    `SELECT due, case_no FROM case_work WHERE place = ? AND taken = ? AND priority = ? AND due < ?
     AND (due, case_no) > (?, ?) ORDER BY due, case_no LIMIT ?`,
  )
  const lastMoved = sql(
    `SELECT updated, case_no FROM case_places WHERE place = ? AND (updated, case_no) < (?, ?)
     ORDER BY updated DESC, case_no DESC LIMIT ?`,
  )

  async function list(query: WorkQuery): Promise<WorkPage> {
    const after = query.cursor === undefined ? begin : toMark(query.cursor)
    const marks = await find(query, after, query.limit + 1)
    const items = marks.slice(0, query.limit).map(mark => ({
      row: load(mark),
      cursor: cursorOf(mark),
    }))
    return { items, next: marks.length > items.length ? (items.at(-1)?.cursor ?? null) : null }
  }

  const load = (mark: WorkMark): CaseRow => toCaseRow(byNo.get(Math.abs(mark[2]))!)

  async function find(query: WorkQuery, after: WorkMark, count: number): Promise<WorkMark[]> {
    const places = candidates.placesOf(query, query.at)
    if (places.length === 0) return []
    const test = candidates.toTest(query, places, query.holders)
    const marked = (candidate: Candidate) => markOf(candidate, query.sort)
    if (query.holders?.every(holder => holder !== null))
      return ownOf(query, test)
        .map(marked)
        .filter(mark => isBefore(after, mark))
        .sort(compareMarks)
        .slice(0, count)

    const words = toWords(query)
    const mustLook = words.length > 0 || query.sort === '-updated'
    const rare = words.length > 0 ? await search(words, test, marked, after, count, few) : undefined
    if (rare) return rare
    const found: WorkMark[] = []
    let looked = 0
    for (const mark of merge(streamsOf(query, places, test, after))) {
      if (!mustLook || test(candidates.load(Math.abs(mark[2])))) found.push(mark)
      if (found.length === count) return found
      if (++looked > mostLooked && words.length > 0) break
      if (looked % stride === 0) await nextTurn()
    }
    return words.length > 0 ? ((await search(words, test, marked, after, count)) ?? []) : found
  }

  function ownOf({ holders = [] }: WorkQuery, test: (candidate: Candidate) => boolean): Candidate[] {
    return holders.flatMap(holder => (holder === null ? [] : candidates.ofPerson(holder))).filter(test)
  }

  /** Of all cases with these words, the first that match; undefined when more than `most` have them. */
  async function search(
    words: string[],
    test: (candidate: Candidate) => boolean,
    marked: (candidate: Candidate) => WorkMark,
    after: WorkMark,
    count: number,
    most = Number.POSITIVE_INFINITY,
  ): Promise<WorkMark[] | undefined> {
    let kept: WorkMark[] = []
    let seen = 0
    const pick = () => kept.sort(compareMarks).slice(0, count)
    for await (const some of candidates.search(words)) {
      seen += some.length
      if (seen > most) return undefined
      for (const candidate of some) {
        const mark = marked(candidate)
        if (isBefore(after, mark) && test(candidate)) kept.push(mark)
      }
      if (kept.length > mostKept + count) kept = pick()
    }
    return pick()
  }

  function streamsOf(
    query: WorkQuery,
    places: OpenPlace[],
    test: (candidate: Candidate) => boolean,
    after: WorkMark,
  ): Stream[] {
    if (query.sort === '-updated') return places.map(({ no }) => movedStream(no, after))
    const { before, priority } = boundsOf(query)
    const levels = priority === undefined ? [0, 1, 2, 3] : [priority]
    // Whoever is named besides nobody has few; of the others, those that anybody has are in streams of their own.
    const taken = query.holders === undefined ? [0, 1] : [0]
    const own = ownOf(query, test)
      .map(candidate => markOf(candidate, query.sort))
      .sort(compareMarks)
      .filter(mark => isBefore(after, mark))
    const streams = places.flatMap(({ no }) =>
      taken.flatMap(take =>
        levels.map(level =>
          indexStream([no, take, level, before], query.sort === 'priority' ? level : 0, after),
        ),
      ),
    )
    return own.length > 0 ? [...streams, listStream(own)] : streams
  }

  function indexStream(range: [number, number, number, number], rank: number, after: WorkMark): Stream {
    const from: WorkMark = rank > after[0] ? [rank, begin[1], begin[2]] : after
    return createStream(from, ([atRank, key, tie], count) =>
      atRank > rank
        ? []
        : inOrder
            .all(...range, key, tie, count)
            .map(({ due, case_no }) => [rank, due as number, case_no as number] as const),
    )
  }

  /** Newest first: what comes later has the lesser number. */
  function movedStream(place: number, after: WorkMark): Stream {
    return createStream(after, ([, key, tie], count) =>
      lastMoved
        .all(place, -key, -tie, count)
        .map(({ updated, case_no }) => [0, -(updated as number), -(case_no as number)] as const),
    )
  }

  return { list }
}

function listStream(marks: WorkMark[]): Stream {
  let at = 0
  const stream: Stream = {
    mark: marks[0],
    advance() {
      stream.mark = marks[++at]
    },
  }
  return stream
}

function markOf({ no, due, priority, updated }: Candidate, sort: WorkQuery['sort']): WorkMark {
  if (sort === '-updated') return [0, -Date.parse(updated), -no]
  return [sort === 'priority' ? priority : 0, due, no]
}

const cursorOf = ([rank, key, tie]: WorkMark) => toCursor({ key: `${rank} ${key}`, no: tie })

function toMark(cursor: string): WorkMark {
  const { key, no } = fromCursor(cursor)
  const [, rank, date] = /^(\d) (-?\d{1,16})$/.exec(String(key)) ?? []
  if (rank === undefined || date === undefined) throw new UnknownCursorError()
  return [Number(rank), Number(date), no]
}
