import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { meets, type Need, rightsOf, roles } from '../../server/access/roles.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

type Operation = { 'x-right': Need }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> }

let server: TestApp
let document: Document

beforeAll(async () => {
  server = await openTestApp()
  document = await (await server.request('/api/openapi.json')).json()
})
afterAll(() => server.end())

/** Every route that there is, whether the contract says so or not. */
const registered = () =>
  server.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/*' && !path.startsWith('/api/docs/'))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)

const described = () =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, need: operation['x-right'] })),
  )

test('the document describes every route there is, with the right that it needs', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(new Set(described().map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(registered()))
  expect(described().filter(({ need }) => need === undefined)).toEqual([])
})

test('every call of the contract is there', () => {
  const paths = Object.keys(document.paths)

  for (const path of [
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/openapi.json',
    '/api/docs',
    '/api/processes',
    '/api/processes/{id}',
    '/api/processes/{id}/versions',
    '/api/processes/{id}/versions/{n}',
    '/api/processes/{id}/draft',
    '/api/processes/check',
    '/api/processes/{id}/publish',
    '/api/cases',
    '/api/cases/{id}',
    '/api/cases/{id}/events',
    '/api/cases/{id}/history',
    '/api/cases/{id}/replay',
    '/api/cases/{id}/verify',
    '/api/audit/verify',
    '/api/audit/export',
    '/api/audit/entries',
    '/api/audit/facets',
    '/api/audit/reads',
    '/api/registers',
    '/api/registers/{name}',
    '/api/registers/{name}/versions/{n}',
    '/api/stream',
  ])
    expect(paths).toContain(path)
})

describe.each([null, ...roles])('%s', role => {
  test('may do exactly what the table says, on every route', async () => {
    const rights = role === null ? null : new Set(rightsOf[role])
    const wrong: string[] = []
    for (const { method, path, need } of described()) {
      const address = path.replaceAll(/\{\w+\}/g, 'x')
      const response = await server.request(address, {
        method: method.toUpperCase(),
        // Enough to get past nobody but the guard: what the handler then says is not asked here.
        ...(method === 'post' || method === 'put' ? { body: '[]' } : {}),
        ...(role !== null && { as: [role] }),
      })
      await response.body?.cancel()
      const denied = response.status === 401 || response.status === 403
      const expected = meets(need, rights) ? !denied : response.status === (role === null ? 401 : 403)
      if (!expected) wrong.push(`${method} ${path} (${need}) answered ${response.status}`)
    }

    expect(wrong).toEqual([])
  })
})

describe('an auditor', () => {
  test('has rights that only read', () => {
    expect(rightsOf.auditor.every(right => right.endsWith('.read'))).toBe(true)
  })

  async function walk(isAsked: (method: string, need: Need) => boolean): Promise<Map<string, number>> {
    const statuses = new Map<string, number>()
    for (const { method, path } of described().filter(each => isAsked(each.method, each.need))) {
      const response = await server.request(path.replaceAll(/\{\w+\}/g, 'x'), {
        method: method.toUpperCase(),
        ...(method === 'get' ? {} : { body: '[]' }),
        as: ['auditor'],
      })
      await response.body?.cancel()
      statuses.set(`${method} ${path}`, response.status)
    }
    return statuses
  }

  test('reads everything: cases, histories, processes, registers, the audit, the state of the server', async () => {
    const statuses = await walk((method, need) => method === 'get' && need.endsWith('.read'))

    expect([...statuses].filter(([, status]) => status === 401 || status === 403)).toEqual([])
    expect(statuses.size).toBeGreaterThan(25)
  })

  test('changes nothing but their own choices, on any route', async () => {
    const statuses = await walk(method => method !== 'get')

    const notRefused = [...statuses].filter(([, status]) => status !== 403).map(([route]) => route)
    expect(notRefused.sort()).toEqual([
      'post /api/access/join',
      'post /api/notifications/{id}/read',
      // Checks what is sent, and keeps nothing.
      'post /api/processes/check',
      'put /api/me/preferences',
    ])
  })
})

test('every way to cases and what happened to them is put on record for auditors, and nothing else is', async () => {
  const before = (await server.store.listReads({ limit: 1_000 })).items.length
  server.clock.advance(60_000)
  const reads = described().filter(
    ({ method, need }) => method === 'get' && (need === 'case.read' || need === 'audit.read'),
  )

  for (const { method, path } of described()) {
    if (method !== 'get') continue
    const address = path.replaceAll(/\{\w+\}/g, '1')
    // What every query has to have.
    const query = new Map([
      ['/api/audit/facets', '?kind=event'],
      ['/api/audit/consistency', '?from=0&to=0'],
      ['/api/board', '?process=purchase'],
      ['/api/audit/variants', '?process=purchase'],
      ['/api/audit/bottlenecks', '?process=purchase&version=1'],
      ['/api/audit/conformance', '?process=purchase&version=1'],
      ['/api/audit/promises', '?process=purchase&by=seller'],
    ])
    const response = await server.request(`${address}${query.get(path) ?? ''}`, { as: ['auditor'] })
    await response.body?.cancel()
  }

  const { items } = await server.store.listReads({ limit: 1_000 })
  const recorded = items.slice(0, items.length - before).map(({ route }) => route)
  const others = ['/api/me/preferences', '/api/colleagues', '/api/work/counts']
  expect(recorded.sort()).toEqual(
    reads
      .map(({ path }) => path)
      .filter(path => !others.includes(path))
      .sort(),
  )
})

test('an address asked with a method that it does not take says which it takes', async () => {
  const response = await server.request('/api/cases', { method: 'DELETE', as: ['admin'] })

  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, POST')
  expect((await response.json()).detail).toContain('/api/cases takes GET, POST, not DELETE')
})

test('a key that is not known is told apart from none', async () => {
  const response = await server.request('/api/cases', { headers: { authorization: 'Bearer tl_mistyped' } })

  expect(response.status).toBe(401)
  expect((await response.json()).detail).toContain('This API key is not known')
})

test('a register that does not exist is not found, and one that is no object is malformed', async () => {
  const unknown = await server.request('/api/registers/prices', { as: ['owner'] })
  const text = await server.request('/api/registers/strategy', {
    method: 'PUT',
    as: ['owner'],
    body: JSON.stringify({ content: 'hotels' }),
  })

  expect([unknown.status, text.status]).toEqual([404, 400])
  expect((await unknown.json()).detail).toContain('The registers are strategy, objectives')
})

test('an event with one id in its body and another in its header is malformed', async () => {
  const response = await server.request('/api/cases/any/events', {
    method: 'POST',
    as: ['sales'],
    headers: { 'idempotency-key': 'one' },
    body: JSON.stringify({ type: 'ASK', id: 'other' }),
  })

  expect(response.status).toBe(400)
  expect((await response.json()).detail).toContain('two ids: "other" in the body and "one"')
})

test('who acts is taken from the key: a body that names an actor is refused', async () => {
  const response = await server.request('/api/cases', {
    method: 'POST',
    as: ['sales'],
    body: JSON.stringify({
      process: 'purchase',
      data: { amount: 1 },
      actor: { id: 'boss', roles: ['admin'] },
    }),
  })

  expect(response.status).toBe(400)
  expect((await response.json()).detail).toContain('actor')
})
