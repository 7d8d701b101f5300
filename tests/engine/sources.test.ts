import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { isObject, type Json, type JsonObject } from '../../engine/json.ts'
import { pointerParts } from '../../engine/paths.ts'
import { createSourceFinder } from '../../engine/sources.ts'
import { historyOf } from '../support/history.ts'
import { anEvent, bob } from '../support/purchase.ts'

function sourcesOf(entries: HistoryEntry[]) {
  const finder = createSourceFinder()
  for (const entry of entries) finder.add(entry)
  return finder.sources()
}

test('each value comes from the entry that gave it, with who, when and by which event', () => {
  const entries = historyOf(
    { amount: 100 },
    anEvent('ASK', { item: 'lamp' }),
    anEvent('APPROVE', {}, bob),
    anEvent('PACK', {}, bob),
  )

  const sources = sourcesOf(entries)

  const of = (path: string) => sources.find(one => one.path === path)
  expect(of('/amount')).toMatchObject({ seq: 1, event: 'start', actor: { kind: 'person', id: 'ana' } })
  expect(of('/item')).toMatchObject({ seq: 2, event: 'ASK', at: entries[1]!.event.at })
})

/** A history in which the data was this, one after the other. What came of nothing is in between. */
function historyWith(datas: JsonObject[]): HistoryEntry[] {
  const [first] = historyOf({ amount: 1 })
  if (first?.kind !== 'start') throw new Error('A history starts.')
  return datas.flatMap((data, n): HistoryEntry[] => [
    { ...first, kind: n === 0 ? 'start' : 'event', seq: n * 2 + 1, to: { ...first.to, data } },
    {
      ...first,
      kind: 'comment',
      seq: n * 2 + 2,
      event: { ...first.event, data: { text: 'a', mentions: [] } },
    },
  ])
}

function valueAt(data: Json, pointer: string): Json | undefined {
  let value: Json | undefined = data
  for (const part of pointerParts(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as JsonObject)[part]
  }
  return value
}

const countLeaves = (value: Json): number =>
  isObject(value) || Array.isArray(value)
    ? Math.max(
        1,
        Object.values(value).reduce<number>((sum, one) => sum + countLeaves(one as Json), 0),
      )
    : 1

const key = fc.constantFrom('a', 'b', 'c/d', '~', '0', '')
const value = fc.letrec<{ any: Json }>(tie => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(0, 1, '1', null, true, ''),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any
const datas = fc.array(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), {
  minLength: 1,
  maxLength: 6,
})

test('whatever happens, every value has one source: from there on it is the same, before it was another', () => {
  fc.assert(
    fc.property(datas, datas => {
      const sources = sourcesOf(historyWith(datas))

      const last = datas.at(-1)!
      expect(sources).toHaveLength(countLeaves(last))
      expect(new Set(sources.map(({ path }) => path)).size).toBe(sources.length)
      for (const { path, seq } of sources) {
        const since = (seq - 1) / 2
        const now = valueAt(last, path)
        expect(now).toBeDefined()
        for (const data of datas.slice(since)) expect(valueAt(data, path)).toEqual(now)
        if (since > 0) expect(valueAt(datas[since - 1]!, path)).not.toEqual(now)
      }
    }),
  )
})
