import { afterEach, expect, test } from 'vitest'
import { createBus } from '../../server/bus.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
const open: ReadableStreamDefaultReader<Uint8Array>[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(reader => reader.cancel()))
  await server?.end()
  server = undefined as never
})

type Message = { id?: string; event?: string; data?: string }

/** Listens, and gives back what arrives, message by message. */
async function listen(lastEventId?: string) {
  const response = await server.request('/api/stream', {
    as: ['staff'],
    ...(lastEventId !== undefined && { headers: { 'last-event-id': lastEventId } }),
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body!.getReader()
  open.push(reader)
  const decoder = new TextDecoder()
  let text = ''
  return async function next(): Promise<Message | null> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const message = parse(text.slice(0, end))
        text = text.slice(end + 2)
        if (message.event) return message
        continue
      }
      const { done, value } = await reader.read()
      if (done) return null
      text += decoder.decode(value, { stream: true })
    }
  }
}

function parse(block: string): Message {
  const fields = block.split('\n').filter(line => line !== '' && !line.startsWith(':'))
  return Object.fromEntries(
    fields.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
}

const start = (id: string) =>
  server.request('/api/cases', {
    method: 'POST',
    as: ['sales'],
    body: JSON.stringify({ process: 'purchase', id, data: { amount: 1 } }),
  })

test('a case that moves is announced, with where it is now', async () => {
  server = await openTestApp()
  const next = await listen()

  await start('c1')

  const message = await next()
  expect(message?.event).toBe('case-moved')
  expect(JSON.parse(message!.data!)).toMatchObject({
    case: 'c1',
    process: 'purchase',
    activeStates: ['request'],
  })
})

test('an attempt that was refused moves nothing, and is not announced', async () => {
  server = await openTestApp()
  await start('c1')
  const next = await listen()

  await server.request('/api/cases/c1/events', { method: 'POST', as: ['sales'], body: '{"type":"APPROVE"}' })
  await start('c2')

  expect(JSON.parse((await next())!.data!)).toMatchObject({ case: 'c2' })
})

test('who comes back gets what was missed, in order', async () => {
  server = await openTestApp()
  const first = await listen()
  await start('c1')
  const seen = (await first())!.id

  await start('c2')
  await start('c3')
  const next = await listen(seen)

  expect(JSON.parse((await next())!.data!)).toMatchObject({ case: 'c2' })
  expect(JSON.parse((await next())!.data!)).toMatchObject({ case: 'c3' })
})

test('what happens while somebody catches up is not lost', async () => {
  server = await openTestApp()
  const first = await listen()
  await start('c1')
  const seen = (await first())!.id
  for (const id of ['c2', 'c3', 'c4']) await start(id)

  const next = await listen(seen)
  await start('c5')
  const cases: unknown[] = []
  for (let n = 0; n < 4; n++) cases.push(JSON.parse((await next())!.data!).case)

  expect(cases).toEqual(['c2', 'c3', 'c4', 'c5'])
})

test.each(['nonsense', '-1', '99999', ''])(
  'who saw %j, which this server never said, reads everything anew',
  async id => {
    server = await openTestApp()
    await start('c1')

    const next = await listen(id)

    expect((await next())?.event).toBe('reset')
  },
)

test('a number from before a restart is not taken for one of now', async () => {
  server = await openTestApp()
  const before = await listen()
  await start('c1')
  const seen = (await before())!.id
  await server.end()

  server = await openTestApp()
  for (const id of ['d1', 'd2', 'd3']) await start(id)
  const next = await listen(seen)

  expect((await next())?.event).toBe('reset')
})

test('a server that stops ends its streams', async () => {
  server = await openTestApp()
  const next = await listen()

  await server.end()

  expect(await next()).toBeNull()
  server = undefined as never
})

test('the bus forgets the oldest, and says so to whoever asks for it', () => {
  const bus = createBus(2, 0)
  for (let version = 1; version <= 4; version++)
    bus.publish({ kind: 'process-published', process: 'p', version, at: '2026-01-01T00:00:00Z' })

  expect(bus.since(1)).toBeNull()
  expect(bus.since(2)?.map(({ number }) => number)).toEqual([3, 4])
  expect(bus.since(4)).toEqual([])
  expect(bus.since(5)).toBeNull()
})
