import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'

const ana = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
let server: TestApp

beforeAll(async () => {
  server = await openTestApp()
  await server.cases.start({ process: 'purchase', id: 'c1', data: { amount: 7 }, actor: ana })
  await server.cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  await server.cases.send({ caseId: 'c1', type: 'NOPE', data: {}, actor: ana })
})
afterAll(() => server.end())

const replayed = async (query: string) =>
  (await server.request(`/api/cases/c1/replay${query}`, { as: ['auditor'] })).json()

test('a case is replayed up to an entry, or to its end', async () => {
  const row = await server.store.loadCase('c1')

  expect(await replayed('')).toEqual({ seq: 3, snapshot: row!.snapshot, agrees: true, divergence: null })
  const first = await replayed('?seq=1')
  expect(first).toMatchObject({ seq: 1, agrees: true })
  expect(first.snapshot.data).toMatchObject({ amount: 7 })
  expect(first.snapshot.states).not.toEqual(row!.snapshot.states)
})

test('an entry that is not there yet is not found', async () => {
  expect(await replayed('?seq=4')).toMatchObject({
    status: 404,
    detail: expect.stringContaining('has no entry 4'),
  })
})
