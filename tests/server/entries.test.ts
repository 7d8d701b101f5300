import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { systemClock } from '../../server/clock.ts'
import { createEffects } from '../../server/effects/effects.ts'
import { createLog } from '../../server/log.ts'
import { createWorkers } from '../../server/workers/loop.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { ana, bob } from '../support/purchase.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
  const { cases, clock } = server
  const send = async (caseId: string, type: string, data = {}, actor = ana) => {
    clock.advance(60_000)
    await cases.send({ caseId, type, data, actor })
  }
  for (const [id, amount] of [
    ['small', 20],
    ['large', 900],
  ] as const) {
    await cases.start({ process: 'purchase', id, data: { amount }, actor: ana })
    await send(id, 'ASK', { item: id === 'small' ? 'Chairs' : 'Lamps' })
  }
  await send('large', 'APPROVE', {}, bob)
  await send('small', 'APPROVE', {}, ana)
  await send('small', 'APPROVE', {}, bob)
})
afterAll(() => server.end())

type Page = {
  items: { position: number; entry: HistoryEntry; case?: { id: string; activeStates: string[] } }[]
  next: string | null
  lookedBackTo: string | null
  behind: number
}

async function find(query: string, as = ['auditor']): Promise<Page> {
  const response = await server.request(`/api/audit/entries?${query}`, { as })
  expect(response.status).toBe(200)
  return response.json()
}
const said = ({ items }: Page) => items.map(({ entry }) => `${entry.caseId} ${entry.seq} ${entry.event.type}`)

describe('an auditor finds', () => {
  test.each([
    ['who was refused by a rule', 'rule=within-limit&outcome=fail', ['large 3 APPROVE']],
    ['all that somebody was refused', 'refusal=guard-false', ['small 3 APPROVE', 'large 3 APPROVE']],
    ['what a person sent', 'actor=bob&kind=event', ['small 4 APPROVE']],
    ['who passed a state', 'state=fulfilment.goods', ['small 4 APPROVE']],
    ['who set a value', 'data=item%3dchairs', ['small 2 ASK']],
    ['a version', 'process=purchase&version=1&kind=start', ['large 1 start', 'small 1 start']],
    ['a case', 'case=large&event=ASK', ['large 2 ASK']],
    ['nothing before there was anything', 'to=1960-01-01', []],
    [
      'everything since long ago',
      'from=1960-01-01T00:00:00%2b01:00&kind=start',
      ['large 1 start', 'small 1 start'],
    ],
  ])('%s', async (_, query, expected) => {
    expect(said(await find(query))).toEqual(expected)
  })

  test('page after page', async () => {
    const first = await find('limit=4')
    const second = await find(`limit=4&cursor=${first.next}`)

    expect([...said(first), ...said(second)]).toEqual([
      'small 4 APPROVE',
      'small 3 APPROVE',
      'large 3 APPROVE',
      'large 2 ASK',
      'large 1 start',
      'small 2 ASK',
      'small 1 start',
    ])
    expect([second.next, second.lookedBackTo, second.behind]).toEqual([null, null, 0])
  })

  test('each case once, with where it is now', async () => {
    const { items } = await find('by=cases&event=ASK')

    expect(items.map(({ case: found, entry }) => [found?.id, entry.seq, found?.activeStates])).toEqual([
      ['large', 2, ['approval']],
      ['small', 2, ['fulfilment.goods.open', 'fulfilment.money.open']],
    ])
  })

  test('what there is to look for, the most frequent first', async () => {
    const ask = async (query: string) =>
      (await (await server.request(`/api/audit/facets?${query}`, { as: ['auditor'] })).json()).items
    await server.store.indexEntries(100)

    expect(await ask('kind=event')).toEqual([
      { value: 'APPROVE', entries: 3 },
      { value: 'ASK', entries: 2 },
      { value: 'start', entries: 2 },
    ])
    expect((await ask('kind=rule')).map(({ value }: { value: string }) => value).sort()).toEqual([
      'not-own',
      'within-limit',
    ])
    expect(await ask('kind=data&q=CHAIR')).toEqual([{ value: 'item=chairs', entries: 1 }])
    expect(await ask('kind=event&process=customer-journey')).toEqual([])
  })
})

test.each([
  ['version=1', /version: needs the process/],
  ['from=2026-03-02&to=2026-03-01', /from: is after `to`/],
  ['from=yesterday', /from: is no date; write/],
  ['to=2026-02-30', /to: is no date/],
  ['kind=note', /kind: /],
  ['outcome=maybe', /outcome: /],
  ['refusal=because', /refusal: /],
  ['data=chairs', /data: is no value; write it as path=value/],
  ['version=0&process=purchase', /version: /],
  ['colour=red', /colour/],
  ['cursor=x', /cursor is not the `next`/],
  ['process=', /process: /],
])('a search that means nothing is told so: %s', async (query, sentence) => {
  const response = await server.request(`/api/audit/entries?${query}`, { as: ['auditor'] })

  expect(response.status).toBe(400)
  expect((await response.json()).detail).toMatch(sentence)
})

test('who may not read the audit finds nothing', async () => {
  const statuses = await Promise.all(
    ['entries', 'facets?kind=event', 'reads'].map(
      async path => (await server.request(`/api/audit/${path}`, { as: ['sales'] })).status,
    ),
  )

  expect(statuses).toEqual([403, 403, 403])
})

test('the workers put into the index what was written, whether anybody asks or not', async () => {
  const { store, cases, processes } = server
  await cases.send({ caseId: 'small', type: 'PACK', data: {}, actor: bob })
  const webhook = { url: '', secret: '', hosts: [] } as never
  const effects = createEffects({ store, cases, clock: systemClock, webhook })
  const around = { store, cases, processes, effects, clock: server.clock, log: createLog('silent') }

  await createWorkers({ ...around, workerId: 'w1' }).runOnce()

  expect(await store.indexEntries(1)).toEqual({ indexed: 0, behind: 0 })
  expect(await store.listFacets({ kind: 'event', q: 'PACK', limit: 1 })).toHaveLength(1)
})
