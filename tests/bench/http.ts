// Events over HTTP, 64 connections, against a bare Hono route with a zod body and no store.
//
// Twice, because the client counts. With `fetch`, as programs use it, a bare route answers what its clients can
// ask (about 6,500 a second from one Node process on two cores). A client made of little more than sockets gets three times as
// many out of the bare route: then the whole work of an event is held against almost nothing.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { type Comparison, compare, perSecond } from './measure.ts'

const connections = 64
const each = 60
/** Until both servers are compiled as well as they will be: the real one has far more code to warm. */
const warmUp = 10_000

export async function benchHttp(): Promise<Comparison[]> {
  const folder = makeFolder()
  const real = await startChild('real-server.ts', folder)
  const bare = await startChild('bare-server.ts')
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const [url, key] = real.words as [string, string]

  for (let n = 0; n < connections; n++)
    await post(agent, `${url}/api/cases`, { process: 'purchase', id: `c${n}`, data: { amount: 1 } }, key)
  const asked = { type: 'ASK', data: { item: 'chairs' } }
  const returned = { type: 'RETURN', data: { reason: 'which?' } }
  const load = (send: Send, to: string, bearer: string) => (events: number) =>
    perSecond(connections, events, (client, n) =>
      send(`${to}/api/cases/c${client}/events`, n % 2 === 0 ? asked : returned, bearer),
    )
  // An even number, so that every case ends where it began.
  const warming = 2 * Math.ceil(warmUp / connections / 2)
  const results: Comparison[] = []
  for (const [name, send, target] of [
    ['fetch clients', postByFetch, { atLeast: 0.5 }],
    ['lean clients', (...asked: Parameters<Send>) => post(agent, ...asked), null],
  ] as const) {
    const [ours, theirs] = [load(send, url, key), load(send, bare.words[0]!, 'none')]
    await ours(warming)
    await theirs(warming)
    results.push(
      await compare(
        `events over HTTP, ${connections} ${name} / bare Hono and zod`,
        'per second',
        { ours: () => ours(each), theirs: () => theirs(each), rounds: 7 },
        target,
      ),
    )
  }
  agent.destroy()
  await Promise.all([real, bare].map(({ child }) => end(child)))
  removeFolder(folder)
  return results
}

export async function startChild(
  file: string,
  ...args: string[]
): Promise<{ child: ChildProcess; words: string[] }> {
  const child = fork(join(import.meta.dirname, file), args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  let text = ''
  for await (const chunk of child.stdout!.setEncoding('utf8')) {
    text += chunk
    if (text.includes('\n')) break
  }
  return { child, words: text.trim().split(' ') }
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

type Send = (url: string, body: unknown, key: string) => Promise<void>

async function postByFetch(url: string, body: unknown, key: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${answer.slice(0, 300)}`)
}

export function post(agent: Agent, url: string, body: unknown, key: string): Promise<void> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      authorization: `Bearer ${key}`,
    }
    const sent = request(url, { method: 'POST', agent, headers }, response => {
      let answer = ''
      response.setEncoding('utf8').on('data', chunk => {
        answer += chunk
      })
      response.on('end', () =>
        response.statusCode! < 300
          ? resolve()
          : reject(new Error(`${url} answered ${response.statusCode}: ${answer.slice(0, 300)}`)),
      )
    })
    sent.on('error', reject)
    sent.end(text)
  })
}
