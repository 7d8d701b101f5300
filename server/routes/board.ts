import { z } from '@hono/zod-openapi'
import type { Board, BoardAsked } from '../board.ts'
import { assigneeIn, priority, summary, toSummary } from './case-summary.ts'
import { type AddRoute, actorOf } from './route.ts'

const column = z.object({
  id: z.string().describe('Dotted path of a state, or a department; "" for cases in none'),
  title: z.string().nullable(),
  stage: z.string().nullable(),
  count: z.number().nullable().describe('null: more than are shown, and not counted'),
  items: z.array(summary).describe('The first 30'),
  next: z.string().nullable().describe('`cursor` for /api/cases, asked for the rest as `more` says'),
  more: z.object({ status: z.enum(['open', 'closed']), sort: z.enum(['due', '-updated']) }),
})

export function addBoardRoute(add: AddRoute, board: Board): void {
  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/board',
      tag: 'Work',
      summary: 'The open cases of a process in columns',
      description:
        'Columns are the states of the newest version in its order, and older ones where open cases still are; or the ' +
        'departments. Open cases come with the earliest date first. Where cases end, the latest are shown, whatever their priority.',
      query: z.strictObject({
        process: z.string().min(1),
        by: z.enum(['state', 'stage']).default('state'),
        assignee: z.string().optional().describe('A person’s id; "me": the reader’s; "none": nobody’s'),
        priority: priority.optional(),
        q: z.string().max(200).optional().describe('Words in the case’s id or data'),
      }),
      answers: { 200: { description: 'The columns', schema: z.object({ columns: z.array(column) }) } },
      problems: ['not-found'],
    },
    async ({ query: { assignee, ...query } }, c) => {
      const holder = assigneeIn(assignee, actorOf(c))
      const asked = { ...query, ...(holder !== undefined && { assignee: holder }) } as BoardAsked
      const columns = await board(asked)
      return c.json({ columns: columns.map(column => ({ ...column, items: column.items.map(toSummary) })) })
    },
  )
}
