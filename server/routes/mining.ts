import { z } from '@hono/zod-openapi'
import { findPromiseField } from '../../engine/mining/promises.ts'
import { createMining, type Mined } from '../mining.ts'
import type { Processes } from '../processes.ts'
import type { RegisterReader } from '../registers.ts'
import type { Store } from '../store/store.ts'
import { type AddRoute, found } from './route.ts'

const mostCases = 10_000
const moment = z.iso.datetime({ offset: true }).optional()
const version = z.coerce.number().int().positive()
const mined = {
  process: z.string().min(1),
  from: moment.describe('Cases that were opened then or later'),
  to: moment.describe('Cases that were opened before'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(mostCases)
    .default(mostCases)
    .describe('At most so many cases, those that moved last'),
}
const answer = z
  .looseObject({
    cases: z.number(),
    bounded: z.boolean().describe('There are more cases than were read'),
    unreadable: z.array(z.string()).describe('Cases whose history is damaged: they are left out'),
  })
  .openapi('Mined')

export function addMiningRoutes(
  add: AddRoute,
  around: { store: Store; processes: Processes; registers: RegisterReader },
): void {
  const { processes } = around
  const mining = createMining(around)
  const route = {
    ...({ need: 'audit.read', method: 'get', tag: 'Audit' } as const),
    problems: ['not-found' as const],
  }
  const answers = (description: string) => ({ 200: { description, schema: answer } })

  add(
    {
      ...route,
      path: '/api/audit/variants',
      summary: 'The ways that cases went, by frequency, with durations in milliseconds',
      query: z.strictObject({ ...mined, version: version.optional() }),
      answers: answers('The most frequent first'),
    },
    async ({ query }, c) => {
      await processes.newest(query.process)
      return c.json(await mining.variants(given(query)))
    },
  )

  add(
    {
      ...route,
      path: '/api/audit/bottlenecks',
      summary: 'Time, waiting and rework by state and department, in milliseconds',
      query: z.strictObject({ ...mined, version }),
      answers: answers('The states with the most time first'),
    },
    async ({ query }, c) => c.json(await mining.bottlenecks({ ...given(query), version: query.version })),
  )

  add(
    {
      ...route,
      path: '/api/audit/conformance',
      summary: 'How well the histories of a version conform to another version',
      description:
        'By `rules`, each event meets all rules, forms and roles, with the registers in force now; by `order`, only ' +
        'whether the case accepts such an event where it is. Fitness: accepted / events.',
      query: z.strictObject({
        ...mined,
        version,
        against: version.optional().describe('The same version, if none'),
        by: z.enum(['rules', 'order']).default('rules'),
      }),
      answers: answers('Fitness, and what would have been refused and why, the most frequent first'),
    },
    async ({ query }, c) => {
      const { version, against = version, by } = query
      return c.json(await mining.conformance({ ...given(query), version, against, by }))
    },
  )

  add(
    {
      ...route,
      path: '/api/audit/promises',
      summary: 'Promises kept and broken, by what they have in common',
      query: z.strictObject({
        ...mined,
        version: version.optional(),
        by: z.string().min(1).max(200).describe('A field’s name, such as offering, or its path in the data'),
      }),
      answers: answers('Those with the most promises first'),
    },
    async ({ query }, c) => {
      const { definition } = await processes.newest(query.process)
      const field = found(
        findPromiseField(definition, query.by),
        `The data of ${JSON.stringify(query.process)} has no field ${JSON.stringify(query.by)}.`,
      )
      return c.json({ by: field.path.join('.'), ...(await mining.promises(given(query), field)) })
    },
  )
}

type Asked = {
  process: string
  limit: number
  version?: number | undefined
  from?: string | undefined
  to?: string | undefined
}

function given({ process, limit, version, from, to }: Asked): Mined {
  return {
    process,
    limit,
    ...(version !== undefined && { version }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}
