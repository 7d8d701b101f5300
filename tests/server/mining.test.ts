import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'
import { ana, bob, purchase } from '../support/purchase.ts'

let app: TestApp

beforeEach(async () => {
  app = await openTestApp()
  for (const [id, amount] of [
    ['small', 100],
    ['large', 450],
    ['waiting', 50],
  ] as const) {
    await app.cases.start({ process: 'purchase', id, data: { amount }, actor: ana })
    await send(id, 'ASK', { item: 'lamp' })
  }
  await send('small', 'APPROVE')
  await send('large', 'APPROVE')
  await app.cases.note({
    caseId: 'large',
    kind: 'priority',
    data: { priority: 'high', note: '' },
    actor: bob,
  })
})

afterEach(() => app.end())

function send(caseId: string, type: string, data = {}) {
  app.clock.advance(3_600_000)
  return app.cases.send({ caseId, type, data, actor: type === 'ASK' ? ana : bob })
}

async function ask(path: string, as = ['auditor']) {
  const response = await app.request(`/api/audit/${path}`, { as })
  return { status: response.status, body: await response.json() }
}

test('auditors see the ways that cases went', async () => {
  const { body } = await ask('variants?process=purchase')

  expect(body).toMatchObject({ cases: 3, bounded: false })
  expect(body.variants.map(({ types, count }: { types: string[]; count: number }) => [types, count])).toEqual(
    [
      [['ASK', 'APPROVE'], 2],
      [['ASK'], 1],
    ],
  )
})

test('the histories of a version meet the rules of another', async () => {
  const stricter = structuredClone(purchase)
  stricter.rules!['within-limit']!.when = 'data.amount <= 200'
  await app.processes.publish({ process: 'purchase', definition: stricter, note: '', by: 'test' })

  const same = await ask('conformance?process=purchase&version=1')
  const other = await ask('conformance?process=purchase&version=1&against=2')
  const order = await ask('conformance?process=purchase&version=1&against=2&by=order')

  expect(same.body.fitness).toEqual({ byEvents: 1, byCases: 1 })
  expect(other.body).toMatchObject({ cases: 3, fitting: 2, events: 5, accepted: 4 })
  expect(other.body.misfits).toMatchObject([
    { event: 'APPROVE', rules: ['within-limit'], count: 1, example: 'large' },
  ])
  expect(other.body.worst).toMatchObject([{ case: 'large', fitness: 0.5 }])
  expect(order.body.fitness).toEqual({ byEvents: 1, byCases: 1 })
})

test('time, waiting and rework come by state', async () => {
  const { body } = await ask('bottlenecks?process=purchase&version=1')

  const approval = body.states.find(({ state }: { state: string }) => state === 'approval')
  expect(approval).toMatchObject({ cases: 3, visits: 3, rework: 0, open: 1, time: { count: 2 } })
})

test('promises come by a field of the data, whichever has that name', async () => {
  const { body } = await ask('promises?process=purchase&by=days')

  expect(body).toEqual({ by: 'days', cases: 3, items: [], bounded: false, unreadable: [] })
  expect((await ask('promises?process=purchase&by=colour')).status).toBe(404)
})

test('only the newest cases are read where a limit is given, and the answer says so', async () => {
  const { body } = await ask('variants?process=purchase&limit=1')

  expect(body).toMatchObject({ cases: 1, bounded: true })
})

test('what is asked wrongly is said, and staff are not let in', async () => {
  expect((await ask('variants?process=nothing')).status).toBe(404)
  expect((await ask('bottlenecks?process=purchase&version=7')).status).toBe(404)
  expect((await ask('variants?process=purchase&from=yesterday')).status).toBe(400)
  expect((await ask('variants?process=purchase', ['sales'])).status).toBe(403)
})
