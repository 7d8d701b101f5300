import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Mapping, mappingSchema } from '../../engine/eventlog/mapping.ts'
import { verifyAll } from '../../server/audit.ts'
import { createCases } from '../../server/cases.ts'
import type { LogFile } from '../../server/import/read-files.ts'
import type { RowNews } from '../../server/import/result.ts'
import { type ImportRequest, importLogs } from '../../server/import.ts'
import { type Opened, openData } from '../../server/open.ts'
import { toMarkdown } from '../../server/report.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { purchase } from '../support/purchase.ts'

const mapping = (change: object = {}): Mapping =>
  mappingSchema.parse({
    id: 'old-shop',
    title: 'The old shop',
    assumptions: ['Times are of Berlin.'],
    process: 'purchase',
    time: { zone: 'Europe/Berlin' },
    horizon: '2018-12-31',
    sources: {
      requests: {
        file: 'requests*.csv',
        columns: ['id', 'on', 'item', 'amount'],
        key: ['id'],
        case: "'old-' + row.id",
      },
      approvals: { file: 'approvals.csv', key: ['id'], case: "'old-' + row.id" },
    },
    actors: {
      asker: { id: "'ana'", kind: 'person', roles: ['sales'] },
      approver: { id: 'row.by', kind: 'person', roles: ['strategy'] },
    },
    start: { from: 'requests', at: 'time(row.on)', data: { amount: 'double(row.amount)' } },
    events: [
      {
        from: 'requests',
        type: 'ASK',
        at: 'time(row.on)',
        data: { item: 'row.item' },
        actor: 'asker',
        supplied: 'The old shop kept requests only.',
      },
      { from: 'approvals', type: 'APPROVE', at: 'time(row.on)', actor: 'approver' },
    ],
    contradictions: [
      {
        name: 'approved-before-asked',
        title: 'Approved before it was asked for',
        from: 'approvals',
        when: 'rows.requests.size() > 0 && time(row.on) < time(rows.requests[0].on)',
      },
    ],
    registers: { strategy: { limit: 500 } },
    report: { by: { title: 'Item', value: 'data.item' }, won: 'history.count.APPROVE > 0' },
    ...change,
  })

const file = (name: string, text: string): LogFile => ({
  name,
  async *open() {
    yield Buffer.from(text)
  },
})

const requests = `id,on,item,amount
1,2018-03-01 10:00,lamp,100
2,2018-03-01 11:00,sofa,900
3,2018-03-02,desk,50
`
const approvals = `id,on,by
1,2018-03-02 09:00,bob
2,2018-03-02 10:00,bob
`
const twoFiles = (first = requests, second = approvals) => [
  file('requests-2018.csv', first),
  file('approvals.csv', second),
]

const clock = createManualClock('2026-03-02T09:00:00.000Z')
let folder: string
let opened: Opened

beforeEach(async () => {
  folder = makeFolder()
  opened = await openData({ dataFolder: folder }, clock)
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
})

afterEach(async () => {
  await opened.close()
  removeFolder(folder)
})

const run = (request: Partial<ImportRequest> = {}) =>
  importLogs(opened, { mapping: mapping(), files: twoFiles(), by: 'ana', ...request })

const entriesOf = async (caseId: string) =>
  (await opened.store.listHistory(caseId)).map(entry => [entry.event.type, entry.event.at, entry.kind])

describe('an import', () => {
  test('sends every event at the time it happened, and fires the timers that were due in between', async () => {
    const result = await run()

    expect(await entriesOf('old-1')).toEqual([
      ['start', '2018-03-01T09:00:00.000Z', 'start'],
      ['ASK', '2018-03-01T09:00:00.000Z', 'event'],
      ['APPROVE', '2018-03-02T08:00:00.000Z', 'event'],
    ])
    // Nobody approved the desk, so after three days the request lapsed, long before the import.
    expect(await entriesOf('old-3')).toEqual([
      ['start', '2018-03-01T23:00:00.000Z', 'start'],
      ['ASK', '2018-03-01T23:00:00.000Z', 'event'],
      ['after P3D in approval', '2018-03-04T23:00:00.000Z', 'timer'],
    ])
    expect(result).toMatchObject({
      rows: { read: 5, accepted: 4, refused: 1, reported: 0 },
      events: { sent: 7, repeated: 0, refused: 1, timers: 2, supplied: 3 },
      cases: { found: 3, started: 3, repeated: 0, notStarted: 0, open: 1, closed: 2 },
    })
  })

  test('says of each refused row which rule refused it, and puts the attempt on record', async () => {
    const news: RowNews[] = []

    const { refusals } = await run({ onRow: row => news.push(row) })

    expect(refusals).toEqual([
      {
        reason: 'guard-false',
        event: 'APPROVE',
        rules: ['within-limit'],
        count: 1,
        rows: [
          {
            message: expect.any(String),
            file: 'approvals.csv',
            line: 3,
            caseId: 'old-2',
            values: { id: '2', on: '2018-03-02 10:00', by: 'bob' },
          },
        ],
      },
    ])
    expect(news).toMatchObject([{ kind: 'refused', file: 'approvals.csv', line: 3, rules: ['within-limit'] }])
    expect((await entriesOf('old-2'))[2]).toEqual(['APPROVE', '2018-03-02T09:00:00.000Z', 'refusal'])
  })

  test('marks what the source did not record, in the history and in the result', async () => {
    const { supplied } = await run()

    const [, asked] = await opened.store.listHistory('old-1')
    expect(asked!.event.origin).toEqual({ import: 'old-shop', row: 'requests-2018.csv:2', supplied: true })
    expect(supplied).toEqual([{ event: 'ASK', reason: 'The old shop kept requests only.', count: 3 }])
  })

  test('done again changes nothing, and says the same', async () => {
    const first = await run()
    const head = (await opened.store.loadCase('old-1'))!.hash

    const second = await run()

    expect(second.events).toEqual({ sent: 0, repeated: 7, refused: 1, timers: 0, supplied: 3 })
    expect(second.cases).toEqual({ ...first.cases, started: 0, repeated: 3 })
    expect((await opened.store.loadCase('old-1'))!.hash).toBe(head)
    const { refusals, states, stages, groups, rows, contradictions } = first
    expect(second).toMatchObject({ refusals, states, stages, groups, rows, contradictions })
  })

  test('that was interrupted goes on where it was', async () => {
    const whole = await run()
    const wholeHistory = await entriesOf('old-1')
    await opened.close()
    removeFolder(folder)
    folder = makeFolder()
    opened = await openData({ dataFolder: folder }, clock)
    await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
    // The first run ends before the approvals are known.
    await run({ mapping: mapping({ horizon: undefined }), files: twoFiles(requests, 'id,on,by\n') })

    const { events, rows } = await run()

    expect(await entriesOf('old-1')).toEqual(wholeHistory)
    expect(rows).toEqual(whole.rows)
    expect(events).toMatchObject({ sent: 1, repeated: 6, refused: 1 })
  })

  test('has its cases judged by the registers of its mapping, and leaves the company’s own in force', async () => {
    const before = (await opened.registers.current()).strategy!

    const result = await run()

    const version = result.registers.strategy!
    expect(await opened.registers.at('strategy', version)).toEqual({ limit: 500 })
    expect((await opened.registers.current()).strategy!.content).toEqual(before.content)
    expect((await run()).registers.strategy).toBe(version)
    const [, , approved] = await opened.store.listHistory('old-1')
    expect(approved!.facts.registers).toEqual({ strategy: version })
  })

  test('leaves a record that verifies', async () => {
    await run()

    expect(await verifyAll(opened)).toMatchObject({ ok: true, cases: 3, entries: 10 })
  })

  test('sends nobody a message about what happened long ago', async () => {
    await run()

    const [, , approved] = await opened.store.listHistory('old-1')
    expect(approved).toMatchObject({ effects: [{ type: 'notify' }] })
    expect(await opened.store.listEffects({})).toEqual([])
  })

  test('keeps the workers off a case’s timers until the case is imported whole', async () => {
    const cases = createCases({ ...opened, clock })
    const origin = { import: 'old-shop', row: 'x:1', supplied: false }
    const actor = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
    const claim = {
      now: '2026-03-02T09:00:00.000Z',
      until: '2026-03-02T09:01:00.000Z',
      worker: 'w',
      limit: 9,
    }

    const at = '2018-03-01T09:00:00.000Z'
    await cases.start({ process: 'purchase', id: 'half', data: { amount: 1 }, actor, at, origin })
    await cases.send({ caseId: 'half', type: 'ASK', data: { item: 'x' }, actor, at, origin })
    expect(await opened.store.claimTimers(claim)).toEqual([])

    await run({ mapping: mapping({ horizon: undefined }) })
    expect((await opened.store.claimTimers(claim)).map(({ caseId }) => caseId)).toEqual(['old-2', 'old-3'])
  })

  test('of a row that was corrected says so, and leaves on record what was taken', async () => {
    await run()
    const corrected = twoFiles(requests.replace('lamp', 'torch'))

    const { refusals, rows } = await run({ files: corrected })

    expect(refusals[0]).toMatchObject({
      event: 'ASK',
      reason: 'changed',
      count: 1,
      rows: [{ line: 2, caseId: 'old-1' }],
    })
    expect(rows).toMatchObject({ read: 5, refused: 2 })
    expect((await opened.store.listHistory('old-1'))[1]!.event.data).toEqual({ item: 'lamp' })
  })

  test('of a refused row that was corrected makes another attempt, once', async () => {
    // Without a horizon, so that no timer has moved the case past the corrected day.
    const open = { mapping: mapping({ horizon: undefined }) }
    await run(open)
    const files = twoFiles(requests, approvals.replace('2018-03-02 10:00', '2018-03-03 10:00'))
    const corrected = { ...open, files }
    const attempts = async () =>
      (await opened.store.listHistory('old-2')).filter(({ kind }) => kind === 'refusal')

    const first = await run(corrected)
    const after = await attempts()
    await run(corrected)

    expect(first.refusals).toMatchObject([{ event: 'APPROVE', reason: 'guard-false' }])
    expect(after.map(({ event }) => event.at)).toEqual([
      '2018-03-02T09:00:00.000Z',
      '2018-03-03T09:00:00.000Z',
    ])
    expect(await attempts()).toEqual(after)
  })

  test('names rows that contradict themselves, and repairs nothing', async () => {
    const { contradictions, refusals } = await run({
      files: twoFiles(requests, 'id,on,by\n3,2018-02-01,bob\n'),
    })

    expect(contradictions).toMatchObject([{ name: 'approved-before-asked', count: 1, rows: [{ line: 2 }] }])
    expect(refusals).toMatchObject([{ reason: 'out-of-order', event: 'APPROVE' }])
  })

  test('reports every row that makes no event, with the reason', async () => {
    const { rows, reports } = await run({
      files: twoFiles(
        'id,on,item,amount\n1,2018-03-01,lamp,ten\n2,2018-03-01\n3,2018-03-01,desk,1\n',
        'id,on,by\n3,2018-03-02,\n9,2018-03-02,bob\n',
      ),
    })

    expect(rows).toEqual({ read: 5, accepted: 1, refused: 0, reported: 4 })
    expect(
      reports.map(({ reason, source, rows }) => [reason, source, rows[0]!.line, rows[0]!.message]),
    ).toEqual([
      ['damaged', 'requests', 3, 'The row has 2 values, but there are 4 columns.'],
      ['failed', 'approvals', 2, 'row.by gives no id for the actor.'],
      ['failed', 'requests', 2, expect.stringContaining('double(row.amount) cannot be computed')],
      ['no-case', 'approvals', 3, 'No row starts the case old-9.'],
    ])
  })

  test('of a case that cannot be started refuses its other events too', async () => {
    const { rows, refusals, cases } = await run({
      mapping: mapping({ start: { from: 'requests', at: 'time(row.on)' } }),
    })

    expect(cases).toMatchObject({ found: 3, started: 0, notStarted: 3 })
    expect(rows).toEqual({ read: 5, accepted: 0, refused: 5, reported: 0 })
    expect(refusals.map(({ event, reason }) => [event, reason])).toEqual([
      ['start', 'invalid-data'],
      ['ASK', 'not-started'],
      ['APPROVE', 'not-started'],
    ])
  })

  test('leaves alone a case that somebody else started under the same id', async () => {
    const actor = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
    await opened.cases.start({ process: 'purchase', id: 'old-1', data: { amount: 7 }, actor })

    const { refusals, cases } = await run()

    expect(cases).toMatchObject({ started: 2, notStarted: 1 })
    expect(refusals.map(({ event, reason }) => [event, reason])).toContainEqual(['start', 'not-started'])
    expect(await entriesOf('old-1')).toHaveLength(1)
  })

  test('can look up rows of further files', async () => {
    const teams = file('teams.csv', 'person,role\nbob,strategy\n')
    const { sources } = mapping()

    const result = await run({
      mapping: mapping({
        sources: {
          ...sources,
          approvals: {
            ...sources.approvals,
            lookups: { team: { source: 'teams', column: 'person', value: 'row.by' } },
          },
          teams: { file: 'teams.csv' },
        },
        actors: {
          asker: { id: "'ana'", kind: 'person', roles: ['sales'] },
          approver: {
            id: 'row.by',
            name: 'team == null ? row.by : team.role',
            kind: 'person',
            roles: ['strategy'],
          },
        },
      }),
      files: [...twoFiles(), teams],
    })

    expect(result.lookedUp).toBe(1)
    expect((await opened.store.listHistory('old-1'))[2]!.event.actor).toMatchObject({
      id: 'bob',
      name: 'strategy',
    })
  })

  test('reads XES logs too', async () => {
    const xes = `<log><trace><string key="concept:name" value="7"/>
      <event><string key="concept:name" value="ask"/><date key="time:timestamp" value="2018-03-01T10:00:00.000+01:00"/></event>
    </trace></log>`

    const { rows } = await run({
      mapping: mapping({
        sources: { log: { format: 'xes', case: "'xes-' + row['case:concept:name']" } },
        start: { from: 'log', when: 'index == 0', at: "time(row['time:timestamp'])", data: { amount: '1' } },
        events: [],
        contradictions: [],
      }),
      files: [file('log.xes', xes)],
    })

    expect(rows).toEqual({ read: 1, accepted: 1, refused: 0, reported: 0 })
    expect(await entriesOf('xes-7')).toEqual([['start', '2018-03-01T09:00:00.000Z', 'start']])
  })
})

describe('an import that cannot be', () => {
  const faultOf = (request: Partial<ImportRequest>) =>
    run(request).then(
      () => undefined,
      error => error.message,
    )

  test('names files that are missing, too many, or nobody’s', async () => {
    expect(await faultOf({ files: [file('approvals.csv', approvals), file('x.csv', '')] })).toBe(
      'No file is given for the source "requests" ("requests*.csv"). Given: "approvals.csv", "x.csv".\n' +
        'The file "x.csv" is none of the mapping\'s sources (requests, approvals).',
    )
    expect(await faultOf({ files: [...twoFiles(), file('requests-2.csv', requests)] })).toContain(
      'Several files match "requests*.csv", the source "requests": "requests-2018.csv", "requests-2.csv". Name one.',
    )
  })

  test('names columns that are missing, and the delimiter that was probably meant', async () => {
    expect(await faultOf({ files: twoFiles('id,when,item,amount\n') })).toBe(
      'requests-2018.csv: There is no column "on". There are "id", "when", "item", "amount".',
    )
    expect(await faultOf({ files: twoFiles('id;on;item;amount\n') })).toContain(
      'Set "delimiter": ";" for the source',
    )
  })

  test('says where a file is broken, and has sent nothing', async () => {
    expect(await faultOf({ files: twoFiles(requests, 'id,on,by\n1,2018-03-02,"bob\n') })).toBe(
      'approvals.csv, line 2, column 14: a quote opens here that is never closed',
    )
    expect(
      await faultOf({ files: [file('requests.csv', '\xff\xfei\0d\0'), file('approvals.csv', approvals)] }),
    ).toMatch(/^requests\.csv, line 1, column 1: /)
    expect(await opened.store.countCases()).toEqual([])
  })

  test('says what is wrong with its mapping, and which process is not there', async () => {
    expect(await faultOf({ mapping: mapping({ process: 'sale' }) })).toContain(
      'No process with the id "sale"',
    )
    const wrong = mapping({ events: [{ from: 'requests', type: 'ASC', at: 'time(row.on)' }] })
    expect(await faultOf({ mapping: wrong })).toContain('There is no event "ASC" in the process.')
  })
})

test('the report says in Markdown what was accepted, refused, supplied and contradictory', async () => {
  const result = await run()

  const report = toMarkdown(result)

  expect(report).toContain('# The old shop\n\n3 cases of the process `purchase`, version 1; 1 won.')
  expect(report).toContain('- Times are of Berlin.')
  expect(report).toContain(
    '| requests-2018.csv | 3 | 3 | 0 | 0 |\n| approvals.csv | 2 | 1 | 1 | 0 |\n| **All** | 5 | 4 | 1 | 0 |',
  )
  expect(report).toContain('| `APPROVE` | guard-false | within-limit | 1 |')
  expect(report).toContain('approvals.csv:3 (`old-2`)')
  expect(report).toContain('| lamp | 1 | 1 | 100.0 % |')
  expect(report).toContain('| `ASK` | 3 | The old shop kept requests only. |')
  expect(report).toContain('| Approved before it was asked for | 0 |  |')
})

test('the report shows what comes from a log as text, whatever it looks like', async () => {
  const result = await run({ files: twoFiles('id,on,item,amount\n1,2018-03-01,<b>|*x*,1\n', 'id,on,by\n') })

  expect(toMarkdown(result)).toContain('| &lt;b>\\|\\*x\\* | 1 |')
})
