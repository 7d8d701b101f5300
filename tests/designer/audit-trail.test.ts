import { describe, expect, test } from 'vitest'
import { ApiError } from '../../designer/api.ts'
import { createHistoryLoad } from '../../designer/audit/load-history.ts'
import { createTrail, positionOf, stepAt } from '../../designer/audit/trail.ts'
import type { HistoryEntry } from '../../engine/case.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob } from '../support/purchase.ts'

const history = () =>
  historyOf(
    { amount: 120 },
    anEvent('ASK', { item: 'chairs' }),
    anEvent('APPROVE', {}, { ...ana, roles: ['auditor'] }),
    anEvent('APPROVE', {}, bob),
    anEvent('PACK'),
  )
const without = (...seqs: number[]) => history().filter(({ seq }) => !seqs.includes(seq))

function trailOf(entries: unknown[]) {
  const trail = createTrail()
  trail.add(entries)
  return trail
}

describe('a trail', () => {
  test('tells of each entry whether the case moved, and where it stood', () => {
    const trail = trailOf(history())

    expect(trail.whats).toEqual(['moved', 'moved', 'refused', 'moved', 'moved'])
    expect(trail.steps).toEqual([0, 1, 1, 3, 4])
    expect(stepAt(trail, 2)?.seq).toBe(2)
    expect(Object.fromEntries(trail.firstVisits)).toMatchObject({
      request: 0,
      approval: 1,
      'fulfilment.goods.open': 3,
      'fulfilment.goods.packed': 4,
    })
  })

  test('has a hole where entries are missing, and goes on after it', () => {
    const trail = trailOf(without(2, 3))

    expect(trail.items.map(item => [item.kind, item.seq])).toEqual([
      ['entry', 1],
      ['hole', 2],
      ['entry', 4],
      ['entry', 5],
    ])
    expect(trail.items[1]).toEqual({ kind: 'hole', seq: 2, last: 3, why: 'missing' })
    expect([1, 2, 3, 4, 99].map(seq => positionOf(trail, seq))).toEqual([0, 1, 1, 2, 3])
  })

  test('has a hole where an entry is damaged, with what can be shown of it', () => {
    const damaged = history() as Record<string, unknown>[]
    damaged[2] = { seq: 3, kind: 'event', event: 'gone' }
    damaged[3] = { ...damaged[3], to: { data: [] } }

    const { items } = trailOf(damaged)

    expect(items.map(({ kind }) => kind)).toEqual(['entry', 'entry', 'hole', 'hole', 'entry'])
    expect(items[2]).toMatchObject({ seq: 3, last: 3, why: 'unreadable', raw: { event: 'gone' } })
  })
})

/** Answers as the server does, which says what it cannot read. */
function serverWith(entries: HistoryEntry[], { broken = [] as number[] } = {}) {
  const asked: { after: number; limit: number }[] = []
  return {
    asked,
    async ask(page: { after: number; limit: number }) {
      asked.push(page)
      const places = entries.filter(({ seq }) => seq > page.after).slice(0, page.limit)
      const items = places.filter(({ seq }) => !broken.includes(seq))
      const damaged = places.flatMap(({ seq }) => (broken.includes(seq) ? { seq } : []))
      return { items, damaged }
    },
  }
}

describe('a history that is loaded', () => {
  test('is read around an entry that the server cannot read', async () => {
    const load = createHistoryLoad(serverWith(history(), { broken: [3] }).ask)

    await load.loadUntil(5)

    const { state, trail, count } = load.get()
    expect({ state, count }).toEqual({ state: 'whole', count: 5 })
    expect(trail.items.map(({ kind }) => kind)).toEqual(['entry', 'entry', 'hole', 'entry', 'entry'])
    expect(trail.items[2]).toEqual({ kind: 'hole', seq: 3, last: 3, why: 'unreadable' })
  })

  test('ends with a hole where the record is shorter than the case says', async () => {
    const load = createHistoryLoad(serverWith(without(4, 5)).ask)

    await load.loadUntil(5)

    expect(load.get().trail.items.at(-1)).toEqual({ kind: 'hole', seq: 4, last: 5, why: 'missing' })
  })

  test('goes on where it was after the server was away, and when more has happened', async () => {
    const server = serverWith(history())
    let isAway = false
    const load = createHistoryLoad(async page => {
      if (isAway) throw new ApiError(0, 'unreachable', 'The server cannot be reached.')
      return await server.ask(page)
    })
    await load.loadUntil(5)
    isAway = true
    await load.loadUntil(6)
    expect(load.get()).toMatchObject({ state: 'failed', count: 5, error: { status: 0 } })

    isAway = false
    await load.loadUntil(6)

    expect(load.get()).toMatchObject({ state: 'whole', count: 6, error: null })
    expect(server.asked.map(({ after }) => after)).toEqual([0, 5])
  })

  test('is a row of holes where nothing can be read', async () => {
    const load = createHistoryLoad(serverWith(history(), { broken: [1, 2, 3, 4, 5] }).ask)

    await load.loadUntil(5)

    expect(load.get()).toMatchObject({ state: 'whole', count: 5 })
    expect(load.get().trail.items.map(({ kind }) => kind)).toEqual(Array(5).fill('hole'))
  })
})
