import { expect, test } from 'vitest'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { activeStates, stageOf } from '../../engine/snapshot.ts'
import { fireTimer, start, step } from '../../engine/step.ts'
import { after, ana, anEvent, bob, compiled, purchase, registers } from '../support/purchase.ts'

const asked = () => after({ amount: 120 }, anEvent('ASK', { item: 'chairs' }))
const approved = () => after({ amount: 120 }, anEvent('ASK', { item: 'chairs' }), anEvent('APPROVE', {}, bob))

test('a step says where the case was, where it is, and what it changed', () => {
  const begun = after({ amount: 120 })

  const taken = step(compiled, begun.to, anEvent('ASK', { item: 'chairs' }), registers)

  expect(taken).toMatchObject({ kind: 'step', from: begun.to, to: { states: 'approval', status: 'open' } })
  expect(taken.kind === 'step' && taken.to.data).toEqual({ amount: 120, checks: 0, item: 'chairs' })
})

test('entering a state sets its timers, leaving it clears them', () => {
  const entered = asked()

  const left = step(compiled, entered.to, anEvent('RETURN', { reason: 'which ones?' }), registers)

  const id = 'after P3D in approval'
  expect(entered.timersSet).toEqual([{ dueAt: '2026-03-05T09:00:00.000Z', id }])
  expect(left).toMatchObject({ timersCleared: [id], timersSet: [] })
})

test('effects come out as data, with their values computed', () => {
  const taken = approved()

  expect(taken.effects).toEqual([{ type: 'notify', params: { role: 'operations', title: 'Pack chairs' } }])
})

test('parallel regions go on one by one, and the case goes on when all have finished', () => {
  const both = approved()
  const packed = step(compiled, both.to, anEvent('PACK'), registers)
  const billed = packed.kind === 'step' ? step(compiled, packed.to, anEvent('BILL'), registers) : packed

  expect(activeStates(compiled, both.to)).toEqual(['fulfilment.goods.open', 'fulfilment.money.open'])
  expect(stageOf(compiled, both.to)).toBe('operations')
  expect(packed).toMatchObject({
    to: { states: { fulfilment: { goods: 'packed', money: 'open' } }, status: 'open' },
  })
  expect(billed).toMatchObject({ to: { states: 'done', status: 'closed' } })
})

test('a deep history state returns to where every region was, also after the snapshot was JSON', () => {
  const packed = after(
    { amount: 1 },
    anEvent('ASK', { item: 'x' }),
    anEvent('APPROVE', {}, bob),
    anEvent('PACK'),
  )
  const paused = step(compiled, packed.to, anEvent('PAUSE'), registers)
  const stored = JSON.parse(JSON.stringify(paused.kind === 'step' && paused.to))

  const resumed = step(compiled, stored, anEvent('RESUME'), registers)

  expect(resumed).toMatchObject({ to: { states: { fulfilment: { goods: 'packed', money: 'open' } } } })
})

test('a false rule refuses with the clause that failed, the values it read, and what to do', () => {
  const large = after({ amount: 900 }, anEvent('ASK', { item: 'gold' }))

  const outcome = step(compiled, large.to, anEvent('APPROVE', {}, bob), registers)

  expect(outcome).toMatchObject({
    kind: 'refusal',
    reason: 'guard-false',
    message: expect.stringContaining('Lower the amount'),
    facts: { registers: { strategy: 3 } },
  })
  expect(outcome.verdicts[0]).toMatchObject({
    rule: 'within-limit',
    outcome: 'fail',
    why: 'Larger sums need a second opinion',
    owner: 'strategy',
    clauses: [
      {
        text: 'data.amount <= strategy.limit',
        outcome: 'fail',
        values: { 'data.amount': 900, 'strategy.limit': 500 },
      },
    ],
  })
})

test('every rule of a guard is asked, also after one has failed', () => {
  const large = after({ amount: 900 }, anEvent('ASK', { item: 'gold' }))

  const outcome = step(compiled, large.to, anEvent('APPROVE'), registers)

  expect(outcome.verdicts.map(({ rule, outcome }) => [rule, outcome])).toEqual([
    ['within-limit', 'fail'],
    ['not-own', 'fail'],
  ])
})

test('a rule that reads what is missing is unknown, and says what is missing', () => {
  const outcome = step(compiled, asked().to, anEvent('APPROVE', {}, bob), {})

  expect(outcome).toMatchObject({ kind: 'refusal', reason: 'guard-unknown' })
  expect(outcome.verdicts[0]!.clauses[0]).toMatchObject({ outcome: 'unknown', missing: ['strategy.limit'] })
})

test('an event that the actor’s roles forbid is refused with the roles that may', () => {
  const outcome = step(
    compiled,
    asked().to,
    anEvent('APPROVE', {}, { ...ana, roles: ['auditor'] }),
    registers,
  )

  expect(outcome).toMatchObject({ reason: 'not-permitted', allow: ['strategy', 'sales'] })
})

test('data that does not fit the form is refused with every field that is wrong', () => {
  const outcome = step(
    compiled,
    after({ amount: 1 }).to,
    anEvent('ASK', { item: '', colour: 'red' }),
    registers,
  )

  expect(outcome).toMatchObject({ reason: 'invalid-data' })
  expect(outcome.kind === 'refusal' && outcome.violations?.map(({ field }) => field).sort()).toEqual([
    '/colour',
    '/item',
  ])
})

test('a case cannot start with data that does not fit', () => {
  const outcome = start(compiled, anEvent('start', { amount: 'much' }), registers)

  expect(outcome).toMatchObject({ reason: 'invalid-data', violations: [{ field: '/amount' }] })
})

test.each([
  ['an event of another state', 'PACK', 'not-accepted-here'],
  ['an event that the process does not have', 'DANCE', 'unknown-event'],
  ['a timer’s event under its own name', 'after P3D in approval', 'unknown-event'],
  ['a timer’s event under the machine’s name', 'xstate.after.delay P3D.(root).approval', 'unknown-event'],
  ['the machine’s first event', 'xstate.init', 'unknown-event'],
  ['a wildcard', '*', 'unknown-event'],
])('nobody can send %s', (_what, type, reason) => {
  const outcome = step(compiled, asked().to, anEvent(type), registers)

  expect(outcome).toMatchObject({ kind: 'refusal', reason })
})

test('a closed case takes nothing any more', () => {
  const lapsed = fireTimer(compiled, asked().to, anEvent('after P3D in approval'), registers)

  const outcome = lapsed.kind === 'step' ? step(compiled, lapsed.to, anEvent('ASK'), registers) : lapsed

  expect(lapsed).toMatchObject({ to: { states: 'lapsed', status: 'closed' } })
  expect(outcome).toMatchObject({ kind: 'refusal', reason: 'closed' })
})

test('the same step is taken from a snapshot that was never touched', () => {
  const from = asked().to
  const before = JSON.stringify(from)

  step(compiled, from, anEvent('APPROVE', {}, bob), registers)
  step(compiled, from, anEvent('APPROVE'), registers)

  expect(JSON.stringify(from)).toBe(before)
})

const small = (states: Definition['states'], more: Partial<Definition> = {}) =>
  compile({ id: 'small', name: 'Small', initial: 'a', states, ...more }, 1)

test('an assignment that cannot be computed refuses the event, and nothing has changed', () => {
  const process = small({ a: { on: { GO: [{ target: 'b', assign: { n: 'data.missing + 1' } }] } }, b: {} })
  const begun = start(process, anEvent('start'), {})

  const outcome = begun.kind === 'step' ? step(process, begun.to, anEvent('GO'), {}) : begun

  expect(outcome).toMatchObject({
    reason: 'assignment-failed',
    message: expect.stringContaining('data.missing + 1'),
  })
})

test('eventless transitions that never come to rest refuse the event', () => {
  const process = small({
    a: { on: { GO: [{ target: 'b' }] } },
    b: { always: [{ target: 'c' }] },
    c: { always: [{ target: 'b' }] },
  })
  const begun = start(process, anEvent('start'), {})

  const outcome = begun.kind === 'step' ? step(process, begun.to, anEvent('GO'), {}) : begun

  expect(outcome).toMatchObject({ kind: 'refusal', reason: 'too-many-steps' })
})

test('values of one transition are all computed before any is set', () => {
  const process = small({ a: { on: { SWAP: [{ assign: { x: 'data.y', y: 'data.x' } }] } } })
  const begun = start(process, anEvent('start', { x: 1, y: 2 }), {})

  const swapped = begun.kind === 'step' ? step(process, begun.to, anEvent('SWAP'), {}) : begun

  expect(swapped).toMatchObject({ to: { data: { x: 2, y: 1 } } })
})

test('a raised event is handled within the step, and nobody can send it', () => {
  const process = small({
    a: {
      on: {
        GO: [{ effects: [{ type: 'raise', params: { event: 'INNER', data: { n: 7 } } }] }],
        INNER: [{ target: 'b', assign: { n: 'event.n' } }],
      },
    },
    b: {},
  })
  const begun = start(process, anEvent('start'), {})
  if (begun.kind === 'refusal') throw new Error(begun.message)

  expect(step(process, begun.to, anEvent('GO'), {})).toMatchObject({ to: { states: 'b', data: { n: 7 } } })
  expect(step(process, begun.to, anEvent('INNER'), {})).toMatchObject({ reason: 'unknown-event' })
})

test('a timer can wait for a date in the case data; without one it is not set', () => {
  const process = small({
    a: { after: { 'date(data.due) - days(2)': [{ target: 'b' }] } },
    b: { type: 'final' },
  })

  const dated = start(process, anEvent('start', { due: '2026-03-10' }), {})
  const undated = start(process, anEvent('start'), {})

  expect(dated).toMatchObject({ timersSet: [{ dueAt: '2026-03-08T00:00:00.000Z' }] })
  expect(undated).toMatchObject({ kind: 'step', timersSet: [] })
})

test('a timer that sets itself again for a time already past is not set again', () => {
  const process = small({ a: { after: { 'date(data.due)': [{ target: 'a', reenter: true }] } } })
  const begun = start(process, anEvent('start', { due: '2026-03-01' }), {})
  const timer = begun.kind === 'step' ? begun.timersSet[0]! : undefined

  const fired =
    begun.kind === 'step'
      ? fireTimer(process, begun.to, anEvent(timer!.id, {}, ana, '2026-03-02T09:00:00.000Z'), {})
      : begun

  expect(fired).toMatchObject({ kind: 'step', timersSet: [] })
})

test('“active” asks for another region’s state', () => {
  const process = small({
    a: {
      type: 'parallel',
      states: {
        left: { initial: 'off', states: { off: { on: { ON: [{ target: 'on' }] } }, on: {} } },
        right: {
          initial: 'shut',
          states: { shut: { on: { OPEN: [{ target: 'open', guard: 'active("a.left.on")' }] } }, open: {} },
        },
      },
    },
  })
  const begun = start(process, anEvent('start'), {})
  if (begun.kind === 'refusal') throw new Error(begun.message)
  const on = step(process, begun.to, anEvent('ON'), {})

  expect(step(process, begun.to, anEvent('OPEN'), {})).toMatchObject({ reason: 'guard-false' })
  expect(on.kind === 'step' && step(process, on.to, anEvent('OPEN'), {})).toMatchObject({ kind: 'step' })
})

test('a definition that cannot run says where and why', () => {
  const broken = { ...purchase, states: { request: { on: { GO: [{ target: 'nowhere' }] } } } }

  expect(() => compile(broken, 1)).toThrow('/states/request/on/GO/0/target')
})
