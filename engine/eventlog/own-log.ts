// Our own export read back: an XES log that `xes-writer.ts` wrote says what was sent, so no mapping has to.
//
// 1. Everything is sent again, through the door of the installation that reads: what was refused there too, so that
//    its rules answer, and the histories are alike where the rules are.
// 2. In the order of the history, not of time: what happened at one instant stays in its order. A timer fires where
//    one fired, and nowhere else.
// 3. An attempt that was stale there is stale here: nobody knows any more what its sender had looked at.
// 4. Files are not in the log, so they are reported, not attached.

import { z } from 'zod'
import { priorities } from '../case.ts'
import { ExpressionFailedError } from './expression.ts'
import { type Mapping, mappingSchema } from './mapping.ts'
import type { Plan, PlannedEvent, Planner, RowReport, SourceRow } from './plan.ts'
import { ownKey } from './xes-writer.ts'

/** What stands for a mapping on the command line. */
export const ownLogName = 'throughline'

const text = z.string().min(1)
const kinds = ['start', 'event', 'timer', 'refusal', 'comment', 'assignment', 'priority', 'file'] as const
const ownSchema = z.object({
  caseId: text,
  kind: z.enum(kinds),
  seq: z.int().positive(),
  refused: z.string().optional(),
  event: z.object({
    id: text,
    type: text,
    at: z.string().refine(at => !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at),
    data: z.record(z.string(), z.json()),
    actor: z.object({
      kind: z.enum(['person', 'key', 'timer', 'process']),
      id: z.string(),
      name: z.string().optional(),
      roles: z.array(z.string()),
    }),
    origin: z.object({ supplied: z.boolean() }).optional(),
  }),
})
type Own = z.infer<typeof ownSchema>

/** What the notes of a case have to say. */
const noteSchemas = {
  comment: z.object({
    text: z.string(),
    mentions: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  assignment: z.object({ assignee: text.nullable(), name: z.string().nullable(), note: z.string() }),
  priority: z.object({ priority: z.enum(priorities), note: z.string() }),
}

/** Reads `files` logs into a process, each a source of its own; a case may be in several. */
export function ownLog(process: string, files: number): { mapping: Mapping; planner: Planner } {
  const sources = Array.from({ length: files }, (_, n) => [
    `log${n + 1}`,
    { format: 'xes', case: "row['concept:name']" },
  ])
  const mapping = mappingSchema.parse({
    id: ownLogName,
    title: 'Export of Throughline',
    process,
    time: { zone: 'UTC' },
    sources: Object.fromEntries(sources),
    start: { from: 'log1', at: "time(row['time:timestamp'])" },
    events: [],
  })
  const planner: Planner = {
    caseOf: row => readOwn(row).caseId,
    lookupsOf: () => [],
    plan: ({ caseId, rows }) => planOf(caseId, Object.values(rows).flat()),
    horizon: null,
    timersAreEvents: true,
  }
  return { mapping, planner }
}

/** Throws an `ExpressionFailedError` for a row that is not one of ours. */
function readOwn({ values }: SourceRow): Own {
  try {
    const written = values[ownKey]
    if (typeof written !== 'string') throw new Error('the event has no such attribute')
    const parsed = ownSchema.safeParse(JSON.parse(written))
    if (!parsed.success) throw new Error(`${parsed.error.issues[0]!.path.join('.')} is not as it was written`)
    return parsed.data
  } catch (error) {
    throw new ExpressionFailedError(ownKey, error)
  }
}

function planOf(caseId: string, rows: SourceRow[]): Plan {
  const reports: RowReport[] = []
  const firstOf = new Map<number, SourceRow>()
  const events: PlannedEvent[] = []
  for (const { row, own } of rows.map(row => ({ row, own: readOwn(row) })).sort(bySeq)) {
    const first = firstOf.get(own.seq)
    if (first) {
      const message = `Entry ${own.seq} of the case is at ${first.file}, line ${first.line} already.`
      reports.push({ row, reason: 'same-key', message })
      continue
    }
    firstOf.set(own.seq, row)
    const planned = toPlanned(row, own)
    if (typeof planned === 'string') reports.push({ row, reason: 'no-event', message: planned })
    else events.push(planned)
  }
  if (events[0]?.kind === 'start') return { caseId, events, reports, contradictions: [] }
  const message = `The log does not have the beginning of the case ${caseId}. Export whole cases.`
  return {
    caseId,
    events: [],
    reports: [...reports, ...events.map(({ row }): RowReport => ({ row, reason: 'no-case', message }))],
    contradictions: [],
  }
}

const bySeq = (a: { own: Own }, b: { own: Own }) => a.own.seq - b.own.seq

/** What to send, or why nothing. */
function toPlanned(row: SourceRow, { kind, event, refused }: Own): PlannedEvent | string {
  const { actor, data, at, id, type } = event
  const planned = {
    id,
    type,
    at,
    data,
    actor: {
      id: actor.id,
      kind: actor.kind,
      ...(actor.name !== undefined && { name: actor.name }),
      roles: actor.roles,
    },
    origin: { import: ownLogName, row: `${row.file}:${row.line}`, supplied: event.origin?.supplied ?? false },
    row,
    supplied: null,
  }
  if (kind === 'file') return 'Files are not in a log. Attach it to the case again.'
  if (kind === 'refusal')
    return {
      ...planned,
      kind: actor.kind === 'timer' ? 'timer' : 'event',
      ...(refused === 'stale' && { stale: true }),
    }
  if (kind === 'comment' || kind === 'assignment' || kind === 'priority')
    if (!noteSchemas[kind].safeParse(data).success) return `The ${kind} is not as it was written.`
  return { ...planned, kind }
}
