import { describe, expect, test } from 'vitest'
import { type HistoryEntry, isStep, type Snapshot } from '../../engine/case.ts'
import { type EntryFilter, type FacetKind, facetsOf, isMeant } from '../../engine/facets.ts'
import type { JsonObject } from '../../engine/json.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob } from '../support/purchase.ts'

const values = (kind: FacetKind, entry: HistoryEntry, before: Snapshot | null = null) =>
  facetsOf(entry, before)
    .filter(facet => facet.kind === kind)
    .map(({ value }) => value)

/** Each entry with where the case was before it. */
function withBefore(entries: HistoryEntry[]): [HistoryEntry, Snapshot | null][] {
  let before: Snapshot | null = null
  return entries.map(entry => {
    const pair: [HistoryEntry, Snapshot | null] = [entry, before]
    if (isStep(entry)) before = entry.to
    return pair
  })
}

const history = historyOf(
  { amount: 20 },
  anEvent('ASK', { item: 'Chairs' }),
  anEvent('APPROVE', {}, ana),
  anEvent('APPROVE', {}, bob),
  anEvent('PACK', {}, bob),
)
const [start, ask, refused, approved, packed] = withBefore(history) as [
  [HistoryEntry, null],
  [HistoryEntry, Snapshot],
  [HistoryEntry, Snapshot],
  [HistoryEntry, Snapshot],
  [HistoryEntry, Snapshot],
]

/** The first entry, as if it had left the case with this data. */
function leaving(data: JsonObject): HistoryEntry & { to: Snapshot } {
  const [entry] = history
  if (entry?.kind !== 'start') throw new Error('A history begins with a start.')
  return { ...entry, to: { ...entry.to, data } }
}

describe('an entry can be found by', () => {
  test('its process, version, case, event, kind, who sent it, and in which roles', () => {
    expect(facetsOf(...ask)).toEqual(
      expect.arrayContaining([
        { kind: 'process', value: 'purchase' },
        { kind: 'version', value: 'purchase/1' },
        { kind: 'case', value: 'c1' },
        { kind: 'event', value: 'ASK' },
        { kind: 'kind', value: 'event' },
        { kind: 'actor', value: 'ana' },
        { kind: 'role', value: 'sales' },
      ]),
    )
  })

  test('the states that it entered, and those around them, but not those where the case was already', () => {
    expect(values('state', ...start)).toEqual(['request'])
    expect(values('state', ...approved)).toEqual([
      'fulfilment',
      'fulfilment.goods',
      'fulfilment.goods.open',
      'fulfilment.money',
      'fulfilment.money.open',
    ])
    expect(values('state', ...packed)).toEqual(['fulfilment.goods.packed'])
  })

  test('the rules that it asked, what each said, and that any said so', () => {
    expect(values('rule', ...refused)).toEqual(
      expect.arrayContaining([
        'not-own',
        'not-own=fail',
        '=fail',
        'within-limit',
        'within-limit=pass',
        '=pass',
      ]),
    )
    expect(values('refusal', ...refused)).toEqual(['guard-false'])
    expect(values('refusal', ...approved)).toEqual([])
  })

  test('the values that it set, in small letters', () => {
    expect(values('data', ...start)).toContain('amount=20')
    expect(values('data', ...ask)).toEqual(['item=chairs'])
    expect(values('data', ...packed)).toEqual([])
  })

  test('the values of lists, wherever in the list they are', () => {
    const entry = leaving({ promises: [{ quantity: 40 }, { quantity: 41 }, { quantity: 40 }] })

    expect(values('data', entry)).toEqual(['promises.quantity=40', 'promises.quantity=41'])
  })

  test('a value that comes after many equal ones', () => {
    const entry = leaving({ days: Array.from({ length: 100 }, () => 'mon'), last: 'tue' })

    expect(values('data', entry)).toEqual(['days=mon', 'last=tue'])
  })

  test('the values that somebody tried to set', () => {
    const [, refusal] = historyOf({ amount: 20 }, anEvent('APPROVE', { item: 'Lamps' }))

    expect(values('data', refusal!)).toEqual(['item=lamps'])
  })

  test('what became of a promise, where it became that', () => {
    const before = leaving({
      promises: [
        { id: 'a', state: 'confirmed' },
        { id: 'b', state: 'kept' },
      ],
    }).to
    const entry = leaving({
      promises: [
        { id: 'b', state: 'kept' },
        { id: 'a', state: 'broken' },
      ],
    })

    expect(values('promise', entry, before)).toEqual(['broken'])
    expect(values('promise', entry)).toEqual(['kept', 'broken'])
  })

  test('that it was imported, and whether the source had it', () => {
    const imported = (supplied: boolean) => ({
      ...history[1]!,
      event: { ...history[1]!.event, origin: { import: 'olist', row: '1', supplied } },
    })

    expect(values('origin', ...ask)).toEqual([])
    expect(values('origin', imported(false))).toEqual(['import'])
    expect(values('origin', imported(true))).toEqual(['import', 'supplied'])
  })
})

test.each<[string, EntryFilter]>([
  ['nothing', {}],
  ['its version', { process: 'purchase', version: 1 }],
  ['the rule and what it said', { rule: 'not-own', outcome: 'fail' }],
  ['what some rule said', { outcome: 'fail' }],
  ['the reason', { refusal: 'guard-false', actor: 'ana' }],
  ['the very time', { from: '2026-03-02T09:00:00.000Z', to: '2026-03-02T09:00:00.001Z' }],
])('a refused attempt is meant by %s', (_, filter) => {
  expect(isMeant(...refused, filter)).toBe(true)
})

test.each<[string, EntryFilter]>([
  ['another version', { process: 'purchase', version: 2 }],
  ['what the rule did not say', { rule: 'not-own', outcome: 'pass' }],
  ['one thing that is true and one that is not', { refusal: 'guard-false', actor: 'bob' }],
  ['a time that ends when it happened', { to: '2026-03-02T09:00:00.000Z' }],
  ['a time that begins after it', { from: '2026-03-02T09:00:00.001Z' }],
])('a refused attempt is not meant by %s', (_, filter) => {
  expect(isMeant(...refused, filter)).toBe(false)
})

test('a value is meant however it is written', () => {
  expect(isMeant(...ask, { data: 'Item=CHAIRS' })).toBe(true)
})
