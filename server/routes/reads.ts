// What auditors and administrators read is itself on record: who, when, what, how often.
//
// 1. It is written before anything is given away. What cannot be recorded is not shown.
// 2. Every route that gives away cases or what happened to them is recorded, unless it says that it does not.

import { z } from '@hono/zod-openapi'
import type { JsonObject } from '../../engine/json.ts'
import type { Clock } from '../clock.ts'
import type { Limits } from '../limits.ts'
import { RequestError } from '../problem.ts'
import type { ReadQuery } from '../store/reads.ts'
import type { Store } from '../store/store.ts'
import { instant } from './entry-query.ts'
import { pageLimit } from './pages.ts'
import { type AddRoute, type AppContext, actorOf, type RecordRead } from './route.ts'

const watched = ['auditor', 'admin']

/** Records a read, where the reader is one whose reads are. */
export function createReadRecorder(store: Pick<Store, 'recordRead'>, clock: Clock): RecordRead {
  return async ({ path, summary }, { params, query }, c: AppContext) => {
    const reader = actorOf(c)
    if (!reader.roles.some(role => watched.includes(role))) return
    const { id, ...more } = params
    // As JSON: without what was not given.
    const asked: JsonObject = JSON.parse(JSON.stringify({ ...more, ...query }))
    const target = id ?? query.case ?? query.target ?? null
    try {
      await store.recordRead({
        ...{ reader, asked, route: path, what: summary },
        at: clock.now().toISOString(),
        target: target === null ? null : String(target),
      })
    } catch (cause) {
      throw new RequestError(
        'busy',
        'What auditors and administrators read is put on record, and that cannot be written now, so nothing is shown. ' +
          'Free some space on the disk of the store, or wait a moment; then try again.',
        { cause },
      )
    }
  }
}

const recorded = z.object({
  reader: z.looseObject({
    kind: z.string(),
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()).describe('Those that they had then'),
  }),
  at: z.string(),
  until: z.string().describe('The last time within a minute'),
  times: z.number().describe('How often within that minute'),
  route: z.string(),
  what: z.string(),
  target: z.string().nullable().describe('The case that it was about'),
  asked: z.record(z.string(), z.unknown()).describe('What was asked for'),
})

export function addReadRoute(add: AddRoute, { store, limits }: { store: Store; limits: Limits }): void {
  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/reads',
      tag: 'Audit',
      summary: 'What auditors and administrators have read',
      description:
        'The newest first. The same thing, read again within a minute, is one read that is counted up. Reading this is ' +
        'recorded too.',
      query: z
        .strictObject({
          person: z.string().min(1).max(200).optional().describe('The id of who has read'),
          target: z.string().min(1).max(200).optional().describe('A case’s id'),
          from: instant.optional(),
          to: instant.optional().describe('Before this'),
          limit: pageLimit(limits),
          cursor: z.string().max(1_000).optional().describe('`next` of the page before'),
        })
        .refine(({ from, to }) => !from || !to || Date.parse(from) <= Date.parse(to), {
          path: ['from'],
          message: 'is after `to`, so that there is nothing in between',
        }),
      answers: {
        200: {
          description: 'A page',
          schema: z.object({ items: z.array(recorded), next: z.string().nullable() }),
        },
      },
    },
    async ({ query }, c) => c.json(await store.listReads(query as ReadQuery)),
  )
}
