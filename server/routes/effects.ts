import { z } from '@hono/zod-openapi'
import type { Store } from '../store/store.ts'
import { json } from './pages.ts'
import { type AddRoute, found } from './route.ts'

export function addEffectRoute(add: AddRoute, store: Store): void {
  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/cases/{id}/effects',
      tag: 'Audit',
      summary: 'What became of the effects of a case',
      description:
        'How often each was tried, what was answered, what went wrong last. The first thousand, by when they are or ' +
        'were due; with `seq`, those of one entry. Effects of imported entries were never carried out and are not here.',
      params: z.strictObject({ id: z.string().min(1).max(200) }),
      query: z.strictObject({
        seq: z.coerce.number().int().positive().optional().describe('Only those of this entry'),
      }),
      answers: {
        200: {
          description: 'The effects',
          schema: z.object({
            items: z.array(
              z.object({
                key: z.string(),
                seq: z.number().describe('The entry whose step has this effect'),
                n: z.number().describe('Which of the step’s effects, from 0'),
                effect: z.looseObject({ type: z.string() }),
                status: z.enum(['pending', 'running', 'done', 'failed']),
                attempts: z.number(),
                dueAt: z.string(),
                lastError: z.string().nullable(),
                answer: json.describe('What the receiver answered'),
              }),
            ),
          }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params: { id }, query: { seq } }, c) => {
      found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)
      const rows = await store.listEffects({ caseId: id, ...(seq !== undefined && { seq }) })
      const items = rows.map(({ key, seq, n, effect, status, attempts, dueAt, lastError, answer }) => {
        return { key, seq, n, effect, status, attempts, dueAt, lastError, answer }
      })
      return c.json({ items })
    },
  )
}
