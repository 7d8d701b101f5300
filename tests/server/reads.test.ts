import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RecordedRead } from '../../server/store/reads.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { ana } from '../support/purchase.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
  await server.cases.start({ process: 'purchase', id: 'c1', data: { amount: 1 }, actor: ana })
})
afterEach(() => server.end())

async function read(path: string, as = ['auditor']): Promise<number> {
  const response = await server.request(path, { as })
  await response.text()
  return response.status
}

async function reads(query = ''): Promise<RecordedRead[]> {
  const response = await server.request(`/api/audit/reads?${query}`, { as: ['owner'] })
  return (await response.json()).items
}

test('what an auditor reads is on record: who, in which role, when, what, and what was asked for', async () => {
  await read('/api/cases/c1/history?limit=5')

  expect(await reads()).toEqual([
    {
      reader: { kind: 'key', id: expect.any(String), name: 'auditor', roles: ['auditor'] },
      at: '2026-03-02T09:00:00.000Z',
      until: '2026-03-02T09:00:00.000Z',
      times: 1,
      route: '/api/cases/{id}/history',
      what: 'A case’s history, in pages',
      target: 'c1',
      asked: { after: 0, limit: 5 },
    },
  ])
})

test('an export is on record before its first line', async () => {
  const response = await server.request('/api/audit/export?process=purchase', { as: ['admin'] })

  expect(await reads()).toMatchObject([
    { route: '/api/audit/export', asked: { process: 'purchase', format: 'jsonl' }, target: null },
  ])
  expect(await response.text()).toContain('c1')
})

test('a search is on record with the case that it was about', async () => {
  await read('/api/audit/entries?case=c1&outcome=fail')

  expect(await reads('target=c1')).toMatchObject([
    { route: '/api/audit/entries', asked: { case: 'c1', outcome: 'fail' } },
  ])
})

test('reading what was read is on record too', async () => {
  await read('/api/audit/reads?target=c1')

  expect(await reads('target=c1')).toMatchObject([{ route: '/api/audit/reads' }])
})

test('the same thing again within a minute is counted, and after it is another read', async () => {
  await read('/api/cases/c1')
  server.clock.advance(59_000)
  await read('/api/cases/c1')
  server.clock.advance(1_000)
  await read('/api/cases/c1')

  expect((await reads()).map(({ times }) => times)).toEqual([1, 2])
})

test('what staff and owners read for their work is not on record', async () => {
  await read('/api/cases/c1', ['sales'])
  await read('/api/cases/c1', ['owner'])

  expect(await reads()).toEqual([])
})

test('whoever is an auditor beside something else is an auditor', async () => {
  await read('/api/cases/c1', ['sales', 'auditor'])

  expect(await reads()).toHaveLength(1)
})

test('what was not allowed, and what means nothing, gives nothing away and is not on record', async () => {
  expect(await read('/api/drafts')).toBe(403)
  expect(await read('/api/audit/entries?version=1')).toBe(400)

  expect(await reads()).toEqual([])
})

test('what cannot be recorded is not shown, and is told why; who is not recorded reads on', async () => {
  const other = new DatabaseSync(join(server.folder, 'throughline.db'))
  other.exec("CREATE TRIGGER full BEFORE INSERT ON reads BEGIN SELECT RAISE(ABORT, 'no'); END")

  const response = await server.request('/api/cases/c1', { as: ['auditor'] })

  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({
    type: '/api/docs#problem-busy',
    title: 'The server cannot do this now',
    status: 503,
    detail: expect.stringContaining('cannot be written now, so nothing is shown'),
  })
  expect(await read('/api/cases/c1', ['sales'])).toBe(200)
  other.close()
})

test.each(['from=2026-03-02&to=2026-03-01', 'from=never', 'cursor=x', 'who=ana'])(
  'a question about reads that means nothing is told so: %s',
  async query => {
    expect(await read(`/api/audit/reads?${query}`, ['owner'])).toBe(400)
  },
)
