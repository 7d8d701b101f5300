// What is kept beside drafts, and what they can begin with.

import { z } from '@hono/zod-openapi'
import type { Json } from '../../engine/json.ts'
import { parseScenarios } from '../../engine/scenario.ts'
import { describeProblem, MalformedError, toResponse } from '../problem.ts'
import type { Processes } from '../processes.ts'
import type { Templates } from '../templates.ts'
import { json, requiredJson } from './pages.ts'
import { inProcess } from './processes.ts'
import { etag, revisionAsked } from './revision.ts'
import { type AddRoute, actorOf, found } from './route.ts'

const scenarios = z
  .looseObject({ process: z.string(), revision: z.number(), scenarios: json })
  .openapi('Scenarios')

const templateSummary = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    stages: z.array(z.string()),
    states: z.number(),
  })
  .openapi('TemplateSummary')

const template = z
  .looseObject({ id: z.string(), definition: json, layout: json, scenarios: json })
  .openapi('Template')

export function addScenarioRoutes(
  add: AddRoute,
  { processes, templates }: { processes: Processes; templates: Templates },
): void {
  add(
    {
      need: 'process.draft',
      method: 'get',
      path: '/api/processes/{id}/scenarios',
      tag: 'Processes',
      summary: 'The scenarios of a draft',
      params: inProcess,
      answers: { 200: { description: 'All of them; their revision is also the ETag', schema: scenarios } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => {
      const saved = found(
        await processes.loadScenarios(id),
        `The process ${JSON.stringify(id)} has no scenarios.`,
      )
      c.header('etag', etag(saved.revision))
      return c.json(saved)
    },
  )

  add(
    {
      need: 'process.draft',
      method: 'put',
      path: '/api/processes/{id}/scenarios',
      tag: 'Processes',
      summary: 'Save the scenarios of a draft',
      headers: { 'if-match': 'The revision that was changed, as "3"; none, or "0", for the first' },
      params: inProcess,
      body: z.strictObject({ scenarios: requiredJson }),
      answers: { 200: { description: 'The scenarios as saved', schema: scenarios } },
      problems: ['conflict'],
    },
    async ({ params: { id }, body }, c) => {
      const { problems } = parseScenarios(body.scenarios)
      if (problems.length > 0)
        throw new MalformedError(
          `These are no scenarios that can be run; nothing was saved. ${problems.slice(0, 5).join(' ')}`,
        )
      const saving = { ifRevision: revisionAsked(c), by: actorOf(c).id }
      const saved = await processes.saveScenarios(id, body.scenarios as Json, saving)
      if (saved.kind === 'conflict')
        return toResponse(
          describeProblem(
            'conflict',
            'Somebody else has saved these scenarios since you opened them. Nothing was overwritten: both sides are here.',
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
      method: 'get',
      path: '/api/templates',
      tag: 'Processes',
      summary: 'Processes to begin with',
      answers: {
        200: { description: 'All of them', schema: z.object({ items: z.array(templateSummary) }) },
      },
    },
    async (_, c) => c.json({ items: await templates.list() }),
  )

  add(
    {
      need: 'process.read',
      method: 'get',
      path: '/api/templates/{id}',
      tag: 'Processes',
      summary: 'A template, with its drawing and its scenarios',
      params: inProcess,
      answers: { 200: { description: 'The template', schema: template } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) =>
      c.json(found(await templates.load(id), `There is no template ${JSON.stringify(id)}.`)),
  )
}
