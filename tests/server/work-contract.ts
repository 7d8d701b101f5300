// What every store promises of the lists and counts of open cases.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priorities } from '../../engine/case.ts'
import { UnknownCursorError } from '../../server/faults.ts'
import type { CaseRow, Store, WorkFilter, WorkPlaces, WorkQuery } from '../../server/store/store.ts'
import { aCommit } from './store-contract.ts'

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T09:00:00.000Z`
const places = (given: Record<string, string[]>): WorkPlaces =>
  new Map(Object.entries(given).map(([process, states]) => [process, new Set(states)]))

const changes = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  process: fc.constantFrom('p', 'q'),
  status: fc.constantFrom('open' as const, 'open' as const, 'closed' as const),
  stage: fc.constantFrom('sales', 'operations'),
  activeStates: fc.uniqueArray(fc.constantFrom('s', 's.x', 's.z', 't'), { minLength: 1, maxLength: 3 }),
  assignee: fc.constantFrom(null, null, 'ana', 'ben'),
  due: fc.constantFrom(null, day(1), day(2), day(3)),
  priority: fc.constantFrom(...priorities),
  data: fc.record({ name: fc.constantFrom('Seeblick', 'Café', '') }),
  updatedAt: fc.constantFrom(day(1), day(2)),
  noted: fc.boolean(),
})
type Change = typeof changes extends fc.Arbitrary<infer Made> ? Made : never

const filters = fc.record(
  {
    process: fc.constantFrom('p', 'q'),
    stage: fc.constantFrom('sales', 'operations'),
    state: fc.constantFrom('s', 't'),
    priority: fc.constantFrom(...priorities),
    dueBefore: fc.constantFrom(day(2), day(3)),
    q: fc.constantFrom('see', 'a', 'é'),
  },
  { requiredKeys: [] },
)
const wheres = fc.constantFrom(
  places({ p: ['s', 's.x'], q: ['t'] }),
  places({ p: ['s.x', 's.z', 't'] }),
  places({}),
)
const whose = fc.constantFrom<(string | null)[][]>([null], [null, 'ana'], ['ana'])
const queries = fc
  .tuple(
    filters,
    fc.record({ at: wheres, holders: whose }, { requiredKeys: [] }),
    fc.constantFrom('due' as const, 'priority' as const, '-updated' as const),
  )
  .map(([filter, more, sort]) => ({ ...filter, ...more, sort }))

function fits(row: CaseRow, query: WorkFilter & Pick<WorkQuery, 'at' | 'holders'>): boolean {
  const { process, stage, state, priority, dueBefore, q = '', at, holders } = query
  const text = `${row.id} ${row.snapshot.data.name}`.toLowerCase()
  const isThere = (path: string) =>
    (state === undefined || path === state || path.startsWith(`${state}.`)) &&
    (at === undefined || (at.get(row.process)?.has(path) ?? false))
  return (
    row.snapshot.status === 'open' &&
    (process === undefined || row.process === process) &&
    (stage === undefined || row.stage === stage) &&
    (priority === undefined || row.priority === priority) &&
    (dueBefore === undefined || (row.due !== null && row.due < dueBefore)) &&
    (holders === undefined || holders.includes(row.assignee)) &&
    row.activeStates.some(isThere) &&
    text.includes(q)
  )
}

/** Cases with the same key may come in any order. */
function keyOf(row: CaseRow, sort: WorkQuery['sort']): string {
  if (sort === '-updated') return String(9e15 - Date.parse(row.updatedAt))
  return `${sort === 'priority' ? priorities.indexOf(row.priority) : ''} ${row.due ?? '9'}`
}

/** Makes the store, and what it should hold. */
async function fill(store: Store, made: Change[]): Promise<CaseRow[]> {
  const rows = new Map<string, CaseRow>()
  for (const { id, noted, ...change } of made) {
    const before = rows.get(id) ?? null
    const commit = aCommit(id, before, {
      ...change,
      ...(before && { process: before.process, noted }),
    })
    expect(await store.commit(commit)).toBe('committed')
    rows.set(id, commit.row)
  }
  return [...rows.values()]
}

export function workContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeps the contract of work`, () => {
    test('whatever is asked for, the pages hold the open cases that match, in order, each once', async () => {
      const property = fc.asyncProperty(
        fc.array(changes, { maxLength: 14 }),
        fc.array(queries, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (made, asked, limit) => {
          const store = await open()
          const rows = await fill(store, made)

          for (const query of asked) {
            const found: CaseRow[] = []
            for (let cursor: string | null | undefined; cursor !== null; ) {
              const page = await store.listWork({ ...query, limit, ...(cursor && { cursor }) })
              found.push(...page.items.map(({ row }) => row))
              if (page.next !== null) expect(page.items.at(-1)?.cursor).toBe(page.next)
              cursor = page.next
            }
            const expected = rows.filter(row => fits(row, query))
            expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
            const keys = found.map(row => keyOf(row, query.sort))
            expect(keys).toEqual(keys.toSorted())
          }
          await store.close()
        },
      )

      await fc.assert(property, { numRuns: 100 })
    })

    test('counts are those of the lists', async () => {
      const property = fc.asyncProperty(
        fc.array(changes, { maxLength: 14 }),
        filters,
        wheres,
        whose,
        async (made, filter, at, holders) => {
          const store = await open()
          const rows = await fill(store, made)
          const count = (more: object) => rows.filter(row => fits(row, { ...filter, ...more })).length
          const waiting = rows.filter(row => fits(row, { ...filter, at, holders: [null, 'ana'] }))
          const dueBefore = (end: string) => waiting.filter(({ due }) => due !== null && due < end).length

          expect(await store.countWork(filter, { person: 'ana', at, now: day(2), soon: day(3) })).toEqual({
            waiting: waiting.length,
            mine: count({ holders: ['ana'] }),
            team: count({ at }),
            unassigned: count({ at, holders: [null] }),
            overdue: dueBefore(day(2)),
            today: dueBefore(day(3)),
          })
          for (const held of [undefined, holders]) {
            const { dueBefore: _, ...columnsOf } = filter
            const asked = { ...columnsOf, ...(held && { holders: held }) }
            const stages = await store.countColumns(asked, 'stage')
            const states = await store.countColumns(asked, 'state')
            for (const stage of ['sales', 'operations'])
              expect(stages.find(({ id }) => id === stage)?.cases ?? 0).toBe(
                rows.filter(row => row.stage === stage && fits(row, asked)).length,
              )
            for (const { id, cases } of states)
              expect(cases).toBe(rows.filter(row => row.activeStates.includes(id) && fits(row, asked)).length)
          }
          await store.close()
        },
      )

      await fc.assert(property, { numRuns: 100 })
    })

    test('a list goes on after any of its items', async () => {
      const store = await open()
      for (const [id, due] of [
        ['late', day(1)],
        ['later', day(2)],
        ['never', null],
      ] as const)
        await store.commit(aCommit(id, null, { due }))

      const { items } = await store.listWork({ sort: 'due', limit: 3 })
      const after = await store.listWork({ sort: 'due', limit: 3, cursor: items[0]!.cursor })

      expect(items.map(({ row }) => row.id)).toEqual(['late', 'later', 'never'])
      expect(after.items.map(({ row }) => row.id)).toEqual(['later', 'never'])
      await expect(store.listWork({ sort: 'due', limit: 3, cursor: 'W10' })).rejects.toThrow(
        UnknownCursorError,
      )
      await store.close()
    })

    test('a rare word is found among many cases, whatever the order', async () => {
      const store = await open()
      const many = Array.from({ length: 2_500 }, (_, n) =>
        aCommit(`k${n}`, null, {
          due: day(1 + (n % 9)),
          data: { name: n % 600 === 599 ? 'Seeblick' : 'Hotel' },
          assignee: n % 2 === 0 ? 'ben' : null,
          priority: n % 3 === 0 ? 'low' : 'high',
        }),
      )
      await Promise.all(many.map(store.commit))
      const found = many.map(({ row }) => row).filter(row => row.snapshot.data.name === 'Seeblick')

      for (const sort of ['due', 'priority', '-updated'] as const) {
        const query = { q: 'seeblick', holders: [null, 'ben'], sort, limit: 3 }
        const first = await store.listWork(query)
        const second = await store.listWork({ ...query, cursor: first.next! })
        const ids = [...first.items, ...second.items].map(({ row }) => row)
        expect(ids.map(({ id }) => id).sort()).toEqual(found.map(({ id }) => id).sort())
        expect(ids.map(row => keyOf(row, sort))).toEqual(ids.map(row => keyOf(row, sort)).toSorted())
      }
      await store.close()
    })

    test('what somebody has chosen is kept, and is nobody else’s', async () => {
      const store = await open()

      await store.savePreferences('ana', { filters: [] })
      await store.savePreferences('ana', { filters: [{ name: 'Mine' }] })

      expect(await store.loadPreferences('ana')).toEqual({ filters: [{ name: 'Mine' }] })
      expect(await store.loadPreferences('ben')).toBeUndefined()
      await store.close()
    })
  })
}
