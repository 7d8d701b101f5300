// A history in which somebody has changed rows by hand, as the API answers it.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'

const ana = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
let server: TestApp

beforeEach(async () => {
  server = await openTestApp()
  await server.cases.start({ process: 'purchase', id: 'c1', data: { amount: 7 }, actor: ana })
  await server.cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  for (const text of ['one', 'two', 'three'])
    await server.cases.note({ kind: 'comment', caseId: 'c1', data: { text, mentions: [] }, actor: ana })
})
afterEach(() => server.end())

/** Puts this text in the place of each entry of the case. */
function damage(texts: Record<number, string>): void {
  const raw = new DatabaseSync(join(server.folder, 'throughline.db'))
  for (const { name } of raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
    raw.exec(`DROP TRIGGER "${name}"`)
  for (const [position, text] of Object.entries(texts))
    raw.prepare('UPDATE history SET entry = ? WHERE position = ?').run(text, position)
  raw.close()
}

async function ask(path: string) {
  const response = await server.request(path, { as: ['auditor'] })
  return { status: response.status, body: await response.json() }
}

describe('the history', () => {
  test('is read around entries that are damaged, which are named with what is left of them', async () => {
    damage({ 2: '{x', 4: '{"kind":"comment"}' })

    const { status, body } = await ask('/api/cases/c1/history')

    expect(status).toBe(200)
    expect(body.items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 3, 5])
    expect(body.damaged).toEqual([{ seq: 2 }, { seq: 4, raw: { kind: 'comment' } }])
    expect(body.next).toBeNull()
  })

  test('goes on page by page where a whole page is damaged', async () => {
    damage({ 2: '{x', 3: 'null' })

    const first = await ask('/api/cases/c1/history?after=1&limit=2')
    const second = await ask(`/api/cases/c1/history?after=${first.body.next}&limit=2`)

    expect(first.body).toMatchObject({ items: [], damaged: [{ seq: 2 }, { seq: 3, raw: null }], next: 3 })
    expect(second.body).toMatchObject({ items: [{ seq: 4 }, { seq: 5 }], damaged: [], next: null })
  })
})

test('times, files and sources are told of the entries that can be read', async () => {
  damage({ 3: '{x' })

  const answers = await Promise.all(['times', 'files', 'sources'].map(part => ask(`/api/cases/c1/${part}`)))

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(answers[2]!.body.items[0]).toMatchObject({ seq: 1 })
})

test('a case whose last step is damaged is shown with a sentence, listed, and replayed up to there', async () => {
  damage({ 2: '{x' })

  const shown = await ask('/api/cases/c1')
  const listed = await ask('/api/cases')
  const replayed = await ask('/api/cases/c1/replay')
  const verified = await ask('/api/cases/c1/verify')

  expect(shown.body).toMatchObject({ activeStates: ['approval'], data: {}, events: [] })
  expect(shown.body.unreadable).toContain('The entry that moved this case last is damaged')
  expect(listed.body.items).toMatchObject([{ id: 'c1', isDamaged: true }])
  expect(replayed.body).toMatchObject({ agrees: false, divergence: { seq: 2 } })
  expect(verified.body).toMatchObject({ ok: false, firstBad: { caseId: 'c1', seq: 2 } })
})
