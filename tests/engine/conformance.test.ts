import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile, type Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { readXes } from '../../engine/eventlog/xes.ts'
import { createConformance, type LogEvent } from '../../engine/mining/conformance.ts'
import { definitionOf } from '../support/process-tree.ts'
import { ana, bob, compiled, registers } from '../support/purchase.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString()
const log = (...events: Partial<LogEvent>[]) => ({
  case: 'c1',
  start: { at: at(0), data: { amount: 900 }, actor: ana },
  events: events.map((event, n) => ({ type: '', at: at(n + 1), actor: ana, ...event })),
})
const ask = { type: 'ASK', data: { item: 'lamp' } }
const rest = [{ type: 'PACK' }, { type: 'BILL' }]

describe('a log against a process', () => {
  test('by rules, tells what would have been refused, where, and by which rule', () => {
    const conformance = createConformance(compiled, { by: 'rules', registers })

    const found = conformance.add(log(ask, { type: 'APPROVE', actor: bob }, ...rest))

    expect(found).toMatchObject({ events: 4, accepted: 1, fitness: 0.25, ended: false })
    expect(found.first).toMatchObject({
      index: 1,
      event: 'APPROVE',
      reason: 'guard-false',
      rules: ['within-limit'],
      states: ['approval'],
    })
    expect(conformance.result()).toMatchObject({
      cases: 1,
      fitting: 0,
      open: 1,
      fitness: { byEvents: 0.25, byCases: 0.25 },
    })
    expect(conformance.result().misfits.map(({ event, reason }) => `${event} ${reason}`)).toEqual([
      'APPROVE guard-false',
      'BILL not-accepted-here',
      'PACK not-accepted-here',
    ])
  })

  test('by order, what a state tells others on its way in may need data that the log does not have', () => {
    const path = join(import.meta.dirname, '../../processes/customer-journey/definition.json')
    const journey = compile(JSON.parse(readFileSync(path, 'utf8')) as Definition, 1)
    const conformance = createConformance(journey, { by: 'order', registers: {} })
    const types = ['CONFIRM_FIT', 'RECORD_ENGAGEMENT', 'RECORD_CONSENT', 'QUALIFY', 'OPEN_DEAL']

    const found = conformance.add({
      case: 'bare',
      start: { at: at(0) },
      events: types.map((type, n) => ({ type, at: at(n + 1) })),
    })

    expect(found).toMatchObject({ accepted: 5, first: null })
  })

  test('by order, only asks whether such an event is accepted where the case is', () => {
    const conformance = createConformance(compiled, { by: 'order', registers })

    const wild = conformance.add(log({ type: 'ASK', actor: bob }, { type: 'APPROVE' }, ...rest))
    const early = conformance.add(log(...rest, ask))

    expect(wild).toMatchObject({ fitness: 1, first: null, ended: true })
    expect(early).toMatchObject({
      accepted: 1,
      events: 3,
      first: { event: 'PACK', reason: 'not-accepted-here' },
    })
    expect(conformance.result().fitness).toEqual({ byEvents: 5 / 7, byCases: (1 + 1 / 3) / 2 })
  })

  test('lets timers fire by the time of the events', () => {
    const { add } = createConformance(compiled, { by: 'rules', registers })

    const late = add(log(ask, { type: 'RETURN', data: { reason: 'x' }, at: at(200) }))

    expect(late).toMatchObject({ accepted: 1, ended: true, first: { event: 'RETURN', reason: 'closed' } })
  })

  test('is fit without events, and unfit as a whole where it cannot be started', () => {
    const { add } = createConformance(compiled, { by: 'rules', registers })

    expect(add(log())).toMatchObject({ fitness: 1, first: null })
    expect(add({ ...log(ask), start: { at: at(0), data: {} } })).toMatchObject({
      fitness: 0,
      first: { index: -1, event: 'start', reason: 'invalid-data' },
    })
  })

  test('without actors is not refused for roles', () => {
    const { add } = createConformance(compiled, { by: 'rules', registers })

    expect(
      add({ case: 'c', start: { at: at(0), data: { amount: 1 } }, events: [{ ...ask, at: at(1) }] }),
    ).toMatchObject({
      fitness: 1,
    })
  })
})

const folder = join(import.meta.dirname, '../../../shared/data/eventlogs/noise/a12')

describe.skipIf(!existsSync(folder))('published logs with more and more noise', () => {
  test('fit their model the less the more noise there is, and without noise entirely', async () => {
    const tree = compile(definitionOf(readFileSync(join(folder, 'a12.ptml'), 'latin1')), 1)

    const [none, ...noisy] = await Promise.all(
      ['00', '05', '10', '20', '50'].map(noise => fitnessOf(tree, join(folder, `a12f0n${noise}.xes`))),
    )

    expect(none).toBe(1)
    expect(noisy).toEqual([...noisy].sort((a, b) => b - a))
    expect(new Set([none, ...noisy]).size).toBe(5)
  })
})

async function fitnessOf(process: Process, file: string): Promise<number> {
  const conformance = createConformance(process, { by: 'order', registers: {} })
  let cases = 0
  for await (const { events } of readXes([readFileSync(file, 'utf8')], { file })) {
    const named = events.map(({ attributes }) => ({ type: String(attributes['concept:name']), at: at(0) }))
    conformance.add({ case: String(cases++), start: { at: at(0) }, events: named })
  }
  return conformance.result().fitness.byEvents
}
