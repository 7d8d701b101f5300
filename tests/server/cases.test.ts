import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyChain } from '../../engine/seal.ts'
import { CaseExistsError, CaseNotFoundError } from '../../server/faults.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { openPurchase, removeFolder } from '../support/open-purchase.ts'
import { ana, bob } from '../support/purchase.ts'

let clock: ManualClock
let door: ReturnType<typeof openPurchase>

beforeEach(async () => {
  clock = createManualClock()
  door = openPurchase(clock)
  await door.cases.start({ process: 'purchase', id: 'c1', data: { amount: 120 }, actor: ana })
})
afterEach(async () => {
  await door.store.close()
  removeFolder(door.folder)
})

const ask = (more: object = {}) =>
  door.cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana, ...more })
const approve = (more: object = {}) =>
  door.cases.send({ caseId: 'c1', type: 'APPROVE', data: {}, actor: bob, ...more })
const history = () => door.store.listHistory('c1')

test('an event that is taken moves the case and is on record', async () => {
  const sent = await ask()

  expect(sent).toMatchObject({
    kind: 'sent',
    repeated: false,
    row: { seq: 2, activeStates: ['approval'], stage: 'sales' },
  })
  expect(await door.store.loadCase('c1')).toMatchObject({ seq: 2, movedSeq: 2, activeStates: ['approval'] })
  expect((await history())[1]).toMatchObject({
    event: { type: 'ASK', actor: { id: 'ana' }, at: '2026-03-02T09:00:00.000Z' },
  })
})

test('the same event id is one event, and gets its first answer', async () => {
  const first = await ask({ id: 'click' })
  await approve()
  const second = await ask({ id: 'click' })

  expect(second).toMatchObject({ kind: 'sent', repeated: true, entry: first.kind === 'sent' && first.entry })
  expect(await history()).toHaveLength(3)
})

test('a refused attempt is on record once for its id, moves nothing, and is refused the same way again', async () => {
  await ask()
  const first = await approve({ actor: ana, id: 'try' })
  const second = await approve({ actor: ana, id: 'try' })

  expect(first).toMatchObject({ kind: 'refusal', reason: 'guard-false' })
  expect(second).toEqual(first)
  expect((await history()).map(({ kind }) => kind)).toEqual(['start', 'event', 'refusal'])
  expect(await door.store.loadCase('c1')).toMatchObject({ seq: 3, movedSeq: 2, activeStates: ['approval'] })
})

test('who looked before the case moved is stale; who looked before a refused attempt is not', async () => {
  await ask()
  await approve({ actor: ana })

  expect(await approve({ seq: 1 })).toMatchObject({ kind: 'refusal', reason: 'stale' })
  expect(await approve({ seq: 2 })).toMatchObject({ kind: 'sent' })
})

test('who says to have looked at an entry that the case does not have yet is stale', async () => {
  expect(await ask({ seq: 99 })).toMatchObject({
    kind: 'refusal',
    reason: 'stale',
    message: expect.stringContaining('The case is at entry 1, and has no entry 99'),
  })
})

test('of two people who send at the same moment, one wins and the other is told', async () => {
  const both = await Promise.all([ask({ seq: 1 }), ask({ seq: 1, actor: { ...ana, id: 'eva' } })])

  expect(both.map(outcome => (outcome.kind === 'sent' ? 'sent' : outcome.reason)).sort()).toEqual([
    'sent',
    'stale',
  ])
})

test('many events at once for one case are all answered, in one unbroken chain', async () => {
  const sends = Array.from({ length: 60 }, (_, n) =>
    n % 2 === 0
      ? ask()
      : door.cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'why?' }, actor: bob }),
  )

  await Promise.all(sends)

  const entries = await history()
  expect(entries).toHaveLength(61)
  expect(verifyChain(entries)).toEqual({ ok: true, entries: 61 })
})

test.each([
  ['an unknown event', 'DANCE', 'unknown-event'],
  ['a timer’s event', 'after P3D in approval', 'unknown-event'],
  ['an event of another state', 'PACK', 'not-accepted-here'],
])('%s is refused and on record', async (_what, type, reason) => {
  const outcome = await door.cases.send({ caseId: 'c1', type, data: {}, actor: ana })

  expect(outcome).toMatchObject({ kind: 'refusal', reason })
  expect((await history())[1]).toMatchObject({ kind: 'refusal', refusal: { reason } })
})

test('a case that does not exist is a fault', async () => {
  await expect(door.cases.send({ caseId: 'c9', type: 'ASK', data: {}, actor: ana })).rejects.toThrow(
    CaseNotFoundError,
  )
  await expect(door.cases.show('c9', ana)).rejects.toThrow('No case has the id "c9"')
})

test('starting a case twice under one id is one start; with other data it is another case', async () => {
  const again = await door.cases.start({ process: 'purchase', id: 'c1', data: { amount: 120 }, actor: ana })

  expect(again).toMatchObject({ kind: 'sent', repeated: true, row: { seq: 1 } })
  await expect(
    door.cases.start({ process: 'purchase', id: 'c1', data: { amount: 7 }, actor: ana }),
  ).rejects.toThrow(CaseExistsError)
})

test('a case that cannot start leaves nothing behind', async () => {
  const outcome = await door.cases.start({ process: 'purchase', id: 'c2', data: {}, actor: ana })

  expect(outcome).toMatchObject({
    kind: 'refusal',
    reason: 'invalid-data',
    violations: [{ field: '/amount' }],
  })
  expect(await door.store.loadCase('c2')).toBeUndefined()
})

test('a timer fires once, on record as the timer’s own doing', async () => {
  await ask()
  const [timer] = await door.store.listTimers({ caseId: 'c1' })
  clock.set('2026-03-05T09:00:01.000Z')
  const request = { caseId: 'c1', timerId: timer!.id, dueAt: timer!.dueAt }

  const outcomes = await Promise.all([door.cases.fireTimer(request), door.cases.fireTimer(request)])

  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['gone', 'sent'])
  expect((await history()).at(-1)).toMatchObject({
    kind: 'timer',
    event: { actor: { kind: 'timer' } },
    to: { states: 'lapsed' },
  })
  expect(await door.store.listTimers({ caseId: 'c1' })).toEqual([])
})

test('a timer that was cleared, or set anew, is gone', async () => {
  await ask()
  const [timer] = await door.store.listTimers({ caseId: 'c1' })
  await door.cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'why?' }, actor: bob })
  clock.advance(60_000)
  await ask()

  expect(await door.cases.fireTimer({ caseId: 'c1', timerId: timer!.id, dueAt: timer!.dueAt })).toEqual({
    kind: 'gone',
  })
  expect(await door.store.listTimers({ caseId: 'c1' })).toHaveLength(1)
})

test('when the clock goes back, a case’s time does not', async () => {
  await ask()
  clock.set('2026-03-01T00:00:00.000Z')

  await approve()

  expect((await history()).map(({ event }) => event.at)).toEqual(Array(3).fill('2026-03-02T09:00:00.000Z'))
})

test('an imported event before the case’s last one is refused as out of order', async () => {
  const origin = { import: 'x', row: 'x:1', supplied: false }

  expect(await ask({ at: '2026-03-01T00:00:00.000Z', origin })).toMatchObject({ reason: 'out-of-order' })
})

test('a case shows what the reader can do, and why not the rest', async () => {
  await ask()

  const view = await door.cases.show('c1', ana)

  expect(view).toMatchObject({
    id: 'c1',
    status: 'open',
    activeStates: ['approval'],
    data: { item: 'chairs' },
  })
  expect(view.events.map(({ type, enabled }) => [type, enabled])).toEqual([
    ['APPROVE', false],
    ['RETURN', true],
  ])
})

test('a blocked event says what would open it, an open one does not', async () => {
  await ask()

  const [approve, back] = (await door.cases.show('c1', { ...bob, roles: [] })).events

  expect(approve!.opening).toMatchObject({
    transition: '/states/approval/on/APPROVE/0',
    needs: [{ kind: 'role', allow: ['strategy', 'sales'] }],
    more: 0,
  })
  expect(back).not.toHaveProperty('opening')
})
