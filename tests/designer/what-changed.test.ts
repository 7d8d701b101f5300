// What is told of a case that moved while somebody was filling in a form.

import { expect, test } from 'vitest'
import { changesBetween, movesSince } from '../../designer/work/form/what-changed.ts'
import { historyOf } from '../support/history.ts'
import { anEvent } from '../support/purchase.ts'

test('each field that is different is told, in groups by their path; the order of keys is no difference', () => {
  const before = {
    name: 'Adler',
    prospect: { budget: 100, region: 'coast' },
    tags: [{ a: 1, b: 2 }],
    gone: true,
  }
  const after = {
    prospect: { region: 'coast', budget: 200 },
    tags: [{ b: 2, a: 1 }],
    name: 'Adler',
    dueOn: 'x',
  }

  expect(changesBetween(before, after)).toEqual([
    { path: 'data.prospect.budget', before: 100, after: 200 },
    { path: 'data.gone', before: true, after: undefined },
    { path: 'data.dueOn', before: undefined, after: 'x' },
  ])
})

test('a list is told as a whole', () => {
  expect(changesBetween({ tags: ['a'] }, { tags: ['a', 'b'] })).toEqual([
    { path: 'data.tags', before: ['a'], after: ['a', 'b'] },
  ])
})

test('only steps after the form was opened count as moves, not attempts that were refused', () => {
  const entries = historyOf(
    { amount: 100 },
    anEvent('ASK', { item: 'a chair' }),
    anEvent('ASK', {}),
    anEvent('APPROVE'),
  )
  const kinds = entries.map(({ kind }) => kind)

  const moves = movesSince(entries, 1).map(({ event }) => event.type)

  expect(kinds).toContain('refusal')
  expect(moves).toEqual(
    entries.filter(({ kind, seq }) => kind === 'event' && seq > 1).map(({ event }) => event.type),
  )
  expect(movesSince(entries, entries.length)).toEqual([])
})
