import { describe, expect, test } from 'vitest'
import { createCollection } from '../../designer/audit/compare/log/collect.ts'
import { fieldsOf } from '../../designer/audit/compare/log/fields-of.ts'
import { guessColumns, guessDelimiter } from '../../designer/audit/compare/log/guess-columns.ts'
import { type Meaning, matchNames } from '../../designer/audit/compare/log/match-names.ts'
import { formatOf, readCsvInto, readHead, readXesInto } from '../../designer/audit/compare/log/read-log.ts'
import { runLog } from '../../designer/audit/compare/log/run-log.ts'
import { timeOf } from '../../designer/audit/compare/log/time-of.ts'
import { foot, head, traceFoot, traceHead, writeEvent } from '../../engine/eventlog/xes-writer.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob, compiled, purchase, registers } from '../support/purchase.ts'

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 500) yield text.slice(at, at + 500)
}

const event = (name: string, at: string, more = '') =>
  `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${at}"/>${more}</event>`
const trace = (id: string, ...events: string[]) =>
  `<trace><string key="concept:name" value="${id}"/>${events.join('')}</trace>`
const xes = (...traces: string[]) => `<?xml version="1.0"?><log>${traces.join('')}</log>`

async function collected(text: string) {
  const log = createCollection(fieldsOf(purchase))
  await readXesInto(log, piecesOf(text), 'log.xes')
  return log
}

const asEvents = (names: string[]): Map<string, Meaning> =>
  new Map([...matchNames(names, purchase)].map(([name, type]) => [name, { kind: 'event', type }]))

const around = { process: compiled, registers, pause: () => undefined }

describe('names of a log and events of a process', () => {
  const definition = {
    events: {
      CONFIRM_FIT: { title: 'Confirm that the prospect fits' },
      WIN: { title: 'Won' },
      CLOSE: { title: 'Fertig' },
      CLOSE_ALL: { title: 'fertig!' },
    },
  }

  test('belong together by type, by title, and however either is written', () => {
    const names = [
      'CONFIRM_FIT',
      'Won',
      'confirm fit',
      'ConfirmFit',
      'Confirm that the prospect FITS',
      'Lost',
    ]

    const matched = matchNames(names, definition)

    expect([...matched.keys()]).toEqual(names.slice(0, 5))
    expect(new Set(matched.values())).toEqual(new Set(['CONFIRM_FIT', 'WIN']))
  })

  test('a name that could mean two events means neither by itself', () => {
    expect(matchNames(['FERTIG'], definition)).toEqual(new Map())
    expect(matchNames(['Fertig'], definition)).toEqual(new Map([['Fertig', 'CLOSE']]))
  })
})

describe('the columns of a CSV log', () => {
  test('are guessed as tools that flatten XES name them', () => {
    const columns = ['case:group', 'case:concept:name', 'concept:name', 'org:resource', 'time:timestamp']
    const row = {
      'case:group': 'Group 2',
      'case:concept:name': 'case-1',
      'concept:name': 'T02',
      'org:resource': 'Resource21',
      'time:timestamp': '2011-10-11 13:45:40.276000+02:00',
    }

    expect(guessColumns(columns, [row])).toEqual({
      case: 'case:concept:name',
      event: 'concept:name',
      time: 'time:timestamp',
    })
  })

  test('are guessed by what stands in them where their names say nothing', () => {
    const rows = [{ a: 'k1', b: 'Begin', c: '2024-01-02 10:00' }]

    expect(guessColumns(['a', 'b', 'c'], rows)).toEqual({ case: 'a', event: 'b', time: 'c' })
  })

  test('stand between commas, semicolons or tabs, and quoted ones do not count', () => {
    expect(guessDelimiter('case;"a,b,c,d";time\n1,2,3,4,5')).toBe(';')
    expect(guessDelimiter('case\tevent\ttime')).toBe('\t')
    expect(guessDelimiter('case,event,time')).toBe(',')
  })

  test('must be three: a file of two is no log', async () => {
    const reading = readHead(piecesOf('case,event\n1,a\n'), 'two.csv', ',')

    await expect(reading).rejects.toThrow('two.csv, line 1, column 1: has two columns')
  })
})

describe('a file', () => {
  test('is XES where it begins with a sign of XML, whatever it is called', () => {
    expect(formatOf('\uFEFF\n <?xml')).toBe('xes')
    expect(formatOf('case,event')).toBe('csv')
  })

  test('with a DOCTYPE or an entity of its own is refused, and nothing is expanded', async () => {
    const bomb = '<!DOCTYPE log [<!ENTITY a "aaaa">]><log/>'
    const used = xes(trace('1', event('&a;', '2024-01-01T00:00:00Z')))

    await expect(collected(bomb)).rejects.toThrow('has a DOCTYPE. Event logs need none; remove it')
    await expect(collected(used)).rejects.toThrow(/entity/i)
  })

  test('is counted by event, in order of time, and what is odd in it is told with its line', async () => {
    const log = await collected(
      xes(
        trace('1', event('PACK', '2024-01-03T00:00:00Z'), event('ASK', '2024-01-02T00:00:00Z')),
        trace('2', event('ASK', '1900-01-01T00:00:00Z'), event('ASK', 'soon')),
      ),
    )

    const { cases, events, names, oddities } = log.summary()

    expect({ cases, events }).toEqual({ cases: 2, events: 4 })
    expect(names).toEqual([
      { name: 'ASK', count: 3 },
      { name: 'PACK', count: 1 },
    ])
    expect(oddities.map(({ kind, count }) => [kind, count])).toEqual([
      ['before-1970', 1],
      ['no-time', 1],
    ])
    const [first] = log.cases()
    expect(first!.events.map(({ name }) => log.nameOf(name))).toEqual(['ASK', 'PACK'])
  })

  test('says each thing once where it tells begin and completion: only completions count', async () => {
    const lifecycle = (said: string) => `<string key="lifecycle:transition" value="${said}"/>`
    const log = await collected(
      xes(
        trace(
          '1',
          event('ASK', '2024-01-02T00:00:00Z', lifecycle('start')),
          event('ASK', '2024-01-02T01:00:00Z', lifecycle('COMPLETE')),
        ),
      ),
    )

    expect(log.summary()).toMatchObject({ events: 1, passedOver: 1 })
    expect([...log.cases()][0]!.events).toHaveLength(1)
  })
})

test('times are read with an offset, without one as UTC, and what is none is told from them', () => {
  expect(timeOf('2011-10-11 13:45:40.276000+02:00')).toBe(Date.UTC(2011, 9, 11, 11, 45, 40, 276))
  expect(timeOf('2018-02-26')).toBe(Date.UTC(2018, 1, 26))
  expect(timeOf('1899-12-30T00:00:00Z')).toBeLessThan(0)
  expect(timeOf('26/02/2018')).toBeNull()
  expect(timeOf('')).toBeNull()
})

describe('a log that is run', () => {
  test('by order, tells for each case how much of it fits, and what was refused first', async () => {
    const csv =
      'id;what;when\n1;ask;2024-01-01\n1;APPROVE;2024-01-02\n2;PACK;2024-01-01\n2;ASK;2024-01-02\nx;y\n'
    const log = createCollection(new Set())
    const columns = { case: 'id', event: 'what', time: 'when' }
    await readCsvInto(log, piecesOf(csv), { file: 'log.csv', delimiter: ';', columns })
    const names = log.summary().names.map(({ name }) => name)

    const ran = await runLog(log, { ...around, by: 'order', meanings: asEvents(names) })

    expect(ran.cases.map(({ case: id, fitness }) => [id, fitness])).toEqual([
      ['1', 1],
      ['2', 0.5],
    ])
    expect(ran.cases[1]!.first).toMatchObject({ event: 'PACK', reason: 'not-accepted-here' })
    expect(ran.conformance.bands.map(({ cases }) => cases)).toEqual([1, 0, 0, 1, 0])
    expect(log.summary().oddities).toEqual([{ kind: 'damaged', count: 1, line: 6 }])
  })

  test('counts a name that means no event as refused, and not at all where it is left out', async () => {
    const log = await collected(
      xes(trace('1', event('ASK', '2024-01-01T00:00:00Z'), event('Coffee', '2024-01-02T00:00:00Z'))),
    )
    const meanings = asEvents(['ASK'])

    const counted = await runLog(log, { ...around, by: 'order', meanings })
    const leftOut = await runLog(log, {
      ...around,
      by: 'order',
      meanings: new Map([...meanings, ['Coffee', { kind: 'left-out' }]]),
    })

    expect(counted.conformance.misfits).toMatchObject([{ event: 'Coffee', reason: 'unknown-event' }])
    expect(leftOut.conformance).toMatchObject({ events: 1, accepted: 1 })
  })

  test('that was exported from Throughline brings its data and people, and conforms by rules', async () => {
    const entries = historyOf(
      { amount: 120 },
      anEvent('ASK', { item: 'chairs' }),
      anEvent('APPROVE', {}, { ...ana, roles: ['auditor'] }),
      anEvent('APPROVE', {}, bob),
    )
    const text = `${head('purchase')}${traceHead(entries[0]!)}${entries.map(writeEvent).join('')}${traceFoot}${foot}`
    const log = await collected(text)
    const names = log.summary().names.map(({ name }) => name)

    const { conformance } = await runLog(log, { ...around, by: 'rules', meanings: asEvents(names) })

    expect(log.summary().isOwn).toBe(true)
    expect(conformance).toMatchObject({ cases: 1, events: 2, accepted: 2, fitting: 1 })
  })
})
