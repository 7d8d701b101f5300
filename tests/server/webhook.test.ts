import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../engine/json.ts'
import { isPublicAddress } from '../../server/effects/addresses.ts'
import { createWebhook, type WebhookConfig } from '../../server/effects/webhook.ts'
import { loadWebhookSettings } from '../../server/effects/webhook-settings.ts'
import type { EffectRow } from '../../server/store/store.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'

type Received = { path: string; headers: IncomingHttpHeaders; body: string }

const secret = `whsec_${Buffer.from('a secret that only the two of us know').toString('base64')}`
const now = new Date()
const clock = { now: () => now }

let server: Server
let host: string
let received: Received[]
let answer: (response: ServerResponse) => void

beforeEach(async () => {
  received = []
  answer = response => response.writeHead(204).end()
  server = createServer(async (request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers, body: await text(request) })
    answer(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

function effect(params: JsonObject): EffectRow {
  return {
    key: 'c1:4:0',
    caseId: 'c1',
    seq: 4,
    n: 0,
    process: 'sales',
    effect: { type: 'webhook', params },
    at: '2026-03-02T09:00:00.000Z',
    status: 'running',
    attempts: 0,
    dueAt: '2026-03-02T09:00:00.000Z',
    lastError: null,
    answer: null,
  }
}

/** What the webhook answers when this server is one that it may reach. */
function send(params: JsonObject, config: Partial<WebhookConfig> = {}) {
  const webhook = createWebhook(clock, { url: 'https://line.example', allowHosts: [host], ...config })
  return webhook(effect({ url: `http://${host}/hook?key=k1`, ...params }))
}

describe('a webhook', () => {
  test('arrives as a CloudEvent with the key of its effect', async () => {
    const outcome = await send({ body: { won: true }, type: 'deal.won' })

    expect(outcome).toEqual({ kind: 'done', answer: { status: 204 } })
    expect(received).toHaveLength(1)
    expect(received[0]?.path).toBe('/hook?key=k1')
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': 'c1:4:0',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      specversion: '1.0',
      id: 'c1:4:0',
      source: 'https://line.example',
      type: 'deal.won',
      subject: 'c1',
      time: '2026-03-02T09:00:00.000Z',
      process: 'sales',
      datacontenttype: 'application/json',
      data: { won: true },
    })
  })

  test('is signed with the secret that it names, so that the receiver can verify it', async () => {
    await send({ secret: 'erp', body: 'ü' }, { secrets: { erp: secret } })

    const { body, headers } = received[0]!
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>)
    expect(verified).toMatchObject({ id: 'c1:4:0', data: 'ü' })
  })

  test('is signed with the default secret when it names none', async () => {
    await send({}, { secrets: { default: secret } })

    const { body, headers } = received[0]!
    expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow()
  })

  test('is not signed when there is no secret', async () => {
    await send({})

    expect(received[0]?.headers).not.toHaveProperty('webhook-signature')
  })

  test('that names a secret which nobody has set is given up and not sent', async () => {
    const outcome = await send({ secret: 'erp' }, { secrets: { default: secret } })

    expect(outcome).toMatchObject({ permanent: true, error: expect.stringContaining('"erp"') })
    expect(received).toEqual([])
  })

  test.each([400, 401, 404, 410, 422])('that is answered %d is given up', async status => {
    answer = response => response.writeHead(status).end('no such hook')

    expect(await send({})).toEqual({
      kind: 'failed',
      permanent: true,
      error: `http://${host}/hook answered ${status}: no such hook`,
    })
  })

  test.each([408, 429, 500, 502, 503])('that is answered %d is tried again', async status => {
    answer = response => response.writeHead(status).end()

    expect(await send({})).toEqual({
      kind: 'failed',
      permanent: false,
      error: `http://${host}/hook answered ${status}`,
    })
  })

  test.each([
    ['120', 120_000],
    ['9999999', 86_400_000],
  ])(
    'is not tried again before the receiver wants it (Retry-After: %s), a day at the most',
    async (header, waitMs) => {
      answer = response => response.writeHead(429, { 'retry-after': header }).end()

      expect(await send({})).toMatchObject({ notBefore: new Date(now.getTime() + waitMs).toISOString() })
    },
  )

  test('does not follow a redirect', async () => {
    answer = response => response.writeHead(302, { location: `http://${host}/elsewhere` }).end()

    expect(await send({})).toMatchObject({
      permanent: false,
      error: expect.stringContaining('answered 302, a redirect, which is not followed'),
    })
    expect(received).toHaveLength(1)
  })

  test('that gets no answer in time is tried again', async () => {
    answer = () => {}

    expect(await send({}, { timeoutMs: 30 })).toMatchObject({
      permanent: false,
      error: expect.stringContaining('no answer within 30 ms'),
    })
  })

  test('reads only the beginning of an answer that does not end', async () => {
    answer = response => {
      response.writeHead(500)
      const more = () => response.write('x'.repeat(10_000), error => error ?? more())
      more()
    }

    const outcome = await send({})

    expect(outcome).toMatchObject({ kind: 'failed', permanent: false })
    expect(JSON.stringify(outcome).length).toBeLessThan(1_000)
  })

  test('to a server that is not there is tried again', async () => {
    const webhook = createWebhook(clock, { url: '', allowHosts: ['127.0.0.1'] })
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')

    expect(await webhook(effect({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({
      permanent: false,
      error: expect.stringContaining('could not be reached'),
    })
    server.listen(0)
    await once(server, 'listening')
  })
})

describe('a webhook stays outside the network that the server is in', () => {
  test.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'javascript:alert(1)',
    'http://user:word@example.com/',
    'no address',
  ])('%s is no address for one', async url => {
    expect(await send({ url })).toMatchObject({
      permanent: true,
      error: expect.stringContaining('http or https'),
    })
  })

  test.each(['127.0.0.1', 'localhost', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    '%s leads nowhere unless it is allowed',
    async name => {
      const { port } = server.address() as AddressInfo

      const outcome = await send({ url: `http://${name}:${port}/` }, { allowHosts: [] })

      expect(outcome).toMatchObject({ permanent: true, error: expect.stringContaining('own network') })
      expect(received).toEqual([])
    },
  )

  test('an allowed port does not open the others of its host', async () => {
    expect(await send({}, { allowHosts: ['127.0.0.1:1'] })).toMatchObject({ permanent: true })
  })

  test.each([
    ['8.8.8.8', true],
    ['172.15.0.1', true],
    ['2606:4700:4700::1111', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.255.255', false],
    ['192.168.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::a00:1', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['2002:a00:1::', false],
    ['localhost', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected)
  })
})

test('a secret that is none stops the start', () => {
  expect(() => createWebhook(clock, { url: '', secrets: { erp: 'not base64!' } })).toThrow(
    '"erp" is not base64',
  )
})

test.each([{ url: 3 }, { url: undefined as never }, { type: 1 }])(
  'parameters that do not fit (%j) are named',
  async params => {
    expect(await send(params)).toMatchObject({
      permanent: true,
      error: expect.stringContaining(
        'The parameters of the effect "webhook" in the process "sales" cannot be used',
      ),
    })
  },
)

describe('webhooks.json in the data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = makeFolder()
  })
  afterEach(() => removeFolder(folder))
  const write = (text: string) => writeFileSync(join(folder, 'webhooks.json'), text)

  test('sets the secrets and the hosts that may be reached', () => {
    write(JSON.stringify({ secrets: { default: secret }, allowHosts: ['erp.internal'] }))

    expect(loadWebhookSettings(folder)).toEqual({
      secrets: { default: secret },
      allowHosts: ['erp.internal'],
    })
  })

  test('need not be there', () => {
    expect(loadWebhookSettings(folder)).toEqual({ secrets: {}, allowHosts: [] })
  })

  test.each([
    ['{', 'it is not JSON'],
    ['{"secret":"x"}', 'the document: Unrecognized key'],
    ['{"allowHosts":"erp"}', 'allowHosts: '],
  ])('that is wrong (%s) stops the start with a sentence', (text, reason) => {
    write(text)

    expect(() => loadWebhookSettings(folder)).toThrow(
      `${join(folder, 'webhooks.json')} cannot be used: ${reason}`,
    )
  })
})
