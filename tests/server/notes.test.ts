// What people say and arrange around a case, through the real application.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { replay } from '../../engine/replay.ts'
import { verifyCase } from '../../server/audit.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
  await ask('POST', '/api/cases', { process: 'purchase', id: 'c1', data: { amount: 1 } })
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

const person = (name: string, roles = ['sales']) =>
  server.access.createUser({
    name,
    email: `${name.toLowerCase()}@example.com`,
    password: 'a few plain words',
    roles,
  })
const history = async (): Promise<HistoryEntry[]> => server.store.listHistory('c1')
const told = async (id: string) =>
  (await server.store.listEffects({ caseId: 'c1' })).flatMap(({ effect }) =>
    effect.params.person === id ? [effect.params.title] : [],
  )

describe('a comment', () => {
  test('is part of the chained history, moves nothing, and is replayed over', async () => {
    const before = (await ask('GET', '/api/cases/c1')).body

    const said = await ask('POST', '/api/cases/c1/comments', { text: '  Call <b>them</b> first \n' })

    const after = (await ask('GET', '/api/cases/c1')).body
    const entries = await history()
    expect(said.status).toBe(201)
    expect(entries.at(-1)).toMatchObject({
      kind: 'comment',
      event: { data: { text: 'Call <b>them</b> first', mentions: [] } },
    })
    expect([after.seq, after.states, after.updatedAt]).toEqual([
      before.seq + 1,
      before.states,
      before.updatedAt,
    ])
    expect(await verifyCase(server, 'c1')).toEqual({ ok: true, entries: 2 })
    const process = await server.processes.load('purchase', 1)
    expect(replay(process, entries, () => undefined).divergence).toBe(null)
  })

  test('does not make somebody stale who has looked before it', async () => {
    const { seq } = (await ask('GET', '/api/cases/c1')).body
    await ask('POST', '/api/cases/c1/comments', { text: 'Urgent' })

    const sent = await ask('POST', '/api/cases/c1/events', { type: 'ASK', data: { item: 'chairs' }, seq })

    expect(sent.status).toBe(200)
  })

  test('sent twice with the same id is there once', async () => {
    const comment = { text: 'Once', id: 'k1' }

    await ask('POST', '/api/cases/c1/comments', comment)
    const again = await ask('POST', '/api/cases/c1/comments', comment)

    expect(again.status).toBe(201)
    expect((await history()).filter(({ kind }) => kind === 'comment')).toHaveLength(1)
  })

  test('tells whom it mentions, each once; nobody else can be mentioned', async () => {
    const ben = await person('Ben')

    await ask('POST', '/api/cases/c1/comments', { text: 'See this', mentions: [ben.id, ben.id] })
    const unknown = await ask('POST', '/api/cases/c1/comments', { text: 'And you', mentions: ['nobody'] })

    expect(await told(ben.id)).toEqual(['sales has mentioned you'])
    expect([unknown.status, unknown.body.detail]).toEqual([
      400,
      'Nobody has the id "nobody". See /api/colleagues.',
    ])
    expect(await history()).toHaveLength(2)
  })

  test.each([
    ['nothing but space', { text: ' \n ' }],
    ['more than 10,000 characters', { text: 'x'.repeat(10_001) }],
    ['a field that it does not have', { text: 'a', html: '<b>' }],
  ])('of %s is no comment', async (_, body) => {
    expect((await ask('POST', '/api/cases/c1/comments', body)).status).toBe(400)
  })

  test('is not for those who only read', async () => {
    expect((await ask('POST', '/api/cases/c1/comments', { text: 'a' }, ['auditor'])).status).toBe(403)
    expect((await ask('POST', '/api/cases/no-case/comments', { text: 'a' })).status).toBe(404)
  })
})

describe('a case', () => {
  test('is handed over, with a word, and found by whose it is', async () => {
    const ben = await person('Ben')

    const given = await ask('POST', '/api/cases/c1/assignment', {
      assignee: ben.id,
      from: null,
      note: 'You know them',
    })

    expect([given.status, given.body.assignee]).toEqual([200, ben.id])
    expect((await history()).at(-1)).toMatchObject({
      kind: 'assignment',
      event: { data: { assignee: ben.id, name: 'Ben', note: 'You know them' } },
    })
    expect(await told(ben.id)).toEqual(['sales has given you this case'])
    const ids = async (query: string) =>
      (await ask('GET', `/api/cases?assignee=${query}`)).body.items.map(({ id }: { id: string }) => id)
    expect([await ids(ben.id), await ids('none')]).toEqual([['c1'], []])
    expect(await verifyCase(server, 'c1')).toMatchObject({ ok: true })
  })

  test('stays with its person while it moves, until it is given back', async () => {
    const ben = await person('Ben')
    await ask('POST', '/api/cases/c1/assignment', { assignee: ben.id })
    await ask('POST', '/api/cases/c1/events', { type: 'ASK', data: { item: 'chairs' } })
    const moved = (await ask('GET', '/api/cases/c1')).body.assignee

    await ask('POST', '/api/cases/c1/assignment', { assignee: null, from: ben.id })

    expect([moved, (await ask('GET', '/api/cases/c1')).body.assignee]).toEqual([ben.id, null])
  })

  test('that two want at once goes to one; the other is told who has it', async () => {
    const [ben, cleo] = await Promise.all([person('Ben'), person('Cleo')])

    const answers = await Promise.all(
      [ben, cleo].map(({ id }) => ask('POST', '/api/cases/c1/assignment', { assignee: id, from: null })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const winner = (await ask('GET', '/api/cases/c1')).body.assignee
    const refused = answers.find(({ status }) => status === 409)!.body
    expect(refused).toMatchObject({ assignee: winner, type: '/api/docs#problem-conflict' })
    expect(refused.detail).toMatch(/^(Ben|Cleo) has this case by now\. Nothing was changed/)
    expect((await history()).filter(({ kind }) => kind === 'assignment')).toHaveLength(1)
  })

  test('cannot be given to nobody’s id, nor taken by a key', async () => {
    const unknown = await ask('POST', '/api/cases/c1/assignment', { assignee: 'nobody' })
    const key = await ask('POST', '/api/cases/c1/assignment', { assignee: 'me' })

    expect([unknown.status, key.status, key.body.detail]).toEqual([
      400,
      400,
      'A key is nobody who could have a case. Name a person’s id.',
    ])
  })
})

describe('how urgent a case is', () => {
  const say = (body: object, as = ['sales']) => ask('POST', '/api/cases/c1/priority', body, as)

  test('is said by people, is on record, and moves nothing', async () => {
    const before = (await ask('GET', '/api/cases/c1')).body

    const said = await say({ priority: 'urgent', note: 'They leave on Friday' })

    const after = (await ask('GET', '/api/cases/c1')).body
    expect([said.status, said.body.priority]).toEqual([200, 'urgent'])
    expect([before.priority, after.priority, after.states]).toEqual(['normal', 'urgent', before.states])
    expect((await history()).at(-1)).toMatchObject({
      kind: 'priority',
      event: { data: { priority: 'urgent', note: 'They leave on Friday' } },
    })
    expect(await verifyCase(server, 'c1')).toEqual({ ok: true, entries: 2 })
  })

  test('stays as it was said while the case moves', async () => {
    await say({ priority: 'low' })

    await ask('POST', '/api/cases/c1/events', { type: 'ASK', data: { item: 'chairs' } })

    expect((await ask('GET', '/api/cases?q=chairs')).body.items[0]).toMatchObject({
      id: 'c1',
      priority: 'low',
    })
  })

  test('is one of four, counts once for an id, and is not for those who only read', async () => {
    await say({ priority: 'high', id: 'k1' })
    await say({ priority: 'high', id: 'k1' })

    expect(await history()).toHaveLength(2)
    expect((await say({ priority: 'top' })).status).toBe(400)
    expect((await say({ priority: 'low' }, ['auditor'])).status).toBe(403)
  })
})

test('who works here is known to everybody by name and role, and by nothing else', async () => {
  await person('Ben', ['operations'])

  const { body } = await ask('GET', '/api/colleagues', undefined, ['auditor'])

  expect(body.items).toEqual([{ id: expect.any(String), name: 'Ben', roles: ['operations'] }])
})

test('where each value of a case comes from is told by the entry that gave it', async () => {
  await ask('POST', '/api/cases/c1/comments', { text: 'Look' })
  await ask('POST', '/api/cases/c1/events', { type: 'ASK', data: { item: 'chairs' } })

  const { body } = await ask('GET', '/api/cases/c1/sources', undefined, ['auditor'])

  const told = body.items.map(({ path, seq, event }: { path: string; seq: number; event: string }) => [
    path,
    seq,
    event,
  ])
  expect(told).toEqual(
    expect.arrayContaining([
      ['/amount', 1, 'start'],
      ['/item', 3, 'ASK'],
    ]),
  )
  expect(body.items[0].actor).toMatchObject({ kind: 'key', name: 'sales' })
  expect((await ask('GET', '/api/cases/none/sources')).status).toBe(404)
})
