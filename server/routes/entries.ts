import { z } from '@hono/zod-openapi'
import { caseName } from '../../engine/case-name.ts'
import type { Limits } from '../limits.ts'
import type { FacetQuery } from '../store/entry-search.ts'
import type { Store } from '../store/store.ts'
import { summary, toSummary } from './case-summary.ts'
import { facetKind, filterFields, refuseContradictions, toEntryFilter } from './entry-query.ts'
import { pageLimit } from './pages.ts'
import type { AddRoute } from './route.ts'

const item = z.object({
  position: z.number().describe('Which of all entries it is, in the order written, from 1'),
  entry: z.looseObject({ caseId: z.string(), seq: z.number(), kind: z.string(), hash: z.string() }),
  name: z.string().nullable().describe('What people call the case; null: it has no name, or cannot be read'),
  case: summary.nullable().optional().describe('With `by=cases`; null: it cannot be read'),
})

export function addEntryRoutes(add: AddRoute, { store, limits }: { store: Store; limits: Limits }): void {
  const tag = 'Audit'

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/entries',
      tag,
      summary: 'Entries and cases, found by what happened',
      description:
        'Entries that are all of what is asked for, the newest first by when they happened. With `by=cases`, each case ' +
        'once, at its newest such entry. A page may be short, or empty, and have a next one: what is rare is looked for ' +
        'a while at a time, and `lookedBackTo` says how far back this page has come.',
      query: z
        .strictObject({
          ...filterFields,
          by: z.enum(['entries', 'cases']).default('entries'),
          limit: pageLimit(limits),
          cursor: z.string().max(1_000).optional().describe('`next` of the page before'),
        })
        .superRefine(refuseContradictions),
      answers: {
        200: {
          description: 'A page',
          schema: z.object({
            items: z.array(item),
            next: z.string().nullable(),
            lookedBackTo: z.string().nullable().describe('Null: to the very first'),
            behind: z.number().describe('How many of the newest entries cannot be found yet, for a moment'),
          }),
        },
      },
    },
    async ({ query }, c) => {
      const { by, limit, cursor } = query
      const filter = toEntryFilter(query)
      const page = await store.findEntries({ filter, by, limit, ...(cursor !== undefined && { cursor }) })
      const ids = [...new Set(page.items.map(({ entry }) => entry.caseId))]
      const rows = new Map(await Promise.all(ids.map(async id => [id, await store.loadCase(id)] as const)))
      const items = page.items.map(found => {
        const row = rows.get(found.entry.caseId) ?? null
        const name = row && caseName(row.snapshot.data)
        return { ...found, name, ...(by === 'cases' && { case: row && toSummary(row) }) }
      })
      return c.json({ ...page, items })
    },
  )

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/facets',
      tag,
      summary: 'The values that entries can be found by',
      description: 'Those that most entries have first, with how many have them, in all processes.',
      query: z.strictObject({
        kind: facetKind,
        process: z.string().min(1).max(200).optional().describe('Values that entries of this process have'),
        q: z.string().max(200).optional().describe('A part of the value'),
        limit: pageLimit(limits),
      }),
      answers: {
        200: {
          description: 'Values',
          schema: z.object({ items: z.array(z.object({ value: z.string(), entries: z.number() })) }),
        },
      },
    },
    async ({ query }, c) => c.json({ items: await store.listFacets(query as FacetQuery) }),
  )
}
