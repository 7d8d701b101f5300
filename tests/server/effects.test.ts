import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Effect } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Outcome } from '../../server/effects/handler.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { eva, type Line, openLine } from '../support/open-line.ts'
import { removeFolder } from '../support/open-purchase.ts'

/** A sale tells the sellers, opens a delivery, and is told when it has arrived. */
const sale: Definition = {
  id: 'sale',
  name: 'Sale',
  initial: 'open',
  data: {
    type: 'object',
    properties: { item: { type: 'string' }, partner: { type: 'string' }, delivery: { type: 'object' } },
  },
  events: { WIN: {}, CALL: {}, ARRIVED: {} },
  states: {
    open: {
      on: {
        WIN: [
          {
            target: 'won',
            effects: [
              { type: 'notify', params: { role: 'sales' }, with: { title: '"Sold: " + data.item' } },
              {
                type: 'start-case',
                params: { process: 'delivery' },
                with: { data: '{"item": data.item, "sale": data.partner}' },
              },
            ],
          },
        ],
        CALL: [
          {
            effects: [
              {
                type: 'webhook',
                params: { type: 'sale.called' },
                with: { url: 'data.partner', body: 'data' },
              },
            ],
          },
        ],
      },
    },
    won: { on: { ARRIVED: [{ target: 'served', allow: ['process'] }] } },
    served: { type: 'final' },
  },
}
const delivery: Definition = {
  id: 'delivery',
  name: 'Delivery',
  initial: 'packing',
  data: {
    type: 'object',
    properties: { item: { type: 'string' }, sale: { type: 'string' } },
    required: ['item'],
  },
  events: { DELIVER: {} },
  states: {
    packing: {
      on: {
        DELIVER: [
          {
            target: 'delivered',
            effects: [{ type: 'send-event', params: { event: 'ARRIVED' }, with: { case: 'data.sale' } }],
          },
        ],
      },
    },
    delivered: { type: 'final' },
  },
}
/** Starts itself, without end. */
const echo: Definition = {
  id: 'echo',
  name: 'Echo',
  initial: 'heard',
  states: {
    heard: { entry: [{ type: 'start-case', params: { process: 'echo', data: {} } }], type: 'final' },
  },
}

let clock: ManualClock
let line: Line

beforeEach(async () => {
  clock = createManualClock('2026-03-02T09:00:00.000Z')
  line = await openLine(clock, [sale, delivery, echo])
})
afterEach(async () => {
  await line.close()
  removeFolder(line.folder)
})

async function startSale(data: JsonObject): Promise<void> {
  await line.cases.start({ process: 'sale', id: 's1', data, actor: eva })
}
const send = (caseId: string, type: string) => line.cases.send({ caseId, type, data: {}, actor: eva })
const sellers = { person: 'ana', roles: ['sales'], limit: 10 }

/** Runs a handler by itself, as the outbox would for the effect `s1:2:0`, whatever there is in the outbox. */
async function run(effect: Effect, key = 's1:2:0'): Promise<Outcome> {
  const at = '2026-03-02T09:00:00.000Z'
  const row = { key, caseId: 's1', seq: 2, n: 0, process: 'sale', effect, at, attempts: 0, dueAt: at }
  return await line.effects.get(effect.type)!({ ...row, status: 'running', lastError: null, answer: null })
}

test('a deal that is won tells the sellers, opens a delivery, and hears when it has arrived', async () => {
  await startSale({ item: 'Lamp', partner: 's1' })
  await send('s1', 'WIN')
  await line.workOff()

  expect(await line.store.listNotifications(sellers)).toMatchObject([
    { id: 's1:2:0', title: 'Sold: Lamp', caseId: 's1' },
  ])
  expect(await line.store.loadCase('s1-2-1')).toMatchObject({
    process: 'delivery',
    snapshot: { data: { item: 'Lamp', sale: 's1' } },
  })
  expect(await line.store.listHistory('s1-2-1')).toMatchObject([
    { event: { id: 's1:2:1', actor: { kind: 'process', id: 'sale', roles: ['process'] } } },
  ])

  await send('s1-2-1', 'DELIVER')
  await line.workOff()
  expect(await line.statesOf('s1')).toEqual(['served'])
  expect((await line.store.listHistory('s1')).at(-1)).toMatchObject({
    event: { id: 's1-2-1:2:0', type: 'ARRIVED', actor: { kind: 'process', id: 'delivery' } },
  })
})

describe('an effect that is done twice', () => {
  test('is one notification', async () => {
    const effect = { type: 'notify', params: { person: 'ana', title: 'Call back', text: 'Today' } }

    await run(effect)
    await run(effect)

    expect(await line.store.listNotifications(sellers)).toMatchObject([{ title: 'Call back', text: 'Today' }])
  })

  test('is one case', async () => {
    const effect = { type: 'start-case', params: { process: 'delivery', data: { item: 'Lamp' } } }

    const outcomes = [await run(effect), await run(effect)]

    const first = { kind: 'done', answer: { case: 's1-2-0' } }
    expect(outcomes).toEqual([first, first])
    expect(await line.store.listHistory('s1-2-0')).toHaveLength(1)
  })

  test('is one event', async () => {
    await line.cases.start({ process: 'delivery', id: 'd1', data: { item: 'Lamp', sale: 's1' }, actor: eva })
    const effect = { type: 'send-event', params: { case: 'd1', event: 'DELIVER' } }

    const outcomes = [await run(effect), await run(effect)]

    const first = { kind: 'done', answer: { case: 'd1', seq: 2 } }
    expect(outcomes).toEqual([first, first])
    expect(await line.store.listHistory('d1')).toHaveLength(2)
  })
})

describe('an effect is given up, and says why, when', () => {
  test.each<[string, Effect, string]>([
    ['it tells nobody', { type: 'notify', params: { title: 'Hello' } }, 'give a role or a person to tell'],
    ['it has nothing to tell', { type: 'notify', params: { role: 'sales' } }, 'title: '],
    [
      'its process is not there',
      { type: 'start-case', params: { process: 'none' } },
      'No process with the id "none"',
    ],
    [
      'the case it would start has the wrong data',
      { type: 'start-case', params: { process: 'delivery', data: {} } },
      'Refused (invalid-data): The data does not fit',
    ],
    [
      'the case it sends to is not there',
      { type: 'send-event', params: { case: 'c9', event: 'DELIVER' } },
      'The event "DELIVER" was not sent: No case has the id "c9"',
    ],
    [
      'the case it sends to refuses the event',
      { type: 'send-event', params: { case: 's1', event: 'ARRIVED' } },
      'Refused (not-accepted-here): ',
    ],
    [
      'the case it sends to has no such event',
      { type: 'send-event', params: { case: 's1', event: 'NONE' } },
      'Refused (unknown-event): ',
    ],
  ])('%s', async (_, effect, error) => {
    await startSale({ item: 'Lamp' })

    expect(await run(effect)).toEqual({
      kind: 'failed',
      permanent: true,
      error: expect.stringContaining(error),
    })
  })

  test('the id of the case it would start belongs to another one', async () => {
    await line.cases.start({ process: 'delivery', id: 's1-2-0', data: { item: 'Chair' }, actor: eva })

    const outcome = await run({ type: 'start-case', params: { process: 'delivery', data: { item: 'Lamp' } } })

    expect(outcome).toMatchObject({
      permanent: true,
      error: expect.stringContaining('"s1-2-0" belongs to a case'),
    })
  })

  test('cases start one another without end', async () => {
    await line.cases.start({ process: 'echo', id: 'e', data: {}, actor: eva })
    await line.workOff()

    const { items } = await line.store.listCases({ process: 'echo', limit: 500 })
    expect(items).toHaveLength(101)
    expect(await line.store.listEffects({ status: 'failed' })).toMatchObject([
      { lastError: expect.stringContaining('100 times over') },
    ])
  })
})

test('a webhook reaches a real server from a step, with the data of the case, and is tried again until it is taken', async () => {
  const received: { id: unknown; body: JsonObject }[] = []
  const server = createServer(async (request, response) => {
    received.push({ id: request.headers['webhook-id'], body: JSON.parse(await text(request)) })
    response.writeHead(received.length === 1 ? 503 : 200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await line.close()
  line = await openLine(clock, [], { folder: line.folder, webhook: { allowHosts: [`127.0.0.1:${port}`] } })
  const data = { item: 'Lamp', partner: `http://127.0.0.1:${port}/orders` }

  await startSale(data)
  await send('s1', 'CALL')
  await line.workOff()
  expect(await line.store.listEffects({})).toMatchObject([
    { status: 'pending', attempts: 1, lastError: `${data.partner} answered 503` },
  ])
  clock.advance(5_000)
  await line.workOff()

  expect(received).toMatchObject([
    { id: 's1:2:0', body: { type: 'sale.called', subject: 's1', data } },
    { id: 's1:2:0', body: { type: 'sale.called', subject: 's1', data } },
  ])
  expect(await line.store.listEffects({})).toMatchObject([{ status: 'done', answer: { status: 200 } }])
  server.close()
  await once(server, 'close')
})
