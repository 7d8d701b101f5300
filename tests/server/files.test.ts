// Files that are attached to a case, through the real application.

import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replay } from '../../engine/replay.ts'
import { verifyAll, verifyCase } from '../../server/audit.ts'
import { contentFile } from '../../server/files/disk.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { html, pdf, png } from '../support/file-samples.ts'

const limit = 2_000
let server: TestApp
beforeEach(async () => {
  server = await openTestApp({ fileBytes: limit })
  await server.request('/api/cases', {
    method: 'POST',
    as: ['sales'],
    body: JSON.stringify({ process: 'purchase', id: 'c1', data: { amount: 1 } }),
  })
})
afterEach(() => server.end())

type Attached = { seq: number; name: string; type: string; size: number; sha256: string }

async function attach(name: string, body: BodyInit, { as = ['sales'], id = '', headers = {} } = {}) {
  const query = new URLSearchParams({ name, ...(id && { id }) })
  const response = await server.request(`/api/cases/c1/files?${query}`, {
    method: 'POST',
    as,
    body,
    headers: { 'content-type': 'text/html', ...headers },
  })
  const answer = (await response.json()) as { file: Attached; detail: string; type: string }
  return { status: response.status, ...answer }
}
const get = (path: string, headers: Record<string, string> = {}) =>
  server.request(`/api/cases/c1/files${path}`, { as: ['auditor'], headers })
const listed = async () => ((await (await get('')).json()) as { items: Attached[] }).items
const text = (content: string) => new TextEncoder().encode(content)

describe('a file', () => {
  test('is an entry of the chained history, moves nothing, and is replayed over', async () => {
    const { status, file } = await attach('offer.pdf', pdf)

    const entries = await server.store.listHistory('c1')
    expect(status).toBe(201)
    expect(entries.at(-1)).toMatchObject({
      kind: 'file',
      seq: 2,
      event: { data: { name: 'offer.pdf', size: pdf.length, type: 'application/pdf', sha256: file.sha256 } },
    })
    expect(await listed()).toEqual([{ ...file, by: expect.objectContaining({ kind: 'key' }) }])
    expect(await verifyCase(server, 'c1')).toEqual({ ok: true, entries: 2 })
    const process = await server.processes.load('purchase', 1)
    expect(replay(process, entries, () => undefined).divergence).toBe(null)
  })

  test('is given back byte for byte, to be saved, and shut away from the pages', async () => {
    const { file } = await attach('Angebot für “Ö”.pdf', pdf)

    const response = await get(`/${file.seq}`)

    expect(new Uint8Array(await response.arrayBuffer())).toEqual(pdf)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': `attachment; filename="Angebot f_r ___.pdf"; filename*=UTF-8''Angebot%20f%C3%BCr%20%E2%80%9C%C3%96%E2%80%9D.pdf`,
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      etag: `"${file.sha256}"`,
    })
    expect((await get(`/${file.seq}`, { 'if-none-match': `"${file.sha256}"` })).status).toBe(304)
  })

  test('is shown only when it is a picture or a PDF, and asked for', async () => {
    const picture = await attach('photo.png', png)
    const note = await attach('note.txt', text('chairs'))
    const how = async (seq: number, query: string) =>
      (await get(`/${seq}${query}`)).headers.get('content-disposition')?.split(';')[0]

    expect([
      await how(picture.file.seq, '?inline=1'),
      await how(picture.file.seq, ''),
      await how(note.file.seq, '?inline=1'),
    ]).toEqual(['inline', 'attachment', 'attachment'])
  })

  test('sent twice with the same id is there once; the same content twice are two files', async () => {
    await attach('a.pdf', pdf, { id: 'k1' })
    const again = await attach('a.pdf', pdf, { id: 'k1' })
    await attach('b.pdf', pdf)

    expect(again.status).toBe(201)
    expect((await listed()).map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf'])
  })

  test('does not make somebody stale who has looked before it', async () => {
    await attach('a.pdf', pdf)

    const sent = await server.request('/api/cases/c1/events', {
      method: 'POST',
      as: ['sales'],
      body: JSON.stringify({ type: 'ASK', data: { item: 'chairs' }, seq: 1 }),
    })

    expect(sent.status).toBe(200)
  })

  test('is not attached by those who only read, nor to a case that is none', async () => {
    const nowhere = await server.request('/api/cases/none/files', {
      method: 'POST',
      as: ['sales'],
      body: pdf,
    })

    expect((await attach('a.pdf', pdf, { as: ['auditor'] })).status).toBe(403)
    expect(nowhere.status).toBe(404)
    expect([(await get('/1')).status, (await get('/9')).status]).toEqual([404, 404])
  })
})

describe('what a file is', () => {
  test('is told by its content, and its name is the last part of a path', async () => {
    const { file } = await attach('../../prices\u202E.csv', text('item;price\nchair;10\n'))

    expect([file.name, file.type]).toEqual(['prices.csv', 'text/csv'])
  })

  test('and is refused with a sentence that says what is allowed, where it could run', async () => {
    const refused = await attach('../../x.html', html)

    expect([refused.status, refused.type]).toEqual([415, '/api/docs#problem-wrong-file'])
    expect(refused.detail).toContain('What can be: PDF, pictures (PNG')
    expect(await listed()).toEqual([])
    expect(await readdir(join(server.folder, 'files', 'incoming'))).toEqual([])
  })
})

describe('how large a file may be', () => {
  test('is said to whoever sends more, announced or not', async () => {
    const large = new Uint8Array(limit + 1).fill(97)
    const streamed = await server.request('/api/cases/c1/files?name=a.txt', {
      method: 'POST',
      as: ['sales'],
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit)
    const announced = await attach('a.txt', large, { headers: { 'content-length': String(large.length) } })

    expect([streamed.status, announced.status]).toEqual([413, 413])
    expect(announced.detail).toBe('A file may have 2000 bytes. This one has more; nothing was attached.')
    expect(await listed()).toEqual([])
  })

  test('is at least a byte', async () => {
    const { status, detail } = await attach('a.txt', new Uint8Array())

    expect([status, detail]).toEqual([400, 'The file is empty: there is nothing to attach.'])
  })
})

describe('a content that is not what was attached', () => {
  test.each([
    ['changed', (file: string) => writeFile(file, 'another'), 'is not the one that was attached'],
    ['gone', (file: string) => rm(file), 'is gone'],
  ])('%s, is found by verify and not given out', async (_, spoil, said) => {
    const { file } = await attach('offer.pdf', pdf)
    await spoil(contentFile(join(server.folder, 'files'), file.sha256))

    const response = await get(`/${file.seq}`)

    expect(response.status).toBe(500)
    expect((await response.json()).detail).toContain(said)
    const firstBad = { caseId: 'c1', seq: file.seq, reason: expect.stringContaining(said) }
    expect(await verifyCase(server, 'c1')).toEqual({ ok: false, entries: 1, firstBad })
    expect(await verifyAll(server)).toMatchObject({ ok: false, firstBad })
  })
})
