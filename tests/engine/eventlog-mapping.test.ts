import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { missingColumns, parseMapping } from '../../engine/eventlog/check-mapping.ts'
import { purchase } from '../support/purchase.ts'

const right = {
  id: 'shop',
  title: 'Shop',
  process: 'purchase',
  time: { zone: 'Europe/Berlin' },
  sources: { leads: { columns: ['id', 'on', 'item'], case: 'row.id' } },
  start: { from: 'leads', at: 'time(row.on)', data: { amount: '1' } },
  events: [{ from: 'leads', type: 'ASK', at: 'time(row.on)', data: { item: 'row.item' } }],
}

const problemsIn = (change: object) =>
  parseMapping(JSON.stringify({ ...right, ...change }), purchase).problems.map(
    ({ at, message }) => `${at}: ${message}`,
  )

const event = (change: object) => problemsIn({ events: [{ ...right.events[0], ...change }] })

describe('a mapping', () => {
  test('that is right has no problems', () => {
    const { mapping, problems } = parseMapping(JSON.stringify(right), purchase)

    expect(problems).toEqual([])
    expect(mapping).toMatchObject({ time: { zone: 'Europe/Berlin', dateOnly: 'start' } })
  })

  test('that is not JSON, or not of the right shape, says where', () => {
    expect(parseMapping('{ "id": ').problems[0]).toMatchObject({ line: 1, column: 9 })
    const text = JSON.stringify({ ...right, tine: {} }, null, 2)
    expect(parseMapping(text).problems).toMatchObject([
      { at: '/tine', message: expect.stringContaining('"tine" is not a field of a mapping here'), line: 35 },
    ])
    expect(problemsIn({ time: { zone: 'Berlin' } })).toEqual([
      '/time/zone: "zone": is not a time zone. Use a name such as Europe/Berlin or America/Sao_Paulo, or UTC.',
    ])
  })

  test('that names what is not there is told what was probably meant', () => {
    expect(event({ at: 'time(row.onn)' })).toEqual([
      '/events/0/at: There is no column "onn" among the columns of "leads". Did you mean "on"? If the file has it, add it to /sources/leads/columns.',
    ])
    expect(event({ from: 'lead' })).toEqual([
      '/events/0/from: There is no source "lead". Did you mean "leads"?',
    ])
    expect(event({ type: 'ASKE' })).toEqual([
      '/events/0/type: There is no event "ASKE" in the process. Did you mean "ASK"?',
    ])
    expect(event({ actor: 'seller' })).toEqual(['/events/0/actor: There is no actor "seller".'])
    expect(event({ data: { item: 'rows.leeds[0].item' } })).toEqual([
      '/events/0/data/item: There is no source "leeds". Did you mean "leads"?',
    ])
  })

  test('with an expression that is wrong says so before any row is read', () => {
    expect(event({ at: 'time(row.on' })[0]).toMatch(/^\/events\/0\/at: time\(row\.on is wrong: /)
    expect(event({ at: 'time(riw.on)' })[0]).toMatch(/^\/events\/0\/at: .*Unknown variable: riw/)
    expect(problemsIn({ horizon: 'soon' })[0]).toMatch(/^\/horizon: "soon" is not a time/)
  })

  test('cannot have two events of one source with one name: their ids would be the same', () => {
    expect(problemsIn({ events: [right.events[0], right.events[0]] })).toEqual([
      '/events/1: Another event of "leads" is called "ASK" too. Give one of them a "name".',
    ])
  })

  test('is for one process', () => {
    expect(problemsIn({ process: 'sale' })).toEqual([
      '/process: The mapping is for the process "sale", not for "purchase".',
    ])
  })

  test('finds the columns that a file lacks', () => {
    const { mapping } = parseMapping(JSON.stringify(right))

    expect(missingColumns(mapping!, 'leads', ['id', 'On', 'item'])).toEqual([
      'There is no column "on". Did you mean "On"?',
    ])
    expect(missingColumns(mapping!, 'leads', ['id', 'on', 'item', 'more'])).toEqual([])
  })
})

test('the mapping of the Olist data that ships is right for the customer journey', () => {
  const folder = `${import.meta.dirname}/../../processes/customer-journey`
  const definition = JSON.parse(readFileSync(`${folder}/definition.json`, 'utf8'))

  const { problems } = parseMapping(readFileSync(`${folder}/olist.mapping.json`, 'utf8'), definition)

  expect(problems).toEqual([])
})
