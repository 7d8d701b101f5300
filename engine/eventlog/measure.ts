// What the report wants to know about a case after its import.

import { isObject, type Json, type JsonObject } from '../json.ts'
import { createExpressions, type Expression } from './expression.ts'
import type { Mapping } from './mapping.ts'

/** A case as the report counts it. */
export type Measure = {
  /** null where the mapping names no groups */
  group: string | null
  won: boolean
  days: number | null
  promises: { outcome: string; score: number | null }[]
}

/** A case after the import, and the values of its rows by source. */
export type Imported = { data: JsonObject; history: Json; rows: Record<string, unknown[]> }

/** What the report's expressions can read. */
export const reportVariables = ['data', 'promises', 'promise', 'history', 'rows']

/** Compiles the mapping's `report`. What cannot be computed for a case counts as not known. */
export function createMeasure({ report = {}, time }: Mapping): (imported: Imported) => Measure {
  const expressions = createExpressions(reportVariables, time)
  const compile = (text: string | undefined) => (text === undefined ? undefined : expressions.compile(text))
  const [group, won, days, score] = [report.by?.value, report.won, report.days, report.score].map(compile)
  const outcomes = Object.entries(report.outcomes ?? {}).map(
    ([outcome, text]) => [outcome, expressions.compile(text)] as const,
  )

  return ({ data, history, rows }) => {
    const promises = Array.isArray(data.promises) ? data.promises.filter(isObject) : []
    const around = { data, history, promises, promise: null, rows }
    const read = (expression: Expression | undefined, more = {}): Json => {
      try {
        return expression?.({ ...around, ...more }) ?? null
      } catch {
        return null
      }
    }
    const number = (value: Json) => (typeof value === 'number' ? value : null)
    const isWon = read(won) === true
    const named = read(group)
    return {
      group: named === null ? null : String(named),
      won: isWon,
      days: isWon ? number(read(days)) : null,
      promises:
        outcomes.length === 0
          ? []
          : promises.map(promise => ({
              outcome: outcomes.find(([, is]) => read(is, { promise }) === true)?.[0] ?? 'other',
              score: number(read(score, { promise })),
            })),
    }
  }
}
