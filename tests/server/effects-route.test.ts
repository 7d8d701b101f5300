import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp

beforeAll(async () => {
  server = await openTestApp()
  const sales = { method: 'POST', as: ['sales', 'strategy'] }
  const data = { amount: 120, promises: [] }
  const send = (path: string, body: object) =>
    server.request(path, { ...sales, body: JSON.stringify(body) }).then(({ status }) => status)
  expect(await send('/api/cases', { process: 'purchase', id: 'p1', data })).toBe(201)
  expect(await send('/api/cases/p1/events', { type: 'ASK', data: { item: 'chairs' } })).toBe(200)
  const approve = await server.request('/api/cases/p1/events', {
    method: 'POST',
    as: ['strategy'],
    body: JSON.stringify({ type: 'APPROVE' }),
  })
  expect(approve.status).toBe(200)
})
afterAll(() => server.end())

const effects = async (query = '') =>
  (await (await server.request(`/api/cases/p1/effects${query}`, { as: ['auditor'] })).json()).items

test('an auditor sees what became of each effect of a case, attempts and answers included', async () => {
  expect(await effects()).toMatchObject([
    {
      key: 'p1:3:0',
      seq: 3,
      n: 0,
      effect: { type: 'notify', params: { role: 'operations', title: 'Pack chairs' } },
      status: 'pending',
      attempts: 0,
      lastError: null,
      answer: null,
    },
  ])
  const at = server.clock.now().toISOString()
  await server.store.claimEffects({ now: at, until: at, worker: 'w', limit: 1 })
  await server.store.recordEffectFailure('p1:3:0', { error: 'Nobody answers', retryAt: at })
  expect(await effects()).toMatchObject([{ status: 'pending', attempts: 1, lastError: 'Nobody answers' }])

  await server.store.recordEffectDone('p1:3:0', { heard: true }, at)

  expect(await effects()).toMatchObject([{ status: 'done', answer: { heard: true }, lastError: null }])
})

test('the effects of one entry can be asked for alone', async () => {
  expect(await effects('?seq=3')).toHaveLength(1)
  expect(await effects('?seq=2')).toEqual([])
})

test('effects of a case that does not exist are not found; staff may not read them', async () => {
  const missing = await server.request('/api/cases/none/effects', { as: ['auditor'] })
  const staff = await server.request('/api/cases/p1/effects', { as: ['sales'] })

  expect([missing.status, staff.status]).toEqual([404, 403])
})
