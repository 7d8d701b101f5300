import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Mapping, mappingSchema } from '../../engine/eventlog/mapping.ts'
import { createPlanner, type SourceRow } from '../../engine/eventlog/plan.ts'

const mapping = (change: object = {}): Mapping =>
  mappingSchema.parse({
    id: 'shop',
    title: 'Shop',
    process: 'purchase',
    time: { zone: 'Europe/Berlin' },
    sources: {
      leads: { key: ['id'], case: "'shop-' + row.id" },
      deals: { key: ['deal'], case: "'shop-' + row.lead" },
    },
    actors: { seller: { id: 'row.seller', kind: 'person', roles: ['sales'] } },
    start: { from: 'leads', at: 'time(row.on)', data: { name: 'row.name' } },
    events: [
      { from: 'leads', type: 'QUALIFY', at: 'time(row.on)', supplied: 'Nobody wrote it down.' },
      {
        from: 'deals',
        type: 'WIN',
        at: 'time(row.on)',
        data: { value: 'double(row.value)' },
        actor: 'seller',
      },
    ],
    ...change,
  })

const row = (source: string, line: number, values: Record<string, string>): SourceRow => ({
  source,
  file: `${source}.csv`,
  line,
  key: values.deal ?? values.id ?? String(line),
  values,
})
const lead = (more = {}) => row('leads', 2, { id: '7', name: 'Ana', on: '2018-03-01', ...more })
const deal = (more = {}, line = 5) =>
  row('deals', line, { deal: 'd1', lead: '7', on: '2018-03-15 10:30', value: '99.5', seller: 'bob', ...more })

const plan = (rows: Record<string, SourceRow[]>, change: object = {}) =>
  createPlanner(mapping(change)).plan({ caseId: 'shop-7', rows: { leads: [], deals: [], ...rows } })

describe('the plan of a case', () => {
  test('has its start and events in order of time, with ids, actors and origins', () => {
    const { events, reports } = plan({ leads: [lead()], deals: [deal()] })

    expect(reports).toEqual([])
    expect(events.map(({ row: _, ...event }) => event)).toEqual([
      {
        kind: 'start',
        id: 'shop/leads/7/start',
        type: 'start',
        at: '2018-02-28T23:00:00.000Z',
        data: { name: 'Ana' },
        actor: { kind: 'process', id: 'import shop', roles: [] },
        origin: { import: 'shop', row: 'leads.csv:2', supplied: false },
        supplied: null,
      },
      {
        kind: 'event',
        id: 'shop/leads/7/QUALIFY',
        type: 'QUALIFY',
        at: '2018-02-28T23:00:00.000Z',
        data: {},
        actor: { kind: 'process', id: 'import shop', roles: [] },
        origin: { import: 'shop', row: 'leads.csv:2', supplied: true },
        supplied: 'Nobody wrote it down.',
      },
      {
        kind: 'event',
        id: 'shop/deals/d1/WIN',
        type: 'WIN',
        at: '2018-03-15T09:30:00.000Z',
        data: { value: 99.5 },
        actor: { kind: 'person', id: 'bob', roles: ['sales'] },
        origin: { import: 'shop', row: 'deals.csv:5', supplied: false },
        supplied: null,
      },
    ])
  })

  test('has events of the same instant as the mapping lists them, and then by row', () => {
    const twoDeals = [deal(), deal({ deal: 'd2' }, 6)]

    const { events } = plan(
      { leads: [lead()], deals: twoDeals },
      {
        events: [
          { from: 'deals', type: 'SIGN', at: 'time(row.on)' },
          { from: 'deals', type: 'WIN', at: 'time(row.on)' },
        ],
      },
    )

    expect(events.map(({ id }) => id)).toEqual([
      'shop/leads/7/start',
      'shop/deals/d1/SIGN',
      'shop/deals/d2/SIGN',
      'shop/deals/d1/WIN',
      'shop/deals/d2/WIN',
    ])
  })

  test('makes an event where its condition holds, one for each element of a list, and leaves out what is null', () => {
    const { events } = plan(
      { leads: [lead()], deals: [deal({ scores: '5|3' }), deal({ deal: 'd2', scores: '' }, 6)] },
      {
        events: [
          {
            from: 'deals',
            type: 'RATE',
            when: "row.scores != ''",
            each: "row.scores.split('|')",
            at: 'time(row.on)',
            data: { stars: 'double(it)', praise: "it == '5' ? 'yes' : dyn(null)" },
          },
          { from: 'deals', type: 'WIN', at: 'time(row.on)' },
        ],
      },
    )

    expect(events.filter(({ type }) => type === 'RATE').map(({ id, data }) => [id, data])).toEqual([
      ['shop/deals/d1/RATE 0', { stars: 5, praise: 'yes' }],
      ['shop/deals/d1/RATE 1', { stars: 3 }],
    ])
  })

  test('can read the case’s other rows, the position of its own, and what was looked up', () => {
    const { events } = plan(
      { leads: [lead()], deals: [{ ...deal(), found: { team: { name: 'North' } } }] },
      {
        sources: {
          ...mapping().sources,
          teams: {},
          deals: {
            ...mapping().sources.deals,
            lookups: { team: { source: 'teams', column: 'seller', value: 'row.seller' } },
          },
        },
        events: [
          {
            from: 'deals',
            type: 'WIN',
            at: 'time(row.on)',
            data: { text: "rows.leads[0].name + ' ' + string(index) + ' ' + team.name" },
          },
        ],
      },
    )

    expect(events.at(-1)!.data).toEqual({ text: 'Ana 0 North' })
  })

  test('reports a row that an expression cannot be computed for, and makes none of its events', () => {
    const { events, reports } = plan({ leads: [lead()], deals: [deal({ on: '15.03.2018' })] })

    expect(events.map(({ type }) => type)).toEqual(['start', 'QUALIFY'])
    expect(reports).toMatchObject([
      {
        reason: 'failed',
        row: { file: 'deals.csv', line: 5 },
        message: expect.stringContaining('time(row.on) cannot be computed: "15.03.2018" is not a time.'),
      },
    ])
  })

  test('reports rows that are damaged, there twice, start the case again, or make nothing', () => {
    const { events, reports } = plan(
      {
        leads: [lead(), { ...lead(), line: 3, key: '8' }],
        deals: [
          deal(),
          deal({}, 6),
          { ...deal({}, 7), key: '7', damage: 'has 1 values, but there are 5 columns' },
        ],
      },
      { events: [] },
    )

    expect(events.map(({ type }) => type)).toEqual(['start'])
    expect(reports.map(({ row, reason, message }) => [row.file, row.line, reason, message])).toEqual([
      ['deals.csv', 6, 'same-key', 'The row at deals.csv, line 5 has the same key, "d1".'],
      ['deals.csv', 7, 'damaged', 'The row has 1 values, but there are 5 columns.'],
      ['leads.csv', 3, 'second-start', 'The case shop-7 is started by leads.csv, line 2 already.'],
      ['deals.csv', 5, 'no-event', 'No event of the mapping is made by such a row.'],
    ])
  })

  test('is empty where no row starts the case, and says so of each row', () => {
    const { events, reports } = plan({ deals: [deal()] })

    expect(events).toEqual([])
    expect(reports).toMatchObject([{ reason: 'no-case', message: 'No row starts the case shop-7.' }])
  })

  test('names contradictions and repairs nothing', () => {
    const { events, contradictions } = plan(
      { leads: [lead()], deals: [deal({ on: '2018-02-01' })] },
      {
        contradictions: [
          {
            name: 'won-too-early',
            title: 'Won before it began',
            from: 'deals',
            when: 'time(row.on) < time(rows.leads[0].on)',
          },
        ],
      },
    )

    expect(contradictions).toMatchObject([{ name: 'won-too-early', row: { line: 5 } }])
    expect(events.map(({ type, at }) => [type, at.slice(0, 10)])).toEqual([
      ['start', '2018-02-28'],
      ['WIN', '2018-01-31'],
      ['QUALIFY', '2018-02-28'],
    ])
  })

  test('accounts for every row exactly once: it makes events, or it is reported', () => {
    const anyRow = fc.record({
      source: fc.constantFrom('leads', 'deals'),
      id: fc.constantFrom('1', '2', '3'),
      on: fc.constantFrom('2018-03-01', '2018-03-02 08:00', 'never'),
      damaged: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), made => {
        const all = made.map(({ source, id, on, damaged }, i) => ({
          ...row(source, i + 2, { id, deal: id, lead: '7', name: 'x', on, value: '1', seller: 'bob' }),
          ...(damaged && { damage: 'is broken' }),
        }))
        const rows = {
          leads: all.filter(r => r.source === 'leads'),
          deals: all.filter(r => r.source === 'deals'),
        }

        const { events, reports } = plan(rows)

        const accounted = [...new Set(events.map(event => event.row)), ...reports.map(report => report.row)]
        expect(accounted.length).toBe(all.length)
        expect(new Set(accounted)).toEqual(new Set(all))
        expect(events.slice(1).map(({ at }) => at)).toEqual(
          events
            .slice(1)
            .map(({ at }) => at)
            .sort(),
        )
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
      }),
    )
  })
})
