// The server, as auditors' pages see it beside what everybody asks of it.

import type { HistoryEntry } from '../../engine/case.ts'
import type { CaseFile } from '../../engine/case-file.ts'
import type { FacetKind } from '../../engine/facets.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { LogKeys, SignedHead } from '../../engine/log/head.ts'
import type { Bottlenecks } from '../../engine/mining/bottlenecks.ts'
import type { CaseFitness, Conformance } from '../../engine/mining/conformance.ts'
import type { PromiseGroup } from '../../engine/mining/promises.ts'
import type { Variants } from '../../engine/mining/variants.ts'
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
const queryOf = (asked: Record<string, string | number>): string =>
  new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)])).toString()

/**
 * `bounded`: there are more cases than were read, those that moved last. `unreadable`: ids of cases whose history is
 * damaged, which are left out.
 */
export type Bounded<Found> = Found & { bounded: boolean; unreadable: string[] }
/** Without a version: cases of every version. */
type Mined = { process: string; version?: number }

export function auditCalls(
  get: <T>(path: string) => Promise<T>,
  getFile: (path: string, name: string) => Promise<File>,
) {
  return {
    findEntries: (query: Query) => get<FoundPage>(`/api/audit/entries?${queryOf(query)}`),
    facets: async (query: Query & { kind: FacetKind }) =>
      (await get<{ items: { value: string; entries: number }[] }>(`/api/audit/facets?${queryOf(query)}`))
        .items,
    reads: (query: Query) => get<ReadPage>(`/api/audit/reads?${queryOf(query)}`),
    head: () => get<SignedHead>('/api/audit/head'),
    logKeys: () => get<LogKeys>('/api/audit/keys'),
    /** What shows that the log of `from` entries is the beginning of the one of `to`. */
    consistency: async (from: number, to: number) =>
      (await get<{ proof: string[] }>(`/api/audit/consistency?from=${from}&to=${to}`)).proof,
    /** A case with all that proves it. */
    caseFile: (id: string) => get<CaseFile>(`/api/cases/${encodeURIComponent(id)}/case-file?as=json`),
    variants: (mined: Mined) => get<Bounded<Variants>>(`/api/audit/variants?${queryOf(mined)}`),
    bottlenecks: (mined: Required<Mined>) =>
      get<Bounded<Bottlenecks>>(`/api/audit/bottlenecks?${queryOf(mined)}`),
    /** The histories of one version run through the definition of another; `worst`: the cases that fit least. */
    conformance: (asked: Required<Mined> & { against: number; by: 'rules' | 'order' }) =>
      get<Bounded<Conformance & { worst: CaseFitness[] }>>(`/api/audit/conformance?${queryOf(asked)}`),
    /** `by`: a field of promises or of the data, by name or path. */
    promises: (asked: Mined & { by: string }) =>
      get<Bounded<{ by: string; cases: number; items: PromiseGroup[] }>>(
        `/api/audit/promises?${queryOf(asked)}`,
      ),
    /** The histories of a version, as a log. */
    exportedHistories: (process: string, version: number) =>
      getFile(`/api/audit/export?${queryOf({ process, version, format: 'xes' })}`, `${process}.xes`),
    verifyAll: () => get<Check & { cases: number }>('/api/audit/verify'),
  }
}

export const caseFileAddress = (id: string) => `/api/cases/${encodeURIComponent(id)}/case-file`

/** Where a selection is had as a file: whole cases of which an entry is meant, or these entries alone. */
export const exportAddress = (format: 'xes' | 'csv' | 'jsonl', only: 'cases' | 'entries', filter: Query) =>
  `/api/audit/export?${queryOf({ format, only, ...filter })}`
