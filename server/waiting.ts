// Where open cases wait for whom: the states of every version that some case is still on.

import type { Process } from '../engine/compile.ts'
import { joined, type Waits, waitsOf } from '../engine/waits.ts'
import { UnreadableVersionError } from './faults.ts'
import type { Processes } from './processes.ts'
import type { Store, WorkPlaces } from './store/store.ts'

export type Waiting = {
  /** Process → the states where somebody with one of these roles may do something. */
  placesFor(roles: readonly string[]): Promise<WorkPlaces>
}

export function createWaiting(around: { store: Store; processes: Pick<Processes, 'load'> }): Waiting {
  const { store, processes } = around
  /** Versions are frozen: what they come to together is worked out once. */
  const known = new Map<string, { versions: string; waits: Waits }>()

  async function waitsIn(process: string): Promise<Waits> {
    const numbers = (await store.countOpenByVersion(process)).map(({ version }) => version)
    const versions = numbers.join(' ')
    const before = known.get(process)
    if (before?.versions === versions) return before.waits
    const waits: Waits = new Map()
    for (const number of numbers)
      for (const [state, roles] of await readWaits(process, number))
        waits.set(state, joined(waits.has(state) ? waits.get(state)! : [], roles))
    known.set(process, { versions, waits })
    return waits
  }

  /** Of a version that cannot be run any more nobody knows for whom it waits. */
  async function readWaits(process: string, version: number): Promise<Waits> {
    try {
      return waitsOf(await processes.load(process, version))
    } catch (error) {
      if (error instanceof UnreadableVersionError) return new Map()
      throw error
    }
  }

  return {
    async placesFor(roles) {
      const counts = await store.countCases()
      const open = new Set(counts.filter(({ status }) => status === 'open').map(({ process }) => process))
      const places = new Map<string, Set<string>>()
      for (const process of open) {
        const waits = [...(await waitsIn(process))]
        const mine = waits.filter(([, allow]) => allow === null || allow.some(role => roles.includes(role)))
        places.set(process, new Set(mine.map(([state]) => state)))
      }
      return places
    },
  }
}

const waitsKnown = new WeakMap<Process, Waits>()

/** The roles that these atomic states wait for. Where everyone may act it is the department's, if it has one. */
export function rolesAt(process: Process, paths: string[]): string[] {
  const waits = waitsKnown.get(process) ?? waitsOf(process)
  waitsKnown.set(process, waits)
  const roles = paths.flatMap(path => waits.get(path) ?? process.index.byPath.get(path)?.stage ?? [])
  return [...new Set(roles)]
}
