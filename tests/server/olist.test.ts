// The main job on real input: a funnel of 8,000 leads, 842 deals and 1,019 order items, whole.

import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StepEntry } from '../../engine/case.ts'
import { parseMapping } from '../../engine/eventlog/check-mapping.ts'
import { verifyAll } from '../../server/audit.ts'
import type { ImportResult } from '../../server/import/result.ts'
import { importLogs } from '../../server/import.ts'
import { type Opened, openData } from '../../server/open.ts'
import { toMarkdown } from '../../server/report.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'

const data = join(import.meta.dirname, '../../../shared/data/olist')
const isThere = existsSync(data)
const mappingFile = join(import.meta.dirname, '../../processes/customer-journey/olist.mapping.json')

const files = [
  'olist_marketing_qualified_leads_dataset.csv',
  'olist_closed_deals_dataset.csv',
  'won_seller_order_items.csv',
].map(name => ({ name, open: () => createReadStream(join(data, name)) }))

describe.skipIf(!isThere)('the Olist funnel (skipped where ../shared/data/olist is absent)', () => {
  let folder: string
  let opened: Opened
  let result: ImportResult

  const run = () => {
    const { mapping } = parseMapping(readFileSync(mappingFile, 'utf8'))
    return importLogs(opened, { mapping: mapping!, files, by: 'test' })
  }

  beforeAll(async () => {
    folder = makeFolder()
    opened = await openData({ dataFolder: folder })
    result = await run()
  }, 600_000)

  afterAll(async () => {
    await opened.close()
    removeFolder(folder)
  })

  test('becomes 8,000 cases, and every row is accounted for', () => {
    expect(result.cases).toMatchObject({ found: 8_000, started: 8_000, notStarted: 0 })
    expect(result.rows).toEqual({ read: 9_861, accepted: 9_861, refused: 0, reported: 0 })
    expect(result.sources.map(({ rows }) => rows)).toEqual([8_000, 842, 1_019])
  })

  test('has 842 deals won, 14 days after the first contact in the median', () => {
    expect(result.won).toBe(842)
    expect(result.medianDays).toBe(14)
  })

  test('keeps 901 promises, breaks 56 and leaves 62 undelivered, by calendar day', () => {
    const counted = result.promises.map(({ outcome, promises, meanScore }) => [
      outcome,
      promises,
      Number(meanScore?.toFixed(2)),
    ])

    expect(counted).toEqual([
      ['kept', 901, 4.45],
      ['broken', 56, 2.7],
      ['undelivered', 62, 1.98],
    ])
    expect(result.mapping.assumptions[0]).toMatch(
      /^Late: a promise is kept when it is delivered by the end of the/,
    )
  })

  test('comes from eleven origins, of which "unknown" and blank are two', () => {
    const cases = Object.fromEntries(result.groups.map(({ name, cases }) => [name, cases]))

    expect(result.groups).toHaveLength(11)
    expect(cases).toMatchObject({ unknown: 1_099, '': 60, organic_search: 2_296 })
  })

  test('has 243 sellers with orders; the leads without a deal are open, asleep by the journey’s own timer', () => {
    const reached = Object.fromEntries(result.stages.map(({ stage, cases }) => [stage, cases]))
    const now = Object.fromEntries(result.states.map(({ state, cases }) => [state, cases]))

    expect(reached).toMatchObject({ marketing: 8_000, sales: 842, operations: 243 })
    expect(now).toMatchObject({ 'marketing.dormant': 8_000 - 842, 'sales.won': 842 - 243 })
    expect(result.cases.closed).toBe(0)
  })

  test('has rows that contradict themselves: they are named, and imported as they stand', async () => {
    const counts = Object.fromEntries(result.contradictions.map(({ name, count }) => [name, count]))

    expect(counts).toEqual({
      'won-before-first-contact': 1,
      'ordered-before-won': 0,
      'sent-before-approved': 31,
      'delivered-before-approved': 1,
      'delivered-but-not-ordered': 29,
      'delivered-without-a-day': 2,
    })
    const early = 'olist-b91cf8812365f50ff4bda4bcd6206b05'
    expect(result.contradictions[0]!.rows).toMatchObject([{ caseId: early }])
    const { snapshot, openedAt } = (await opened.store.loadCase(early))!
    expect(openedAt).toBe('2018-03-06T22:38:55.000Z')
    expect(snapshot.data).toMatchObject({
      source: { firstContact: '2018-03-08' },
      deal: { wonOn: '2018-03-06' },
    })
  })

  test('says which steps the source did not record, and how many', async () => {
    const counts = Object.fromEntries(result.supplied.map(({ event, count }) => [event, count]))

    expect(counts).toMatchObject({
      CONFIRM_FIT: 8_000,
      QUALIFY: 842,
      ACCEPT_HANDOVER: 243,
      CONFIRM_PROMISE: 1_019,
    })
    expect(counts).not.toHaveProperty('WIN')
    expect(counts).not.toHaveProperty('RECORD_DELIVERY')
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(result.events.supplied)
    const history = await opened.store.listHistory('olist-b91cf8812365f50ff4bda4bcd6206b05')
    const supplied = history.filter(entry => entry.event.origin?.supplied).map(entry => entry.event.type)
    expect(supplied).toContain('QUALIFY')
    expect(supplied).not.toContain('WIN')
  })

  test('has review scores as feedback, each on its promise', async () => {
    let scores = 0
    for await (const caseId of opened.store.readCaseIds('customer-journey')) {
      const { snapshot } = (await opened.store.loadCase(caseId))!
      scores += (snapshot.data.feedback as unknown[]).length
    }

    expect(scores).toBe(474 + 27 + 62)
  })

  test('put nothing into the outbox', async () => {
    expect(await opened.store.listEffects({ limit: 1 })).toEqual([])
  })

  test('fired its timers when they were due, and not when it was imported', async () => {
    const history = await opened.store.listHistory('olist-dac32acd4db4c29c230538b72f8dd87d')

    const last = history.at(-1) as StepEntry
    expect(last).toMatchObject({ kind: 'timer', to: { states: { marketing: 'dormant' } } })
    expect(last.event.at).toBe('2018-05-02T02:00:00.000Z')
  })

  test('has a report that shows funnel, conversion, refusals, promises and what was supplied', () => {
    const report = toMarkdown(result)

    expect(report).toContain('| kept | 901 |')
    expect(report).toContain('| **All** | 8,000 | 842 | 10.5 % | 14 |')
    expect(report).toContain('| (blank) | 60 | 14 | 23.3 % | 7.5 |')
    expect(report).toContain('## Refused by the process\n\nNothing.')
    expect(report).toContain('| The deal was won before the first contact | 1 |')
  })

  test('verifies: every chain holds, every replay agrees', async () => {
    const { events, cases } = result

    expect(await verifyAll(opened)).toMatchObject({
      ok: true,
      cases: cases.started,
      entries: events.sent + events.timers,
    })
  }, 600_000)

  test('imported once more changes nothing', async () => {
    const again = await run()

    const { sent, repeated, timers } = again.events
    expect({ sent, repeated, timers }).toEqual({ sent: 0, repeated: result.events.sent, timers: 0 })
    for (const same of [
      'rows',
      'states',
      'stages',
      'groups',
      'promises',
      'contradictions',
      'registers',
    ] as const)
      expect(again[same]).toEqual(result[same])
  }, 600_000)
})
