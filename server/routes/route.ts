// How a route is declared: what it is for, the right it needs, what it takes, what it answers. The document at
// /api/openapi.json, the page made from it and the test of every route with every role read the same words.

import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, Env } from 'hono'
import type { Actor } from '../../engine/case.ts'
import type { Identity } from '../access/identities.ts'
import { meets, type Need } from '../access/roles.ts'
import { readBody } from '../body.ts'
import { parseJsonBody } from '../json-body.ts'
import type { Limits } from '../limits.ts'
import { MalformedError, type ProblemKind, problemKinds, RequestError } from '../problem.ts'

export type AppEnv = Env & { Variables: { identity: Identity | null } }
export type AppContext = Context<AppEnv>

type Fields = z.ZodType<Record<string, unknown>>

export type Route<Params extends Fields, Query extends Fields, Body extends z.ZodType> = {
  need: Need
  method: 'get' | 'post' | 'put' | 'delete'
  /** with parameters as in OpenAPI: `/api/cases/{id}` */
  path: string
  summary: string
  description?: string
  tag: string
  params?: Params
  query?: Query
  /** header → what it is for; read by the handler */
  headers?: Record<string, string>
  body?: Body
  /** the body is no JSON but bytes, which the handler reads: what they are */
  upload?: string
  answers: Record<number, Answer>
  /** what can go wrong beyond what can go wrong everywhere */
  problems?: ProblemKind[]
  /** it needs the right to read cases, and says nothing of any: who reads it is not put on record */
  aboutNoCase?: true
}

type AnyRoute = Route<Fields, Fields, z.ZodType>
type Answer = { description: string; schema?: z.ZodType; mediaType?: string }

export type Asked<Params extends Fields, Query extends Fields, Body extends z.ZodType> = {
  params: z.output<Params>
  query: z.output<Query>
  body: z.output<Body>
}

/** Told of what is about to be read, before it is. When it throws, nothing is shown. */
export type RecordRead = (
  route: { path: string; summary: string },
  asked: { params: Record<string, unknown>; query: Record<string, unknown> },
  c: AppContext,
) => Promise<void>

type NoFields = z.ZodObject<Record<never, never>>

export type AddRoute = <
  Params extends Fields = NoFields,
  Query extends Fields = NoFields,
  Body extends z.ZodType = z.ZodUndefined,
>(
  route: Route<Params, Query, Body>,
  handle: (asked: Asked<Params, Query, Body>, c: AppContext) => Response | Promise<Response>,
) => void

const noFields: NoFields = z.strictObject({})

export function createAddRoute(
  app: OpenAPIHono<AppEnv>,
  { limits, recordRead }: { limits: Limits; recordRead: RecordRead },
): AddRoute {
  return (route, handle) => {
    app.openAPIRegistry.registerPath(toOpenApi(route))
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    const { params = noFields, query = noFields, body } = route
    app.on(route.method.toUpperCase(), path, async c => {
      refuseUnlessMet(route.need, c.var.identity, /^Bearer /i.test(c.req.header('authorization') ?? ''))
      const asked = {
        params: check(params, c.req.param(), 'path'),
        query: check(query, readQuery(c), 'query'),
        body: body && check(body, await readJson(c, limits), 'body'),
      }
      if (isOnRecord(route)) await recordRead(route, asked, c)
      return handle(asked as never, c)
    })
  }
}

/** Does it give away cases, or what happened to them? */
const isOnRecord = ({ method, need, aboutNoCase }: Pick<AnyRoute, 'method' | 'need' | 'aboutNoCase'>) =>
  method === 'get' && (need === 'case.read' || need === 'audit.read') && !aboutNoCase

function refuseUnlessMet(need: Need, identity: Identity | null, hasKey: boolean): void {
  if (meets(need, identity?.rights ?? null)) return
  if (identity)
    throw new RequestError(
      'not-permitted',
      `This needs the right "${need}", which none of your roles has (${identity.actor.roles.join(', ')}).`,
    )
  throw new RequestError(
    'not-signed-in',
    hasKey
      ? 'This API key is not known: it was mistyped, was revoked, or has expired. Make another with "token create".'
      : 'Sign in, or send an API key as "Authorization: Bearer KEY".',
    { headers: { 'www-authenticate': 'Bearer' } },
  )
}

/** The same parameter twice has no one meaning, so it is refused. */
function readQuery(c: AppContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => {
      if (values.length > 1) throw new MalformedError(`The query has "${name}" more than once.`)
      return [name, values[0]!]
    }),
  )
}

async function readJson(c: AppContext, limits: Limits): Promise<unknown> {
  const type = c.req.header('content-type')
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new RequestError('not-json', `The body is "${type}"; send it as application/json.`)
  return parseJsonBody(await readBody(c, limits), limits.bodyDepth)
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, part: string): z.output<Schema> {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const violations = checked.error.issues.map(({ path, message }) => ({
    field: path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message,
  }))
  const sentences = violations.map(({ field, message }) => (field ? `${field}: ${message}` : message))
  throw new MalformedError(`The ${part} is not as expected. ${sentences.join('; ')}`, undefined, violations)
}

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
  })
  .openapi('Problem', { description: 'Problem details, RFC 9457' })

function toOpenApi(route: AnyRoute) {
  const { need, method, path, summary, description, tag, params, query, headers, body, upload } = route
  return {
    method,
    path,
    summary,
    ...(description && { description }),
    tags: [tag],
    'x-right': need,
    security: need === 'public' ? [] : [{ key: [] }, { session: [] }],
    request: {
      ...(params && { params: params as never }),
      ...(query && { query: query as never }),
      ...(headers && { headers: headerSchema(headers) }),
      ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
      ...(upload && {
        body: {
          required: true,
          description: upload,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } as const } },
        },
      }),
    },
    responses: { ...answersOf(route), ...problemsOf(route) },
  }
}

function headerSchema(headers: Record<string, string>) {
  return z.object(
    Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [
        name,
        z.string().optional().describe(description),
      ]),
    ),
  )
}

function answersOf({ answers }: Pick<AnyRoute, 'answers'>) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, mediaType = 'application/json' }]) => [
      status,
      {
        description,
        ...((schema || mediaType !== 'application/json') && {
          content: { [mediaType]: { schema: schema ?? z.string() } },
        }),
      },
    ]),
  )
}

/** Every problem that the route can end with, by status: those named, and those that follow from what it takes. */
function problemsOf(route: AnyRoute) {
  const kinds: ProblemKind[] = [
    ...(route.params || route.query || route.body ? (['malformed'] as const) : []),
    ...(route.need === 'public' ? [] : (['not-signed-in'] as const)),
    ...(route.need === 'public' || route.need === 'signed-in' ? [] : (['not-permitted'] as const)),
    ...(route.body ? (['too-large', 'not-json'] as const) : []),
    ...(route.upload ? (['too-large', 'wrong-file'] as const) : []),
    ...(isOnRecord(route) ? (['busy'] as const) : []),
    ...(route.problems ?? []),
    'too-many',
  ]
  const byStatus = Map.groupBy(new Set(kinds), kind => problemKinds[kind].status)
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map(kind => problemKinds[kind].title).join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}

/** The methods of the routes at a path. */
export function methodsAt(app: OpenAPIHono<AppEnv>, path: string): string[] {
  const asked = path.split('/')
  const there = app.routes.filter(({ method, path }) => {
    const parts = path.split('/')
    const fits = (part: string, n: number) => part === asked[n] || (part.startsWith(':') && asked[n] !== '')
    return method !== 'ALL' && parts.length === asked.length && parts.every(fits)
  })
  return [...new Set(there.map(({ method }) => method))].sort()
}

/** Who sends the request. Only routes that need somebody may ask. */
export function actorOf(c: AppContext): Actor {
  const { identity } = c.var
  if (!identity) throw new Error('A public route has asked who is signed in.')
  return identity.actor
}

/** What was looked up, or a problem 404 with this sentence. */
export function found<T>(value: T | undefined | null, otherwise: string): T {
  if (value === undefined || value === null) throw new RequestError('not-found', otherwise)
  return value
}
