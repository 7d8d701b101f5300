// Rows that have something in common, counted; of each group the first few are kept, by file and line. So what is
// kept does not depend on the order in which rows come, and memory not on how many there are.

import type { SourceRow } from '../../engine/eventlog/plan.ts'
import type { ToldRow } from './result.ts'

const rowsKept = 20

export type Group<About> = About & { count: number; rows: ToldRow[] }

export function createGroups<About extends object>() {
  const groups = new Map<string, Group<About>>()
  return {
    add(key: string, about: About, row: ToldRow): void {
      let group = groups.get(key)
      if (!group) {
        group = { ...about, count: 0, rows: [] }
        groups.set(key, group)
      }
      group.count++
      group.rows.push(row)
      if (group.rows.length > 2 * rowsKept) keepFirst(group.rows)
    },
    get(key: string): Group<About> | undefined {
      const group = groups.get(key)
      if (group) keepFirst(group.rows)
      return group
    },
    /** The largest first. */
    list(): Group<About>[] {
      const sorted = [...groups].sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1))
      for (const [, { rows }] of sorted) keepFirst(rows)
      return sorted.map(([, group]) => group)
    },
  }
}

function keepFirst(rows: ToldRow[]): void {
  rows.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
  rows.splice(rowsKept)
}

export function toldRow({ file, line, values }: SourceRow, caseId: string | null, message: string): ToldRow {
  return { file, line, caseId, message, values }
}
