import { expect, test } from 'vitest'
import {
  promiseFieldsOf,
  promisesIn,
  sortPromises,
  sumPromises,
} from '../../designer/audit/compare/promise-order.ts'
import { percent } from '../../designer/audit/compare/say.ts'
import type { PromiseGroup } from '../../engine/mining/promises.ts'
import { purchase } from '../support/purchase.ts'

const group = (value: string, kept: number, broken: number, open: number): PromiseGroup => ({
  ...{ value, cases: 1, kept, broken, open, withdrawn: 0 },
  share: kept + broken === 0 ? null : kept / (kept + broken),
})
const groups = [group('lamps', 1, 1, 0), group('chairs', 0, 0, 5), group('tables', 9, 2, 0)]
const named = (sorted: PromiseGroup[]) => sorted.map(({ value }) => value)

test('promises are sorted by most broken, by most of all, or by the smallest share kept', () => {
  expect(named(sortPromises(groups, 'broken'))).toEqual(['tables', 'lamps', 'chairs'])
  expect(named(sortPromises(groups, 'most'))).toEqual(['tables', 'chairs', 'lamps'])
  expect(named(sortPromises(groups, 'share'))).toEqual(['lamps', 'tables', 'chairs'])
})

test('all groups together have the share of those that are decided', () => {
  expect(sumPromises(groups)).toEqual({ kept: 10, broken: 3, withdrawn: 0, open: 5, share: 10 / 13 })
  expect(promisesIn(groups[1]!)).toBe(5)
  expect(sumPromises([groups[1]!]).share).toBeNull()
})

test('promises are told apart by fields that the process has; without promises by none', () => {
  expect(promiseFieldsOf(purchase, ['days', 'seller', 'amount'])).toEqual(['days', 'amount'])
  expect(promiseFieldsOf({ data: { type: 'object', properties: {} } }, ['days'])).toEqual([])
})

test('a share is never said to be all or nothing where it is not', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0 %', 'under 1 %', '50 %', '99 %', '100 %'])
})
