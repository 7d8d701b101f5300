// Lists of cases, a page at a time, whether there are ten or a million.
//
// There are two ways to a page, and the narrower one is taken:
//
//   gather   the cases that can match are few (somebody's own, those in a rare place, those with a rare word):
//            look at all of them, sort them, cut
//   walk     they are many: go through cases in the order wanted, and stop when the page is full. In order of
//            the last move that is a merge of the places that match, so that no other case is looked at
//
// Both let requests in between: a search through a million cases takes a while, but nobody else waits for it.

import type { CaseQuery, CaseRow } from '../store.ts'
import { caseColumns, nextTurn, toCaseRow, withEntry } from './cases.ts'
import { fromCursor, type Mark, toCursor } from './cursor.ts'
import type { Database } from './database.ts'
import { toNumbers } from './places.ts'

/** As many cases as one can look at, all of them, for a page. */
const few = 20_000
/** Cases looked at before requests are let in. */
const stride = 2_000
const searchStride = 10_000

/** A case as it is needed to decide whether it is on the page, and where. */
type Candidate = { no: number; key: string | number; assignee: string | null; places: string; search: string }

type Order = { column: 'updated_at' | 'opened_at' | 'id'; direction: 'asc' | 'desc' }

export function createCaseList({ sql }: Database) {
  const byNo = sql(`SELECT ${caseColumns} FROM cases c ${withEntry} WHERE c.no = ?`)
  const allPlaces = sql('SELECT no, process, status, stage, state FROM places')
  const fewIn = sql('SELECT case_no FROM case_places WHERE place = ? LIMIT ?')
  const ofPerson = sql('SELECT no FROM cases WHERE assignee = ?')
  const highest = sql('SELECT max(no) AS no FROM cases')

  async function list(query: CaseQuery): Promise<{ items: CaseRow[]; next: string | null }> {
    const order = toOrder(query)
    const after = query.cursor === undefined ? undefined : fromCursor(query.cursor)
    const matches = toFilter(query)
    const gathered = await gather(query, order, matches.places)
    const page = gathered
      ? sortAndCut(await take(look(gathered, order), matches.test), order, after, query.limit + 1)
      : await take(walk(order, matches.places, after), matches.test, query.limit + 1)
    const shown = page.slice(0, query.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(({ no }) => toCaseRow(byNo.get(no)!)),
      next: last && page.length > shown.length ? toCursor(last) : null,
    }
  }

  /** What a case must be; `places` is undefined when it may be anywhere. */
  function toFilter(query: CaseQuery) {
    const places = placesOf(query)
    const inPlaces = places && new Set(places)
    const words = toWords(query)
    const test = ({ assignee, places, search }: Candidate): boolean =>
      (query.assignee === undefined || assignee === query.assignee) &&
      (inPlaces === undefined || toNumbers(places).some(place => inPlaces.has(place))) &&
      words.every(word => search.includes(word))
    return { places, test }
  }

  function placesOf({ process, status, stage, state }: CaseQuery): number[] | undefined {
    if ((process ?? status ?? stage ?? state) === undefined) return undefined
    const inside = (path: string) => state === undefined || path === state || path.startsWith(`${state}.`)
    return allPlaces
      .all()
      .filter(
        place =>
          (process === undefined || place.process === process) &&
          (status === undefined || place.status === status) &&
          (stage === undefined || place.stage === stage) &&
          inside(place.state as string),
      )
      .map(({ no }) => no as number)
  }

  /** The numbers of all cases that can match, if they are few. */
  async function gather(
    query: CaseQuery,
    { column }: Order,
    places: number[] | undefined,
  ): Promise<number[] | undefined> {
    if (typeof query.assignee === 'string') return numbers(ofPerson.all(query.assignee), 'no')
    const words = toWords(query)
    if (column === 'updated_at' && words.length === 0) return undefined
    const there = places && standingIn(places)
    if (there) return there
    return words.length > 0 ? await search(words) : undefined
  }

  function standingIn(places: number[]): number[] | undefined {
    const found = new Set<number>()
    for (const place of places) {
      for (const no of numbers(fewIn.all(place, few + 1), 'case_no')) found.add(no)
      if (found.size > few) return undefined
    }
    return [...found]
  }

  async function search(words: string[]): Promise<number[] | undefined> {
    const found: number[] = []
    const all = words.map(() => 'instr(search, ?)').join(' AND ')
    const withWords = sql(`SELECT no FROM cases WHERE no > ? AND no <= ? AND ${all}`)
    const end = (highest.get() as { no: number | null }).no ?? 0
    for (let from = 0; from < end; from += searchStride) {
      found.push(...numbers(withWords.all(from, from + searchStride, ...words), 'no'))
      if (found.length > few) return undefined
      await nextTurn()
    }
    return found
  }

  function* look(nos: number[], { column }: Order): Iterable<Candidate> {
    const one = sql(`SELECT no, ${column} AS key, assignee, places, search FROM cases WHERE no = ?`)
    for (const no of nos) yield one.get(no) as unknown as Candidate
  }

  function walk(order: Order, places: number[] | undefined, after: Mark | undefined): Iterable<Candidate> {
    return order.column === 'updated_at'
      ? walkPlaces(places ?? numbers(allPlaces.all(), 'no'), order, after)
      : walkIndex(order, after)
  }

  function* walkIndex({ column, direction }: Order, after: Mark | undefined): Iterable<Candidate> {
    const beyond = direction === 'asc' ? '>' : '<'
    const select = `SELECT no, ${column} AS key, assignee, places, search FROM cases`
    const ordered = `ORDER BY ${column} ${direction}, no ${direction} LIMIT ?`
    const first = sql(`${select} ${ordered}`)
    const next = sql(`${select} WHERE (${column}, no) ${beyond} (?, ?) ${ordered}`)
    let last = after
    for (let size = 64; ; size = Math.min(size * 4, stride)) {
      const rows = (last ? next.all(last.key, last.no, size) : first.all(size)) as unknown as Candidate[]
      yield* rows
      last = rows.at(-1)
      if (!last || rows.length < size) return
    }
  }

  /** Every place has its cases in order; of all the places, the one whose next case comes first goes on. */
  function* walkPlaces(places: number[], order: Order, after: Mark | undefined): Iterable<Candidate> {
    const one = sql('SELECT no, updated_at AS key, assignee, places, search FROM cases WHERE no = ?')
    const before = order.direction === 'asc' ? isBefore : (a: Mark, b: Mark) => isBefore(b, a)
    const from = after && { key: Date.parse(String(after.key)), no: after.no }
    let streams = places.map(place => walkPlace(place, order, from)).filter(stream => stream.mark)
    let yielded = 0
    while (streams.length > 0) {
      const first = streams.reduce((a, b) => (before(b.mark!, a.mark!) ? b : a))
      const { no } = first.mark!
      first.advance()
      if (!first.mark) streams = streams.filter(stream => stream !== first)
      // A case in several places comes from each of them, one after the other.
      if (no !== yielded) yield one.get(no) as unknown as Candidate
      yielded = no
    }
  }

  function walkPlace(place: number, { direction }: Order, after: Mark | undefined) {
    const beyond = direction === 'asc' ? '>' : '<'
    const next = sql(
      `SELECT updated AS key, case_no AS no FROM case_places WHERE place = ? AND (updated, case_no) ${beyond} (?, ?)
       ORDER BY updated ${direction}, case_no ${direction} LIMIT ?`,
    )
    const end = direction === 'asc' ? { key: -9e15, no: 0 } : { key: 9e15, no: 0 }
    let marks: Mark[] = []
    let last = after ?? end
    let [at, size] = [-1, 8]
    const stream = {
      mark: undefined as Mark | undefined,
      advance(): void {
        at += 1
        if (at === marks.length) {
          marks = next.all(place, last.key, last.no, size) as unknown as Mark[]
          at = 0
          size = Math.min(size * 4, 500)
          last = marks.at(-1) ?? last
        }
        stream.mark = marks[at]
      },
    }
    stream.advance()
    return stream
  }

  return { list }
}

async function take(
  candidates: Iterable<Candidate>,
  test: (candidate: Candidate) => boolean,
  count = Number.POSITIVE_INFINITY,
): Promise<Candidate[]> {
  const taken: Candidate[] = []
  let looked = 0
  for (const candidate of candidates) {
    if (test(candidate)) taken.push(candidate)
    if (taken.length === count) break
    if (++looked % stride === 0) await nextTurn()
  }
  return taken
}

function sortAndCut(
  candidates: Candidate[],
  { direction }: Order,
  after: Mark | undefined,
  count: number,
): Candidate[] {
  const sign = direction === 'asc' ? 1 : -1
  const compare = (a: Mark, b: Mark) => (isBefore(a, b) ? -sign : isBefore(b, a) ? sign : 0)
  const rest = after ? candidates.filter(candidate => compare(after, candidate) < 0) : candidates
  return rest.sort(compare).slice(0, count)
}

const isBefore = (a: Mark, b: Mark) => a.key < b.key || (a.key === b.key && a.no < b.no)

function toOrder({ sort = '-updated' }: CaseQuery): Order {
  const column = sort.endsWith('updated') ? 'updated_at' : sort.endsWith('opened') ? 'opened_at' : 'id'
  return { column, direction: sort.startsWith('-') ? 'desc' : 'asc' }
}

const toWords = ({ q = '' }: CaseQuery) => q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)

const numbers = (rows: Record<string, unknown>[], column: string) => rows.map(row => row[column] as number)
