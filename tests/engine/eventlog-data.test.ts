import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../engine/eventlog/csv.ts'
import { decodeText } from '../../engine/eventlog/decode.ts'
import { readXes } from '../../engine/eventlog/xes.ts'

const folder = join(import.meta.dirname, '../../../shared/data/eventlogs')
const isThere = existsSync(folder)

const textOf = (path: string) => readFileSync(path, 'utf8')
const open = (path: string) => decodeText(createReadStream(path), path)

/** As `grep -o` counts: without reading the file as what it is. */
const count = (pattern: RegExp, path: string) => textOf(path).match(pattern)?.length ?? 0

describe.skipIf(!isThere)(`published event logs (skipped where ../shared/data/eventlogs is absent)`, () => {
  const logs = isThere
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.xes'))
    : []

  test.each(logs)('%s has as many traces and events as its tags say', async name => {
    const path = join(folder, name)

    let traces = 0
    let events = 0
    for await (const trace of readXes(open(path), { file: name })) {
      traces += 1
      events += trace.events.length
    }

    expect(logs.length).toBeGreaterThan(3)
    expect(traces).toBe(count(/<trace[ >]/g, path))
    expect(events).toBe(count(/<event[ >]/g, path))
  })

  test.each([
    ['running-example.csv', 'case:concept:name', 6],
    ['receipt.csv', 'case:concept:name', 1434],
  ])('%s has as many rows as lines below its header, and all its cases', async (name, caseColumn, cases) => {
    const path = join(folder, name)

    const ids = new Set<unknown>()
    let rows = 0
    let damaged = 0
    for await (const row of readCsv(open(path), { file: name })) {
      rows += 1
      ids.add(row.values[caseColumn])
      if (row.damage) damaged += 1
    }

    expect(rows).toBe(count(/\n/g, path) - 1)
    expect(ids.size).toBe(cases)
    expect(damaged).toBe(0)
  })

  test('the running example says the same as CSV and as XES', async () => {
    const fromXes: unknown[] = []
    const xes = join(folder, 'running-example.xes')
    for await (const trace of readXes(open(xes), { file: xes }))
      for (const event of trace.events)
        fromXes.push([
          trace.attributes['concept:name'],
          event.attributes['concept:name'],
          event.attributes.Costs,
        ])

    const fromCsv: unknown[] = []
    const csv = join(folder, 'running-example.csv')
    for await (const { values } of readCsv(open(csv), { file: csv }))
      fromCsv.push([values['case:concept:name'], values['concept:name'], values.Costs])

    expect(fromCsv).toEqual(fromXes)
  })
})
