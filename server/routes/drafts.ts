import { z } from '@hono/zod-openapi'
import type { Json } from '../../engine/json.ts'
import type { Bus } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { createPresence } from '../presence.ts'
import { describeProblem, RequestError, toResponse } from '../problem.ts'
import type { Processes } from '../processes.ts'
import type { Draft } from '../workspace/workspace.ts'
import { json, requiredJson } from './pages.ts'
import { inProcess, type NameOf } from './processes.ts'
import { etag, revisionAsked } from './revision.ts'
import { type AddRoute, actorOf, found } from './route.ts'

const draft = z
  .looseObject({ process: z.string(), revision: z.number(), definition: json, layout: json })
  .openapi('Draft')

const draftSummary = z
  .looseObject({ process: z.string(), name: z.string().nullable(), revision: z.number() })
  .openapi('DraftSummary')

const present = z
  .looseObject({
    tab: z.string(),
    person: z.string(),
    name: z.string(),
    since: z.string(),
    selected: z.array(z.string()),
  })
  .openapi('Present')

const tab = z.string().min(1).max(80)

export function addDraftRoutes(
  add: AddRoute,
  around: { processes: Processes; bus: Bus; clock: Clock; nameOf: NameOf },
): void {
  const { processes, bus, clock, nameOf } = around
  const presence = createPresence(clock, (process, people) =>
    bus.mention({ kind: 'draft-presence', process, people }),
  )
  const named = async (draft: Draft) => ({ ...draft, savedByName: await nameOf(draft.savedBy) })

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
      const loaded = found(await processes.loadDraft(id), `The process ${JSON.stringify(id)} has no draft.`)
      c.header('etag', etag(loaded.revision))
      return c.json(await named(loaded))
    },
  )

  add(
    {
      need: 'process.draft',
      method: 'delete',
      path: '/api/processes/{id}/draft',
      tag: 'Processes',
      summary: 'Throw away the draft of a process that was never published, and its scenarios',
      params: inProcess,
      answers: { 204: { description: 'It is gone' } },
      problems: ['not-found', 'in-use'],
    },
    async ({ params: { id } }, c) => {
      const outcome = await processes.removeDraft(id)
      if (outcome === 'published')
        throw new RequestError(
          'in-use',
          `The process ${JSON.stringify(id)} is published: its draft stays. Take a version back as the draft instead.`,
        )
      found(outcome === 'removed' || undefined, `The process ${JSON.stringify(id)} has no draft.`)
      return c.body(null, 204)
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
      const actor = actorOf(c)
      const content = { definition: definition as Json, layout: layout as Json }
      const saved = await processes.saveDraft(id, content, { ifRevision: revisionAsked(c), by: actor.id })
      if (saved.kind === 'conflict')
        return toResponse(
          describeProblem(
            'conflict',
            'Somebody else has saved this draft since you opened it. Nothing was overwritten: both sides are here.',
            { mine: saved.mine, theirs: saved.theirs && (await named(saved.theirs)) },
          ),
        )
      const { revision, savedAt } = saved.document
      bus.mention({
        kind: 'draft-saved',
        process: id,
        revision,
        by: actor.id,
        name: actor.name ?? actor.id,
        at: savedAt,
      })
      c.header('etag', etag(revision))
      return c.json(saved.document)
    },
  )

  add(
    {
      need: 'process.draft',
      method: 'put',
      path: '/api/processes/{id}/draft/people/{tab}',
      tag: 'Processes',
      summary:
        'Say that you have the draft open, every 15 seconds; see who else has, and the revision that is saved',
      params: inProcess.extend({ tab }),
      body: z.strictObject({ selected: z.array(z.string().max(2_000)).max(200).default([]) }),
      answers: {
        200: {
          description: 'Everybody who has it open, you among them',
          schema: z.object({ people: z.array(present), revision: z.number() }),
        },
      },
    },
    async ({ params: { id, tab }, body: { selected } }, c) => {
      const { id: person, name = person } = actorOf(c)
      const people = presence.beat(id, { tab, person, name, selected })
      return c.json({ people, revision: (await processes.loadDraft(id))?.revision ?? 0 })
    },
  )

  add(
    {
      need: 'process.draft',
      method: 'delete',
      path: '/api/processes/{id}/draft/people/{tab}',
      tag: 'Processes',
      summary: 'Say that you have closed the draft',
      params: inProcess.extend({ tab }),
      answers: { 204: { description: 'Done' } },
    },
    ({ params: { id, tab } }, c) => {
      presence.leave(id, tab, actorOf(c).id)
      return c.body(null, 204)
    },
  )
}
