import { z } from '@hono/zod-openapi'
import type { Json } from '../../engine/json.ts'
import type { Problem } from '../../engine/problems.ts'
import type { Bus } from '../bus.ts'
import { describeProblem, MalformedError, toResponse } from '../problem.ts'
import { check, type Processes } from '../processes.ts'
import type { Version } from '../store/store.ts'
import { json, requiredJson } from './pages.ts'
import { type AddRoute, type AppContext, actorOf, found } from './route.ts'

const processId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'small letters, digits and hyphens, 80 at the most')
const inProcess = z.strictObject({ id: processId })
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
const draft = z
  .looseObject({ process: z.string(), revision: z.number(), definition: json, layout: json })
  .openapi('Draft')

const draftSummary = z
  .looseObject({ process: z.string(), name: z.string().nullable(), revision: z.number() })
  .openapi('DraftSummary')

export function addProcessRoutes(
  add: AddRoute,
  { processes, bus }: { processes: Processes; bus: Bus },
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
      summary: 'The versions of a process, newest first',
      params: inProcess,
      answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(version) }) } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => c.json({ items: await processes.versions(id) }),
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
      need: 'process.draft',
      method: 'get',
      path: '/api/drafts',
      tag: 'Processes',
      summary: 'All drafts, those of processes that were never published among them',
      answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(draftSummary) }) } },
    },
    async (_, c) => c.json({ items: await processes.listDrafts() }),
  )

  add(
    {
      need: 'process.draft',
      method: 'get',
      path: '/api/processes/{id}/draft',
      tag: 'Processes',
      summary: 'The draft of a process',
      params: inProcess,
      answers: { 200: { description: 'The draft; its revision is also the ETag', schema: draft } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => {
      const found_ = found(await processes.loadDraft(id), `The process ${JSON.stringify(id)} has no draft.`)
      c.header('etag', etag(found_.revision))
      return c.json(found_)
    },
  )

  add(
    {
      need: 'process.draft',
      method: 'put',
      path: '/api/processes/{id}/draft',
      tag: 'Processes',
      summary: 'Save a draft',
      headers: { 'if-match': 'The revision that was edited, as "3"; none, or "0", for a new draft' },
      params: inProcess,
      body: z.strictObject({ definition: requiredJson, layout: json.default({}) }),
      answers: { 200: { description: 'The draft as saved', schema: draft } },
      problems: ['conflict'],
    },
    async ({ params: { id }, body: { definition, layout } }, c) => {
      const saving = { ifRevision: revisionAsked(c), by: actorOf(c).id }
      const saved = await processes.saveDraft(
        id,
        { definition: definition as Json, layout: layout as Json },
        saving,
      )
      if (saved.kind === 'conflict')
        return toResponse(
          describeProblem(
            'conflict',
            'Somebody else has saved this draft since you opened it. Nothing was overwritten: both sides are here.',
            { mine: saved.mine, theirs: saved.theirs },
          ),
        )
      c.header('etag', etag(saved.document.revision))
      return c.json(saved.document)
    },
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
      }),
      answers: { 201: { description: 'The version', schema: version } },
      problems: ['not-found', 'invalid-definition'],
    },
    async ({ params: { id }, body: { definition, layout, note } }, c) => {
      const published = await processes.publish({
        process: id,
        note,
        by: actorOf(c).id,
        ...(definition !== undefined && { definition }),
        ...(layout !== undefined && { layout: layout as Json }),
      })
      if (published.kind === 'problems') return wrongDefinition(published.problems)
      const { publishedAt: at } = published.version
      bus.publish({ kind: 'process-published', process: id, version: published.version.version, at })
      return c.json(published.version, 201)
    },
  )
}

function toSummary({ definition, layout: _, ...version }: Version) {
  const { name, description = null } = definition
  return { ...version, name, description }
}

export const etag = (revision: number) => `"${revision}"`

/** The revision in If-Match; without one, a document that must not exist yet. */
export function revisionAsked(c: AppContext): number {
  const header = c.req.header('if-match')
  if (header === undefined) return 0
  const revision = /^(?:W\/)?"(\d+)"$/.exec(header.trim())?.[1]
  if (revision === undefined)
    throw new MalformedError(`If-Match is ${header}, but has to be one revision in quotes, such as "3".`)
  return Number(revision)
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
