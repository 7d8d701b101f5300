// What an import did, as plain JSON, and bounded: of each kind of refusal or report the first rows are kept and all
// are counted; `onRow` is told every one.

import type { ReportReason, SourceRow } from '../../engine/eventlog/plan.ts'
import type { RefusalReason } from '../../engine/refusal.ts'
import type { Group } from './groups.ts'

/** A row as results name it, and what is said of it. */
export type ToldRow = {
  file: string
  line: number
  caseId: string | null
  message: string
  values: SourceRow['values']
}

/** A row that the process refused an event of, or that made none: for `onRow`, in no order. */
export type RowNews = ToldRow &
  (
    | { kind: 'refused'; reason: RefusalReason | 'not-started' | 'changed'; event: string; rules: string[] }
    | { kind: 'reported'; reason: ReportReason }
  )

/** `rules`: those that failed or could not be decided. */
export type RefusalGroup = Group<{
  reason: RefusalReason | 'not-started' | 'changed'
  event: string
  rules: string[]
}>
export type ReportGroup = Group<{ reason: ReportReason; source: string }>
export type ContradictionGroup = Group<{ name: string; title: string }>
export type SuppliedGroup = { event: string; reason: string; count: number }
export type GroupMeasure = {
  name: string
  cases: number
  won: number
  share: number
  medianDays: number | null
}
export type OutcomeMeasure = { outcome: string; promises: number; scored: number; meanScore: number | null }

export type SourceCounts = {
  source: string
  file: string
  rows: number
  accepted: number
  refused: number
  reported: number
}

export type ImportResult = {
  mapping: { id: string; title: string; assumptions: string[] }
  process: string
  version: number
  registers: Record<string, number>
  horizon: string | null
  /** rows = accepted + refused + reported; rows that are only looked up are not among them */
  sources: SourceCounts[]
  lookedUp: number
  rows: { read: number; accepted: number; refused: number; reported: number }
  /** `sent` were taken now, `repeated` were on record already; `timers` fired now */
  events: { sent: number; repeated: number; refused: number; timers: number; supplied: number }
  cases: {
    found: number
    started: number
    repeated: number
    notStarted: number
    open: number
    closed: number
  }
  won: number
  /** how many cases were ever in a stage, in the order of the stages */
  stages: { stage: string; cases: number }[]
  /** how many cases are in a state now; of several at once, the state around them */
  states: { state: string; cases: number }[]
  groupTitle: string | null
  groups: GroupMeasure[]
  medianDays: number | null
  promises: OutcomeMeasure[]
  refusals: RefusalGroup[]
  reports: ReportGroup[]
  contradictions: ContradictionGroup[]
  supplied: SuppliedGroup[]
}
