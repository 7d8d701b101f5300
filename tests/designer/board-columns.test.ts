// The columns of the board as they are shown, and what a case is worth.

import { expect, test } from 'vitest'
import type { BoardColumn, CaseSummary } from '../../designer/answers.ts'
import { readBoardSearch } from '../../designer/work/board/board-search.ts'
import { placedColumn, shownColumns, totalOf } from '../../designer/work/board/columns.ts'
import { moneyIn, worthOf } from '../../designer/work/board/money.ts'
import { placesOf } from '../../designer/work/places.ts'
import type { JsonSchema } from '../../engine/json.ts'

const item = (id: string, budget?: number): CaseSummary => ({
  id,
  process: 'p',
  version: 1,
  seq: 1,
  status: 'open',
  states: 'a',
  activeStates: ['a'],
  stage: null,
  assignee: null,
  clocks: {},
  due: null,
  priority: 'normal',
  returned: null,
  openedAt: '2026-01-05T08:00:00.000Z',
  updatedAt: '2026-01-05T08:00:00.000Z',
  data: budget === undefined ? {} : { budget },
})

const column = (id: string, items: CaseSummary[] = [], status: 'open' | 'closed' = 'open'): BoardColumn => ({
  id,
  title: null,
  stage: null,
  count: items.length,
  items,
  next: null,
  more: status === 'open' ? { status, sort: 'due' } : { status, sort: '-updated' },
})

const places = placesOf({
  id: 'p',
  name: 'P',
  initial: 'lost',
  states: {
    lost: { type: 'final' },
    a: { title: 'Left', states: { done: {} } },
    b: { title: 'Right', states: { done: {} } },
  },
})

test('where cases end comes last, and of two columns with one name each says what it is part of', () => {
  const shown = shownColumns(
    [column('lost', [], 'closed'), column('a.done'), column('b.done')],
    'state',
    places,
  )

  expect(shown.map(({ name }) => name)).toEqual(['Left › Done', 'Right › Done', 'Lost'])
  expect(shown.map(({ ends }) => ends)).toEqual([false, false, true])
})

test('a card that is led elsewhere is counted there, and no longer where it was', () => {
  const moved = { item: item('two'), to: ['b'] }

  const [from, to] = [column('a', [item('one'), item('two')]), column('b', [item('three')])].map(one =>
    placedColumn(one, moved),
  )

  expect([from!.count, from!.items.map(({ id }) => id)]).toEqual([1, ['one']])
  expect([to!.count, to!.items.map(({ id }) => id)]).toEqual([2, ['two', 'three']])
})

test('the worth of a column is said to be whole only when every card of it is there', () => {
  const moneys = moneyIn({ properties: { budget: { type: 'number' } } })
  const items = [item('one', 30), item('two'), item('three', 12)]

  expect(totalOf(items, 3, moneys)).toMatchObject({ sum: 42, isWhole: true, title: 'Budget' })
  expect(totalOf(items, 9, moneys)).toMatchObject({ sum: 42, isWhole: false })
  expect(totalOf([item('two')], 1, moneys)).toBeNull()
})

test('amounts in several currencies are not added up', () => {
  const moneys = ['EUR', 'USD'].map(currency => ({ keys: [currency], title: currency, currency }))
  const [one, two] = [
    { ...item('one'), data: { EUR: 5 } },
    { ...item('two'), data: { USD: 5 } },
  ]

  expect(totalOf([one!, two!], 2, moneys)).toBeNull()
})

test('a case is worth its amount in a currency, or else a number called value, amount, price or budget, the first known', () => {
  const offer = { properties: { price: { type: 'number', 'x-currency': 'EUR', title: 'Price' } } }
  const named = { properties: { budget: { type: 'number' }, value: { type: 'number' } } }
  const keysIn = (properties: object) =>
    moneyIn({ properties } as JsonSchema).map(({ keys }) => keys.join('.'))
  const moneys = moneyIn({ properties: { deal: named } })

  expect(keysIn({ value: { type: 'number' }, offer })).toEqual(['offer.price'])
  expect(keysIn({ lines: { type: 'array', items: offer }, score: { type: 'number' } })).toEqual([])
  expect(worthOf({ deal: { value: 3, budget: 9 } }, moneys)?.value).toBe(3)
  expect(worthOf({ deal: { budget: 9 } }, moneys)?.value).toBe(9)
  expect(worthOf({}, moneys)).toBeNull()
})

test('an address of the board is read for what the board understands, and for nothing else', () => {
  const read = readBoardSearch({ process: 'p', by: 'state', assignee: 'eva', priority: 'high', q: 7, x: 1 })

  expect(read).toEqual({ process: 'p', by: 'state', priority: 'high', q: '7' })
})
