import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { readXes, type Trace } from '../../engine/eventlog/xes.ts'
import { foot, head, ownKey, traceFoot, traceHead, writeEvent } from '../../engine/eventlog/xes-writer.ts'
import type { JsonObject } from '../../engine/json.ts'
import { canonical } from '../../engine/seal.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob } from '../support/purchase.ts'

const write = (...entries: HistoryEntry[]) =>
  [head('purchase'), traceHead(entries[0]!), ...entries.map(writeEvent), traceFoot, foot].join('')

async function read(text: string): Promise<Trace> {
  const traces: Trace[] = []
  for await (const trace of readXes([text], { file: 'log.xes' })) traces.push(trace)
  return traces[0]!
}

const asked = historyOf(
  { amount: 100 },
  anEvent('ASK', { item: 'lamp' }, ana, '2026-03-02T10:00:00.000Z'),
  anEvent('APPROVE', {}, ana, '2026-03-02T11:00:00.000Z'),
  anEvent('APPROVE', {}, { ...bob, name: 'Bob' }, '2026-03-02T12:00:00.000Z'),
)

/** The entry as if it had been sent with other data. */
const withData = (data: JsonObject): HistoryEntry => ({ ...asked[1]!, event: { ...asked[1]!.event, data } })

describe('a history as XES', () => {
  test('says who did what and when in the words of the standard', async () => {
    const { attributes, events } = await read(write(...asked))

    expect(attributes).toEqual({
      'concept:name': 'c1',
      'throughline.process': 'purchase',
      'throughline.version': 1,
    })
    expect(events[1]!.attributes).toMatchObject({
      'concept:name': 'ASK',
      'time:timestamp': '2026-03-02T10:00:00.000Z',
      'org:resource': 'ana',
      'org:role': 'sales',
      'lifecycle:transition': 'complete',
      'throughline.seq': 2,
      'throughline.states': 'approval',
      'throughline.status': 'open',
      'data.item': 'lamp',
    })
    expect(events[3]!.attributes).toMatchObject({
      'throughline.actor.name': 'Bob',
      'throughline.states': 'fulfilment.goods.open fulfilment.money.open',
    })
  })

  test('does not count a refused attempt among what was completed', async () => {
    const { events } = await read(write(...asked))

    expect(events[2]!.attributes).toMatchObject({
      'concept:name': 'APPROVE',
      'lifecycle:transition': 'ate_abort',
      'throughline.kind': 'refusal',
      'throughline.refusal': 'guard-false',
    })
  })

  test('has a typed attribute for each value, however deep', async () => {
    const data = {
      price: 1.5,
      count: 3,
      urgent: true,
      due: '2026-03-02T10:00:00Z',
      no: '2026-02-30T10:00:00Z',
      gone: null,
      'Größe in m²': { a: [1, 'x'] },
    }

    const text = write(withData(data))

    for (const line of [
      '<float key="data.price" value="1.5"/>',
      '<int key="data.count" value="3"/>',
      '<boolean key="data.urgent" value="true"/>',
      '<date key="data.due" value="2026-03-02T10:00:00Z"/>',
      '<string key="data.no" value="2026-02-30T10:00:00Z"/>',
      '<int key="data.Größe_x20_in_x20_m_xb2_.a.0" value="1"/>',
      '<string key="data.Größe_x20_in_x20_m_xb2_.a.1" value="x"/>',
    ])
      expect(text).toContain(line)
    expect(text).not.toContain('data.gone')
  })

  test('has no key twice in one event', () => {
    const text = write(withData({ a: { b: 1 }, 'a.b': 2 }))
    const keys = [...text.matchAll(/^ {6}<\w+ key="([^"]*)"/gm)].map(([, key]) => key)

    expect(new Set(keys).size).toBe(keys.length)
  })

  test('writes a time before the year 0 or after 9999 as XML writes it', () => {
    const at = (at: string) => write({ ...asked[0]!, event: { ...asked[0]!.event, at } })

    expect(at('-000044-03-15T12:00:00.000Z')).toContain('value="-0044-03-15T12:00:00.000Z"')
    expect(at('+012026-03-15T12:00:00.000Z')).toContain('value="12026-03-15T12:00:00.000Z"')
  })

  test('gives back what was sent, whatever signs are in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
        fc.string({ unit: 'binary', minLength: 1 }),
        async (data, id) => {
          const actor = { ...ana, id }
          const entry = {
            ...asked[1]!,
            caseId: id,
            event: { ...asked[1]!.event, actor, data: data as JsonObject },
          }

          const { events } = await read(write(entry))

          const { caseId, event } = JSON.parse(events[0]!.attributes[ownKey] as string)
          expect(canonical({ caseId, event })).toBe(canonical({ caseId: id, event: entry.event }))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('is well-formed and keeps every control character, tab, line break and half of a pair', async () => {
    const signs = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('')
    const text = `${signs}\ud800 &amp; <!ENTITY> ]]> \ufffe\uffff \u{1f600}`

    const written = write(withData({ text }))
    const { events } = await read(written)

    expect(JSON.parse(events[0]!.attributes[ownKey] as string).event.data.text).toBe(text)
    expect(events[0]!.attributes['data.text']).toContain('\\u0000')
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\ufffe\uffff]/u)
    expect(written).not.toMatch(/<!|&(?!amp;|lt;|gt;|quot;|#)/)
  })
})
