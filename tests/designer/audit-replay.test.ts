import { expect, test } from 'vitest'
import { marksAt } from '../../designer/audit/replay/marks-at.ts'
import { createRecomputer } from '../../designer/audit/replay/recompute.ts'
import type { Compared } from '../../designer/audit/replay/recomputing.ts'
import { createTrail } from '../../designer/audit/trail.ts'
import type { HistoryEntry, StepEntry } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob, purchase } from '../support/purchase.ts'

const history = () =>
  historyOf(
    { amount: 120 },
    anEvent('ASK', { item: 'chairs' }),
    anEvent('APPROVE', {}, { ...ana, roles: ['auditor'] }),
    anEvent('RETURN', { reason: 'Which chairs?' }, bob),
    anEvent('ASK', { item: 'chairs' }),
    anEvent('APPROVE', {}, bob),
  )

function recomputer(definition: Definition = purchase) {
  const made = createRecomputer(definition, 1)
  made.learn('strategy', 3, { limit: 500 })
  return made
}

const ask = '/states/request/on/ASK/0'
const sendBack = '/states/approval/on/RETURN/0'

test('each entry that agrees is told with its transitions, each of which is named once', () => {
  const entries = history()
  const it = recomputer()

  const first = it.add(entries.slice(0, 3))
  const second = it.add(entries.slice(3))

  expect(first).toEqual({ taken: [[], [0], []], pointers: [ask], stop: null })
  expect(second).toEqual({
    taken: [[1], [0], [2]],
    pointers: [sendBack, '/states/approval/on/APPROVE/0'],
    stop: null,
  })
})

test('the first entry that disagrees ends it, with what is recorded and what comes out', () => {
  const entries = history()
  const returned = entries[3] as StepEntry
  entries[3] = { ...returned, to: { ...returned.to, data: { ...returned.to.data, amount: 1 } } }
  const it = recomputer()

  const { taken, stop } = it.add(entries)

  expect(taken).toHaveLength(3)
  expect(stop).toMatchObject({
    kind: 'diverged',
    seq: 4,
    divergence: { field: 'to', recorded: { data: { amount: 1 } }, replayed: { data: { amount: 120 } } },
  })
  expect(it.add(entries.slice(4))).toMatchObject({ taken: [], stop: { seq: 4 } })
})

test('a version that cannot be run, and an entry that the engine cannot read, are told as such', () => {
  const unknown = { ...purchase, initial: 'nowhere' } as Definition
  const entries = history()
  const broken = { ...entries[1], event: { ...entries[1]!.event, at: 'yesterday' } } as HistoryEntry

  expect(recomputer(unknown).add(entries)).toMatchObject({ taken: [], stop: { kind: 'version' } })
  expect(recomputer().add([entries[0]!, broken]).stop).toMatchObject({ seq: 2 })
})

test('the drawing shows where the case is, the way that it went, and where it had been by then', () => {
  const trail = createTrail()
  trail.add(history())
  const { taken, pointers } = recomputer().add(history())
  const firstTaken = new Map([
    [ask, 1],
    [sendBack, 3],
    ['/states/approval/on/APPROVE/0', 5],
  ])
  const compared: Compared = { agreed: 6, end: null, taken, pointers, firstTaken }

  expect(marksAt(trail, compared, 0)).toEqual({ states: { request: { tone: 'now' } }, transitions: {} })
  expect(marksAt(trail, compared, 2)).toEqual({
    states: { request: { tone: 'been' }, approval: { tone: 'now' } },
    transitions: { [ask]: { tone: 'been' } },
  })
  expect(marksAt(trail, compared, 3)).toEqual({
    states: { request: { tone: 'now' }, approval: { tone: 'been' } },
    transitions: { [ask]: { tone: 'been' }, [sendBack]: { tone: 'now' } },
  })
  expect(marksAt(trail, compared, 5).states).toMatchObject({
    fulfilment: { tone: 'been' },
    'fulfilment.goods.open': { tone: 'now' },
  })
})
