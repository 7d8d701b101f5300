// What people say and arrange around a case: comments, who has it, and how urgent it is. On record like everything else, and moving
// nothing. Whoever is mentioned, or is given a case by somebody else, is told.

import { z } from '@hono/zod-openapi'
import type { Actor, Effect } from '../../engine/case.ts'
import type { Access } from '../access/access.ts'
import type { Cases } from '../cases.ts'
import { MalformedError, RequestError } from '../problem.ts'
import { priority } from './case-summary.ts'
import { type AddRoute, actorOf } from './route.ts'

const inCase = z.strictObject({ id: z.string().min(1).max(200) })
const eventId = z.string().min(1).max(200).optional().describe('The same for every attempt: it counts once')
const entry = z.looseObject({ seq: z.number(), kind: z.string(), hash: z.string() })

const longestComment = 10_000
const mostMentions = 20

type Colleague = { id: string; name: string; roles: string[] }

export function addNoteRoutes(add: AddRoute, { cases, access }: { cases: Cases; access: Access }): void {
  const tag = 'Cases'

  const colleagues = async (): Promise<Colleague[]> =>
    (await access.listUsers()).map(({ id, name, roles }) => ({ id, name, roles }))

  async function named(ids: string[]): Promise<Colleague[]> {
    const known = new Map((await colleagues()).map(one => [one.id, one]))
    return ids.map(id => {
      const one = known.get(id)
      if (!one) throw new MalformedError(`Nobody has the id ${JSON.stringify(id)}. See /api/colleagues.`)
      return one
    })
  }

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/colleagues',
      aboutNoCase: true,
      tag,
      summary: 'Who works here: to give cases to, and to mention',
      answers: {
        200: {
          description: 'Everybody, by name',
          schema: z.object({ items: z.array(z.looseObject({ id: z.string(), name: z.string() })) }),
        },
      },
    },
    async (_, c) => {
      const items = (await colleagues()).sort((a, b) => a.name.localeCompare(b.name))
      return c.json({ items })
    },
  )

  add(
    {
      need: 'case.send',
      method: 'post',
      path: '/api/cases/{id}/comments',
      tag,
      summary: 'Say something about a case',
      description: 'Whoever is mentioned is told. A comment is part of the history: it stays as it is.',
      params: inCase,
      body: z.strictObject({
        text: z.string().trim().min(1).max(longestComment),
        mentions: z.array(z.string().min(1).max(200)).max(mostMentions).default([]).describe('Ids of people'),
        id: eventId,
      }),
      answers: { 201: { description: 'The entry', schema: z.object({ entry }) } },
      problems: ['not-found', 'busy'],
    },
    async ({ params, body: { text, mentions, id } }, c) => {
      const actor = actorOf(c)
      const told = await named([...new Set(mentions)])
      const sent = await cases.note({
        kind: 'comment',
        caseId: params.id,
        data: { text, mentions: told.map(({ id, name }) => ({ id, name })) },
        actor,
        effects: told.flatMap(one => tell(one.id, actor, 'mentioned', text)),
        ...(id !== undefined && { id }),
      })
      if (sent.kind !== 'sent') throw notANote(id)
      return c.json({ entry: sent.entry }, 201)
    },
  )

  add(
    {
      need: 'case.send',
      method: 'post',
      path: '/api/cases/{id}/assignment',
      tag,
      summary: 'Take a case, hand it over, or give it back',
      description:
        '`assignee`: a person’s id, "me", or null for nobody. `from`: who had it when you looked (null: nobody); when ' +
        'somebody else has it by now, nothing changes and the answer is 409 with `assignee`.',
      params: inCase,
      body: z.strictObject({
        assignee: z.string().min(1).max(200).nullable(),
        from: z.string().min(1).max(200).nullable().optional(),
        note: z.string().trim().max(1_000).default('').describe('Why, for whoever gets it'),
        id: eventId,
      }),
      answers: {
        200: {
          description: 'Who has it now, and the entry',
          schema: z.object({ assignee: z.string().nullable(), entry }),
        },
      },
      problems: ['not-found', 'conflict', 'busy'],
    },
    async ({ params, body: { assignee, from, note, id } }, c) => {
      const actor = actorOf(c)
      const asked = assignee === 'me' ? actor.id : assignee
      if (asked === actor.id && actor.kind !== 'person')
        throw new MalformedError('A key is nobody who could have a case. Name a person’s id.')
      const [to] = asked === null ? [] : await named([asked])
      const sent = await cases.note({
        kind: 'assignment',
        caseId: params.id,
        data: { assignee: asked, name: to?.name ?? null, note },
        actor,
        effects: to ? tell(to.id, actor, 'assigned', note) : [],
        ...(from !== undefined && { from }),
        ...(id !== undefined && { id }),
      })
      if (sent.kind === 'taken') throw await taken(sent.assignee)
      if (sent.kind !== 'sent') throw notANote(id)
      return c.json({ assignee: sent.row.assignee, entry: sent.entry })
    },
  )

  add(
    {
      need: 'case.send',
      method: 'post',
      path: '/api/cases/{id}/priority',
      tag,
      summary: 'Say how urgent a case is',
      description: 'It is part of the history, and moves nothing. Said again, it is an entry again.',
      params: inCase,
      body: z.strictObject({
        priority,
        note: z.string().trim().max(1_000).default('').describe('Why'),
        id: eventId,
      }),
      answers: {
        200: { description: 'How urgent it is now, and the entry', schema: z.object({ priority, entry }) },
      },
      problems: ['not-found', 'busy'],
    },
    async ({ params, body: { priority, note, id } }, c) => {
      const sent = await cases.note({
        kind: 'priority',
        caseId: params.id,
        data: { priority, note },
        actor: actorOf(c),
        ...(id !== undefined && { id }),
      })
      if (sent.kind !== 'sent') throw notANote(id)
      return c.json({ priority: sent.row.priority, entry: sent.entry })
    },
  )

  async function taken(assignee: string | null): Promise<RequestError> {
    const name = assignee === null ? null : await access.nameOf(assignee)
    const detail = name === null ? 'Nobody has this case any more.' : `${name} has this case by now.`
    return new RequestError('conflict', `${detail} Nothing was changed: look again.`, {
      extensions: { assignee, name },
    })
  }
}

/** Nobody is told of what they did themselves. */
function tell(person: string, actor: Actor, kind: keyof typeof deeds, text: string): Effect[] {
  if (person === actor.id) return []
  const title = `${actor.name ?? actor.id} ${deeds[kind]}`
  return [{ type: 'notify', params: { kind, person, title, text: text.slice(0, 500) } }]
}

const deeds = { mentioned: 'has mentioned you', assigned: 'has given you this case' }

const notANote = (id: string | undefined) =>
  new MalformedError(`The id ${JSON.stringify(id)} belongs to another event of this case. Make a new one.`)
