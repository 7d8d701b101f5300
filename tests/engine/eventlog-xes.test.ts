import { describe, expect, test } from 'vitest'
import type { Row } from '../../engine/eventlog/row.ts'
import { readXes, readXesRows, type Trace } from '../../engine/eventlog/xes.ts'

async function read(...chunks: string[]): Promise<Trace[]> {
  const traces: Trace[] = []
  for await (const trace of readXes(chunks, { file: 'log.xes' })) traces.push(trace)
  return traces
}

const faultOf = (...chunks: string[]) => read(...chunks).catch(error => error.message)

const log = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
  <global scope="event"><string key="concept:name" value="a default, no event"/></global>
  <string key="creator" value="somebody"/>
  <trace>
    <string key="concept:name" value="case 1"/>
    <event>
      <string key="concept:name" value="register"/>
      <date key="time:timestamp" value="1969-07-20T20:17:40.000+00:00"/>
      <int key="items" value="3"/>
      <float key="price" value="1.5"/>
      <boolean key="urgent" value="true"/>
    </event>
    <event><string key="concept:name" value="close"/></event>
  </trace>
  <trace><string key="concept:name" value="case 2"/></trace>
</log>
`

describe('an XES log', () => {
  test('gives its traces with attributes, events and lines; what is about the log itself is passed over', async () => {
    const traces = await read(log)

    expect(traces).toEqual([
      {
        line: 5,
        attributes: { 'concept:name': 'case 1' },
        events: [
          {
            line: 7,
            attributes: {
              'concept:name': 'register',
              'time:timestamp': '1969-07-20T20:17:40.000+00:00',
              items: 3,
              price: 1.5,
              urgent: true,
            },
          },
          { line: 14, attributes: { 'concept:name': 'close' } },
        ],
      },
      { line: 16, attributes: { 'concept:name': 'case 2' }, events: [] },
    ])
  })

  test('is the same, read character by character', async () => {
    expect(await read(...log)).toEqual(await read(log))
  })

  test('as rows has the attributes of the trace in every event', async () => {
    const rows: Row[] = []
    for await (const row of readXesRows([log], { file: 'log.xes' })) rows.push(row)

    expect(rows.map(row => row.values['case:concept:name'])).toEqual(['case 1', 'case 1'])
    expect(rows[1]).toEqual({
      line: 14,
      values: { 'concept:name': 'close', 'case:index': 0, 'case:concept:name': 'case 1' },
    })
  })

  test('may have attributes inside attributes, and lists', async () => {
    const traces = await read(
      '<log><trace><string key="product" value="pump"><int key="weight" value="7"/></string>' +
        '<list key="tags"><values><string key="first" value="blue"/></values></list></trace></log>',
    )

    expect(traces[0]!.attributes).toEqual({ product: 'pump', 'product/weight': 7, 'tags/first': 'blue' })
  })

  test('keeps as text a number that JSON cannot keep, and a value that is not what it claims', async () => {
    const traces = await read(
      '<log><trace><int key="id" value="90071992547409931"/><int key="n" value="many"/></trace></log>',
    )

    expect(traces[0]!.attributes).toEqual({ id: '90071992547409931', n: 'many' })
  })

  test('may put its elements in a namespace', async () => {
    const traces = await read(
      '<x:log xmlns:x="http://www.xes-standard.org/"><x:trace><x:event/></x:trace></x:log>',
    )

    expect(traces[0]!.events).toHaveLength(1)
  })

  test('that is broken says at which line and column', async () => {
    expect(await faultOf('<log>\n  <trace>\n  </event>\n</log>')).toMatch(
      /^log\.xes, line 3, column \d+: unexpected close tag/i,
    )
    expect(await faultOf('<log><trace>')).toMatch(/^log\.xes, line 1, column \d+: unclosed tag/i)
    expect(await faultOf('')).toMatch(/^log\.xes, line 1, column 1: /)
    expect(await faultOf('id,name\n1,a')).toMatch(/^log\.xes, line 2, column \d+: /)
  })

  test('that is some other XML says so', async () => {
    expect(await faultOf('<html></html>')).toContain(
      'is not an XES log: it begins with <html> instead of <log>',
    )
    expect(await faultOf('<log><event/></log>')).toContain('an event stands outside every trace')
  })

  test('never has entities expanded', async () => {
    const bomb = '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><log><trace/></log>'

    expect(await faultOf(bomb)).toContain('has a DOCTYPE. Event logs need none')
    expect(await faultOf('<log><trace><string key="a" value="&b;"/></trace></log>')).toContain(
      'undefined entity',
    )
    expect(
      (await read('<log><trace><string key="a" value="&lt;&#65;"/></trace></log>'))[0]!.attributes.a,
    ).toBe('<A')
  })

  test('cannot exhaust the reader by its depth', async () => {
    expect(await faultOf('<log>', '<list key="a">'.repeat(1_000))).toContain('elements more than 100 deep')
  })
})
