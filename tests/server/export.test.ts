import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, HistoryEntry } from '../../engine/case.ts'
import { ownLog } from '../../engine/eventlog/own-log.ts'
import { verifyAll } from '../../server/audit.ts'
import { type ExportFormat, exportHistories, type Selection } from '../../server/export.ts'
import { importLogs } from '../../server/import.ts'
import type { Opened } from '../../server/open.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { wrongInXes } from '../support/xes-schema.ts'

const ana: Actor = { id: 'ana', kind: 'person', name: 'Ana <&"\u0007>', roles: ['sales'] }
const bob: Actor = { id: 'bob', kind: 'person', roles: ['strategy'] }

let here: TestApp
let there: TestApp

beforeEach(async () => {
  here = await openTestApp()
  there = await openTestApp()
})

afterEach(async () => {
  await here.end()
  await there.end()
})

const whole: Selection = { filter: { process: 'purchase' }, only: 'cases' }

async function exported(from: Opened, format: ExportFormat, selection = whole): Promise<string> {
  let text = ''
  for await (const part of exportHistories(from.store, format, selection)) text += part
  return text
}

async function readBack(text: string, into: Opened = there) {
  const file = {
    name: 'journey.xes',
    async *open() {
      yield Buffer.from(text)
    },
  }
  return importLogs(into, { ...ownLog('purchase', 1), files: [file], by: 'test' })
}

async function historyIn({ store }: Opened, caseId: string): Promise<HistoryEntry[]> {
  return store.listHistory(caseId)
}

/** What two installations agree on: what was sent, and what came of it. */
const essence = (entries: HistoryEntry[]) =>
  entries.map(({ seq, kind, version, event: { origin: _, ...sent }, verdicts, ...entry }) => ({
    ...{ seq, kind, version, sent, verdicts },
    ...('to' in entry && { to: entry.to, cleared: entry.timersCleared, set: entry.timersSet }),
    ...('refusal' in entry && { refused: entry.refusal.reason }),
  }))

/** Bought, with everything that can happen on the way; and one that nobody answered. */
async function buy({ cases, clock }: TestApp): Promise<void> {
  const send = (type: string, actor: Actor, data = {}, seq?: number) => {
    clock.advance(60_000)
    return cases.send({ caseId: 'p-1', type, actor, data, ...(seq !== undefined && { seq }) })
  }
  await cases.start({ process: 'purchase', id: 'p-1', data: { amount: 100 }, actor: ana })
  await send('ASK', ana, { item: 'lamp \u0000 "bright"\nand <new>' })
  await send('ASK', ana, {})
  await send('APPROVE', ana)
  await cases.note({ caseId: 'p-1', kind: 'priority', data: { priority: 'high', note: 'soon' }, actor: bob })
  await send('RETURN', bob, { reason: 'no\u0085' })
  await send('ASK', ana, { item: 'lamp' }, 1)
  await send('ASK', ana, { item: 'lamp' })
  await cases.note({
    caseId: 'p-1',
    kind: 'comment',
    data: { text: 'Look, @bob', mentions: [{ id: 'bob', name: 'Bob' }] },
    actor: ana,
  })
  await cases.note({
    caseId: 'p-1',
    kind: 'assignment',
    data: { assignee: 'bob', name: 'Bob', note: '' },
    actor: ana,
  })
  for (const type of ['APPROVE', 'PACK', 'PAUSE', 'RESUME', 'BILL', 'PACK']) await send(type, bob)

  await cases.start({ process: 'purchase', id: 'p-2', data: { amount: 7 }, actor: ana })
  await cases.send({ caseId: 'p-2', type: 'ASK', data: { item: 'sofa' }, actor: ana })
}

/** Fires the timer of the second case, a little late, as a worker does. */
async function lapse({ cases, store, clock }: TestApp): Promise<void> {
  clock.advance(3 * 86_400_000 + 1_234)
  const [timer] = await store.listTimers({ caseId: 'p-2' })
  await cases.fireTimer({ caseId: 'p-2', timerId: timer!.id, dueAt: timer!.dueAt })
}

describe('histories exported as XES and imported elsewhere', () => {
  test('are the same: events, data, actors, times, refusals, timers, notes, and where the cases are', async () => {
    await buy(here)
    await lapse(here)

    const result = await readBack(await exported(here, 'xes'))

    for (const id of ['p-1', 'p-2']) {
      const [before, after] = [await historyIn(here, id), await historyIn(there, id)]
      expect(essence(after)).toEqual(essence(before))
      const [rowHere, rowThere] = [await here.store.loadCase(id), await there.store.loadCase(id)]
      expect(rowThere!.snapshot).toEqual(rowHere!.snapshot)
      expect(rowThere).toMatchObject({ assignee: rowHere!.assignee, priority: rowHere!.priority })
    }
    expect(result.cases).toMatchObject({ found: 2, started: 2 })
    expect(result.rows).toMatchObject({ read: 19, reported: 0 })
    expect(await verifyAll(there)).toMatchObject({ ok: true })
  })

  test('are marked as imported, and wake nobody', async () => {
    await buy(here)

    await readBack(await exported(here, 'xes'))

    const [first] = await historyIn(there, 'p-1')
    expect(first!.event.origin).toEqual({ import: 'throughline', row: 'journey.xes:24', supplied: false })
    expect(await there.store.listEffects({ caseId: 'p-1' })).toEqual([])
  })

  test('imported again, change nothing, here or there', async () => {
    await buy(here)
    await lapse(here)
    const text = await exported(here, 'xes')
    const before = await exported(here, 'jsonl')
    await readBack(text)
    const once = await exported(there, 'jsonl')

    const [again, home] = [await readBack(text), await readBack(text, here)]

    expect(again.events).toMatchObject({ sent: 0 })
    expect(home.events).toMatchObject({ sent: 0 })
    expect(await exported(there, 'jsonl')).toBe(once)
    expect(await exported(here, 'jsonl')).toBe(before)
  })

  test('go on where they are: a timer that was waiting waits there', async () => {
    await buy(here)

    await readBack(await exported(here, 'xes'))

    const waiting = async ({ store }: Opened) =>
      (await store.listTimers({ caseId: 'p-2' })).map(({ id, dueAt, status }) => ({ id, dueAt, status }))
    expect(await waiting(there)).toEqual(await waiting(here))
  })

  test('without their beginning are reported, row by row', async () => {
    await buy(here)
    const part = await exported(here, 'xes', { filter: { event: 'APPROVE' }, only: 'entries' })

    const { rows, reports } = await readBack(part)

    expect(rows).toEqual({ read: 2, accepted: 0, refused: 0, reported: 2 })
    expect(reports).toMatchObject([{ reason: 'no-case', count: 2 }])
  })

  test('of somebody else are reported as what they are not', async () => {
    const text = '<log><trace><event><string key="concept:name" value="a"/></event></trace></log>'

    const { reports } = await readBack(text)

    expect(reports[0]!.rows[0]!.message).toBe(
      'throughline.entry cannot be computed: the event has no such attribute.',
    )
  })
})

test('an export as XES is as the schema of the standard asks', async () => {
  await buy(here)
  await lapse(here)

  expect(wrongInXes(await exported(here, 'xes'))).toEqual([])
  expect(wrongInXes('<log><event key="1"><int key="a b" value="x"/></event><trace/></log>')).toHaveLength(5)
})

describe('a selection', () => {
  test('is the whole histories of the cases in which something is found', async () => {
    await buy(here)

    const lines = await exported(here, 'jsonl', { filter: { refusal: 'stale' }, only: 'cases' })

    const found = lines
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(new Set(found.map(({ caseId }) => caseId))).toEqual(new Set(['p-1']))
    expect(found).toHaveLength((await historyIn(here, 'p-1')).length)
  })

  test('or what is found alone', async () => {
    await buy(here)

    const lines = await exported(here, 'csv', { filter: { event: 'ASK', case: 'p-1' }, only: 'entries' })

    expect(
      lines
        .trimEnd()
        .split('\r\n')
        .map(line => line.split(',').slice(0, 6).join()),
    ).toEqual([
      'case,seq,process,version,kind,event',
      'p-1,2,purchase,1,event,ASK',
      'p-1,3,purchase,1,refusal,ASK',
      'p-1,7,purchase,1,refusal,ASK',
      'p-1,8,purchase,1,event,ASK',
    ])
  })

  test('of nothing is a log of no cases', async () => {
    expect(wrongInXes(await exported(here, 'xes'))).toEqual([])
  })
})

test('text that a spreadsheet would run is written so that it does not', async () => {
  const formula: Actor = { ...ana, id: '=HYPERLINK("x")' }
  await here.cases.start({ process: 'purchase', id: '+1', data: { amount: 1 }, actor: formula })

  expect(await exported(here, 'csv')).toMatch(/\n'\+1,1,purchase,.*,"'=HYPERLINK\(""x""\)",/)
})

test('the route streams every format', async () => {
  await buy(here)
  const get = (format: string) =>
    here.request(`/api/audit/export?process=purchase&format=${format}`, { as: ['auditor'] })

  for (const format of ['jsonl', 'csv', 'xes'] as const) {
    const response = await get(format)
    expect(response.headers.get('content-disposition')).toContain(`histories.${format}`)
    expect(await response.text()).toBe(await exported(here, format))
  }
  expect((await get('ocel')).status).toBe(400)
})

test('an export that breaks midway does not end as if it were whole', async () => {
  await buy(here)
  const broken: Opened['store'] = {
    ...here.store,
    readCaseIds: async function* () {
      yield 'p-1'
      throw new Error('the disk is gone')
    },
  }

  await expect(exported({ ...here, store: broken }, 'xes')).rejects.toThrow('the disk is gone')
})
