import { z } from '@hono/zod-openapi'
import { createStageTimer } from '../../engine/stage-times.ts'
import type { Clock } from '../clock.ts'
import { UnreadableVersionError } from '../faults.ts'
import type { Processes } from '../processes.ts'
import { readEntries } from '../readable-history.ts'
import type { Store } from '../store/store.ts'
import { type AddRoute, found } from './route.ts'

export function addTimesRoute(
  add: AddRoute,
  { store, processes, clock }: { store: Store; processes: Pick<Processes, 'load'>; clock: Clock },
): void {
  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/times',
      tag: 'Cases',
      summary: 'How long a case has been in which department',
      description:
        'All visits together, up to `at`, which is the server’s time; they add up to the age of the case. Empty when ' +
        'the case’s version cannot be run any more.',
      params: z.strictObject({ id: z.string().min(1).max(200) }),
      answers: {
        200: {
          description: 'In the order in which they were first entered',
          schema: z.object({
            at: z.string(),
            items: z.array(
              z.object({
                stage: z.string().nullable(),
                totalMs: z.number(),
                visits: z.number(),
                openSince: z.string().nullable().describe('Since when it is there now'),
              }),
            ),
          }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => {
      const row = found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)
      const at = clock.now().toISOString()
      try {
        const timer = createStageTimer(await processes.load(row.process, row.version))
        for await (const entry of readEntries(store, id)) timer.add(entry)
        return c.json({ at, items: timer.times(at) })
      } catch (error) {
        if (error instanceof UnreadableVersionError) return c.json({ at, items: [] })
        throw error
      }
    },
  )
}
