// How many open cases there are, for whom and where: counted over ranges of the work index. Only words, and what is
// somebody's own, need a look at cases themselves.

import type { ColumnCount, WorkCounts, WorkFilter, WorkReader } from '../store.ts'
import { nextTurn } from './cases.ts'
import type { Database } from './database.ts'
import { toNumbers } from './places.ts'
import {
  boundsOf,
  type Candidate,
  createCandidates,
  type Holders,
  type OpenPlace,
  toWords,
} from './work-candidates.ts'

type Sum = { taken: number; cases: number; late: number; soon: number }

export function createWorkCounts(database: Database) {
  const { sql } = database
  const candidates = createCandidates(database)
  const sums = 'taken, count(*) AS cases, sum(due < ?) AS late, sum(due < ?) AS soon'
  const range = 'due < ? AND priority = coalesce(?, priority)'
  const inPlace = sql(`SELECT ${sums} FROM case_work WHERE place = ? AND ${range} GROUP BY taken`)
  // A case that stands in several of them counts once.
  const inShared = sql(
    `SELECT ${sums} FROM (SELECT DISTINCT case_no, taken, due FROM case_work
       WHERE place IN (SELECT value FROM json_each(?)) AND ${range}) GROUP BY taken`,
  )

  function sumsOf(places: OpenPlace[], filter: WorkFilter, late = 0, soon = 0): Sum[] {
    const { before, priority = null } = boundsOf(filter)
    const shared = places.filter(({ shared }) => shared === 1)
    const alone = shared.length > 1 ? places.filter(({ shared }) => shared === 0) : places
    const together = shared.length > 1 ? JSON.stringify(shared.map(({ no }) => no)) : undefined
    return [
      ...alone.flatMap(({ no }) => inPlace.all(late, soon, no, before, priority)),
      ...(together === undefined ? [] : inShared.all(late, soon, together, before, priority)),
    ] as unknown as Sum[]
  }

  async function count(filter: WorkFilter, { person, at, now, soon }: WorkReader): Promise<WorkCounts> {
    const places = candidates.placesOf(filter, at)
    const [late, early] = [Date.parse(now), Date.parse(soon)]
    const counts = { waiting: 0, mine: 0, team: 0, unassigned: 0, overdue: 0, today: 0 }
    const addWaiting = (cases: number, overdue: number, today: number) => {
      counts.waiting += cases
      counts.overdue += overdue
      counts.today += today
    }
    const addCase = ({ due }: Candidate) => addWaiting(1, Number(due < late), Number(due < early))
    const isAnywhere = candidates.toTest(filter, candidates.placesOf(filter), undefined)
    const waits = candidates.toTest(filter, places, undefined)

    for (const own of candidates.ofPerson(person)) {
      if (isAnywhere(own)) counts.mine += 1
      if (waits(own)) addCase(own)
    }
    const words = toWords(filter)
    if (words.length === 0) {
      for (const { taken, cases, late: overdue, soon: today } of sumsOf(places, filter, late, early)) {
        counts.team += cases
        if (taken === 1) continue
        counts.unassigned += cases
        addWaiting(cases, overdue, today)
      }
      return counts
    }
    for await (const candidate of candidates.search(words)) {
      if (!waits(candidate)) continue
      counts.team += 1
      if (candidate.assignee !== null) continue
      counts.unassigned += 1
      addCase(candidate)
    }
    return counts
  }

  /** How many are in each state, or in each department ('' where there is none). */
  async function countColumns(
    filter: WorkFilter,
    holders: Holders,
    by: 'state' | 'stage',
  ): Promise<ColumnCount[]> {
    const places = candidates.placesOf(filter)
    const columns = Map.groupBy(places, place => place[by])
    const words = toWords(filter)
    const counts = new Map([...columns.keys()].map(id => [id, 0]))
    const isByRange = words.length === 0 && (holders?.every(holder => holder === null) ?? true)
    if (isByRange) {
      for (const [id, inside] of columns) {
        const fitting = sumsOf(inside, filter).filter(({ taken }) => holders === undefined || taken === 0)
        counts.set(
          id,
          fitting.reduce((sum, { cases }) => sum + cases, 0),
        )
        await nextTurn()
      }
    } else {
      const columnOf = new Map(places.map(place => [place.no, place[by]]))
      const test = candidates.toTest(filter, places, holders)
      for await (const candidate of looked(words, holders)) {
        if (!test(candidate)) continue
        const ids = toNumbers(candidate.places).map(place => columnOf.get(place))
        for (const id of new Set(ids)) if (id !== undefined) counts.set(id, counts.get(id)! + 1)
      }
    }
    return [...counts].flatMap(([id, cases]) => (cases > 0 ? [{ id, cases }] : []))
  }

  function looked(words: string[], holders: Holders): AsyncIterable<Candidate> | Candidate[] {
    const persons = holders?.filter(holder => holder !== null)
    return persons && persons.length === holders?.length
      ? persons.flatMap(candidates.ofPerson)
      : candidates.search(words)
  }

  return { count, countColumns }
}
