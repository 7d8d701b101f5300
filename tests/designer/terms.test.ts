import { expect, test } from 'vitest'
import type { Group } from '../../designer/rules/lines.ts'
import { namesOf } from '../../designer/rules/names.ts'
import { toQuery } from '../../designer/rules/query.ts'
import { operatorLabel, operatorsOf, othersFor, termsOf, termsOfElement } from '../../designer/rules/terms.ts'
import type { Definition } from '../../engine/definition.ts'
import { purchase } from '../support/purchase.ts'

const definition: Definition = {
  ...purchase,
  data: {
    type: 'object',
    properties: {
      amount: { type: 'number', title: 'Amount' },
      market: { type: 'string', title: 'Target market' },
      paid: { type: 'boolean', title: 'Paid' },
      dueOn: { type: 'string', format: 'date', title: 'Due on' },
      promises: {
        type: 'array',
        title: 'Promises',
        items: {
          type: 'object',
          properties: { state: { type: 'string', title: 'State', enum: ['open', 'kept'] } },
        },
      },
    },
  },
}
const names = namesOf(definition, [], {
  strategy: { limit: 500, markets: [{ id: 'hotels', regions: ['coast'] }] },
})
const nothing: Group = { combinator: 'and', rules: [] }
const terms = termsOf(names, nothing)
const term = (text: string) => terms.find(({ term }) => term === text)!

test('a line can be about the case data, registers, numbers of elements, the day, and where the case is', () => {
  expect(terms.map(({ term }) => term)).toEqual(
    expect.arrayContaining([
      'data.amount',
      'strategy.limit',
      'promises',
      'promises.size()',
      'day(now)',
      'active()',
    ]),
  )
})

test('what a register says about something that the case names is offered with both names', () => {
  expect(term('find(strategy.markets, data.market).regions')).toMatchObject({
    label: 'Strategy › Markets (Target market) › Regions',
    kind: 'list',
  })
})

test('the kind of a field decides how it is compared', () => {
  expect(operatorsOf(term('data.paid')).slice(0, 2)).toEqual(['yes', 'no'])
  expect(operatorsOf(term('data.amount'))).not.toContain('contains')
  expect(operatorsOf(term('data.market'))).toContain('startsWith')
  expect(operatorsOf(term('actor.roles'))).toEqual(['includes', 'excludes', 'given', 'missing'])
  expect(operatorLabel('<', term('data.dueOn').kind)).toBe('is before')
})

test('a field is compared with fields of its own kind; membership asks for a list', () => {
  const others = othersFor(term('data.amount'), '>=', terms).map(({ term }) => term)

  expect(others).toContain('strategy.limit')
  expect(others).not.toContain('data.market')
  expect(othersFor(term('data.market'), 'in', terms).map(({ term }) => term)).toContain(
    'find(strategy.markets, data.market).regions',
  )
})

test('of a list’s elements, their fields with the values that they can have', () => {
  expect(termsOfElement(names, 'promises', nothing)).toMatchObject([
    { term: '@.state', label: 'State', choices: [{ value: 'open' }, { value: 'kept' }] },
  ])
})

test('what a text says and no schema knows is there as well, with every way to compare it', () => {
  const query = toQuery('data.unknown.thing == 3')!
  const written = termsOf(names, query).find(({ term }) => term === 'data.unknown.thing')

  expect(written).toMatchObject({ kind: 'any', group: 'Written in the text' })
  expect(operatorsOf(written!)).toContain('==')
})
