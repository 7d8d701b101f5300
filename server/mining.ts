// What many histories say together. Read case by case, in pages, with requests in between; the newest cases only,
// because an answer must come while somebody waits for it.

import { type HistoryEntry, isStep } from '../engine/case.ts'
import { isHistoryEntry } from '../engine/entry-shape.ts'
import { type Bottlenecks, createBottlenecks } from '../engine/mining/bottlenecks.ts'
import {
  type CaseFitness,
  type Conformance,
  createConformance,
  type LogCase,
} from '../engine/mining/conformance.ts'
import { createPromiseCount, type PromiseField, type PromiseGroup } from '../engine/mining/promises.ts'
import { createVariants, type Variants } from '../engine/mining/variants.ts'
import { DamagedEntryError } from './faults.ts'
import type { Processes } from './processes.ts'
import type { RegisterReader } from './registers.ts'
import type { CaseRow, Store } from './store/store.ts'

/** Which cases: of one version, opened from (included) to (not included), ISO 8601; the `limit` that moved last. */
export type Mined = { process: string; version?: number; from?: string; to?: string; limit: number }

/** `bounded`: there are more cases than were read. `unreadable`: cases with a damaged history, which are left out. */
export type Bounded<Found> = Found & Read
type Read = { bounded: boolean; unreadable: string[] }

export type Mining = {
  variants(mined: Mined): Promise<Bounded<Variants>>
  bottlenecks(mined: Mined & { version: number }): Promise<Bounded<Bottlenecks>>
  /** Histories of one version against the definition of another, `against`; `worst`: the least fit cases. */
  conformance(
    mined: Mined & { version: number; against: number; by: 'rules' | 'order' },
  ): Promise<Bounded<Conformance & { worst: CaseFitness[] }>>
  promises(mined: Mined, field: PromiseField): Promise<Bounded<{ cases: number; items: PromiseGroup[] }>>
}

const casesAtOnce = 200
const entriesAtOnce = 100
const worstShown = 20

export function createMining({
  store,
  processes,
  registers,
}: {
  store: Pick<Store, 'listCases' | 'listHistory'>
  processes: Pick<Processes, 'load'>
  registers: Pick<RegisterReader, 'current'>
}): Mining {
  /** Calls back for each case that is meant, up to the limit. */
  async function eachCase(mined: Mined, see: (row: CaseRow) => void | Promise<void>): Promise<Read> {
    const unreadable: string[] = []
    let seen = 0
    let cursor: string | undefined
    do {
      const query = { process: mined.process, sort: '-updated', limit: casesAtOnce } as const
      const { items, next } = await store.listCases({ ...query, ...(cursor !== undefined && { cursor }) })
      for (const row of items) {
        if (!isMined(row, mined)) continue
        if (seen++ === mined.limit) return { bounded: true, unreadable }
        try {
          await see(row)
        } catch (error) {
          if (!(error instanceof DamagedEntryError)) throw error
          unreadable.push(row.id)
        }
        await nextTurn()
      }
      cursor = next ?? undefined
    } while (cursor !== undefined)
    return { bounded: false, unreadable }
  }

  /** Throws DamagedEntryError, before anything of the page is seen. */
  async function eachEntry(caseId: string, see: (entry: HistoryEntry) => void): Promise<void> {
    for (let after = 0; ; ) {
      const page = await store.listHistory(caseId, { after, limit: entriesAtOnce })
      if (!page.every(isHistoryEntry)) throw new DamagedEntryError('it is JSON, but no entry')
      for (const entry of page) see(entry)
      if (page.length < entriesAtOnce) return
      after = page.at(-1)!.seq
      await nextTurn()
    }
  }

  return {
    async variants(mined) {
      const variants = createVariants()
      const read = await eachCase(mined, async ({ id, openedAt, updatedAt }) => {
        const types: string[] = []
        await eachEntry(id, entry => {
          if (isStep(entry) && entry.kind !== 'start') types.push(entry.event.type)
        })
        variants.add({ case: id, types, from: openedAt, to: updatedAt })
      })
      return { ...variants.result(), ...read }
    },

    async bottlenecks(mined) {
      const bottlenecks = createBottlenecks(await processes.load(mined.process, mined.version))
      const read = await eachCase(mined, async ({ id }) => {
        const reader = bottlenecks.read()
        await eachEntry(id, reader.add)
        reader.end()
      })
      return { ...bottlenecks.result(), ...read }
    },

    async conformance({ against, by, ...mined }) {
      const process = await processes.load(mined.process, against)
      const conformance = createConformance(process, { by, registers: await registers.current() })
      let worst: CaseFitness[] = []
      const read = await eachCase(mined, async ({ id }) => {
        const log: LogCase = { case: id, start: { at: '' }, events: [] }
        await eachEntry(id, ({ kind, event: { type, at, data, actor } }) => {
          if (kind === 'start') log.start = { at, data, actor }
          if (kind === 'event') log.events.push({ type, at, data, actor })
        })
        const found = conformance.add(log)
        if (found.first) worst = [...worst, found].sort((a, b) => a.fitness - b.fitness).slice(0, worstShown)
      })
      return { ...conformance.result(), worst, ...read }
    },

    async promises(mined, field) {
      const counted = createPromiseCount(field)
      let cases = 0
      const read = await eachCase(mined, ({ snapshot }) => {
        cases += 1
        counted.add(snapshot.data)
      })
      return { cases, items: counted.result(), ...read }
    },
  }
}

function isMined({ version, openedAt }: CaseRow, mined: Mined): boolean {
  if (mined.version !== undefined && version !== mined.version) return false
  const at = Date.parse(openedAt)
  if (mined.from !== undefined && at < Date.parse(mined.from)) return false
  return mined.to === undefined || at < Date.parse(mined.to)
}

/** Requests get in between. */
const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve))
