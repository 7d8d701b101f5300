// Counts what becomes of rows, events and cases while an import runs.

import type { Mapping } from '../../engine/eventlog/mapping.ts'
import type { Measure } from '../../engine/eventlog/measure.ts'
import type {
  Contradiction,
  PlannedEvent,
  ReportReason,
  RowReport,
  SourceRow,
} from '../../engine/eventlog/plan.ts'
import type { Refusal, RefusalReason } from '../../engine/refusal.ts'
import type { Driven, Outcome } from './drive.ts'
import { createGroups, toldRow } from './groups.ts'
import type { ImportResult, RowNews, SourceCounts } from './result.ts'

type NotSent = Exclude<Outcome, { kind: 'sent' }>

export type Counter = {
  addRow(source: string): void
  addLookedUp(): void
  addReport(report: RowReport, caseId: string | null): void
  addCase(found: {
    caseId: string
    driven: Driven
    reports: RowReport[]
    contradictions: Contradiction[]
    state: string | null
    measure: Measure | null
  }): void
  result(about: About): ImportResult
}

type About = Pick<ImportResult, 'process' | 'version' | 'registers' | 'horizon'> & {
  mapping: Mapping
  /** all there are, in order */
  stages: string[]
}

export function createCounter(files: Map<string, string>, onRow: (news: RowNews) => void): Counter {
  const sources = new Map(
    [...files].map(([source, file]): [string, SourceCounts] => [
      source,
      { source, file, rows: 0, accepted: 0, refused: 0, reported: 0 },
    ]),
  )
  const events = { sent: 0, repeated: 0, refused: 0, timers: 0, supplied: 0 }
  const cases = { found: 0, started: 0, repeated: 0, notStarted: 0, open: 0, closed: 0 }
  const refusals = createGroups<{
    reason: RefusalReason | 'not-started' | 'changed'
    event: string
    rules: string[]
  }>()
  const reports = createGroups<{ reason: ReportReason; source: string }>()
  const contradictions = createGroups<object>()
  const supplied = new Map<string, number>()
  const stages = new Map<string, number>()
  const states = new Map<string, number>()
  const groups = new Map<string, { cases: number; days: number[]; won: number }>()
  const outcomes = new Map<string, { promises: number; scores: number; scored: number }>()
  let lookedUp = 0

  function addReport({ row, reason, message }: RowReport, caseId: string | null): void {
    const { source } = row
    sources.get(source)!.reported++
    const told = toldRow(row, caseId, message)
    reports.add(`${reason} ${source}`, { reason, source }, told)
    onRow({ ...told, kind: 'reported', reason })
  }

  function addRefused({ type: event, row }: PlannedEvent, outcome: NotSent, caseId: string): void {
    events.refused++
    const reason = outcome.kind === 'refusal' ? outcome.reason : outcome.kind
    const rules = outcome.kind === 'refusal' ? rulesIn(outcome) : []
    const told = toldRow(row, caseId, outcome.message)
    refusals.add([reason, event, ...rules].join(' '), { reason, event, rules }, told)
    onRow({ ...told, kind: 'refused', reason, event, rules })
  }

  function addEvents({ events: driven, timers }: Driven, caseId: string): void {
    const refused = new Set<SourceRow>()
    for (const { planned, outcome } of driven) {
      if (outcome.kind !== 'sent') {
        refused.add(planned.row)
        addRefused(planned, outcome, caseId)
        continue
      }
      events[outcome.repeated ? 'repeated' : 'sent']++
      if (planned.supplied === null) continue
      events.supplied++
      const key = suppliedKey(planned.type, planned.supplied)
      supplied.set(key, (supplied.get(key) ?? 0) + 1)
    }
    events.timers += timers
    for (const row of new Set(driven.map(({ planned }) => planned.row)))
      sources.get(row.source)![refused.has(row) ? 'refused' : 'accepted']++
  }

  function addMeasure({ group, won, days, promises }: Measure): void {
    const measured = getOrAdd(groups, group ?? '', () => ({ cases: 0, days: [], won: 0 }))
    measured.cases++
    if (won) measured.won++
    if (days !== null) measured.days.push(days)
    for (const { outcome, score } of promises) {
      const counted = getOrAdd(outcomes, outcome, () => ({ promises: 0, scores: 0, scored: 0 }))
      counted.promises++
      if (score === null) continue
      counted.scored++
      counted.scores += score
    }
  }

  return {
    addRow: source => void sources.get(source)!.rows++,
    addLookedUp: () => void lookedUp++,
    addReport,

    addCase({ caseId, driven, reports: rowReports, contradictions: found, state, measure }) {
      addEvents(driven, caseId)
      for (const report of rowReports) addReport(report, caseId)
      for (const { name, row } of found) contradictions.add(name, {}, toldRow(row, caseId, name))
      cases.found++
      const [start] = driven.events
      if (!driven.row || !start || start.outcome.kind !== 'sent') {
        cases.notStarted++
        return
      }
      cases[start.outcome.repeated ? 'repeated' : 'started']++
      cases[driven.row.snapshot.status]++
      for (const stage of driven.stages) stages.set(stage, (stages.get(stage) ?? 0) + 1)
      if (state !== null) states.set(state, (states.get(state) ?? 0) + 1)
      if (measure) addMeasure(measure)
    },

    result({ mapping, stages: allStages, ...about }) {
      const { id, title, assumptions = [], report } = mapping
      const counted = [...sources.values()]
      const sum = (field: 'rows' | 'accepted' | 'refused' | 'reported') =>
        counted.reduce((total, source) => total + source[field], 0)
      const measured = [...groups].map(([name, { cases, won, days }]) => ({
        name,
        cases,
        won,
        share: won / cases,
        medianDays: median(days),
      }))
      return {
        ...about,
        mapping: { id, title, assumptions },
        groupTitle: report?.by?.title ?? null,
        sources: counted,
        lookedUp,
        rows: {
          read: sum('rows'),
          accepted: sum('accepted'),
          refused: sum('refused'),
          reported: sum('reported'),
        },
        events,
        cases,
        won: measured.reduce((total, { won }) => total + won, 0),
        stages: allStages.map(stage => ({ stage, cases: stages.get(stage) ?? 0 })),
        states: [...states].map(([state, cases]) => ({ state, cases })).sort(byCases),
        groups: measured.sort(byCases),
        medianDays: median([...groups.values()].flatMap(({ days }) => days)),
        promises: [...new Set([...Object.keys(report?.outcomes ?? {}), ...outcomes.keys()])].map(outcome => {
          const { promises = 0, scores = 0, scored = 0 } = outcomes.get(outcome) ?? {}
          return { outcome, promises, scored, meanScore: scored === 0 ? null : scores / scored }
        }),
        refusals: refusals.list(),
        reports: reports.list(),
        contradictions: (mapping.contradictions ?? []).map(({ name, title }) => {
          const { count, rows } = contradictions.get(name) ?? { count: 0, rows: [] }
          return { name, title, count, rows: rows.map(row => ({ ...row, message: title })) }
        }),
        supplied: suppliedIn(mapping).map(({ event, reason }) => ({
          event,
          reason,
          count: supplied.get(suppliedKey(event, reason)) ?? 0,
        })),
      }
    },
  }
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => NoInfer<Value>): Value {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

type Named = { name: string; cases: number } | { state: string; cases: number }
const nameOf = (group: Named) => ('name' in group ? group.name : group.state)

/** The most cases first; in the order of their names where there are as many. */
const byCases = (a: Named, b: Named) => b.cases - a.cases || (nameOf(a) < nameOf(b) ? -1 : 1)

const suppliedKey = (event: string, reason: string) => `${event} ${reason}`

/** What the mapping may supply, in its order. */
function suppliedIn({ start, events }: Mapping): { event: string; reason: string }[] {
  const all = [{ ...start, type: 'start' }, ...events].flatMap(({ type, supplied }) =>
    supplied === undefined ? [] : [{ event: type, reason: supplied }],
  )
  return [...new Map(all.map(one => [suppliedKey(one.event, one.reason), one])).values()]
}

function rulesIn({ verdicts }: Refusal): string[] {
  return verdicts.filter(({ outcome }) => outcome !== 'pass').map(({ rule, title }) => rule ?? title)
}

function median(numbers: number[]): number | null {
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
