import { z } from '@hono/zod-openapi'
import type { Access } from '../access/access.ts'
import type { Clock } from '../clock.ts'
import type { Limits } from '../limits.ts'
import { RequestError } from '../problem.ts'
import { createRate } from '../rate.ts'
import { type AddRoute, type AppContext, actorOf } from './route.ts'

const roles = z.array(z.string()).min(1).max(20)
const person = z
  .looseObject({ id: z.string(), name: z.string(), email: z.string(), roles: z.array(z.string()) })
  .openapi('Person')
const token = z
  .looseObject({ id: z.string(), name: z.string(), roles: z.array(z.string()) })
  .openapi('ApiKey')
const byId = z.strictObject({ id: z.string().min(1).max(200) })

export function addAccessRoutes(
  add: AddRoute,
  around: { access: Access; clock: Clock; limits: Limits; url: string; addressOf: (c: AppContext) => string },
): void {
  const { access, clock, limits, url, addressOf } = around
  const tag = 'Access'
  const failures = createRate(60_000, clock)

  /** Guessing links is limited as guessing passwords is. */
  async function guarded<T>(c: AppContext, attempt: () => Promise<T>): Promise<T> {
    const address = addressOf(c)
    const allowed = failures.peek(address, limits.failedSignIns)
    if (allowed.kind === 'exhausted') throw tooMany(allowed.retryAfterSeconds)
    try {
      return await attempt()
    } catch (error) {
      failures.take(address, limits.failedSignIns)
      throw error
    }
  }

  add(
    {
      need: 'signed-in',
      method: 'get',
      path: '/api/me',
      tag,
      summary: 'Who is signed in, and what they may do',
      answers: {
        200: {
          description: 'You',
          schema: z.looseObject({ id: z.string(), roles: z.array(z.string()), rights: z.array(z.string()) }),
        },
      },
    },
    (_, c) => c.json({ ...actorOf(c), rights: [...c.var.identity!.rights].sort() }),
  )

  add(
    {
      need: 'public',
      method: 'get',
      path: '/api/access/links/{token}',
      tag,
      summary: 'What a one-time link is for',
      params: z.strictObject({ token: z.string().min(1).max(200) }),
      answers: {
        200: {
          description: 'The roles that it gives, and whom it is for',
          schema: z.looseObject({ kind: z.string(), roles: z.array(z.string()) }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params }, c) => {
      const { kind, roles, email } = await guarded(c, () => access.findInvitation(params.token))
      return c.json({ kind, roles, email })
    },
  )

  add(
    {
      need: 'public',
      method: 'post',
      path: '/api/access/join',
      tag,
      summary: 'Make the account that a one-time link is for',
      body: z.strictObject({
        token: z.string().min(1).max(200),
        name: z.string().max(500),
        email: z.string().max(500),
        password: z.string().max(1_000),
      }),
      answers: { 201: { description: 'The account; sign in with it next', schema: person } },
      problems: ['not-found', 'invalid-data', 'exists'],
    },
    async ({ body }, c) => c.json(await guarded(c, () => access.join(body)), 201),
  )

  add(
    {
      need: 'access.manage',
      method: 'get',
      path: '/api/access/people',
      tag,
      summary: 'Everybody who has an account',
      answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(person) }) } },
    },
    async (_, c) => c.json({ items: await access.listUsers() }),
  )

  add(
    {
      need: 'access.manage',
      method: 'put',
      path: '/api/access/people/{id}/roles',
      tag,
      summary: 'Give a person these roles, instead of those they have',
      params: byId,
      body: z.strictObject({ roles }),
      answers: { 200: { description: 'The person', schema: person } },
      problems: ['not-found', 'invalid-data'],
    },
    async ({ params: { id }, body }, c) => c.json(await access.setRoles(id, body.roles)),
  )

  add(
    {
      need: 'access.manage',
      method: 'delete',
      path: '/api/access/people/{id}',
      tag,
      summary: 'Remove an account; what the person did stays on record',
      params: byId,
      answers: { 204: { description: 'Done' } },
      problems: ['not-found', 'invalid-data'],
    },
    async ({ params: { id } }, c) => {
      await access.removeUser(id)
      return c.body(null, 204)
    },
  )

  add(
    {
      need: 'access.manage',
      method: 'post',
      path: '/api/access/invitations',
      tag,
      summary: 'Make a one-time link for somebody new',
      body: z.strictObject({ roles, email: z.string().max(500).optional() }),
      answers: {
        201: { description: 'The link; it is shown this once', schema: z.looseObject({ link: z.string() }) },
      },
      problems: ['invalid-data'],
    },
    async ({ body: { roles, email } }, c) => {
      const by = actorOf(c).id
      const made = await access.createInvitation({ roles, by, ...(email !== undefined && { email }) })
      return c.json({ ...made.invitation, link: `${url}/invite?token=${made.token}` }, 201)
    },
  )

  add(
    {
      need: 'access.manage',
      method: 'get',
      path: '/api/access/keys',
      tag,
      summary: 'The API keys, without their secrets',
      answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(token) }) } },
    },
    async (_, c) => c.json({ items: await access.listTokens() }),
  )

  add(
    {
      need: 'access.manage',
      method: 'post',
      path: '/api/access/keys',
      tag,
      summary: 'Make an API key',
      body: z.strictObject({
        name: z.string().max(200),
        roles,
        expiresInDays: z.number().int().positive().max(3_650).optional(),
      }),
      answers: {
        201: { description: 'The key; it is shown this once', schema: z.looseObject({ key: z.string() }) },
      },
      problems: ['invalid-data'],
    },
    async ({ body: { name, roles, expiresInDays } }, c) => {
      const by = actorOf(c).id
      const made = await access.createToken({
        name,
        roles,
        by,
        ...(expiresInDays !== undefined && { expiresInDays }),
      })
      return c.json({ ...made.token, key: made.key }, 201)
    },
  )

  add(
    {
      need: 'access.manage',
      method: 'delete',
      path: '/api/access/keys/{id}',
      tag,
      summary: 'Make an API key invalid',
      params: byId,
      answers: { 204: { description: 'Done' } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => {
      await access.revokeToken(id)
      return c.body(null, 204)
    },
  )
}

export function tooMany(retryAfterSeconds: number): RequestError {
  return new RequestError('too-many', `Too many requests. Try again in ${retryAfterSeconds} s.`, {
    headers: { 'retry-after': String(retryAfterSeconds) },
  })
}
