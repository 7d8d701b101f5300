// Who has what to do, through the real application.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { createWork, type WorkListAsked } from '../../server/work.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

const day = 86_400_000

/** Two ways on, one of them with a rule, and an end. */
const quote: Definition = {
  id: 'quote',
  name: 'Quote',
  initial: 'draft',
  data: { type: 'object', properties: { ready: { type: 'boolean' } } },
  rules: { complete: { title: 'The quote is complete', when: 'data.ready == true' } },
  states: {
    draft: {
      title: 'Being written',
      stage: 'sales',
      on: { SEND: [{ target: 'sent', guard: 'complete', allow: ['sales'] }] },
      after: { P10D: [{ target: 'lost' }] },
    },
    sent: { stage: 'sales', on: { WIN: [{ target: 'won', allow: ['sales'] }] } },
    won: { type: 'final' },
    lost: { type: 'final' },
  },
}

const ben: Actor = { id: 'ben', kind: 'person', roles: ['sales'] }
const cleo: Actor = { id: 'cleo', kind: 'person', roles: ['strategy'] }

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
  await server.processes.publish({ process: 'quote', definition: quote, note: 'test', by: 'test' })
})
afterEach(() => server.end())

async function ask(method: string, path: string, body?: unknown, as = ['sales']) {
  const response = await server.request(path, {
    method,
    as,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const begin = (id: string, process: string, data: object) => ask('POST', '/api/cases', { process, id, data })
const purchase = (id: string, amount = 1) => begin(id, 'purchase', { amount })
const requested = async (id: string, amount = 1) => {
  await purchase(id, amount)
  await ask('POST', `/api/cases/${id}/events`, { type: 'ASK', data: { item: 'chairs' } })
}
const give = (caseId: string, assignee: string | null) =>
  server.cases.note({ kind: 'assignment', caseId, data: { assignee, name: null, note: '' }, actor: ben })
const urgent = (id: string, priority = 'urgent') => ask('POST', `/api/cases/${id}/priority`, { priority })
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id)
const work = async (query = '', as = ['sales']) =>
  idsOf((await ask('GET', `/api/work?${query}`, undefined, as)).body.items)

/** As a person, whose cases can be theirs. */
async function workOf(actor: Actor, asked: Partial<WorkListAsked> = {}) {
  const { items } = await createWork(server).list(
    { view: 'waiting', sort: 'due', ready: false, limit: 50, ...asked },
    { actor, mayAct: true },
  )
  return items
}
const casesOf = async (actor: Actor, asked: Partial<WorkListAsked> = {}) =>
  (await workOf(actor, asked)).map(({ row }) => row.id)
const countsOf = (actor: Actor) => createWork(server).count({}, { actor, mayAct: true })

describe('the list of work', () => {
  test('holds the cases where one of the reader’s roles may do something', async () => {
    await purchase('new')
    await requested('asked')
    await begin('q1', 'quote', {})

    expect(await work('', ['sales'])).toEqual(['asked', 'q1', 'new'])
    // Anyone may send a request back; only sales may write one.
    expect(await work('', ['operations'])).toEqual(['asked'])
    expect(await work('', ['auditor'])).toEqual([])
  })

  test('begins with what is due first, or with what is urgent; cases without a date come last', async () => {
    await purchase('new')
    await requested('first')
    server.clock.advance(day)
    await requested('second')
    await urgent('new', 'high')
    await urgent('second')

    expect(await work('sort=due')).toEqual(['first', 'second', 'new'])
    expect(await work('sort=priority')).toEqual(['second', 'new', 'first'])
    expect(await work('priority=urgent')).toEqual(['second'])
  })

  test('goes on page by page, each case once', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await requested(id)
    const pages: string[][] = []

    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = (
        await ask('GET', `/api/work?limit=2${cursor && `&cursor=${cursor}`}`)
      ).body
      pages.push(idsOf(page.items))
      cursor = page.next
    }

    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect((await ask('GET', '/api/work?cursor=nonsense')).status).toBe(400)
  })

  test('tells what is overdue by the server’s clock, today and this week with it', async () => {
    await requested('asked')
    await begin('q1', 'quote', {})
    await purchase('new')

    expect([await work('due=overdue'), await work('due=today'), await work('due=week')]).toEqual([
      [],
      [],
      ['asked'],
    ])
    server.clock.advance(2.5 * day)
    expect(await work('due=today')).toEqual(['asked'])
    server.clock.advance(day)
    expect([await work('due=overdue'), await work('due=week')]).toEqual([['asked'], ['asked', 'q1']])
  })

  test('finds words in the id and the data, in one process, in one department', async () => {
    await requested('asked')
    await begin('q1', 'quote', {})

    expect([await work('q=chairs'), await work('q=Q1'), await work('q=tables')]).toEqual([
      ['asked'],
      ['q1'],
      [],
    ])
    expect([await work('process=quote'), await work('stage=operations')]).toEqual([['q1'], []])
  })

  test('is of all, of nobody’s, or of one’s own, wherever these are', async () => {
    for (const id of ['free', 'bens', 'cleos']) await purchase(id)
    await give('bens', 'ben')
    await give('cleos', 'cleo')

    expect(await casesOf(ben)).toEqual(['free', 'bens'])
    expect(await casesOf(ben, { view: 'unassigned' })).toEqual(['free'])
    expect(await casesOf(ben, { view: 'team' })).toEqual(['free', 'bens', 'cleos'])
    // Cleo has it, and can do nothing about it.
    expect(await casesOf(cleo)).toEqual([])
    expect(await casesOf(cleo, { view: 'mine' })).toEqual(['cleos'])
    expect(await countsOf(ben)).toEqual({ waiting: 2, mine: 1, team: 3, unassigned: 1, overdue: 0, today: 0 })
    expect(await countsOf(cleo)).toMatchObject({ waiting: 0, mine: 1, team: 0 })
  })

  test('loses a case when it is closed; whoever had it finds it among what is done', async () => {
    await begin('q1', 'quote', { ready: true })
    await give('q1', 'ben')
    await ask('POST', '/api/cases/q1/events', { type: 'SEND' })
    await ask('POST', '/api/cases/q1/events', { type: 'WIN' })

    expect([await casesOf(ben), await casesOf(ben, { view: 'mine' })]).toEqual([[], []])
    expect(await casesOf(ben, { view: 'done' })).toEqual(['q1'])
    expect(await casesOf(cleo, { view: 'done' })).toEqual([])
  })

  test('follows a case into a version that waits for others', async () => {
    await begin('old', 'quote', {})
    const forStrategy = structuredClone(quote)
    forStrategy.states.draft!.on!.SEND![0]!.allow = ['strategy']
    await server.processes.publish({ process: 'quote', definition: forStrategy, note: '', by: 'test' })
    expect(await work('', ['strategy'])).toEqual([])

    await begin('new', 'quote', {})

    // While both versions have open cases, the state waits for both.
    expect(await work('', ['strategy'])).toEqual(['old', 'new'])
  })
})

describe('an item', () => {
  test('says what the reader could do next, forward before back', async () => {
    await requested('small', 1)
    await requested('large', 900)

    const items = await workOf({ ...ben, roles: ['strategy'] }, { process: 'purchase' })

    expect(items.map(({ next, blocked }) => [next, blocked])).toEqual([
      [{ type: 'APPROVE', title: 'Approve', form: false }, null],
      [{ type: 'RETURN', title: 'Send back', form: true }, null],
    ])
  })

  test('says which rule is in the way, or for whom it is', async () => {
    await begin('q1', 'quote', { ready: false })
    await purchase('new')
    await give('new', 'cleo')

    expect((await workOf(ben, { process: 'quote' }))[0]).toMatchObject({
      next: null,
      blocked: { type: 'SEND', reason: 'guard-false', message: 'The quote is complete' },
    })
    expect((await workOf(cleo, { view: 'mine' }))[0]).toMatchObject({
      next: null,
      blocked: { type: 'ASK', title: 'Ask for it', reason: 'not-permitted', message: 'For sales' },
    })
  })

  test('is left out of what is ready while a rule is in the way, and is counted all the same', async () => {
    for (const [id, ready] of [
      ['a', true],
      ['b', false],
      ['c', true],
      ['d', false],
      ['e', true],
    ] as const)
      await begin(id, 'quote', { ready })

    const first = (await ask('GET', '/api/work?ready=true&limit=2')).body
    const second = (await ask('GET', `/api/work?ready=true&limit=2&cursor=${first.next}`)).body

    expect([idsOf(first.items), idsOf(second.items), second.next]).toEqual([['a', 'c'], ['e'], null])
    expect((await ask('GET', '/api/work/counts')).body).toMatchObject({ waiting: 5, unassigned: 5 })
  })
})

test('counts are those of the same filters, and a case in several states counts once', async () => {
  await requested('packing')
  await ask('POST', '/api/cases/packing/events', { type: 'APPROVE' }, ['strategy'])
  await requested('late')
  server.clock.advance(4 * day)
  await begin('q1', 'quote', {})

  const counts = async (query = '') => (await ask('GET', `/api/work/counts?${query}`)).body

  expect(await counts()).toEqual({ waiting: 3, mine: 0, team: 3, unassigned: 3, overdue: 1, today: 1 })
  expect(await counts('process=quote')).toMatchObject({ waiting: 1, overdue: 0 })
  expect(await counts('q=chairs')).toMatchObject({ waiting: 2, overdue: 1 })
  expect(await counts('due=overdue')).toMatchObject({ waiting: 1, team: 1 })
})

describe('a board', () => {
  const board = async (query: string) => (await ask('GET', `/api/board?${query}`)).body.columns

  test('has a column for each state in the definition’s order, with its cases by date', async () => {
    await requested('a1')
    server.clock.advance(day)
    await requested('a2')
    await purchase('new')

    const columns = await board('process=purchase')

    expect(idsOf(columns)).toEqual([
      'request',
      'approval',
      'fulfilment.goods.open',
      'fulfilment.goods.packed',
      'fulfilment.money.open',
      'fulfilment.money.billed',
      'paused',
      'lapsed',
      'done',
    ])
    expect(columns[1]).toMatchObject({ stage: 'sales', count: 2, next: null })
    expect(idsOf(columns[1].items)).toEqual(['a1', 'a2'])
    expect(await board('process=quote')).toMatchObject([
      { id: 'draft', title: 'Being written' },
      { id: 'sent', title: null },
      { id: 'won' },
      { id: 'lost' },
    ])
  })

  test('shows what has ended where it ended', async () => {
    await begin('q1', 'quote', { ready: true })
    await ask('POST', '/api/cases/q1/events', { type: 'SEND' })
    await ask('POST', '/api/cases/q1/events', { type: 'WIN' })

    const won = (await board('process=quote')).find(({ id }: { id: string }) => id === 'won')

    expect([won.count, idsOf(won.items), won.more]).toEqual([
      1,
      ['q1'],
      { status: 'closed', sort: '-updated' },
    ])
  })

  test('by department, and of those whose, how urgent and which words are asked for', async () => {
    await requested('mine')
    await purchase('new')
    await give('mine', 'ben')
    await urgent('new')
    const shown = async (query: string) =>
      (await board(`process=purchase&by=stage&${query}`)).map(
        (column: { id: string; items: { id: string }[] }) => [column.id, idsOf(column.items)],
      )

    expect(await shown('')).toEqual([
      ['sales', ['mine', 'new']],
      ['operations', []],
    ])
    expect((await shown('assignee=ben'))[0]).toEqual(['sales', ['mine']])
    expect((await shown('assignee=none'))[0]).toEqual(['sales', ['new']])
    expect((await shown('priority=urgent'))[0]).toEqual(['sales', ['new']])
    expect((await shown('q=chairs'))[0]).toEqual(['sales', ['mine']])
  })

  test('keeps the column of an older state while open cases are there', async () => {
    await begin('q1', 'quote', {})
    const { draft, ...others } = quote.states
    await server.processes.publish({
      process: 'quote',
      definition: { ...quote, initial: 'writing', states: { writing: draft!, ...others } },
      note: '',
      by: 'test',
    })

    expect((await board('process=quote')).at(-1)).toMatchObject({
      id: 'draft',
      title: 'Being written',
      count: 1,
    })
  })

  test('goes on in the list of cases', async () => {
    for (let n = 10; n < 42; n++) await begin(`q${n}`, 'quote', {})

    const [column] = await board('process=quote')
    const rest = await ask(
      'GET',
      `/api/cases?process=quote&state=draft&status=open&sort=due&limit=30&cursor=${column.next}`,
    )

    expect([column.count, column.items.length]).toEqual([32, 30])
    expect(idsOf(rest.body.items)).toEqual(['q40', 'q41'])
    expect((await ask('GET', '/api/cases?sort=due&status=closed')).status).toBe(400)
    expect((await ask('GET', '/api/board?process=nothing')).status).toBe(404)
  })
})
