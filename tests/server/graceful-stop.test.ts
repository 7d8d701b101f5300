import { existsSync } from 'node:fs'
import { createServer, request as sendRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { type RunningServer, startServer } from '../../server/main.ts'
import { openAccess } from '../../server/open.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'

const folders: string[] = []
const running: RunningServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.stop()))
  folders.splice(0).forEach(removeFolder)
})

const newFolder = () => {
  const folder = makeFolder()
  folders.push(folder)
  return folder
}
const log = createLog('silent')
const configOf = (folder: string, port = '0') => readConfig({ PORT: port, THROUGHLINE_DATA: folder })

async function open(folder = newFolder()) {
  const config = configOf(folder)
  const server = await startServer(config, log)
  running.push(server)
  const access = await openAccess(config, systemClock, log)
  const { key } = await access.createToken({ name: 'test', roles: ['owner'], by: 'test' })
  await access.close()
  return { server, folder, key }
}

const end = async (server: RunningServer) => {
  running.splice(running.indexOf(server), 1)
  await server.stop()
}

test('the first start gives a link that makes the first account, later ones give none', async () => {
  const { server, folder } = await open()
  const token = new URL(server.setupLink!).searchParams.get('token')

  const joined = await fetch(`${server.url}/api/access/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'Ada', email: 'ada@example.com', password: 'correct horse' }),
  })
  await end(server)

  expect(joined.status).toBe(201)
  const again = await open(folder)
  expect(again.server.setupLink).toBeNull()
})

test('a request that is on its way when the server stops is finished and on record', async () => {
  const { server, folder, key } = await open()
  const body = JSON.stringify({ process: 'customer-journey', id: 'c1', data: { prospect: { name: 'Acme' } } })
  const { hostname, port } = new URL(server.url)
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  }
  const sending = sendRequest({ host: hostname, port, method: 'POST', path: '/api/cases', headers })
  const answered = new Promise<number>((resolve, reject) => {
    sending.on('error', reject)
    sending.on('response', response => {
      response.resume()
      resolve(response.statusCode!)
    })
  })
  // The server has the beginning of the request: it answers the next one only after it has seen this.
  await new Promise<void>(resolve => sending.write(body.slice(0, 10), () => resolve()))
  await fetch(`${server.url}/healthz`)

  const stopped = end(server)
  sending.end(body.slice(10))
  const status = await answered
  await stopped

  const again = await open(folder)
  const found = await fetch(`${again.server.url}/api/cases/c1`, {
    headers: { authorization: `Bearer ${again.key}` },
  })
  expect(status).toBe(201)
  expect(found.status).toBe(200)
})

test('a stream does not hold up the end', async () => {
  const { server, key } = await open()
  const stream = await fetch(`${server.url}/api/stream`, { headers: { authorization: `Bearer ${key}` } })
  const read = stream.text()

  await end(server)

  expect(await read).not.toContain('error')
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
})

test('a second server on the same folder does not start, and the first goes on', async () => {
  const { server, folder } = await open()

  await expect(startServer(configOf(folder), log)).rejects.toThrow(/already running on the data folder/)

  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('a port that is taken is one sentence, and leaves the folder free', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => taken.once('listening', resolve))
  const { port } = taken.address() as AddressInfo
  const folder = newFolder()

  await expect(startServer(configOf(folder, String(port)), log)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken.`,
  )
  await new Promise(resolve => taken.close(resolve))

  const { server } = await open(folder)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(existsSync(folder)).toBe(true)
})

test('a client that never ends its request does not keep the server from stopping', async () => {
  const { server, key } = await open()
  const { hostname, port } = new URL(server.url)
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': '100',
  }
  const stalled = sendRequest({ host: hostname, port, method: 'POST', path: '/api/cases', headers })
  const cutOff = new Promise(resolve => stalled.once('error', resolve))
  await new Promise<void>(resolve => stalled.write('{', () => resolve()))
  await fetch(`${server.url}/healthz`)

  await end(server)

  expect(await cutOff).toBeInstanceOf(Error)
})
