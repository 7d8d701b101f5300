import { expect, test } from 'vitest'
import { readListSearch } from '../../designer/work/list-search.ts'
import { caseName } from '../../engine/case-name.ts'

test('of an address only what the list understands is taken', () => {
  expect(readListSearch({ q: 'hotel', status: 'open', stage: 'sales', page: 3 })).toEqual({
    q: 'hotel',
    status: 'open',
    stage: 'sales',
  })
  expect(readListSearch({ q: 1026, status: 'mislaid', stage: '' })).toEqual({ q: '1026' })
})

test('a case is called by the first name in its data, one level down at most', () => {
  expect(caseName({ score: 3, prospect: { name: 'Hotel Adler' } })).toBe('Hotel Adler')
  expect(caseName({ name: 'Own', prospect: { name: 'Other' } })).toBe('Own')
  expect(caseName({ deep: { deeper: { name: 'Too deep' } } })).toBeNull()
})
