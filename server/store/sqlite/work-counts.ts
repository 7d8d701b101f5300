// How many open cases there are, for whom and where. How many stand in which places together, taken or not, and how
// urgent, is counted as they move (places.ts); what is overdue is counted over ranges of the work index. Only words,
// and what is somebody's own, need a look at cases themselves.

import type { ColumnCount, WorkCounts, WorkFilter, WorkReader } from '../store.ts'
import { nextTurn } from './cases.ts'
import type { Database } from './database.ts'
import { toNumbers } from './places.ts'
import {
  boundsOf,
  createCandidates,
  type Holders,
  type OpenPlace,
  searchStride,
  toWords,
} from './work-candidates.ts'
import { never } from './work-index.ts'

/** Cases that stand in these places together. `late`, `soon`: how many of them are due by then. */
type Tally = { places: string; taken: number; cases: number; late: number; soon: number }

export function createWorkCounts(database: Database) {
  const { sql } = database
  const candidates = createCandidates(database)
  const together = sql(
    `SELECT places, taken, sum(cases) AS cases, 0 AS late, 0 AS soon FROM work_counts
     WHERE cases > 0 AND priority = coalesce(?, priority) GROUP BY places, taken`,
  )
  const range = 'taken = ? AND priority = ? AND due < ?'
  const inPlace = sql(`SELECT count(*) AS cases FROM case_work WHERE place = ? AND ${range}`)
  // A case that stands in several of them counts once.
  const inShared = sql(
    `SELECT count(DISTINCT case_no) AS cases FROM case_work WHERE place IN (SELECT value FROM json_each(?)) AND ${range}`,
  )

  /** Cases in these places, due before. */
  function countDue(
    places: OpenPlace[],
    taken: number,
    before: number,
    priority: number | undefined,
  ): number {
    const shared = places.filter(({ shared }) => shared === 1)
    const alone = shared.length > 1 ? places.filter(({ shared }) => shared === 0) : places
    const list = JSON.stringify(shared.map(({ no }) => no))
    let cases = 0
    for (const level of priority === undefined ? [0, 1, 2, 3] : [priority]) {
      for (const { no } of alone) cases += casesIn(inPlace.get(no, taken, level, before))
      if (shared.length > 1) cases += casesIn(inShared.get(list, taken, level, before))
    }
    return cases
  }

  /** All open cases that have these words, a part after the other. Lets requests in between. */
  async function tallySearch(filter: WorkFilter, late = 0, soon = 0): Promise<Tally[]> {
    const words = toWords(filter)
    const { before, priority = null } = boundsOf(filter)
    const some = sql(
      `SELECT places, assignee IS NOT NULL AS taken, count(*) AS cases, sum(coalesce(due, ${never}) < ?) AS late,
         sum(coalesce(due, ${never}) < ?) AS soon
       FROM cases WHERE no > ? AND no <= ? AND status = 'open'${words.map(() => ' AND instr(search, ?)').join('')}
         AND coalesce(due, ${never}) < ? AND priority = coalesce(?, priority) GROUP BY places, assignee IS NOT NULL`,
    )
    const tallies: Tally[] = []
    const end = candidates.size()
    for (let from = 0; from < end; from += searchStride) {
      const rows = some.all(late, soon, from, from + searchStride, ...words, before, priority)
      tallies.push(...(rows as unknown as Tally[]))
      await nextTurn()
    }
    return tallies
  }

  async function count(filter: WorkFilter, { person, at, now, soon }: WorkReader): Promise<WorkCounts> {
    const places = candidates.placesOf(filter, at)
    const waits = candidates.toTest(filter, places, undefined)
    const isMine = candidates.toTest(filter, candidates.placesOf(filter), undefined)
    const [late, early] = [Date.parse(now), Date.parse(soon)]
    const own = candidates.ofPerson(person)
    const ownWaiting = own.filter(waits)
    const dueBy = (end: number) => ownWaiting.filter(({ due }) => due < end).length

    const others =
      toWords(filter).length > 0
        ? sumUp(await tallySearch(filter, late, early), places)
        : countByRange(filter, places, late, early)
    return {
      waiting: others.unassigned + ownWaiting.length,
      mine: own.filter(isMine).length,
      team: others.team,
      unassigned: others.unassigned,
      overdue: others.late + dueBy(late),
      today: others.soon + dueBy(early),
    }
  }

  function countByRange(filter: WorkFilter, places: OpenPlace[], late: number, soon: number) {
    const { before, priority } = boundsOf(filter)
    const due = (taken: number, end: number) => countDue(places, taken, Math.min(before, end), priority)
    const unassignedDue = { late: due(0, late), soon: due(0, soon) }
    if (filter.dueBefore === undefined) {
      const { team, unassigned } = sumUp(tallyAll(priority), places)
      return { team, unassigned, ...unassignedDue }
    }
    const unassigned = due(0, before)
    return { team: unassigned + due(1, before), unassigned, ...unassignedDue }
  }

  const tallyAll = (priority: number | undefined) => together.all(priority ?? null) as unknown as Tally[]

  /** How many are in each state, or in each department ('' where there is none). */
  async function countColumns(
    filter: Omit<WorkFilter, 'dueBefore'>,
    holders: Holders,
    by: 'state' | 'stage',
  ): Promise<ColumnCount[]> {
    const places = candidates.placesOf(filter)
    const columnOf = new Map(places.map(place => [place.no, place[by]]))
    const counts = new Map<string, number>()
    const add = (standing: string, cases: number) => {
      const ids = new Set(toNumbers(standing).map(place => columnOf.get(place)))
      for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + cases)
    }
    const persons = holders?.filter(holder => holder !== null) ?? []
    const test = candidates.toTest(filter, places, holders)
    for (const own of persons.flatMap(candidates.ofPerson).filter(test)) add(own.places, 1)
    if (holders === undefined || holders.includes(null)) {
      const { priority } = boundsOf(filter)
      const tallies = toWords(filter).length > 0 ? await tallySearch(filter) : tallyAll(priority)
      for (const { places, taken, cases } of tallies)
        if (holders === undefined || taken === 0) add(places, cases)
    }
    return [...counts].map(([id, cases]) => ({ id, cases }))
  }

  return { count, countColumns }
}

function sumUp(tallies: Tally[], places: OpenPlace[]) {
  const there = new Set(places.map(({ no }) => no))
  const sum = { team: 0, unassigned: 0, late: 0, soon: 0 }
  for (const { places, taken, cases, late, soon } of tallies) {
    if (!toNumbers(places).some(place => there.has(place))) continue
    sum.team += cases
    if (taken === 1) continue
    sum.unassigned += cases
    sum.late += late
    sum.soon += soon
  }
  return sum
}

const casesIn = (row: Record<string, unknown> | undefined) => row!.cases as number
