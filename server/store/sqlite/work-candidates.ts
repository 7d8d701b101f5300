// What lists and counts of open cases look at: the places that can match, a case as it is needed to decide whether
// it does, somebody's own cases, and the search through all.

import { priorities } from '../../../engine/case.ts'
import type { WorkFilter, WorkPlaces } from '../store.ts'
import { nextTurn } from './cases.ts'
import type { Database } from './database.ts'
import { toNumbers } from './places.ts'
import { never } from './work-index.ts'

export type OpenPlace = { no: number; process: string; stage: string; state: string; shared: number }

/** An open case, as far as it is needed to decide. */
export type Candidate = {
  no: number
  assignee: string | null
  priority: number
  due: number
  updated: string
  places: string
  search: string
}

/** Whose cases: a person's id, null: nobody's; any of them. */
export type Holders = (string | null)[] | undefined

const columns = `no, assignee, priority, coalesce(due, ${never}) AS due, updated_at AS updated, places, search`
export const searchStride = 10_000

export function createCandidates({ sql }: Database) {
  const openPlaces = sql("SELECT no, process, stage, state, shared FROM places WHERE status = 'open'")
  const byNo = sql(`SELECT ${columns} FROM cases WHERE no = ?`)
  const ofPerson = sql(`SELECT ${columns} FROM cases WHERE assignee = ? AND status = 'open'`)
  const highest = sql('SELECT max(no) AS no FROM cases')

  /** The places that match; `at`: only these states. */
  function placesOf({ process, stage, state }: WorkFilter, at?: WorkPlaces): OpenPlace[] {
    const isInside = (path: string) => state === undefined || path === state || path.startsWith(`${state}.`)
    return (openPlaces.all() as unknown as OpenPlace[]).filter(
      place =>
        (process === undefined || place.process === process) &&
        (stage === undefined || place.stage === stage) &&
        isInside(place.state) &&
        (at === undefined || (at.get(place.process)?.has(place.state) ?? false)),
    )
  }

  /** Whether an open case is what is asked for. */
  function toTest(filter: WorkFilter, places: OpenPlace[], holders: Holders) {
    const inPlaces = new Set(places.map(({ no }) => no))
    const words = toWords(filter)
    const { before, priority } = boundsOf(filter)
    return (candidate: Candidate): boolean =>
      (holders === undefined || holders.includes(candidate.assignee)) &&
      (priority === undefined || candidate.priority === priority) &&
      candidate.due < before &&
      toNumbers(candidate.places).some(place => inPlaces.has(place)) &&
      words.every(word => candidate.search.includes(word))
  }

  return {
    placesOf,
    toTest,
    load: (no: number) => byNo.get(no) as unknown as Candidate,
    ofPerson: (person: string) => ofPerson.all(person) as unknown as Candidate[],
    size: () => (highest.get() as { no: number | null }).no ?? 0,
    /** Every open case that has these words, a part after the other. Lets requests in between. */
    async *search(words: string[]): AsyncIterable<Candidate[]> {
      const all = words.map(() => ' AND instr(search, ?)').join('')
      const some = sql(`SELECT ${columns} FROM cases WHERE no > ? AND no <= ? AND status = 'open'${all}`)
      const end = (highest.get() as { no: number | null }).no ?? 0
      for (let from = 0; from < end; from += searchStride) {
        yield some.all(from, from + searchStride, ...words) as unknown as Candidate[]
        await nextTurn()
      }
    },
  }
}

export const toWords = ({ q = '' }: WorkFilter) => q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)

/** Due before; without a date to be before, the cases that have none as well. */
export const boundsOf = ({ dueBefore, priority }: WorkFilter) => ({
  before: dueBefore === undefined ? never + 1 : Date.parse(dueBefore),
  priority: priority === undefined ? undefined : priorities.indexOf(priority),
})
