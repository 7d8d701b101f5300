import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distance, dueWords } from '../../designer/worklist/due-words.ts'
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

describe('until when', () => {
  const now = new Date('2026-05-04T12:00:00Z')
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString()

  test.each([
    [-0.01, 'Overdue by 1 min', 'overdue'],
    [-3.5, 'Overdue by 3 h', 'overdue'],
    [-72, 'Overdue by 3 days', 'overdue'],
    [0, 'Due in 1 min', 'soon'],
    [0.5, 'Due in 30 min', 'soon'],
    [23.9, 'Due in 23 h', 'soon'],
    [47.9, 'Due in 47 h', 'later'],
    [50, 'Due in 2 days', 'later'],
  ])('a date %d hours away is said as “%s”', (hours, text, mood) => {
    expect(dueWords(at(hours), now)).toEqual({ text, mood })
  })

  test('time in a state is told in whole units', () => {
    expect([distance(0), distance(90_000), distance(7_300_000), distance(3 * 86_400_000)]).toEqual([
      '1 min',
      '1 min',
      '2 h',
      '3 days',
    ])
  })
})
