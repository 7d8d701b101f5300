import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.end())

async function ask(method: string, body?: unknown, as = ['sales']) {
  const response = await server.request('/api/me/preferences', {
    method,
    as,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const everything = { assigned: true, mentioned: true, dueSoon: true, overdue: true, returned: true }

test('who has chosen nothing has no filters, no searches, and is told of everything', async () => {
  expect((await ask('GET')).body).toEqual({ filters: [], searches: [], notices: everything })
})

test('what was chosen is kept, each person’s for themselves', async () => {
  const filters = [{ name: 'Urgent in sales', search: { stage: 'sales', priority: 'urgent' } }]

  const searches = [{ name: 'Refused by the limit', search: { rule: 'within-limit', outcome: 'fail' } }]
  const saved = await ask('PUT', { filters, searches, notices: { overdue: false } })

  expect(saved.body).toEqual({ filters, searches, notices: { ...everything, overdue: false } })
  expect((await ask('GET')).body).toEqual(saved.body)
  expect((await ask('GET', undefined, ['auditor'])).body.filters).toEqual([])
})

test.each([
  ['two filters of one name', { filters: [1, 2].map(() => ({ name: 'A', search: {} })) }],
  ['two searches of one name', { searches: [1, 2].map(() => ({ name: 'A', search: {} })) }],
  ['a filter without a name', { filters: [{ name: ' ', search: {} }] }],
  ['too many filters', { filters: Array.from({ length: 51 }, (_, n) => ({ name: `f${n}`, search: {} })) }],
  ['a notice that there is none of', { notices: { birthday: true } }],
])('%s are not kept', async (_, body) => {
  expect((await ask('PUT', body)).status).toBe(400)
})
