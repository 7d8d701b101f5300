// What entries are looked for by, as it stands in an address. The list of entries and the export take the same.

import { z } from '@hono/zod-openapi'
import { type EntryFilter, facetKinds } from '../../engine/facets.ts'
import { refusalReasons } from '../../engine/refusal.ts'

const text = z.string().min(1).max(200)
const dates = z.union([z.iso.date(), z.iso.datetime({ offset: true })])
export const instant = z
  .string()
  .refine(written => dates.safeParse(written).success, 'is no date; write 2026-03-01 or 2026-03-01T09:00:00Z')

export const facetKind = z.enum(facetKinds)

export const filterFields = {
  process: text.optional(),
  version: z.coerce.number().int().positive().optional().describe('Of the process'),
  case: text.optional().describe('A case’s id'),
  from: instant
    .optional()
    .describe('When it happened, at the earliest; a date without a time is its midnight, UTC'),
  to: instant.optional().describe('Before this'),
  actor: text.optional().describe('The id of who sent it'),
  role: text.optional().describe('A role that they had'),
  state: text.optional().describe('Dotted path of a state that was entered, or of one around it that was'),
  event: text.optional(),
  kind: z
    .enum(['start', 'event', 'timer', 'refusal', 'comment', 'assignment', 'priority', 'file'])
    .optional(),
  origin: z
    .enum(['import', 'supplied'])
    .optional()
    .describe('`import`: was imported; `supplied`: and the mapping made it up'),
  refusal: z.enum(refusalReasons).optional().describe('Why it was refused'),
  rule: text.optional().describe('The name of a rule that was asked'),
  outcome: z
    .enum(['pass', 'fail', 'unknown'])
    .optional()
    .describe('What the rule said; without `rule`, any rule'),
  promise: text.optional().describe('What a promise became: `kept`, `broken`, …'),
  data: text
    .regex(/^[^=]+=/, 'is no value; write it as path=value: prospect.name=acme')
    .optional()
    .describe(
      'A value that was set, or that somebody tried to set: `prospect.name=acme`, in capitals or not',
    ),
}

type Asked = z.infer<z.ZodObject<typeof filterFields>>

/** Refuses a filter that can mean nothing, whatever else the query has beside it. */
export function refuseContradictions({ process, version, from, to }: Asked, refuse: z.RefinementCtx): void {
  const issue = (field: string, message: string) =>
    refuse.addIssue({ code: 'custom', path: [field], message })
  if (version !== undefined && process === undefined)
    issue('version', 'needs the process that it is a version of, as `process`')
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
    issue('from', 'is after `to`, so that there is nothing in between')
}

/** The filter of a query, without what else stands there. */
export function toEntryFilter(query: Asked): EntryFilter {
  const names = Object.keys(filterFields) as (keyof Asked)[]
  const given = names.filter(name => query[name] !== undefined)
  return Object.fromEntries(given.map(name => [name, query[name]]))
}
