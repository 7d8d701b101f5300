import { expect, test } from 'vitest'
import { nextKeys } from '../../designer/ui/row-keys.ts'

const start = nextKeys({ names: [], keys: [] }, ['a', 'b', 'c'])

test('a row that moves takes its key along', () => {
  expect(nextKeys(start, ['b', 'a', 'c']).keys).toEqual([2, 1, 3])
})

test('a row that is changed in its place stays the same row', () => {
  expect(nextKeys(start, ['a', 'x', 'c']).keys).toEqual([1, 2, 3])
})

test('rows around one that is removed or added stay the same rows', () => {
  const without = nextKeys(start, ['a', 'c'])

  expect(without.keys).toEqual([1, 3])
  expect(nextKeys(without, ['a', 'c', 'd']).keys).toEqual([1, 3, 4])
})

test('rows that say the same are told apart by their order', () => {
  const twins = nextKeys({ names: [], keys: [] }, ['a', 'a', 'b'])

  expect(nextKeys(twins, ['a', 'b']).keys).toEqual([1, 3])
})
