import { z } from '@hono/zod-openapi'
import type { Limits } from '../limits.ts'
import {
  dueWithin,
  type Work,
  type WorkAsked,
  type WorkItem,
  type WorkListAsked,
  workViews,
} from '../work.ts'
import { priority, summary, toSummary } from './case-summary.ts'
import { pageLimit } from './pages.ts'
import { type AddRoute, type AppContext, actorOf } from './route.ts'

const filter = {
  process: z.string().optional(),
  stage: z.string().optional(),
  priority: priority.optional(),
  due: z
    .enum(dueWithin)
    .optional()
    .describe('`today`: within 24 hours, `week`: within 7 days; both with what is overdue'),
  q: z.string().max(200).optional().describe('Words in the case’s id or data'),
}

const item = summary.extend({
  next: z
    .object({ type: z.string(), title: z.string(), form: z.boolean().describe('Has something to fill in') })
    .nullable()
    .describe('The first event that the reader could send now; forward before a way back'),
  blocked: z
    .object({ type: z.string(), title: z.string(), reason: z.string(), message: z.string() })
    .nullable()
    .describe('When there is none: the first that is blocked, and the title of the rule in the way'),
})

export function addWorkRoutes(add: AddRoute, { work, limits }: { work: Work; limits: Limits }): void {
  const tag = 'Work'

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/work',
      tag,
      summary: 'What there is to do, in pages',
      description:
        '`waiting`: cases where one of the reader’s roles may do something, and that are nobody’s or the reader’s; ' +
        '`unassigned`: those of them that nobody has; `team`: whoever has them; `mine`: the reader’s open cases, wherever ' +
        'they are; `done`: closed ones that were the reader’s, the latest first (`due`, `sort` and `ready` are not for these). ' +
        'With `ready=true`, only cases that the reader could send some event in now; a page may be short then, and have a next one.',
      query: z.strictObject({
        ...filter,
        view: z.enum(workViews).default('waiting'),
        sort: z.enum(['due', 'priority', '-updated']).default('due'),
        ready: z.enum(['true', 'false']).default('false'),
        limit: pageLimit(limits),
        cursor: z.string().max(1_000).optional().describe('`next` of the page before'),
      }),
      answers: {
        200: {
          description: 'A page',
          schema: z.object({ items: z.array(item), next: z.string().nullable() }),
        },
      },
    },
    async ({ query }, c) => {
      const asked = { ...query, ready: query.ready === 'true' } as WorkListAsked
      const { items, next } = await work.list(asked, readerOf(c))
      return c.json({ items: items.map(toItem), next })
    },
  )

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/work/counts',
      aboutNoCase: true,
      tag,
      summary: 'How much there is to do',
      description:
        'A case counts as waiting whether or not a rule is in the way. `overdue`, and `today` with it, are of those waiting.',
      query: z.strictObject(filter),
      answers: {
        200: {
          description: 'How many open cases in each view, overdue, and due within 24 hours',
          schema: z.object({
            waiting: z.number(),
            mine: z.number(),
            team: z.number(),
            unassigned: z.number(),
            overdue: z.number(),
            today: z.number(),
          }),
        },
      },
    },
    async ({ query }, c) => c.json(await work.count(query as WorkAsked, readerOf(c))),
  )
}

const toItem = ({ row, next, blocked }: WorkItem) => ({ ...toSummary(row), next, blocked })

const readerOf = (c: AppContext) => ({
  actor: actorOf(c),
  mayAct: c.var.identity?.rights.has('case.send') ?? false,
})
