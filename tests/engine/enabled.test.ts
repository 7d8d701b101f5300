import { expect, test } from 'vitest'
import { enabled } from '../../engine/enabled.ts'
import { after, ana, anEvent, bob, compiled, registers } from '../support/purchase.ts'

const at = '2026-03-02T09:00:00.000Z'
const asked = (amount: number) => after({ amount }, anEvent('ASK', { item: 'chairs' })).to

test('every event of the active states is listed, with its form', () => {
  const events = enabled(compiled, asked(100), { actor: bob, at, registers })

  expect(events.map(({ type, enabled }) => [type, enabled])).toEqual([
    ['APPROVE', true],
    ['RETURN', true],
  ])
  expect(events[1]).toMatchObject({
    title: 'Send back',
    schema: { required: ['reason'] },
    transitions: [{ kind: 'feedback' }],
  })
})

test('an event that a rule blocks says which rule and why', () => {
  const [approve] = enabled(compiled, asked(900), { actor: bob, at, registers })

  expect(approve).toMatchObject({ enabled: false, reason: 'guard-false' })
  expect(approve!.verdicts.map(({ rule, outcome }) => [rule, outcome])).toEqual([
    ['within-limit', 'fail'],
    ['not-own', 'pass'],
  ])
})

test('an event that other roles may send says which', () => {
  const [approve] = enabled(compiled, asked(100), { actor: { ...ana, roles: [] }, at, registers })

  expect(approve).toMatchObject({ enabled: false, reason: 'not-permitted', allow: ['strategy', 'sales'] })
})

test('an event that waits for missing data says so', () => {
  const [approve] = enabled(compiled, asked(100), { actor: bob, at, registers: {} })

  expect(approve).toMatchObject({ enabled: false, reason: 'guard-unknown' })
})

test('inner states come before the states around them, and a closed case accepts nothing', () => {
  const both = after({ amount: 1 }, anEvent('ASK', { item: 'x' }), anEvent('APPROVE', {}, bob))
  const done = after(
    { amount: 1 },
    anEvent('ASK', { item: 'x' }),
    anEvent('APPROVE', {}, bob),
    anEvent('PACK'),
    anEvent('BILL'),
  )

  expect(enabled(compiled, both.to, { actor: ana, at, registers }).map(({ type }) => type)).toEqual([
    'PACK',
    'BILL',
    'PAUSE',
  ])
  expect(enabled(compiled, done.to, { actor: ana, at, registers })).toEqual([])
})
