import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
let cookie: string

beforeAll(async () => {
  server = await openTestApp()
  const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }
  await server.access.createUser({ ...ada, roles: ['owner'] })
  const { name: _, ...credentials } = ada
  const response = await server.request('/api/auth/sign-in/email', {
    method: 'POST',
    body: JSON.stringify(credentials),
  })
  cookie = response.headers.getSetCookie()[0]!.split(';')[0]!
})
afterAll(() => server.end())

/** Ada's browser sends this, whoever's page told it to. */
const start = (headers: Record<string, string>) =>
  server.request('/api/cases', {
    method: 'POST',
    headers: { cookie, host: 'localhost:3000', ...headers },
    body: JSON.stringify({ process: 'purchase', data: { amount: 1 } }),
  })

describe('a request with a cookie', () => {
  test.each([
    ['the own address', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['the own address, from a browser that says no more', { origin: 'http://localhost:3000' }],
    ['the address that it was sent to', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    ['no browser', {}],
  ])('from %s is taken', async (_, headers) => {
    expect((await start(headers)).status).toBe(201)
  })

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site, from a browser that says no more', { origin: 'https://evil.example' }],
    ['another port of the same machine', { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['a link on another site', { 'sec-fetch-site': 'cross-site' }],
  ])('from %s is refused', async (_, headers) => {
    const response = await start(headers)

    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ type: '/api/docs#problem-cross-site' })
  })

  test('that only reads is answered: the other page cannot see it', async () => {
    const response = await server.request('/api/cases', {
      headers: { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    })

    expect(response.status).toBe(200)
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
  })
})

test('another site cannot sign a browser in either', async () => {
  const response = await server.request('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    body: JSON.stringify({ email: 'ada@example.com', password: 'correct horse' }),
  })

  expect(response.status).toBe(403)
})

test('who sent it is the person of the session', async () => {
  const { id } = await (await start({})).json()

  const history = await (await server.request(`/api/cases/${id}/history`, { headers: { cookie } })).json()

  expect(history.items[0].event.actor).toMatchObject({ kind: 'person', name: 'Ada', roles: ['owner'] })
})

describe('what a person who signed in could ask of the accounts library', () => {
  const ask = (path: string, body: unknown) =>
    server.request(`/api/auth/${path}`, { method: 'POST', headers: { cookie }, body: JSON.stringify(body) })

  test('gives nobody a role', async () => {
    await ask('update-user', { roles: 'owner admin' })

    const [ada] = await server.access.listUsers()

    expect(ada?.roles).toEqual(['owner'])
  })

  test('gives nobody a key: only an admin makes one', async () => {
    await ask('api-key/create', { name: 'mine', permissions: { roles: ['admin'] } })
    await ask('api-key/create', { name: 'mine' })

    expect((await server.access.listTokens()).filter(({ name }) => name === 'mine')).toEqual([])
  })

  test('gives nobody an account', async () => {
    await ask('sign-up/email', { name: 'Eve', email: 'eve@example.com', password: 'long enough' })

    expect((await server.access.listUsers()).map(({ name }) => name)).toEqual(['Ada'])
  })
})

describe('every answer', () => {
  test.each(['/', '/api/me', '/api/docs', '/nothing/here'])(
    'says how a browser is to treat it: %s',
    async path => {
      const { headers } = await server.request(path)

      expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe|unsafe-eval/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  test('about somebody is kept by no cache', async () => {
    const { headers } = await server.request('/api/me', { headers: { cookie } })

    expect(headers.get('cache-control')).toBe('no-store')
  })
})
