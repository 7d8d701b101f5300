// Histories as text that other tools read: JSON Lines keeps everything; CSV has a line for each entry with
// what a spreadsheet or a process-mining tool asks for; XES is the standard for event logs, and is what another
// installation reads back (`import --mapping throughline`).
//
// 1. One case after the other, each in its own order; a page of entries is in memory at a time, never a case.
// 2. What breaks midway breaks the stream: nothing that was cut off passes for a whole.

import { type HistoryEntry, isStep, type Snapshot } from '../engine/case.ts'
import { foot, head, traceFoot, traceHead, writeEvent } from '../engine/eventlog/xes-writer.ts'
import { type EntryFilter, isMeant } from '../engine/facets.ts'
import { canonical } from '../engine/seal.ts'
import type { Store } from './store/store.ts'

export const exportFormats = ['jsonl', 'csv', 'xes'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const mediaTypes: Record<ExportFormat, string> = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xes: 'application/xml; charset=utf-8',
}

export type Selection = {
  filter: EntryFilter
  /** `cases`: the whole histories of the cases in which an entry is meant; `entries`: those entries alone */
  only: 'cases' | 'entries'
}

type Reading = Pick<Store, 'listHistory' | 'readCaseIds' | 'readCaseIdsOf'>

/** Text, in parts of some size. */
export async function* exportHistories(
  store: Reading,
  format: ExportFormat,
  { filter, only }: Selection,
): AsyncIterable<string> {
  const write = writers[format](filter)
  let part = write.head
  for await (const caseId of casesOf(store, filter)) {
    let last: HistoryEntry | undefined
    for await (const [entry, before] of readWithBefore(store, caseId)) {
      if (only === 'entries' && !isMeant(entry, before, filter)) continue
      if (!last) part += write.caseHead(entry)
      last = entry
      part += write.entry(entry)
      if (part.length < partLength) continue
      yield part
      part = ''
    }
    if (last) part += write.caseFoot
  }
  yield part + write.foot
}

const partLength = 16_384

type Writer = {
  head: string
  /** before the first entry of a case that is written */
  caseHead(first: HistoryEntry): string
  entry(entry: HistoryEntry): string
  caseFoot: string
  foot: string
}

const ofLines = (head: string, entry: Writer['entry']): Writer => ({
  head,
  caseHead: () => '',
  entry,
  caseFoot: '',
  foot: '',
})

const writers: Record<ExportFormat, (filter: EntryFilter) => Writer> = {
  jsonl: () => ofLines('', entry => `${canonical(entry)}\n`),
  csv: () =>
    ofLines(toLine(columns.map(([name]) => name)), entry => toLine(columns.map(([, of]) => of(entry)))),
  xes: ({ process }) => ({
    head: head(process ?? 'histories'),
    caseHead: traceHead,
    entry: writeEvent,
    caseFoot: traceFoot,
    foot,
  }),
}

/** Ids of the cases in which an entry is meant, each once. */
/** All of a process are read as they are listed; whoever asks for more has them found by the index. */
function casesOf(store: Reading, filter: EntryFilter): AsyncIterable<string> {
  const { process, ...more } = filter
  const isAll = Object.values(more).every(value => value === undefined)
  return isAll ? store.readCaseIds(process) : store.readCaseIdsOf(filter)
}

/** Few, because an entry holds its whole case, which may be large, and the next page costs little. */
const entriesAtOnce = 20

/** A case's entries, each with where the case was before; null at the start. */
async function* readWithBefore(
  store: Pick<Store, 'listHistory'>,
  caseId: string,
): AsyncIterable<[HistoryEntry, Snapshot | null]> {
  let before: Snapshot | null = null
  for (let after = 0; ; ) {
    const page = await store.listHistory(caseId, { after, limit: entriesAtOnce })
    for (const entry of page) {
      yield [entry, before]
      if (isStep(entry)) before = entry.to
    }
    // Requests get in between, also where whoever takes the text is as fast as the disk.
    await new Promise<void>(resolve => setImmediate(resolve))
    if (page.length < entriesAtOnce) return
    after = page.at(-1)!.seq
  }
}

type Cell = string | number

const columns: [name: string, cell: (entry: HistoryEntry) => Cell][] = [
  ['case', ({ caseId }) => caseId],
  ['seq', ({ seq }) => seq],
  ['process', ({ process }) => process],
  ['version', ({ version }) => version],
  ['kind', ({ kind }) => kind],
  ['event', ({ event }) => event.type],
  ['at', ({ event }) => event.at],
  ['actor', ({ event }) => event.actor.id],
  ['roles', ({ event }) => event.actor.roles.join(' ')],
  ['states', entry => ('to' in entry ? JSON.stringify(entry.to.states) : '')],
  ['status', entry => ('to' in entry ? entry.to.status : '')],
  ['refusal', entry => ('refusal' in entry ? entry.refusal.reason : '')],
  ['data', ({ event }) => JSON.stringify(event.data)],
  ['recordedAt', ({ recordedAt }) => recordedAt],
  ['hash', ({ hash }) => hash],
]

const toLine = (cells: Cell[]) => `${cells.map(quoted).join(',')}\r\n`

/**
 * RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
 */
function quoted(cell: Cell): string {
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
