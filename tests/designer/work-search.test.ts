import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dueWithin,
  isSameSearch,
  priorities,
  readWorkSearch,
  sorts,
  toFilter,
  toQuery,
  views,
  withChange,
} from '../../designer/worklist/work-search.ts'

describe('filters in the address', () => {
  test('of an address only what the list understands is taken', () => {
    const search = readWorkSearch({ view: 'mine', q: 1026, due: 'yesterday', priority: 'urgent', page: 3 })

    expect(search).toEqual({ view: 'mine', q: '1026', priority: 'urgent' })
  })

  test('what is as it begins is not in the address', () => {
    expect(readWorkSearch({ view: 'waiting', sort: 'due', stage: '', show: 'ready' })).toEqual({})
  })

  test('every filter comes back from its own address, and from a kept one', () => {
    const text = fc.string({ maxLength: 20 })
    const any = fc.record(
      {
        view: fc.constantFrom(...views),
        q: text,
        process: text,
        stage: text,
        priority: fc.constantFrom(...priorities),
        due: fc.constantFrom(...dueWithin),
        sort: fc.constantFrom(...sorts),
        show: fc.constantFrom('all', 'ready'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(any, given => {
        const search = readWorkSearch(given)

        const kept = readWorkSearch(JSON.parse(JSON.stringify(search)))

        expect(isSameSearch(kept, search)).toBe(true)
        expect(readWorkSearch(search)).toEqual(search)
      }),
    )
  })

  test('a filter is set and taken away again without touching the others', () => {
    const search = withChange({ q: 'hotel' }, { priority: 'high' })

    expect(search).toEqual({ q: 'hotel', priority: 'high' })
    expect(withChange(search, { priority: '' })).toEqual({ q: 'hotel' })
  })

  test('a list asks for what can be done now, unless all is wanted or it is one’s own', () => {
    expect(toQuery({ stage: 'sales' })).toEqual({ view: 'waiting', stage: 'sales', ready: 'true' })
    expect(toQuery({ show: 'all', sort: 'priority' })).toEqual({ view: 'waiting', sort: 'priority' })
    expect(toQuery({ view: 'mine' })).toEqual({ view: 'mine' })
    expect(toQuery({ view: 'done', due: 'today', sort: 'priority' })).toEqual({ view: 'done' })
    expect(toFilter({ view: 'mine', due: 'today', show: 'all' })).toEqual({ due: 'today' })
  })
})
