import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApi } from '../../designer/api.ts'
import { compareHead } from '../../designer/audit/proof/saved-head.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

const ana = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
let server: TestApp
let api: ReturnType<typeof createApi>

beforeAll(async () => {
  server = await openTestApp()
  api = createApi((path, init) => server.request(path, { ...init, as: ['auditor'] }))
  await server.cases.start({ process: 'purchase', id: 'c1', data: { amount: 7 }, actor: ana })
  await server.cases.start({ process: 'purchase', id: 'c2', data: { amount: 7 }, actor: ana })
})
afterAll(() => server.end())

test('a saved head holds while the log goes on from it', async () => {
  const saved = JSON.stringify(await api.head())

  expect(await compareHead(saved, api)).toMatchObject({
    outcome: 'holds',
    sentence: expect.stringContaining('the same 2 entries'),
  })
  await server.cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  expect(await compareHead(saved, api)).toMatchObject({
    outcome: 'holds',
    sentence: expect.stringContaining('its first 2 entries are still those, in the same order; 1 came since'),
  })
})

test('a saved head does not hold when the server’s log is another one, or shorter, whatever it answers', async () => {
  const now = await api.head()
  const saved = JSON.stringify(now)
  const keys = await api.logKeys()

  // A server that lies: its log has one entry more than is shown to be a continuation.
  const lies = { ...api, consistency: async () => ['00'.repeat(32)] }
  await server.cases.send({ caseId: 'c2', type: 'ASK', data: { item: 'lamps' }, actor: ana })
  expect(await compareHead(saved, lies)).toMatchObject({
    outcome: 'broken',
    sentence: expect.stringContaining('changed, put in or taken out'),
  })
  const later = JSON.stringify(await api.head())
  const cut = { head: async () => now, logKeys: async () => keys, consistency: api.consistency }
  expect(await compareHead(later, cut)).toMatchObject({
    outcome: 'broken',
    sentence: expect.stringContaining('the last 1 were taken away'),
  })
})

test('a head of another installation, a changed one, and what is none are told apart', async () => {
  const stranger = await openTestApp()
  const theirs = JSON.stringify(await stranger.heads.now())
  await stranger.end()
  const changed = JSON.stringify({ ...(await api.head()), size: 1 })

  expect(await compareHead(theirs, api)).toMatchObject({
    outcome: 'broken',
    sentence: expect.stringContaining('another installation'),
  })
  expect(await compareHead(changed, api)).toMatchObject({
    outcome: 'broken',
    sentence: expect.stringContaining('changed after it was signed'),
  })
  expect(await compareHead('a photograph', api)).toMatchObject({ outcome: 'unreadable' })
})
