import { describe, expect, test } from 'vitest'
import { checkOf, eventsOf } from '../../designer/rules/check.ts'
import { proposalsAt } from '../../designer/rules/completion.ts'
import { labelOf, nameAt } from '../../designer/rules/name-at.ts'
import { namesOf } from '../../designer/rules/names.ts'
import type { Definition } from '../../engine/definition.ts'
import { purchase } from '../support/purchase.ts'

const definition: Definition = {
  ...purchase,
  data: {
    type: 'object',
    properties: {
      amount: { type: 'number', title: 'Amount', description: 'In euros.' },
      market: { type: 'string', title: 'Target market' },
      prospect: {
        type: 'object',
        title: 'Prospect',
        properties: { region: { type: 'string', title: 'Region' } },
      },
      promises: {
        type: 'array',
        title: 'Promises',
        items: {
          type: 'object',
          properties: {
            state: { type: 'string', title: 'State', enum: ['open', 'kept'] },
            dueOn: { type: 'string', format: 'date', title: 'Due on' },
          },
        },
      },
    },
  },
}
const names = namesOf(definition, ['ASK'], {
  strategy: {
    limit: 500,
    markets: [
      { id: 'hotels', regions: ['coast', 'north'] },
      { id: 'shops', regions: ['south'] },
    ],
  },
})
const proposed = (text: string) =>
  proposalsAt(text, text.length, names)?.options.map(({ label }) => label) ?? []

describe('what can be written next', () => {
  test('at the start: everything that can be read, our functions, true and false', () => {
    expect(proposed('')).toEqual(
      expect.arrayContaining([
        'data',
        'event',
        'actor',
        'promises',
        'strategy',
        'now',
        'history',
        'find',
        'day',
        'true',
      ]),
    )
  })

  test('after a dot: the fields of the case data, with kind and description', () => {
    const { options, from } = proposalsAt('data.am', 7, names)!

    expect(from).toBe(5)
    expect(options[0]).toMatchObject({ label: 'amount', detail: 'number', info: 'Amount. In euros.' })
  })

  test.for<[string, string[]]>([
    ['event.', ['item']],
    ['data.prospect.', ['region']],
    ['actor.', ['id', 'kind', 'name', 'roles']],
    ['strategy.', ['limit', 'markets']],
    ['history.', ['count', 'actors']],
    ['promise.', ['state', 'dueOn']],
    ['promises.all(p, p.', ['state', 'dueOn']],
    ["promises.filter(p, p.state == 'open').exists(q, q.", ['state', 'dueOn']],
    ['find(strategy.markets, data.market).', ['id', 'regions']],
  ])('%s', ([text, expected]) => {
    expect(proposed(text)).toEqual(expect.arrayContaining(expected))
  })

  test('inside of quotation marks: the values that the field can have, from its schema or from the registers', () => {
    expect(proposed("promise.state == '")).toEqual(['open', 'kept'])
    expect(proposed("promises.all(p, p.state in ['open', '")).toEqual(['open', 'kept'])
    expect(proposed('data.market == "')).toEqual(['hotels', 'shops'])
    expect(proposed("data.prospect.region in ['")).toEqual(['coast', 'north', 'south'])
    expect(proposed("find(strategy.markets, '")).toEqual(['hotels', 'shops'])
    expect(proposed("active('")).toEqual(expect.arrayContaining(['request', 'approval']))
  })

  test('of a list, what can be asked of lists; a question comes with its brackets', () => {
    const { options } = proposalsAt('promises.', 9, names)!

    expect(options.find(({ label }) => label === 'all')).toMatchObject({ text: 'all(x, )', back: 1 })
    expect(options.map(({ label }) => label)).not.toContain('startsWith')
  })

  test('nothing after a number, and nothing in a text that is compared with nothing', () => {
    expect(proposalsAt('data.amount > 3.', 16, names)).toBeNull()
    expect(proposalsAt("'abc", 4, names)).toBeNull()
  })
})

describe('names', () => {
  test('are what people call things', () => {
    const labels = [
      'data.prospect.region',
      'promises.size()',
      'day(now)',
      'find(strategy.markets, data.market).regions',
    ].map(term => labelOf(names, term))

    expect(labels).toEqual([
      'Prospect › Region',
      'Promises: how many',
      'Today',
      'Strategy › Markets (Target market) › Regions',
    ])
  })

  test('a schema that refers to itself ends somewhere', () => {
    const node = { type: 'object', properties: { a: { $ref: '#/$defs/node' }, b: { $ref: '#/$defs/node' } } }
    const endless = namesOf({ ...purchase, data: { ...node, $defs: { node } } }, [], {})

    expect(nameAt(endless, 'data.a.b.a')?.kind).toBe('record')
  })
})

describe('what is wrong is said where it is', () => {
  const check = checkOf(definition)
  const said = (text: string, gives: 'bool' | 'value' | 'instant' = 'bool', events: string[] = []) =>
    check(text, gives, events).map(({ from, to, message }) => [text.slice(from, to), message])

  test.for<[string, string, RegExp]>([
    ['data.amout > 3', 'amout', /no field "amout".*"amount"/],
    ['data.amount > 3 && foo', 'foo', /nothing called "foo"/],
    ['data.amount', 'data.amount', /true or false/],
    ['data.amount > "x"', 'data.amount > "x"', /number > text/],
    ['data.amount >', '>', /ends too early/],
    ['promises.all(p, p.stat == "kept")', 'stat', /Did you mean "state"/],
    ["active('requst')", "'requst'", /request/],
  ])('%s', ([text, part, message]) => {
    const [found] = said(text)

    expect(found?.[0]).toContain(part)
    expect(found?.[1]).toMatch(message)
  })

  test('nothing is wrong with an expression that is right, or not begun', () => {
    expect([...said('data.amount > 3'), ...said(''), ...said('data.amount + 1', 'value')]).toEqual([])
  })

  test('a value need not be true or false; a date has to be one', () => {
    expect(said('data.amount', 'instant')).toHaveLength(1)
    expect(said("date('2026-01-01') + days(3)", 'instant')).toEqual([])
  })

  test('the form of the event gives it its fields', () => {
    expect(said("event.item == 'x'", 'bool', ['ASK'])).toEqual([])
    expect(said("event.thing == 'x'", 'bool', ['ASK'])).toHaveLength(1)
  })
})

test('the condition of a rule reads the forms of the events that ask for it', () => {
  const asked = eventsOf(purchase, purchase.rules!['within-limit']!.when, undefined)

  expect(asked).toEqual(['APPROVE'])
  expect(eventsOf(purchase, 'data.amount > 1', 'RETURN')).toEqual(['RETURN'])
})
