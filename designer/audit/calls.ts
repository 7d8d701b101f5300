// The server, as auditors' pages see it beside what everybody asks of it.

import type { HistoryEntry } from '../../engine/case.ts'
import type { CaseFile } from '../../engine/case-file.ts'
import type { FacetKind } from '../../engine/facets.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { LogKeys, SignedHead } from '../../engine/log/head.ts'
import type { CaseSummary, Check } from '../answers.ts'

/** An entry that was found. `name`: what people call its case; `case`: with `by=cases`, null where it cannot be read. */
export type Found = {
  position: number
  entry: HistoryEntry
  name: string | null
  case?: CaseSummary | null
}
/**
 * May be short, or empty, and have a next one. `lookedBackTo`: all since then was looked at, null: all of it. `behind`:
 * how many of the newest entries cannot be found yet.
 */
export type FoundPage = { items: Found[]; next: string | null; lookedBackTo: string | null; behind: number }

/** Something that was read by somebody whose reading is on record; `times` within a minute, the last at `until`. */
export type RecordedRead = {
  reader: { kind: string; id: string; name: string; roles: string[] }
  at: string
  until: string
  times: number
  route: string
  what: string
  target: string | null
  asked: JsonObject
}
export type ReadPage = { items: RecordedRead[]; next: string | null }

type Query = Record<string, string>
const asked = (query: Query) => new URLSearchParams(query).toString()

export function auditCalls(get: <T>(path: string) => Promise<T>) {
  return {
    findEntries: (query: Query) => get<FoundPage>(`/api/audit/entries?${asked(query)}`),
    facets: async (query: Query & { kind: FacetKind }) =>
      (await get<{ items: { value: string; entries: number }[] }>(`/api/audit/facets?${asked(query)}`)).items,
    reads: (query: Query) => get<ReadPage>(`/api/audit/reads?${asked(query)}`),
    head: () => get<SignedHead>('/api/audit/head'),
    logKeys: () => get<LogKeys>('/api/audit/keys'),
    /** What shows that the log of `from` entries is the beginning of the one of `to`. */
    consistency: async (from: number, to: number) =>
      (await get<{ proof: string[] }>(`/api/audit/consistency?from=${from}&to=${to}`)).proof,
    /** A case with all that proves it. */
    caseFile: (id: string) => get<CaseFile>(`/api/cases/${encodeURIComponent(id)}/case-file?as=json`),
    verifyAll: () => get<Check & { cases: number }>('/api/audit/verify'),
  }
}

export const caseFileAddress = (id: string) => `/api/cases/${encodeURIComponent(id)}/case-file`

/** Where a selection is had as a file: whole cases of which an entry is meant, or these entries alone. */
export const exportAddress = (format: 'xes' | 'csv' | 'jsonl', only: 'cases' | 'entries', filter: Query) =>
  `/api/audit/export?${asked({ format, only, ...filter })}`
