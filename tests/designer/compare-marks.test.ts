import { expect, test } from 'vitest'
import { readCompareSearch } from '../../designer/audit/compare/compare-search.ts'
import { pointerOfWayBack, waysFrom } from '../../designer/audit/compare/event-ways.ts'
import { heatOf, markMisfits, markTimes } from '../../designer/audit/compare/marks-of.ts'
import { foldRepeats } from '../../designer/audit/compare/repeats.ts'
import type { Durations } from '../../engine/mining/durations.ts'
import { purchase } from '../support/purchase.ts'

const took = (total: number): Durations => ({
  ...{ count: 2, total, median: total / 2, p90: total, shortest: 0, longest: total },
})
const timesOf = (state: string, total: number) => ({
  ...{ state, cases: 2, visits: 2, rework: 0, open: 0, time: took(total), waiting: took(0) },
})
const say = { span: (ms: number) => `${ms} ms`, back: (count: number) => `back ${count}` }

test('an address says which part, process and version; what makes no sense is left out', () => {
  expect(readCompareSearch({ part: 'time', process: 'purchase', version: '3' })).toEqual({
    part: 'time',
    process: 'purchase',
    version: 3,
  })
  expect(readCompareSearch({ version: 'all', by: 'offering' })).toEqual({ version: 'all', by: 'offering' })
  expect(readCompareSearch({ part: 'nothing', process: 7, version: '-1', by: '' })).toEqual({})
})

test('the same event in a row is told once, with how often', () => {
  expect(foldRepeats(['a', 'b', 'b', 'b', 'a'])).toEqual([
    { thing: 'a', times: 1 },
    { thing: 'b', times: 3 },
    { thing: 'a', times: 1 },
  ])
})

test('states are tinted by how their time compares with the longest, each with its number', () => {
  const { marks, most } = markTimes(
    purchase,
    { states: [timesOf('approval', 1_000), timesOf('request', 150)], waysBack: [] },
    'total',
    say,
  )

  expect(most).toBe(1_000)
  expect(marks.states).toEqual({
    approval: { tone: 'timed', heat: 5, label: '1000 ms' },
    request: { tone: 'timed', heat: 1, label: '150 ms' },
  })
  expect([heatOf(0, 10), heatOf(10, 0), heatOf(0.1, 10), heatOf(6, 10)]).toEqual([0, 0, 1, 3])
})

test('a way back is counted where it is drawn', () => {
  const back = { event: 'RETURN', from: 'approval', to: 'request', count: 3, cases: 2 }

  const pointer = pointerOfWayBack(purchase, back)
  const { counts } = markTimes(purchase, { states: [], waysBack: [back] }, 'total', say)

  expect(pointer).toBe('/states/approval/on/RETURN/0')
  expect(counts).toEqual(new Map([[pointer, { text: '3×', about: 'back 3', tone: 'way' }]]))
})

test('what was refused is marked at the states where cases were, and on the ways that were refused', () => {
  const misfit = { reason: 'guard-false' as const, rules: ['within-limit'], cases: 1, example: 'c1' }

  const { marks, counts } = markMisfits(
    purchase,
    [
      { ...misfit, event: 'APPROVE', states: ['approval'], count: 2 },
      { ...misfit, event: 'PACK', states: ['approval'], count: 1 },
    ],
    count => `${count} refused`,
  )

  expect(waysFrom(purchase, 'approval', 'PACK')).toEqual([])
  expect(marks.states).toEqual({ approval: { tone: 'error', label: '3 refused' } })
  expect([...counts.values()].map(({ text }) => text)).toContain('2×')
})
