// A version that today's engine can no longer make sense of: its cases are shown, and stay where they are.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Definition } from '../../engine/definition.ts'
import { createEffects } from '../../server/effects/effects.ts'
import { createLog } from '../../server/log.ts'
import { createWorkers } from '../../server/workers/loop.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { aCommit } from './store-contract.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
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

const ways = {
  'leads nowhere': { initial: 'open', states: { open: { on: { GO: [{ target: 'nowhere' }] } } } },
  'has no states': {},
  'is of a shape that nobody knows': { initial: 7, states: [{ on: 'GO' }] },
}

/** A case of the process "museum", as a server of long ago left it. */
async function leaveCase(way: keyof typeof ways, change: Parameters<typeof aCommit>[2] = {}) {
  const definition = { id: 'museum', name: 'Museum', ...ways[way] } as unknown as Definition
  await server.store.addVersion({
    process: 'museum',
    ...{
      definition,
      layout: {},
      hash: '',
      note: '',
      publishedAt: '2020-01-01T00:00:00.000Z',
      publishedBy: 'x',
    },
  })
  const commit = aCommit('old', null, { process: 'museum', data: { name: 'Hotel Seeblick' }, ...change })
  await server.store.commit(commit)
}

const sentence = /^Version 1 of the process "museum" cannot be run by this Throughline any more/

test.each(Object.keys(ways) as (keyof typeof ways)[])(
  'a case on a version that %s is shown with its data and history, and a sentence',
  async way => {
    await leaveCase(way)

    const shown = await ask('GET', '/api/cases/old')
    const history = await ask('GET', '/api/cases/old/history')
    const times = await ask('GET', '/api/cases/old/times')

    expect([shown.status, history.status, times.status]).toEqual([200, 200, 200])
    expect(shown.body).toMatchObject({
      data: { name: 'Hotel Seeblick' },
      activeStates: ['sales.open'],
      events: [],
    })
    expect(shown.body.unreadable).toMatch(sentence)
    expect(history.body.items).toHaveLength(1)
    expect(times.body.items).toEqual([])
  },
)

test('sending is refused with the same sentence, and leaves nothing behind; saying something is not', async () => {
  await leaveCase('leads nowhere')

  const sent = await ask('POST', '/api/cases/old/events', { type: 'GO' })
  const said = await ask('POST', '/api/cases/old/comments', { text: 'What now?' })

  expect(sent.status).toBe(422)
  expect(sent.body.detail).toMatch(sentence)
  expect(said.status).toBe(201)
  expect((await ask('GET', '/api/cases/old')).body.seq).toBe(2)
})

test('lists, the board and work leave it in its place; work says what is in the way', async () => {
  await leaveCase('leads nowhere')
  await ask('POST', '/api/cases', { process: 'purchase', id: 'c1', data: { amount: 1 } })
  const me = (await ask('GET', '/api/me')).body.id
  await server.cases.note({
    ...{ kind: 'assignment', caseId: 'old', actor: { id: 'x', kind: 'person', roles: [] } },
    data: { assignee: me, name: 'Me', note: '' },
  })

  const list = await ask('GET', '/api/cases')
  const board = await ask('GET', '/api/board?process=museum&by=state')
  const work = await ask('GET', '/api/work?view=mine')
  const waiting = await ask('GET', '/api/work')

  expect(list.body.items.map(({ id }: { id: string }) => id)).toContain('old')
  expect(board.body.columns).toMatchObject([{ id: 'sales.open', count: 1 }])
  expect(work.body.items).toMatchObject([
    { id: 'old', next: null, blocked: { message: 'Its version of the process cannot be run any more' } },
  ])
  expect(waiting.body.items.map(({ id }: { id: string }) => id)).toEqual(['c1'])
})

test('that it is overdue is told to its department', async () => {
  await leaveCase('leads nowhere', { due: '2026-03-02T12:00:00.000Z' })
  const effects = createEffects({ ...server, webhook: { url: 'https://line.example' } })
  const workers = createWorkers({ ...server, effects, log: createLog('silent'), workerId: 'w1' })

  server.clock.advance(86_400_000)
  await workers.runOnce()

  expect((await ask('GET', '/api/notifications')).body.items).toMatchObject([
    { kind: 'overdue', title: 'Hotel Seeblick is overdue' },
  ])
})
