// The columns of the board as they are shown, and what a case is worth.

import { expect, test } from 'vitest'
import type { BoardColumn, CaseSummary } from '../../designer/answers.ts'
import { readBoardSearch } from '../../designer/work/board/board-search.ts'
import { placedColumn, shownColumns, totalOf } from '../../designer/work/board/columns.ts'
import { moneyOf, readMoney } from '../../designer/work/board/money.ts'
import { placesOf } from '../../designer/work/places.ts'

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
  const money = moneyOf({ properties: { budget: { type: 'number' } } })
  const items = [item('one', 30), item('two'), item('three', 12)]

  expect(totalOf(items, 3, money)).toEqual({ sum: 42, isWhole: true })
  expect(totalOf(items, 9, money)).toEqual({ sum: 42, isWhole: false })
  expect(totalOf([item('two')], 1, money)).toBeNull()
})

test('a case is worth its first amount in a currency, or else a number that is called value, amount, price or budget', () => {
  const offer = { properties: { price: { type: 'number', 'x-currency': 'EUR', title: 'Price' } } }
  const named = { properties: { budget: { type: 'number' }, amount: { type: 'number' } } }

  expect(moneyOf({ properties: { value: { type: 'number' }, offer } })).toEqual({
    keys: ['offer', 'price'],
    title: 'Price',
    currency: 'EUR',
  })
  expect(moneyOf({ properties: { prospect: named } })?.keys).toEqual(['prospect', 'amount'])
  expect(
    moneyOf({ properties: { lines: { type: 'array', items: offer }, score: { type: 'number' } } }),
  ).toBeNull()
  expect(readMoney({ offer: { price: 12 } }, { keys: ['offer', 'price'], title: '', currency: null })).toBe(
    12,
  )
})

test('an address of the board is read for what the board understands, and for nothing else', () => {
  const read = readBoardSearch({ process: 'p', by: 'state', assignee: 'eva', priority: 'high', q: 7, x: 1 })

  expect(read).toEqual({ process: 'p', by: 'state', priority: 'high', q: '7' })
})
