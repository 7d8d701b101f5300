import { expect, test } from 'vitest'
import type { StepEntry } from '../../engine/case.ts'
import { createReplayer, replay } from '../../engine/replay.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob, compiled } from '../support/purchase.ts'

const limitOf: Record<number, number> = { 3: 500, 4: 50 }
const registerAt = (_name: string, version: number) => ({ limit: limitOf[version]! })
const history = () =>
  historyOf(
    { amount: 120 },
    anEvent('ASK', { item: 'chairs' }),
    anEvent('APPROVE', {}, { ...ana, roles: ['auditor'] }),
    anEvent('APPROVE', {}, bob),
    anEvent('PACK'),
  )

test('a replay comes to the same snapshots as the record, refused attempts included', () => {
  const entries = history()

  const { snapshots, divergence } = replay(compiled, entries, registerAt)

  expect(divergence).toBeNull()
  expect(snapshots).toHaveLength(5)
  expect(snapshots[2]).toEqual(snapshots[1])
  expect(snapshots[4]).toEqual((entries[4] as StepEntry).to)
})

test('a replay reads the register versions that were in force then', () => {
  const entries = history()
  const approval = entries[3]!
  expect(approval.facts).toEqual({ registers: { strategy: 3 } })

  expect(replay(compiled, entries, registerAt).divergence).toBeNull()
  expect(replay(compiled, entries, () => ({ limit: 50 })).divergence).toMatchObject({
    seq: 4,
    field: 'kind',
    replayed: 'guard-false',
  })
})

test('a replay finds the transitions again, which are not on record; a refused attempt takes none', () => {
  const replayer = createReplayer(compiled, registerAt)

  const taken = history().map(entry => {
    expect(replayer.next(entry)).toBeNull()
    return replayer.transitions()
  })

  expect(taken).toEqual([
    [],
    ['/states/request/on/ASK/0'],
    [],
    ['/states/approval/on/APPROVE/0'],
    ['/states/fulfilment/states/goods/states/open/on/PACK/0'],
  ])
})

test('the first entry that does not come out as recorded is named, with both sides', () => {
  const entries = history()
  const packed = entries[4] as StepEntry
  packed.to = { ...packed.to, data: { ...packed.to.data, amount: 1 } }

  expect(replay(compiled, entries, registerAt).divergence).toMatchObject({ seq: 5, field: 'to' })
})

test('keys may be in any order on record; one that is too many or too few is a difference', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    )
  }
  const withData = (change: object) => {
    const entries = history()
    const asked = entries[1] as StepEntry
    entries[1] = { ...asked, to: { ...asked.to, data: { ...asked.to.data, ...change } } }
    return JSON.parse(JSON.stringify(entries))
  }

  expect(replay(compiled, reversed(history()) as never, registerAt).divergence).toBeNull()
  expect(replay(compiled, withData({}), registerAt).divergence).toBeNull()
  for (const change of [{ more: null }, { item: undefined }, { promises: [] }, { checks: '0' }])
    expect(replay(compiled, withData(change), registerAt).divergence).toMatchObject({ seq: 2, field: 'to' })
})

test('a history without its beginning diverges at once', () => {
  expect(replay(compiled, history().slice(1), registerAt).divergence).toMatchObject({ seq: 2, field: 'kind' })
})
