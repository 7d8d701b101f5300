// How the rows of an event log become the events of cases: the mapping file. Nothing here reads a log or moves a
// case: `plan.ts` turns rows into events, and the import sends them through the door.
//
// The laws of a mapping:
//
// 1. It says nothing that the source does not say, except in events that are marked `supplied`, with the reason.
// 2. It repairs nothing. What contradicts itself is named in `contradictions`, and imported as it stands.
// 3. The same mapping and the same rows give the same events with the same ids, whenever and wherever.

import { z } from 'zod'
import { registerNames } from '../case.ts'
import { dayMoments, isZone } from './instant.ts'

const cel = z.string().min(1).max(4_000).describe('An expression in CEL over row, rows, index and lookups')

const sourceSchema = z
  .strictObject({
    file: z
      .string()
      .optional()
      .describe('Name of the file, with * for any text. Without it: the file in the same place of the list'),
    format: z.enum(['csv', 'xes']).default('csv'),
    delimiter: z
      .string()
      .length(1)
      .optional()
      .describe('Between two values of a CSV file; a comma if not given'),
    columns: z.array(z.string()).optional().describe('Columns that the file has to have'),
    key: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Columns that tell a row from every other, whatever its line. Without it the line does'),
    case: cel
      .optional()
      .describe('Id of the case that a row belongs to. Without it: rows are only looked up'),
    lookups: z
      .record(
        z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'use letters and digits, the first one small'),
        z.strictObject({
          source: z.string(),
          column: z.string().describe('Column of that source'),
          value: cel.describe('What has to stand in that column'),
        }),
      )
      .optional()
      .describe('Rows of other sources that expressions over this one can read, null where there is none'),
  })
  .describe('One file')

const actorSchema = z
  .strictObject({
    id: cel,
    name: cel.optional(),
    kind: z.enum(['person', 'key', 'timer', 'process']).default('process'),
    roles: z.array(z.string()),
  })
  .describe('Who sends an event')

const eventFields = {
  from: z.string().describe('The source whose rows make this event'),
  when: cel.optional().describe('True for the rows that make it; without it every row does'),
  at: cel.describe('When it happened: a timestamp, such as time(row.won_date)'),
  data: z
    .record(z.string(), cel)
    .optional()
    .describe('Field → CEL. A field that comes out as null is left out'),
  actor: z.string().optional().describe('One of the actors; without it the import itself'),
  supplied: z
    .string()
    .min(1)
    .optional()
    .describe('For a step that the source did not record: why the mapping supplies it'),
}

const eventSchema = z
  .strictObject({
    ...eventFields,
    type: z.string(),
    name: z
      .string()
      .optional()
      .describe('Tells two events of one source and type apart; its type if not given'),
    each: cel
      .optional()
      .describe('A list: one event for each element, which is `it` in the other expressions'),
  })
  .describe('An event that rows make')

const contradictionSchema = z
  .strictObject({
    name: z.string().min(1),
    title: z.string().min(1).describe('What is contradictory, as the report says it'),
    from: z.string(),
    when: cel,
  })
  .describe('Something that cannot have been as it stands in the source')

const reportSchema = z.strictObject({
  by: z
    .strictObject({ title: z.string(), value: cel })
    .optional()
    .describe('What cases are grouped by, such as their origin'),
  won: cel.optional().describe('Whether a case was won'),
  days: cel.optional().describe('How many days that took'),
  outcomes: z
    .record(z.string(), cel)
    .optional()
    .describe('What became of a promise → CEL over promise; the first that is true counts'),
  score: cel.optional().describe('How satisfied the customer was with a promise, null where nobody said'),
})

export const mappingSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use small letters, digits and hyphens, 80 at the most'),
  title: z.string().min(1),
  description: z.string().optional(),
  assumptions: z
    .array(z.string().min(1))
    .optional()
    .describe('What the reader of the report has to know: rules that the mapping had to choose'),
  process: z.string(),
  time: z.strictObject({
    zone: z
      .string()
      .refine(isZone, 'is not a time zone. Use a name such as Europe/Berlin or America/Sao_Paulo, or UTC'),
    dateOnly: z.enum(dayMoments).default('start'),
  }),
  horizon: z
    .string()
    .optional()
    .describe(
      'Until when the cases’ timers fire, each at the time it was due. Without it: until the last event',
    ),
  sources: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'use letters and digits'), sourceSchema),
  actors: z.record(z.string(), actorSchema).optional(),
  start: z.strictObject(eventFields).describe('What starts a case'),
  events: z.array(eventSchema).describe('At the same instant, events of a case happen in this order'),
  contradictions: z.array(contradictionSchema).optional(),
  registers: z
    .partialRecord(z.enum(registerNames), z.json())
    .optional()
    .describe('Register content that the rules of the process read for these cases'),
  report: reportSchema.optional(),
})

export type Mapping = z.infer<typeof mappingSchema>
export type SourceMapping = z.infer<typeof sourceSchema>
export type EventMapping = z.infer<typeof eventSchema>
export type ActorMapping = z.infer<typeof actorSchema>
