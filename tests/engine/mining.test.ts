import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { createBottlenecks } from '../../engine/mining/bottlenecks.ts'
import { createPromiseCount, findPromiseField } from '../../engine/mining/promises.ts'
import { createVariants } from '../../engine/mining/variants.ts'
import journey from '../../processes/customer-journey/definition.json' with { type: 'json' }
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob, compiled } from '../support/purchase.ts'

const hour = 3_600_000
const at = (hours: number) => new Date(Date.UTC(2026, 2, 2) + hours * hour).toISOString()
const ask = (hours: number) => anEvent('ASK', { item: 'lamp' }, ana, at(hours))
const back = (hours: number) => anEvent('RETURN', { reason: 'no' }, bob, at(hours))

test('cases with the same events in the same order are one variant, with how long they took', () => {
  const { add, result } = createVariants()

  add({ case: 'a', types: ['ASK', 'RETURN', 'ASK'], from: at(0), to: at(2) })
  add({ case: 'b', types: ['ASK'], from: at(0), to: at(1) })
  add({ case: 'c', types: ['ASK', 'RETURN', 'ASK'], from: at(0), to: at(6) })

  const { cases, variants, others } = result()
  expect({ cases, others }).toEqual({ cases: 3, others: 0 })
  expect(variants.map(({ types, count, examples }) => ({ types, count, examples }))).toEqual([
    { types: ['ASK', 'RETURN', 'ASK'], count: 2, examples: ['a', 'c'] },
    { types: ['ASK'], count: 1, examples: ['b'] },
  ])
  expect(variants[0]!.share).toBe(2 / 3)
  expect(variants[0]!.durations).toEqual({
    count: 2,
    total: 8 * hour,
    median: 2 * hour,
    p90: 6 * hour,
    shortest: 2 * hour,
    longest: 6 * hour,
  })
})

test('every state tells its visits, the time spent, the waiting before anything is done, and the rework', () => {
  const { read, result } = createBottlenecks(compiled)
  const start = { ...historyOf({ amount: 900 })[0]!, event: anEvent('start', { amount: 900 }, ana, at(0)) }
  const rest = historyOf({ amount: 900 }, ask(1), anEvent('APPROVE', {}, bob, at(3)), back(5), ask(6)).slice(
    1,
  )
  const reader = read()

  for (const entry of [start as HistoryEntry, ...rest]) reader.add(entry)
  reader.end()

  const { states, waysBack, stages } = result()
  expect(states.find(({ state }) => state === 'approval')).toMatchObject({
    cases: 1,
    visits: 2,
    rework: 1,
    open: 1,
    // The refused attempt at 3 is the first thing that anybody did.
    waiting: { count: 1, total: 2 * hour },
    time: { count: 1, total: 4 * hour },
  })
  expect(states.find(({ state }) => state === 'request')).toMatchObject({
    visits: 2,
    rework: 1,
    open: 0,
    time: { total: 2 * hour },
  })
  expect(waysBack).toEqual([{ event: 'RETURN', from: 'approval', to: 'request', count: 1, cases: 1 }])
  expect(stages).toMatchObject([{ stage: 'sales', cases: 1, visits: 1, time: { total: 6 * hour } }])
})

test('promises are counted by what they or their cases have in common, found by its name', () => {
  const offering = findPromiseField(journey as never, 'offering')!
  const campaign = findPromiseField(journey as never, 'campaign')!
  const { add, result } = createPromiseCount(offering)

  add({
    promises: [
      { offering: 'beds', state: 'kept' },
      { offering: 'beds', state: 'undelivered' },
    ],
  })
  add({ promises: [{ offering: 'beds', state: 'open' }, { state: 'withdrawn' }] })

  expect(offering).toEqual({ of: 'promise', path: ['offering'] })
  expect(campaign).toEqual({ of: 'case', path: ['prospect', 'campaign'] })
  expect(findPromiseField(journey as never, 'seller')).toEqual({ of: 'case', path: ['seller'] })
  expect(findPromiseField(journey as never, 'market')).toEqual({ of: 'case', path: ['market'] })
  expect(findPromiseField(journey as never, 'colour')).toBeUndefined()
  expect(result()).toEqual([
    { value: 'beds', cases: 2, kept: 1, broken: 1, withdrawn: 0, open: 1, share: 0.5 },
    { value: null, cases: 1, kept: 0, broken: 0, withdrawn: 1, open: 0, share: null },
  ])
})
