import { afterEach, describe, expect, test } from 'vitest'
import { limits } from '../../server/limits.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
afterEach(() => server.end())

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  server.request(path, { method: 'POST', as: ['owner'], body, headers })

const problemOf = async (response: Response) => ({
  status: response.status,
  media: response.headers.get('content-type'),
  ...(await response.json()),
})

describe('a body', () => {
  test('larger than a megabyte is refused as too large', async () => {
    server = await openTestApp()

    const response = await post(
      '/api/cases',
      JSON.stringify({ process: 'purchase', data: { x: 'x'.repeat(limits.bodyBytes) } }),
    )

    expect(await problemOf(response)).toMatchObject({
      status: 413,
      media: 'application/problem+json',
      type: '/api/docs#problem-too-large',
    })
  })

  test('that does not say how large it is, is read no further than the limit', async () => {
    server = await openTestApp({ bodyBytes: 1_000 })
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(500))
      },
    })

    const response = await server.app.request('/api/cases', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await server.keyFor(['owner'])}`,
        'content-type': 'application/json',
      },
      body: endless,
      duplex: 'half',
    } as RequestInit)

    expect(response.status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  test('to sign in with is limited like any other', async () => {
    server = await openTestApp()

    const response = await server.request('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-length': String(limits.bodyBytes + 1) },
      body: JSON.stringify({ email: 'a@example.com', password: 'x'.repeat(limits.bodyBytes) }),
    })

    expect(response.status).toBe(413)
  })

  test.each([
    ['is no JSON', '{"process":', 'The body is not JSON'],
    ['is empty', '', 'has no body'],
    ['is nested too deep', '['.repeat(5_000), 'nested more than 100 levels'],
    ['has a key that pollutes', '{"process":"purchase","data":{"__proto__":{"x":1}}}', '__proto__'],
    ['has half a character', '{"process":"purchase","data":{"x":"\\ud800"}}', 'surrogate'],
    [
      'has a number that no double can hold',
      '{"process":"purchase","data":{"list":[1,{"amount":1e400}]}}',
      '/data/list/1/amount is too large',
    ],
    ['has a field that nobody asked for', '{"process":"purchase","data":{},"colour":"red"}', 'colour'],
  ])('that %s is malformed, with a sentence that says so', async (_, body, sentence) => {
    server = await openTestApp()

    const problem = await problemOf(await post('/api/cases', body))

    expect(problem).toMatchObject({ status: 400, media: 'application/problem+json' })
    expect(problem.detail).toContain(sentence)
  })

  test('that is not UTF-8 is malformed: nothing is mended on its way to the record', async () => {
    server = await openTestApp()
    const latin1 = Buffer.from('{"process":"purchase","data":{"name":"Bj\xf6rk"}}', 'latin1')

    const response = await post('/api/cases', latin1)

    expect(await problemOf(response)).toMatchObject({ status: 400, detail: 'The body is not UTF-8 text.' })
  })

  test('brackets inside text are no nesting', async () => {
    server = await openTestApp()

    const data = { amount: 1, note: `"\\${'['.repeat(500)}` }

    expect((await post('/api/cases', JSON.stringify({ process: 'purchase', data }))).status).toBe(201)
  })

  test('of another kind than JSON is refused', async () => {
    server = await openTestApp()

    const response = await post('/api/cases', 'process=purchase', {
      'content-type': 'application/x-www-form-urlencoded',
    })

    expect(response.status).toBe(415)
  })
})

describe('a query', () => {
  test.each([
    ['asks for a longer page than there is', '?limit=201'],
    ['asks for a page of nothing', '?limit=0'],
    ['has a parameter that nobody knows', '?colour=red'],
    ['has a parameter twice', '?stage=sales&stage=operations'],
  ])('that %s is malformed', async (_, query) => {
    server = await openTestApp()

    const problem = await problemOf(await server.request(`/api/cases${query}`, { as: ['staff'] }))

    expect(problem).toMatchObject({ status: 400, media: 'application/problem+json' })
  })
})

describe('requests', () => {
  test('beyond a share are refused until the next ten seconds', async () => {
    server = await openTestApp({ requests: { anonymous: 2, person: 2, key: 2 } })
    const ask = () => server.request('/api/me', { as: ['staff'] })
    await ask()
    await ask()

    const refused = await ask()
    server.clock.advance(10_000)

    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(10)
    expect((await ask()).status).toBe(200)
  })

  test('of one key do not use up the share of another', async () => {
    server = await openTestApp({ requests: { anonymous: 1, person: 1, key: 1 } })
    await server.request('/api/me', { as: ['staff'] })

    expect((await server.request('/api/me', { as: ['staff'] })).status).toBe(429)
    expect((await server.request('/api/me', { as: ['sales'] })).status).toBe(200)
  })

  test('with keys that do not exist are counted by where they come from', async () => {
    server = await openTestApp({ requests: { anonymous: 1, person: 9, key: 9 } })
    const guess = (n: number) => server.request('/api/me', { headers: { authorization: `Bearer guess${n}` } })

    expect((await guess(1)).status).toBe(401)
    expect((await guess(2)).status).toBe(429)
  })

  test('is alive and is ready are answered whatever the share', async () => {
    server = await openTestApp({ requests: { anonymous: 0, person: 0, key: 0 } })

    expect((await server.request('/healthz')).status).toBe(200)
    expect((await server.request('/readyz')).status).toBe(200)
  })
})

describe('guessing', () => {
  test('passwords ends after a few, even with the right one', async () => {
    server = await openTestApp({ failedSignIns: 2 })
    await server.access.createUser({
      name: 'Ada',
      email: 'ada@example.com',
      password: 'correct horse',
      roles: ['staff'],
    })
    const signIn = (password: string) =>
      server.request('/api/auth/sign-in/email', {
        method: 'POST',
        body: JSON.stringify({ email: 'ada@example.com', password }),
      })
    await signIn('wrong horse')
    await signIn('wronger horse')

    const refused = await signIn('correct horse')
    server.clock.advance(60_000)

    expect(refused.status).toBe(429)
    expect(refused.headers.has('retry-after')).toBe(true)
    expect((await signIn('correct horse')).status).toBe(200)
  })

  test('one-time links ends after a few', async () => {
    server = await openTestApp({ failedSignIns: 2 })
    const look = (n: number) => server.request(`/api/access/links/guess${n}`)

    expect((await look(1)).status).toBe(404)
    expect((await look(2)).status).toBe(404)
    expect((await look(3)).status).toBe(429)
  })
})

describe('a key', () => {
  test.each([1, 365, 3_650])('can be made for %d days', async expiresInDays => {
    server = await openTestApp()

    const response = await server.request('/api/access/keys', {
      method: 'POST',
      as: ['admin'],
      body: JSON.stringify({ name: 'web shop', roles: ['sales'], expiresInDays }),
    })

    expect(response.status).toBe(201)
  })

  test('for a role that does not exist is refused, with the roles that do', async () => {
    server = await openTestApp()

    const response = await server.request('/api/access/keys', {
      method: 'POST',
      as: ['admin'],
      body: JSON.stringify({ name: 'web shop', roles: ['king'] }),
    })

    expect(await problemOf(response)).toMatchObject({ status: 422 })
  })
})
