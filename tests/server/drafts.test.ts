import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'
import { purchase } from '../support/purchase.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.end())

const owner = ['owner']
const otherOwner = ['owner', 'sales']

async function ask<T = Record<string, never>>(
  method: string,
  path: string,
  body?: object,
  as = owner,
  headers: Record<string, string> = {},
) {
  const response = await server.request(path, {
    method,
    as,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
}

type Beat = { people: { tab: string; name: string; since: string; selected: string[] }[]; revision: number }
const people = '/api/processes/purchase/draft/people'
const beat = (tab: string, selected: string[] = [], as = owner) =>
  ask<Beat>('PUT', `${people}/${tab}`, { selected }, as)
const tabsOf = ({ body }: { body: Beat }) => body.people.map(({ tab }) => tab)

test('two who have one draft open see each other: the name, since when, and what is selected', async () => {
  await beat('a')
  server.clock.advance(10_000)

  const seen = await beat('b', ['request'], otherOwner)

  expect(seen.body.people).toMatchObject([
    { tab: 'a', name: 'owner', since: '2026-03-02T09:00:00.000Z', selected: [] },
    { tab: 'b', name: 'owner sales', since: '2026-03-02T09:00:10.000Z', selected: ['request'] },
  ])
})

test('who leaves is gone at once; who only falls silent is gone after a while', async () => {
  await Promise.all([beat('a'), beat('b', [], otherOwner), beat('c')])

  await ask('DELETE', `${people}/b`, undefined, otherOwner)
  const afterLeave = await beat('a')
  server.clock.advance(44_000)
  await beat('a')
  server.clock.advance(1_000)
  const afterSilence = await beat('a')

  expect(tabsOf(afterLeave)).toEqual(['a', 'c'])
  expect(tabsOf(afterSilence)).toEqual(['a'])
})

test('nobody takes away, or takes over, what is open in another person’s browser', async () => {
  await beat('a', ['mine'])

  await ask('DELETE', `${people}/a`, undefined, otherOwner)
  const seen = await beat('a', ['theirs'], otherOwner)

  expect(seen.body.people).toMatchObject([{ tab: 'a', name: 'owner', selected: ['mine'] }])
})

test('a process has its own people', async () => {
  await beat('a')

  const elsewhere = await ask<Beat>('PUT', '/api/processes/objective-review/draft/people/b', {})

  expect(tabsOf(elsewhere)).toEqual(['b'])
})

test('who is there is told with the revision that is saved, so that nobody draws on an old one for long', async () => {
  const before = await beat('a')
  await ask('PUT', '/api/processes/purchase/draft', { definition: purchase, layout: {} })

  const after = await beat('a')

  expect([before.body.revision, after.body.revision]).toEqual([0, 1])
})

/** Reads the stream up to the first message of this kind. */
async function nextOn(as: string[], kind: string) {
  const response = await server.request('/api/stream', { as })
  const reader = response.body!.getReader()
  let text = ''
  return async () => {
    for (;;) {
      const found = new RegExp(`event: ${kind}\\ndata: (.*)`).exec(text)
      if (found) {
        await reader.cancel()
        return { message: JSON.parse(found[1]!), before: text.slice(0, found.index) }
      }
      text += new TextDecoder().decode((await reader.read()).value)
    }
  }
}

test('a save and who comes and goes are announced to those who draw', async () => {
  const [saved, present] = [await nextOn(owner, 'draft-saved'), await nextOn(owner, 'draft-presence')]

  await beat('b', [], otherOwner)
  await ask('PUT', '/api/processes/purchase/draft', { definition: purchase, layout: {} }, otherOwner)

  expect((await present()).message).toMatchObject({ process: 'purchase', people: [{ tab: 'b' }] })
  expect((await saved()).message).toMatchObject({ process: 'purchase', revision: 1, name: 'owner sales' })
})

test('staff, who may not see drafts, hear nothing of them', async () => {
  const moved = await nextOn(['sales'], 'case-moved')

  await beat('a')
  await ask('PUT', '/api/processes/purchase/draft', { definition: purchase, layout: {} })
  await ask('POST', '/api/cases', { process: 'purchase', id: 'c1', data: { amount: 1 } }, ['sales'])

  expect((await moved()).before).not.toContain('draft')
})

test('a conflict says who saved in between', async () => {
  await ask('PUT', '/api/processes/purchase/draft', { definition: purchase, layout: {} }, otherOwner)

  const late = await ask<{ theirs: { savedByName: string } }>('PUT', '/api/processes/purchase/draft', {
    definition: { ...purchase, name: 'Mine' },
    layout: {},
  })

  expect(late.status).toBe(409)
  expect(late.body.theirs.savedByName).toBe('owner sales')
})

const publish = (name: string, onTopOf?: number, as = owner) =>
  ask<{ version: number; theirs?: object }>(
    'POST',
    '/api/processes/purchase/publish',
    { definition: { ...purchase, name }, note: name, ...(onTopOf !== undefined && { onTopOf }) },
    as,
  )

test('who publishes on top of a version that is no longer the newest is shown the newest instead', async () => {
  await publish('Theirs', 1, otherOwner)

  const late = await publish('Mine', 1)
  const again = await publish('Mine', 2)

  expect(late.status).toBe(409)
  expect(late.body.theirs).toMatchObject({ version: 2, note: 'Theirs', publishedByName: 'owner sales' })
  expect(again).toMatchObject({ status: 201, body: { version: 3 } })
})

test('the same published twice, as by a double click, is one version', async () => {
  const both = await Promise.all([publish('Twice', 1), publish('Twice', 1)])

  expect(both.map(({ status, body }) => [status, body.version])).toEqual([
    [201, 2],
    [201, 2],
  ])
})

test('versions come in pages, with the names of those who published', async () => {
  for (let n = 2; n <= 5; n++) await publish(`Number ${n}`)
  type Page = { items: { version: number; publishedByName: string }[]; next: number | null }
  const page = (query: string) => ask<Page>('GET', `/api/processes/purchase/versions?${query}`)

  const first = await page('limit=3')
  const second = await page(`limit=3&before=${first.body.next}`)
  const beyond = await page('limit=3&before=1')

  expect(first.body.items.map(({ version }) => version)).toEqual([5, 4, 3])
  expect(first.body.items[0]!.publishedByName).toBe('owner')
  expect(second.body).toMatchObject({ items: [{ version: 2 }, { version: 1 }], next: null })
  expect(beyond.body).toEqual({ items: [], next: null })
})

test('open cases are counted by the version that they stay on', async () => {
  const start = (id: string) =>
    ask('POST', '/api/cases', { process: 'purchase', id, data: { amount: 1 } }, ['sales'])
  await start('a')
  await start('b')
  await publish('Second')
  await start('c')

  const counts = await ask('GET', '/api/processes/purchase/open-cases', undefined, ['auditor'])

  expect(counts.body).toEqual({
    items: [
      { version: 2, cases: 1 },
      { version: 1, cases: 2 },
    ],
  })
})

test('a draft that was never published can be thrown away; one that runs stays', async () => {
  const definition = { id: 'mistake', name: 'Mistake', states: {} }
  await ask('PUT', '/api/processes/mistake/draft', { definition, layout: {} })

  const answers = [
    await ask('DELETE', '/api/processes/mistake/draft', undefined, ['staff']),
    await ask('DELETE', '/api/processes/mistake/draft'),
    await ask('DELETE', '/api/processes/mistake/draft'),
    await ask<{ detail: string }>('DELETE', '/api/processes/purchase/draft'),
  ]

  expect(answers.map(({ status }) => status)).toEqual([403, 204, 404, 409])
  expect(answers[3]!.body).toMatchObject({ type: '/api/docs#problem-in-use' })
})
