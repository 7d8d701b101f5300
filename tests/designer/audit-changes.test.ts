import { expect, test } from 'vitest'
import { changesBetween, rowsBetween } from '../../designer/audit/changes.ts'

test('a value is added, changed or gone, and named by the way to it', () => {
  const before = { prospect: { name: 'Seeblick', budget: 30_000 }, note: 'call' }
  const after = { prospect: { name: 'Seeblick', budget: 25_000 }, market: 'hotels' }

  expect(changesBetween(before, after)).toEqual([
    { keys: ['prospect', 'budget'], kind: 'changed', before: 30_000, after: 25_000 },
    { keys: ['market'], kind: 'added', before: undefined, after: 'hotels' },
    { keys: ['note'], kind: 'removed', before: 'call', after: undefined },
  ])
})

test('lists are compared by position, and what is in a new record is told value by value', () => {
  expect(changesBetween({ days: [3, 5] }, { days: [3, 6, 9], who: { id: 'ana' } })).toMatchObject([
    { keys: ['days', '1'], kind: 'changed' },
    { keys: ['days', '2'], kind: 'added', after: 9 },
    { keys: ['who', 'id'], kind: 'added', after: 'ana' },
  ])
})

test('a value that becomes another kind of thing has changed as a whole', () => {
  expect(changesBetween({ a: { b: 1 } }, { a: [1] })).toEqual([
    { keys: ['a'], kind: 'changed', before: { b: 1 }, after: [1] },
  ])
  expect(changesBetween({ a: null }, { a: { b: 1 } })).toHaveLength(1)
  expect(changesBetween({ a: [] }, { a: [1] })).toMatchObject([{ keys: ['a', '0'], kind: 'added' }])
})

test('a file is one value', () => {
  const file = { name: 'plan.pdf', size: 3, sha256: 'aa' }

  expect(changesBetween({ file }, { file: { ...file, sha256: 'bb' } })).toMatchObject([
    { keys: ['file'], kind: 'changed' },
  ])
  expect(changesBetween({ file }, { file: { ...file } })).toEqual([])
})

test('rows tell what stayed as well, and nothing of the two being the same is a change', () => {
  const data = { b: 1, a: { list: [{ x: null }], empty: {} } }

  expect(rowsBetween(data, structuredClone(data)).map(({ keys, kind }) => [keys.join('.'), kind])).toEqual([
    ['b', 'same'],
    ['a.list.0.x', 'same'],
    ['a.empty', 'same'],
  ])
  expect(changesBetween(undefined, { amount: 1 })).toMatchObject([{ keys: ['amount'], kind: 'added' }])
})
