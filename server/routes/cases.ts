import { z } from '@hono/zod-openapi'
import type { JsonObject } from '../../engine/json.ts'
import type { Refusal } from '../../engine/refusal.ts'
import type { Cases } from '../cases.ts'
import type { Limits } from '../limits.ts'
import { describeProblem, MalformedError, toResponse } from '../problem.ts'
import { readPlaces } from '../readable-history.ts'
import type { CaseQuery, Store, WorkQuery } from '../store/store.ts'
import { assigneeIn, priority, summary, toSummary } from './case-summary.ts'
import { opening } from './opening.ts'
import { historyPageLimit, json, jsonObject, pageLimit } from './pages.ts'
import { type AddRoute, actorOf, found } from './route.ts'

const caseId = z.string().min(1).max(200)
const inCase = z.strictObject({ id: caseId })
const eventId = z.string().min(1).max(200)

const states = z.array(z.string()).describe('Dotted paths of the active atomic states')
const view = z
  .looseObject({
    id: z.string(),
    process: z.string(),
    version: z.number(),
    seq: z.number(),
    status: z.enum(['open', 'closed']),
    activeStates: states,
    stage: z.string().nullable(),
    data: jsonObject,
    events: z.array(
      z.looseObject({
        type: z.string(),
        title: z.string(),
        enabled: z.boolean(),
        verdicts: z.array(json),
        schema: json,
        opening: opening
          .nullable()
          .optional()
          .describe(
            'For an event that is not enabled: what would open it; null: nothing that can be done here',
          ),
      }),
    ),
  })
  .openapi('Case', { description: 'A case, and what the reader can do with it now' })
const entry = z.looseObject({ seq: z.number(), kind: z.string(), hash: z.string() }).openapi('Entry')

export function addCaseRoutes(add: AddRoute, around: { cases: Cases; store: Store; limits: Limits }): void {
  const { cases, store, limits } = around

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases',
      tag: 'Cases',
      summary: 'Cases, in pages',
      query: z.strictObject({
        process: z.string().optional(),
        state: z.string().optional().describe('Dotted path; a compound state finds the cases inside it'),
        stage: z.string().optional(),
        status: z.enum(['open', 'closed']).optional(),
        assignee: z.string().optional().describe('A person’s id; "me": the reader’s; "none": nobody’s'),
        q: z.string().max(200).optional().describe('Words in the case’s id or data'),
        priority: priority.optional().describe('With `sort=due`'),
        sort: z
          .enum(['updated', '-updated', 'opened', '-opened', 'id', 'due'])
          .optional()
          .describe('`due`: open cases, the earliest date first'),
        limit: pageLimit(limits),
        cursor: z.string().max(1_000).optional().describe('`next` of the page before'),
      }),
      answers: {
        200: {
          description: 'A page',
          schema: z.object({ items: z.array(summary), next: z.string().nullable() }),
        },
      },
    },
    async ({ query: { assignee, priority, ...query } }, c) => {
      const holder = assigneeIn(assignee, actorOf(c))
      if (query.sort === 'due') {
        const { status, sort, ...filter } = query
        if (status === 'closed') throw new MalformedError('Closed cases are not due. Sort them otherwise.')
        const open = { ...filter, sort, ...(priority && { priority }) }
        const { items, next } = await store.listWork({
          ...(open as WorkQuery),
          ...(holder !== undefined && { holders: [holder] }),
        })
        return c.json({ items: items.map(({ row }) => toSummary(row)), next })
      }
      if (priority) throw new MalformedError('Only with "sort=due" can cases be asked for by priority.')
      const asked = { ...query, ...(holder !== undefined && { assignee: holder }) }
      const { items, next } = await store.listCases(asked as CaseQuery)
      return c.json({ items: items.map(toSummary), next })
    },
  )

  add(
    {
      need: 'case.start',
      method: 'post',
      path: '/api/cases',
      tag: 'Cases',
      summary: 'Start a case',
      headers: { 'idempotency-key': 'The same key twice starts one case' },
      body: z.strictObject({
        process: z.string().min(1),
        id: caseId.optional(),
        data: jsonObject.default({}),
        version: z.number().int().positive().optional(),
      }),
      answers: { 201: { description: 'The case', schema: view } },
      problems: ['not-found', 'exists', 'refused', 'invalid-data', 'busy'],
    },
    async ({ body: { process, id, data, version } }, c) => {
      const actor = actorOf(c)
      const key = c.req.header('idempotency-key')
      const outcome = await cases.start({
        process,
        data: data as JsonObject,
        actor,
        ...((id ?? key) !== undefined && { id: id ?? key! }),
        ...(version !== undefined && { version }),
      })
      if (outcome.kind === 'refusal') return refused(outcome)
      return c.json(await cases.view(outcome.row, actor), 201)
    },
  )

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}',
      tag: 'Cases',
      summary: 'A case, and the events that the reader could send',
      params: inCase,
      answers: { 200: { description: 'The case', schema: view } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => c.json(await cases.show(id, actorOf(c))),
  )

  add(
    {
      need: 'case.send',
      method: 'post',
      path: '/api/cases/{id}/events',
      tag: 'Cases',
      summary: 'Send an event',
      description:
        'Who sends is taken from the session or key. `seq` is the one of the case that was looked at: when the case ' +
        'has moved since, the event is refused as stale. `id` (or the header Idempotency-Key) makes a repeat one event, ' +
        'which gets its first answer.',
      headers: { 'idempotency-key': 'The event’s id, where the body has none' },
      params: inCase,
      body: z.strictObject({
        type: z.string().min(1).max(200),
        data: jsonObject.default({}),
        seq: z.number().int().min(0).optional(),
        id: eventId.optional(),
      }),
      answers: {
        200: { description: 'The case after it, and the entry', schema: z.object({ case: view, entry }) },
      },
      problems: ['not-found', 'refused', 'invalid-data', 'busy'],
    },
    async ({ params, body: { type, data, seq, id } }, c) => {
      const actor = actorOf(c)
      const header = c.req.header('idempotency-key')
      if (id !== undefined && header !== undefined && id !== header)
        throw new MalformedError(
          `The event has two ids: "${id}" in the body and "${header}" as Idempotency-Key. Send one of them.`,
        )
      const key = id ?? header
      const outcome = await cases.send({
        caseId: params.id,
        type,
        data: data as JsonObject,
        actor,
        ...(seq !== undefined && { seq }),
        ...(key !== undefined && { id: key }),
      })
      if (outcome.kind === 'refusal') return refused(outcome)
      return c.json({ case: await cases.view(outcome.row, actor), entry: outcome.entry })
    },
  )

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/history',
      tag: 'Cases',
      summary: 'A case’s history, in pages',
      params: inCase,
      query: z.strictObject({
        after: z.coerce.number().int().min(0).default(0).describe('Entries with a higher seq'),
        limit: historyPageLimit(limits),
      }),
      answers: {
        200: {
          description: 'A page; `next` is the `after` of the one that follows',
          schema: z.object({
            process: z.string(),
            version: z.number(),
            items: z.array(entry),
            damaged: z
              .array(z.object({ seq: z.number(), raw: json.optional() }))
              .describe(
                'Entries of the page that cannot be read any more; `raw`: what is on record, if it is JSON',
              ),
            next: z.number().nullable(),
          }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params: { id }, query: { after, limit } }, c) => {
      const row = found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)
      const places = await readPlaces(store, id, { after, limit })
      const items = places.flatMap(({ entry }) => entry ?? [])
      const damaged = places.flatMap(({ seq, entry, raw }) => (entry ? [] : { seq, raw }))
      const last = places.at(-1)?.seq ?? after
      const next = last < row.seq ? last : null
      return c.json({ process: row.process, version: row.version, items, damaged, next })
    },
  )
}

/** A refusal is an answer of the process: 422 when the data does not fit its form, otherwise 409. */
function refused({ kind: _, ...refusal }: Refusal): Response {
  const kind = refusal.reason === 'invalid-data' ? 'invalid-data' : 'refused'
  const { violations } = refusal
  return toResponse(describeProblem(kind, refusal.message, { refusal, ...(violations && { violations }) }))
}
