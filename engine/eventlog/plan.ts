// From the rows of one case to the events that are sent through the door. Pure: the same rows give the same plan.
//
// Order of a plan: the start; then by time; at the same instant as the mapping lists its events; events of one
// entry of that list by the order of their rows, and of one row as `each` lists them.

import type { Actor, Origin } from '../case.ts'
import type { JsonObject } from '../json.ts'
import { createExpressions, type Expression, type Expressions } from './expression.ts'
import { toInstant } from './instant.ts'
import { type Around, createMaker, type Maker } from './make.ts'
import type { Mapping } from './mapping.ts'
import type { Row } from './row.ts'

/** A row with its place and its identity: what the report names it by. */
export type SourceRow = Row & {
  source: string
  file: string
  /** the values of its key columns, or its line */
  key: string
  /** name of a lookup → the row it found, or null */
  found?: Record<string, Row['values'] | null>
}

/** All rows of one case, by source, in the order of their files. */
export type CaseRows = { caseId: string; rows: Record<string, SourceRow[]> }

export type PlannedEvent = {
  /** mappings make starts and events; the others are in our own logs */
  kind: 'start' | 'event' | 'timer' | 'comment' | 'assignment' | 'priority'
  id: string
  type: string
  at: string
  data: JsonObject
  actor: Actor
  origin: Origin
  row: SourceRow
  /** why the mapping supplies it, where the source did not record it */
  supplied: string | null
  /** it was sent by somebody who had looked before the case last moved */
  stale?: true
}

/**
 * Why a row makes no events. A row makes all of its events or, being reported, none.
 *
 * - `damaged`: the row is not whole
 * - `same-key`: another row has the same key
 * - `failed`: an expression of the mapping could not be computed
 * - `second-start`: another row has started its case already
 * - `no-case`: no row starts the case it belongs to
 * - `no-event`: no event of the mapping is made by such a row
 */
export type ReportReason = 'damaged' | 'same-key' | 'failed' | 'second-start' | 'no-case' | 'no-event'
export type RowReport = { row: SourceRow; reason: ReportReason; message: string }
export type Contradiction = { name: string; row: SourceRow }

export type Plan = {
  caseId: string
  events: PlannedEvent[]
  reports: RowReport[]
  contradictions: Contradiction[]
}

export type Planner = {
  /** The id of the case that a row belongs to. Throws an `ExpressionFailedError`. */
  caseOf(row: SourceRow): string
  /** What has to be looked up for a row. */
  lookupsOf(row: SourceRow): { name: string; source: string; column: string; value: string }[]
  plan(rows: CaseRows): Plan
  /** Until when timers fire, or null. */
  horizon: string | null
  /** The plan says where timers fired; without it they fire by the clock of the events. */
  timersAreEvents?: true
}

/** Compiles a mapping. Throws a `WrongExpressionError`; `checkMapping` finds all of them, with their places. */
export function createPlanner(mapping: Mapping): Planner {
  const { caseOf, lookupsOf, expressionsOf } = createSources(mapping)
  const makers = [
    { ...mapping.start, type: 'start', kind: 'start' as const },
    ...mapping.events.map(event => ({ ...event, kind: 'event' as const })),
  ].map(event => createMaker(mapping, event, expressionsOf(event.from)))
  const checks = (mapping.contradictions ?? []).map(({ name, from, when }) => ({
    name,
    from,
    isSo: expressionsOf(from).compile(when),
  }))

  return {
    caseOf,
    lookupsOf,
    horizon: mapping.horizon === undefined ? null : toInstant(mapping.horizon, mapping.time).toISOString(),

    plan({ caseId, rows }) {
      const reports: RowReport[] = []
      const whole = usableRows(rows, reports)
      const usable = { rows: whole, values: valuesOf(whole) }
      const made = makeEvents(makers, usable, reports)
      const start = chooseStart(caseId, made, reports)
      reportUnused(caseId, usable, made, start, reports)
      return {
        caseId,
        events: start ? inOrder(start, made) : [],
        reports,
        contradictions: findContradictions(checks, usable),
      }
    },
  }
}

/** Where a row stands, as messages name it. */
const placeOf = ({ file, line }: Pick<SourceRow, 'file' | 'line'>) => `${file}, line ${line}`

/** What expressions over a source can read. */
export function variablesOf(mapping: Mapping, source: string): string[] {
  return ['row', 'rows', 'index', 'it', ...Object.keys(mapping.sources[source]?.lookups ?? {})]
}

/** What expressions can read that are asked before the rows of a case are together: its id, and lookups. */
export const ofRowAlone = ['row']

function createSources(mapping: Mapping) {
  const ofRow = createExpressions(ofRowAlone, mapping.time)
  const compiled = new Map(
    Object.entries(mapping.sources).map(([name, source]) => {
      const expressions = createExpressions(variablesOf(mapping, name), mapping.time)
      const lookups = Object.entries(source.lookups ?? {}).map(([as, { value, ...where }]) => ({
        ...where,
        name: as,
        valueIn: ofRow.compile(value),
      }))
      return [name, { expressions, lookups, caseIn: source.case && ofRow.compile(source.case) }] as const
    }),
  )
  return {
    expressionsOf(source: string): Expressions {
      const found = compiled.get(source)
      if (!found) throw new Error(`The mapping has no source ${JSON.stringify(source)}`)
      return found.expressions
    },
    caseOf(row: SourceRow): string {
      const { caseIn } = compiled.get(row.source)!
      return caseIn ? String(caseIn({ row: row.values }) ?? '') : ''
    },
    lookupsOf: (row: SourceRow) =>
      compiled.get(row.source)!.lookups.map(({ name, source, column, valueIn }) => ({
        name,
        source,
        column,
        value: String(valueIn({ row: row.values }) ?? ''),
      })),
  }
}

/** The rows that events can be made of; the others are reported. */
function usableRows(rows: CaseRows['rows'], reports: RowReport[]): CaseRows['rows'] {
  const usable: CaseRows['rows'] = {}
  for (const [source, list] of Object.entries(rows)) {
    const firstWith = new Map<string, SourceRow>()
    usable[source] = list.filter(row => {
      const first = firstWith.get(row.key)
      if (row.damage !== undefined)
        reports.push({ row, reason: 'damaged', message: `The row ${row.damage}.` })
      else if (first)
        reports.push({
          row,
          reason: 'same-key',
          message: `The row at ${placeOf(first)} has the same key, ${JSON.stringify(row.key)}.`,
        })
      else firstWith.set(row.key, row)
      return row.damage === undefined && !first
    })
  }
  return usable
}

/** Rows, and what expressions read as `rows`. */
type Usable = { rows: CaseRows['rows']; values: Record<string, Row['values'][]> }

/** Calls back for each row of a source with what expressions can read about it. */
function eachRow(
  { rows, values }: Usable,
  source: string,
  see: (row: SourceRow, around: Around) => void,
): void {
  for (const [index, row] of (rows[source] ?? []).entries())
    see(row, { it: null, ...row.found, row: row.values, rows: values, index })
}

/** The values of all rows, by source. */
export function valuesOf(rows: CaseRows['rows']): Usable['values'] {
  return Object.fromEntries(
    Object.entries(rows).map(([source, list]) => [source, list.map(row => row.values)]),
  )
}

type Made = { event: PlannedEvent; order: number }

function makeEvents(makers: Maker[], rows: Usable, reports: RowReport[]): Made[] {
  const failed = new Set<SourceRow>()
  const made: Made[] = []
  for (const [order, maker] of makers.entries())
    eachRow(rows, maker.from, (row, around) => {
      if (failed.has(row)) return
      try {
        for (const event of maker.make(row, around)) made.push({ event, order })
      } catch (error) {
        failed.add(row)
        reports.push({ row, reason: 'failed', message: `${(error as Error).message}.` })
      }
    })
  return made.filter(({ event }) => !failed.has(event.row))
}

/** The first start there is; rows that start the case once more are reported. */
function chooseStart(caseId: string, made: Made[], reports: RowReport[]): PlannedEvent | undefined {
  const [start, ...others] = made.map(({ event }) => event).filter(({ kind }) => kind === 'start')
  for (const { row } of others)
    reports.push({
      row,
      reason: 'second-start',
      message: `The case ${caseId} is started by ${placeOf(start!.row)} already.`,
    })
  return start
}

function reportUnused(
  caseId: string,
  { rows }: Usable,
  made: Made[],
  start: PlannedEvent | undefined,
  reports: RowReport[],
): void {
  const used = new Set([...made.map(({ event }) => event.row), ...reports.map(({ row }) => row)])
  for (const row of Object.values(rows).flat()) {
    if (!used.has(row))
      reports.push({ row, reason: 'no-event', message: 'No event of the mapping is made by such a row.' })
  }
  if (start) return
  const reported = new Set(reports.map(({ row }) => row))
  for (const row of new Set(made.map(({ event }) => event.row)))
    if (!reported.has(row))
      reports.push({ row, reason: 'no-case', message: `No row starts the case ${caseId}.` })
}

function inOrder(start: PlannedEvent, made: Made[]): PlannedEvent[] {
  const otherStarts = new Set(made.flatMap(({ event }) => (event.kind === 'start' ? [event.row] : [])))
  otherStarts.delete(start.row)
  return [
    start,
    ...made
      .filter(({ event }) => event.kind === 'event' && !otherStarts.has(event.row))
      .sort((a, b) => compare(a.event.at, b.event.at) || a.order - b.order)
      .map(({ event }) => event),
  ]
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function findContradictions(
  checks: { name: string; from: string; isSo: Expression }[],
  rows: Usable,
): Contradiction[] {
  const found: Contradiction[] = []
  for (const { name, from, isSo } of checks)
    eachRow(rows, from, (row, around) => {
      if (holds(isSo, around)) found.push({ name, row })
    })
  return found
}

/** A condition that cannot be computed for a row does not hold for it. */
function holds(condition: Expression, around: Around): boolean {
  try {
    return condition(around) === true
  } catch {
    return false
  }
}
