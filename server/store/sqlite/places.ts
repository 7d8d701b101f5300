// Where cases are, for lists and counts. A place is a process, status and stage with one active state: there are
// few, however many cases. A case stands in one place, or in several when it is in several states at once.

import type { CaseRow } from '../store.ts'
import type { Database } from './database.ts'

export function createPlaces(sql: Database['sql']) {
  const add = sql('INSERT OR IGNORE INTO places (process, status, stage, state) VALUES (?, ?, ?, ?)')
  const find = sql('SELECT no FROM places WHERE process = ? AND status = ? AND stage = ? AND state = ?')
  const share = sql('UPDATE places SET shared = 1 WHERE no = ?')
  const enter = sql('INSERT INTO case_places (place, updated, case_no) VALUES (?, ?, ?)')
  const leave = sql('DELETE FROM case_places WHERE place = ? AND updated = ? AND case_no = ?')
  const change = sql(
    'UPDATE case_places SET place = ?, updated = ? WHERE place = ? AND updated = ? AND case_no = ?',
  )
  const addToCount = sql(
    `INSERT INTO case_counts (process, status, stage, cases) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET cases = cases + excluded.cases`,
  )
  const addToOpen = sql(
    `INSERT INTO open_counts (process, version, cases) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET cases = cases + excluded.cases`,
  )
  /** Numbers of places, by what they are. */
  const known = new Map<string, number>()
  /** Numbers of places where cases are known to stand that are in others too. */
  const shared = new Set<number>()
  /** What the group adds to the counts: [process, status, stage, cases]. */
  const counted = new Map<string, [string, string, string, number]>()
  /** What the group adds to the open cases of a version: [process, version, cases]. */
  const opened = new Map<string, [string, number, number]>()

  function numberOf(process: string, status: string, stage: string, state: string): number {
    const key = JSON.stringify([process, status, stage, state])
    let no = known.get(key)
    if (no === undefined) {
      add.run(process, status, stage, state)
      no = find.get(process, status, stage, state)!.no as number
      known.set(key, no)
    }
    return no
  }

  function markShared(no: number): void {
    if (shared.has(no)) return
    share.run(no)
    shared.add(no)
  }

  function addCount(process: string, status: string, stage: string, cases: number): void {
    const key = JSON.stringify([process, status, stage])
    const sum = counted.get(key)?.[3] ?? 0
    counted.set(key, [process, status, stage, sum + cases])
  }

  function addOpen(process: string, version: number, cases: number): void {
    const key = `${process} ${version}`
    const sum = opened.get(key)?.[2] ?? 0
    opened.set(key, [process, version, sum + cases])
  }

  return {
    /** The places of a case, as its row keeps them: their numbers with spaces between. */
    of({ process, snapshot, stage, activeStates }: CaseRow): string {
      const states = activeStates.length > 0 ? activeStates : ['']
      const nos = states.map(state => numberOf(process, snapshot.status, stage ?? '', state))
      if (nos.length > 1) nos.forEach(markShared)
      return nos.join(' ')
    },
    move(caseNo: number, before: string, from: number, after: string, to: number): void {
      if (before === after && from === to) return
      const [left, entered] = [toNumbers(before), toNumbers(after)]
      const stays = (place: number) => from === to && left.includes(place) && entered.includes(place)
      const leaving = left.filter(place => !stays(place))
      const entering = entered.filter(place => !stays(place))
      for (let i = 0; i < Math.max(leaving.length, entering.length); i++) {
        const [out, into] = [leaving[i], entering[i]]
        if (out === undefined) enter.run(into!, to, caseNo)
        else if (into === undefined) leave.run(out, from, caseNo)
        else change.run(into, to, out, from, caseNo)
      }
    },
    /** One case fewer there, one more here. Status '' before: it is new. */
    count(
      process: string,
      statusBefore: string,
      stageBefore: string | null,
      status: string,
      stage: string | null,
    ): void {
      if (statusBefore !== '') addCount(process, statusBefore, stageBefore ?? '', -1)
      addCount(process, status, stage ?? '', 1)
    },
    /** An open case stays on a version until it is closed or moved to another. Status '' before: it is new. */
    countOpen(
      process: string,
      statusBefore: string,
      versionBefore: number,
      status: string,
      version: number,
    ): void {
      if (statusBefore === status && versionBefore === version) return
      if (statusBefore === 'open') addOpen(process, versionBefore, -1)
      if (status === 'open') addOpen(process, version, 1)
    },
    /** Once for the whole group: the counts are few rows that every step would write again. */
    writeCounts(): void {
      for (const count of counted.values()) if (count[3] !== 0) addToCount.run(...count)
      for (const count of opened.values()) if (count[2] !== 0) addToOpen.run(...count)
      counted.clear()
      opened.clear()
    },
    /** The group was rolled back, and the places that it added with it. */
    forget(): void {
      known.clear()
      shared.clear()
      counted.clear()
      opened.clear()
    },
  }
}

export const toNumbers = (places: string) => (places === '' ? [] : places.split(' ').map(Number))
