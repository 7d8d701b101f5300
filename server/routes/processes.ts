import { z } from '@hono/zod-openapi'
import type { Json } from '../../engine/json.ts'
import type { Problem } from '../../engine/problems.ts'
import type { Bus } from '../bus.ts'
import { describeProblem, toResponse } from '../problem.ts'
import { check, type Processes } from '../processes.ts'
import type { Version } from '../store/store.ts'
import { json, requiredJson } from './pages.ts'
import { type AddRoute, actorOf } from './route.ts'

const processId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'small letters, digits and hyphens, 80 at the most')
export const inProcess = z.strictObject({ id: processId })
const version = z
  .looseObject({
    process: z.string(),
    version: z.number(),
    hash: z.string(),
    publishedAt: z.string(),
    publishedBy: z.string(),
  })
  .openapi('Version')
const problem = z
  .looseObject({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    at: z.string(),
    message: z.string(),
  })
  .openapi('DefinitionProblem')
export function addProcessRoutes(
  add: AddRoute,
  { processes, bus, nameOf }: { processes: Processes; bus: Bus; nameOf: NameOf },
): void {
  add(
    {
      need: 'process.read',
      method: 'get',
      path: '/api/processes',
      tag: 'Processes',
      summary: 'Published processes, each in its newest version',
      answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(version) }) } },
    },
    async (_, c) => c.json({ items: (await processes.list()).map(toSummary) }),
  )

  add(
    {
      need: 'process.read',
      method: 'get',
      path: '/api/processes/{id}',
      tag: 'Processes',
      summary: 'A process in its newest version',
      params: inProcess,
      answers: { 200: { description: 'The version', schema: version } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => c.json(await processes.version(id)),
  )

  add(
    {
      need: 'process.read',
      method: 'get',
      path: '/api/processes/{id}/versions',
      tag: 'Processes',
      summary: 'The versions of a process, newest first, in pages',
      params: inProcess,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
        before: z.coerce.number().int().positive().optional().describe('`next` of the page before'),
      }),
      answers: {
        200: {
          description: 'A page; `next` is null on the last one',
          schema: z.object({ items: z.array(version), next: z.number().nullable() }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params: { id }, query: { limit, before } }, c) => {
      // One more than asked for, to know whether there is another page.
      const found = await processes.versions(id, { limit: limit + 1, ...(before && { before }) })
      const page = await withNames(found.slice(0, limit), nameOf)
      return c.json({ items: page, next: found.length > limit ? page.at(-1)!.version : null })
    },
  )

  add(
    {
      need: 'process.read',
      method: 'get',
      path: '/api/processes/{id}/open-cases',
      tag: 'Processes',
      summary: 'How many open cases stay on which version',
      params: inProcess,
      answers: {
        200: {
          description: 'Newest version first; versions without open cases are left out',
          schema: z.object({ items: z.array(z.object({ version: z.number(), cases: z.number() })) }),
        },
      },
    },
    async ({ params: { id } }, c) => c.json({ items: await processes.openCases(id) }),
  )

  add(
    {
      need: 'process.read',
      method: 'get',
      path: '/api/processes/{id}/versions/{n}',
      tag: 'Processes',
      summary: 'A version, as it was published',
      params: z.strictObject({ id: processId, n: z.coerce.number().int().positive() }),
      answers: { 200: { description: 'The version', schema: version } },
      problems: ['not-found'],
    },
    async ({ params: { id, n } }, c) => c.json(await processes.version(id, n)),
  )

  add(
    {
      need: 'process.read',
      method: 'post',
      path: '/api/processes/check',
      tag: 'Processes',
      summary: 'Check a definition without saving it',
      body: z.strictObject({ definition: requiredJson }),
      answers: {
        200: { description: 'What is wrong with it', schema: z.object({ problems: z.array(problem) }) },
      },
    },
    ({ body: { definition } }, c) => c.json({ problems: check(definition).problems }),
  )

  add(
    {
      need: 'process.publish',
      method: 'post',
      path: '/api/processes/{id}/publish',
      tag: 'Processes',
      summary: 'Publish the draft, or the definition that is sent, as the next version',
      params: inProcess,
      body: z.strictObject({
        definition: json.optional(),
        layout: json.optional(),
        note: z.string().max(2_000),
        onTopOf: z
          .number()
          .int()
          .min(0)
          .optional()
          .describe('The newest version that you have seen, 0 for none; 409 when there is a newer one'),
      }),
      answers: { 201: { description: 'The version', schema: version } },
      problems: ['not-found', 'conflict', 'invalid-definition'],
    },
    async ({ params: { id }, body: { definition, layout, note, onTopOf } }, c) => {
      const published = await processes.publish({
        process: id,
        note,
        by: actorOf(c).id,
        ...(definition !== undefined && { definition }),
        ...(layout !== undefined && { layout: layout as Json }),
        ...(onTopOf !== undefined && { onTopOf }),
      })
      if (published.kind === 'problems') return wrongDefinition(published.problems)
      if (published.kind === 'conflict') {
        const [newest] = await withNames([published.newest], nameOf)
        return toResponse(
          describeProblem(
            'conflict',
            `${newest!.publishedByName} has published version ${newest!.version} since you looked. Nothing was published: look at what it changes, then publish on top of it.`,
            { theirs: newest },
          ),
        )
      }
      const { publishedAt: at } = published.version
      bus.publish({ kind: 'process-published', process: id, version: published.version.version, at })
      return c.json(published.version, 201)
    },
  )
}

export type NameOf = (id: string) => Promise<string>

/** With what people call whoever published. */
async function withNames<Row extends { publishedBy: string }>(rows: Row[], nameOf: NameOf) {
  const ids = [...new Set(rows.map(({ publishedBy }) => publishedBy))]
  const names = new Map(await Promise.all(ids.map(async id => [id, await nameOf(id)] as const)))
  return rows.map(row => ({ ...row, publishedByName: names.get(row.publishedBy)! }))
}

function toSummary({ definition, layout: _, ...version }: Version) {
  const { name, description = null } = definition
  return { ...version, name, description }
}

function wrongDefinition(problems: Problem[]): Response {
  const errors = problems.filter(({ severity }) => severity === 'error')
  return toResponse(
    describeProblem(
      'invalid-definition',
      `The definition has ${errors.length} error${errors.length === 1 ? '' : 's'}; nothing was published. The first: ${errors[0]?.message}`,
      { problems },
    ),
  )
}
