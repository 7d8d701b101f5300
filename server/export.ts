// Histories as text that other tools read: JSON Lines keeps everything; CSV has a line for each entry with
// what a spreadsheet or a process-mining tool asks for.

import type { HistoryEntry } from '../engine/case.ts'
import { canonical } from '../engine/seal.ts'
import type { Store } from './store/store.ts'

export const exportFormats = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Lines, each with its line end, in the order written. */
export async function* exportHistories(
  store: Pick<Store, 'readEntries'>,
  format: ExportFormat,
  process?: string,
): AsyncIterable<string> {
  if (format === 'csv') yield `${columns.map(([name]) => name).join(',')}\r\n`
  for await (const entry of store.readEntries(process === undefined ? {} : { process }))
    yield format === 'csv'
      ? `${columns.map(([, cell]) => quoted(cell(entry))).join(',')}\r\n`
      : `${canonical(entry)}\n`
}

const columns: [name: string, cell: (entry: HistoryEntry) => string | number][] = [
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

/**
 * RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
 */
function quoted(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
