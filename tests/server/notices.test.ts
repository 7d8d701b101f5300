// What people are told of: what was sent back to them, what is due soon and overdue, and what they choose of it.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEffects } from '../../server/effects/effects.ts'
import { createLog } from '../../server/log.ts'
import { createWorkers, type Workers } from '../../server/workers/loop.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

const day = 86_400_000

let server: TestApp
let workers: Workers
beforeEach(async () => {
  server = await openTestApp()
  const webhook = { url: 'https://line.example' }
  workers = createWorkers({
    ...server,
    effects: createEffects({ ...server, webhook }),
    log: createLog('silent'),
    workerId: 'w1',
  })
})
afterEach(() => server.end())

async function ask(method: string, path: string, body?: unknown, as = ['sales']) {
  const response = await server.request(path, {
    method,
    as,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}
async function inApproval(id = 'c1', data: object = {}) {
  await ask('POST', '/api/cases', { process: 'purchase', id, data: { amount: 1, ...data } })
  await ask('POST', `/api/cases/${id}/events`, { type: 'ASK', data: { item: 'lamp' } })
}
const sendBack = (reason: string, as = ['strategy'], id = 'c1') =>
  ask('POST', `/api/cases/${id}/events`, { type: 'RETURN', data: { reason } }, as)
const told = async (as = ['sales']) => (await ask('GET', '/api/notifications', undefined, as)).body.items
const choose = (notices: object, as = ['sales']) => ask('PUT', '/api/me/preferences', { notices }, as)
const person = (name: string, roles = ['sales']) =>
  server.access.createUser({
    name,
    email: `${name.toLowerCase()}@example.com`,
    password: 'a few plain words',
    roles,
  })

describe('a case that is sent back', () => {
  test('is told to whom it waits for now, with the reason, and to nobody else', async () => {
    await inApproval()

    await sendBack('Too dear')

    expect(await told()).toMatchObject([
      {
        id: 'returned:c1:3:sales',
        kind: 'returned',
        title: 'strategy has sent c1 back: Send back',
        text: 'Too dear',
        caseId: 'c1',
        readAt: null,
      },
    ])
    expect(await told(['strategy'])).toEqual([])
    expect(await told(['operations'])).toEqual([])
  })

  test('says so, in the case and in lists of work, until the next step', async () => {
    await inApproval()
    await sendBack('Too dear')
    const returned = {
      seq: 3,
      at: server.clock.now().toISOString(),
      by: 'strategy',
      event: 'Send back',
      reason: 'Too dear',
    }

    await ask('POST', '/api/cases/c1/comments', { text: 'I see' })
    expect((await ask('GET', '/api/cases/c1')).body.returned).toEqual(returned)
    expect((await ask('GET', '/api/work')).body.items[0].returned).toEqual(returned)
    await ask('POST', '/api/cases/c1/events', { type: 'ASK', data: { item: 'candle' } })

    expect((await ask('GET', '/api/cases/c1')).body.returned).toBe(null)
  })

  test('is told to its assignee alone, where it has one', async () => {
    const ben = await person('Ben')
    await inApproval()
    await ask('POST', '/api/cases/c1/assignment', { assignee: ben.id })

    await sendBack('Too dear')

    expect(await told()).toEqual([])
    expect(await server.store.listNotifications({ person: ben.id, roles: [], limit: 9 })).toMatchObject([
      { id: 'returned:c1:4', kind: 'returned' },
    ])
  })

  test('is no news for whoever sent it, nor when it is sent again', async () => {
    await inApproval()
    const event = { type: 'RETURN', data: { reason: 'Mine' }, id: 'k1' }

    await ask('POST', '/api/cases/c1/events', event)
    await ask('POST', '/api/cases/c1/events', event)

    expect(await told()).toEqual([])
  })

  test('in an import is told to nobody', async () => {
    await inApproval()
    const actor = { id: 'x', kind: 'person' as const, roles: ['strategy'] }
    const origin = { import: 'i', row: '1', supplied: false }

    await server.cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'Old' }, actor, origin })

    expect((await ask('GET', '/api/cases/c1')).body.returned).toMatchObject({ reason: 'Old' })
    expect(await told()).toEqual([])
  })
})

describe('a date', () => {
  test('is told of a day before, and not twice', async () => {
    await inApproval()

    server.clock.advance(2 * day - 1)
    expect(await workers.runOnce()).toMatchObject({ reminders: 0 })
    server.clock.advance(1)
    expect(await workers.runOnce()).toMatchObject({ reminders: 1 })
    expect(await workers.runOnce()).toMatchObject({ reminders: 0 })

    expect(await told()).toMatchObject([{ kind: 'due-soon', title: 'c1 is due soon', caseId: 'c1' }])
  })

  test('that a timer waited for too is not said to have passed: the timer has its say', async () => {
    await inApproval()

    server.clock.advance(3 * day)
    await workers.runOnce()
    server.clock.advance(day)
    await workers.runOnce()

    expect(await server.store.loadCase('c1')).toMatchObject({ activeStates: ['lapsed'] })
    expect(await told()).toEqual([])
  })

  test('that has passed is told once; near and passed while nobody ran, only that', async () => {
    await publishLate()
    await ask('POST', '/api/cases', { process: 'late', id: 'l1', data: { customer: 'Hotel Seeblick' } })

    server.clock.advance(2 * day)
    await workers.runOnce()
    await workers.runOnce()
    server.clock.advance(9 * day)
    await workers.runOnce()

    expect(await told(['operations'])).toMatchObject([
      {
        kind: 'overdue',
        title: 'Hotel Seeblick is overdue',
        id: 'overdue:l1:2026-03-03T09:00:00.000Z:operations',
      },
    ])
  })

  test('is near half-way when it was set for less than two days; its assignee is told', async () => {
    const ben = await person('Ben')
    await publishLate()
    await ask('POST', '/api/cases', { process: 'late', id: 'l1', data: {} })
    await ask('POST', '/api/cases/l1/assignment', { assignee: ben.id })

    server.clock.advance(day / 2)
    await workers.runOnce()

    const his = await server.store.listNotifications({ person: ben.id, roles: ['operations'], limit: 9 })
    expect(his.filter(({ kind }) => kind === 'due-soon')).toMatchObject([
      { title: 'l1 is due soon', role: null },
    ])
  })

  test('a case is kept whose date is an odd number of milliseconds away', async () => {
    const states = {
      open: { after: { 'date(data.by)': [{ target: 'late' }] } },
      late: { type: 'final' as const },
    }
    const definition = { id: 'odd', name: 'Odd', initial: 'open', states, data: byField }
    await server.processes.publish({ process: 'odd', definition, note: 'test', by: 'test' })
    const by = new Date(server.clock.now().getTime() + day / 2 + 1).toISOString()

    const started = await ask('POST', '/api/cases', { process: 'odd', id: 'o1', data: { by } })

    expect(started.status).toBe(201)
    expect((await server.store.loadCase('o1'))?.due).toBe(by)
  })
})

const byField = { type: 'object', properties: { by: { type: 'string' } } }

/** Due after a day, and nothing but a remark comes of it. */
async function publishLate() {
  const events = { DONE: {} }
  const states = {
    open: {
      stage: 'operations',
      on: { DONE: [{ target: 'shut', allow: ['operations'] }] },
      after: { P1D: [{}] },
    },
    shut: { type: 'final' as const },
  }
  const definition = { id: 'late', name: 'Late', initial: 'open', events, states }
  await server.processes.publish({ process: 'late', definition, note: '', by: 'test' })
}

describe('everybody chooses', () => {
  test('what is switched off is not shown, and is there again when it is switched on', async () => {
    await inApproval()
    await sendBack('Too dear')

    await choose({ returned: false })
    expect(await told()).toEqual([])
    await choose({ returned: true })

    expect(await told()).toMatchObject([{ kind: 'returned' }])
  })

  test('being given a case and being mentioned are told apart', async () => {
    const ben = await person('Ben')
    await inApproval()
    await ask('POST', '/api/cases/c1/comments', { text: 'See this', mentions: [ben.id] })
    await ask('POST', '/api/cases/c1/assignment', { assignee: ben.id })

    await workers.runOnce()
    await workers.runOnce()

    const kinds = (await server.store.listNotifications({ person: ben.id, roles: [], limit: 9 })).map(
      ({ kind }) => kind,
    )
    expect(kinds.sort()).toEqual(['assigned', 'mentioned'])
  })
})

test('the times of a case add up to its age, by the server’s clock', async () => {
  await inApproval()
  server.clock.advance(day)

  const { body } = await ask('GET', '/api/cases/c1/times')

  expect(body).toEqual({
    at: server.clock.now().toISOString(),
    items: [{ stage: 'sales', totalMs: day, visits: 1, openSince: '2026-03-02T09:00:00.000Z' }],
  })
  expect((await ask('GET', '/api/cases/none/times')).status).toBe(404)
})
