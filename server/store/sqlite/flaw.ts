// Whether the tables beside the histories say what the histories say. Each question is one statement that reads
// the tables through and stops at the first answer.

import type { Database } from './database.ts'
import { never } from './work-index.ts'

/** What to ask, and what an answer means. Each answers at most one row, with `id` (a case) and `at` (a number). */
const questions: { sql: string; means(row: { id: string | null; at: number | null }): string }[] = [
  {
    // Positions are given out one after the other, inside the transaction that uses them.
    sql: `SELECT NULL AS id, position + 1 AS at FROM history h
          WHERE NOT EXISTS (SELECT 1 FROM history n WHERE n.position = h.position + 1)
            AND position < (SELECT max(position) FROM history) LIMIT 1`,
    means: ({ at }) => `The entry that was written as number ${at} of all is missing.`,
  },
  {
    sql: `SELECT NULL AS id, position AS at FROM history WHERE position = (SELECT min(position) FROM history) AND position <> 1`,
    means: ({ at }) => `The entries that were written before number ${at} are missing.`,
  },
  {
    sql: `SELECT c.id AS id, h.position AS at FROM history h LEFT JOIN cases c ON c.no = h.case_no
          WHERE NOT EXISTS (SELECT 1 FROM history_keys k WHERE k.case_no = h.case_no
            AND k.key = json_extract(iif(json_valid(h.entry), h.entry, '{}'), '$.seq') AND k.position = h.position) LIMIT 1`,
    means: ({ id, at }) =>
      `The entry that was written as number ${at} of all is not where ${id === null ? 'any case' : `the case "${id}"`} would find it.`,
  },
  {
    sql: `SELECT c.id AS id, NULL AS at FROM cases c LEFT JOIN history h ON h.position = c.moved_position
          WHERE h.position IS NULL OR NOT json_valid(h.entry) OR c.no <> h.case_no
            OR c.id IS NOT json_extract(h.entry, '$.caseId') OR c.process IS NOT json_extract(h.entry, '$.process')
            OR c.version IS NOT json_extract(h.entry, '$.version') OR c.moved_seq IS NOT json_extract(h.entry, '$.seq')
            OR c.status IS NOT json_extract(h.entry, '$.to.status')
            OR c.updated_at IS NOT json_extract(h.entry, '$.event.at') LIMIT 1`,
    means: ({ id }) =>
      `The list of cases says something else of the case "${id}" than the entry that moved it last.`,
  },
  {
    sql: `SELECT NULL AS id, NULL AS at FROM (
            SELECT process, status, coalesce(stage, '') AS stage, count(*) AS cases FROM cases GROUP BY 1, 2, 3
            EXCEPT SELECT process, status, stage, cases FROM case_counts) LIMIT 1`,
    means: () => 'The counts of cases are not those of the list of cases.',
  },
  {
    sql: `SELECT c.id AS id, NULL AS at FROM places s CROSS JOIN case_places p ON p.place = s.no CROSS JOIN cases c ON c.no = p.case_no
          WHERE s.status = 'open' AND NOT EXISTS (SELECT 1 FROM case_work w WHERE w.place = p.place
            AND w.taken = (c.assignee IS NOT NULL) AND w.priority = c.priority AND w.due = coalesce(c.due, ${never}) AND w.case_no = c.no) LIMIT 1`,
    means: ({ id }) => `The lists of work do not show the case "${id}" as the list of cases has it.`,
  },
  {
    sql: `SELECT NULL AS id, NULL AS at FROM (SELECT count(*) AS cases FROM case_work) AS listed
          WHERE listed.cases <> (SELECT count(*) FROM places s JOIN case_places p ON p.place = s.no WHERE s.status = 'open')`,
    means: () => 'The lists of work show cases where they are not.',
  },
  {
    sql: `SELECT NULL AS id, NULL AS at FROM (
            SELECT places, assignee IS NOT NULL, priority, count(*) FROM cases WHERE status = 'open' GROUP BY 1, 2, 3
            EXCEPT SELECT places, taken, priority, cases FROM work_counts) LIMIT 1`,
    means: () => 'The counts of work are not those of the list of cases.',
  },
  {
    // Effects of imported steps stay in the histories and are not carried out.
    sql: `SELECT NULL AS id, written.effects AS at FROM (SELECT coalesce(sum(json_array_length(entry, '$.effects')), 0) AS effects
            FROM history WHERE json_extract(entry, '$.event.origin') IS NULL) AS written
          WHERE written.effects <> (SELECT count(*) FROM effects)`,
    means: ({ at }) => `The outbox has not as many effects as the histories have ordered, ${at}.`,
  },
  {
    // Only as far as the index goes: it is written after the entries.
    sql: `SELECT NULL AS id, written.entries AS at FROM (SELECT count(*) AS entries FROM history, indexed
            WHERE history.position <= indexed.position AND json_valid(entry)) AS written
          WHERE written.entries <> (SELECT count(*) FROM facets f JOIN postings p ON p.facet = f.no WHERE f.kind = 'any')`,
    means: ({ at }) => `The index of entries does not know as many as there are, ${at}.`,
  },
]

export function findFlaw({ sql }: Database): string | undefined {
  for (const { sql: text, means } of questions) {
    const row = sql(text).get()
    if (row) return means(row as { id: string | null; at: number | null })
  }
  return undefined
}
