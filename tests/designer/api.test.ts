import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiError, createApi } from '../../designer/api.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
const apiAs = (...roles: string[]) => createApi((path, init) => server.request(path, { ...init, as: roles }))
const sales = apiAs('sales')

beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.end())

test('the browser’s client starts a case and sees what can be done with it', async () => {
  const started = await sales.startCase({ process: 'purchase', id: 'c1', data: { amount: 120 } })

  expect(started).toMatchObject({
    kind: 'started',
    case: { id: 'c1', activeStates: ['request'], stage: 'sales' },
  })
  expect(await sales.case('c1')).toMatchObject({ events: [{ type: 'ASK', enabled: true }] })
})

test('an event that is taken comes back with the case and the entry', async () => {
  const sent = await sales.sendEvent('c1', { type: 'ASK', data: { item: 'chairs' }, seq: 1, id: 'click-1' })

  expect(sent).toMatchObject({
    kind: 'sent',
    case: { activeStates: ['approval'], seq: 2 },
    entry: { seq: 2 },
  })
})

test('a refusal is a value, with its verdicts', async () => {
  const refused = await sales.sendEvent('c1', { type: 'APPROVE' })

  expect(refused).toMatchObject({
    kind: 'refusal',
    reason: 'guard-false',
    verdicts: [
      {
        rule: 'within-limit',
        outcome: 'pass',
        clauses: [{ values: { 'data.amount': 120, 'strategy.limit': 500 } }],
      },
      { rule: 'not-own', outcome: 'fail' },
    ],
  })
})

test('data that does not fit comes back by field', async () => {
  expect(await sales.sendEvent('c1', { type: 'RETURN' })).toMatchObject({
    kind: 'refusal',
    reason: 'invalid-data',
    violations: [{ field: '/reason', message: 'is required' }],
  })
})

test('what is not there, and what is not permitted, is thrown with its status', async () => {
  await expect(sales.case('nobody')).rejects.toMatchObject({ status: 404, kind: 'not-found' })
  await expect(apiAs('auditor').startCase({ process: 'purchase', data: {} })).rejects.toBeInstanceOf(ApiError)
  await expect(apiAs('auditor').startCase({ process: 'purchase', data: {} })).rejects.toMatchObject({
    status: 403,
  })
})

test('history, replay and verification agree', async () => {
  const history = await sales.history('c1')

  expect(history.items.map(({ kind }) => kind)).toEqual(['start', 'event', 'refusal', 'refusal'])
  expect(await sales.replay('c1', 2)).toMatchObject({
    seq: 2,
    agrees: true,
    snapshot: { states: 'approval' },
  })
  expect(await sales.verifyCase('c1')).toEqual({ ok: true, entries: 4 })
  expect(await apiAs('auditor').verifyAll()).toMatchObject({ ok: true, cases: 1 })
})

test('cases come in pages that follow each other', async () => {
  for (let n = 0; n < 5; n++) await sales.startCase({ process: 'purchase', id: `p${n}`, data: { amount: n } })

  const first = await sales.cases({ process: 'purchase', state: 'request', sort: 'id', limit: 3 })
  const second = await sales.cases({
    process: 'purchase',
    state: 'request',
    sort: 'id',
    limit: 3,
    cursor: first.next!,
  })

  expect(first.items.map(({ id }) => id)).toEqual(['p0', 'p1', 'p2'])
  expect(second).toMatchObject({ items: [{ id: 'p3' }, { id: 'p4' }], next: null })
})

test('a draft that somebody else saved in between is not overwritten', async () => {
  const owner = apiAs('owner')
  const content = { definition: { id: 'mine' }, layout: {} }

  const first = await owner.saveDraft('mine', content, 0)
  const second = await owner.saveDraft('mine', { ...content, definition: { id: 'mine', name: 'B' } }, 0)

  expect(first).toMatchObject({ kind: 'saved', document: { revision: 1 } })
  expect(second).toMatchObject({ kind: 'conflict', theirs: { definition: { id: 'mine' } } })
})

test('a definition with errors is not published, and says what is wrong', async () => {
  const definition = {
    id: 'bad',
    name: 'Bad',
    initial: 'a',
    states: { a: { on: { GO: [{ target: 'b' }] } } },
  }

  const outcome = await apiAs('owner').publish('bad', { definition, note: 'no' })

  expect(outcome).toMatchObject({
    kind: 'problems',
    problems: expect.arrayContaining([
      expect.objectContaining({ code: 'unknown-target', severity: 'error' }),
    ]),
  })
})

test('a register is saved as its next version', async () => {
  const owner = apiAs('owner')
  const before = await owner.register('campaigns')

  const saved = await owner.saveRegister('campaigns', { content: [], note: 'emptied' }, before.version)

  expect(saved).toMatchObject({ kind: 'saved', document: { version: before.version + 1 } })
  expect(await owner.registerVersion('campaigns', before.version)).toMatchObject({ content: before.content })
})
