// Everything that can go wrong with a request, and its status. Two other outcomes are no faults and are
// answered by the routes themselves, in the same form: a refusal (the process said no) and a wrong definition.

import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Violation } from '../engine/refusal.ts'

/** Problem details, RFC 9457. `type` leads to the word's explanation on the page of the API. */
export type ProblemDetails = {
  type: string
  title: string
  status: number
  detail: string
  [extension: string]: unknown
}

export const problemKinds = {
  malformed: { status: 400, title: 'The request cannot be read' },
  'not-signed-in': { status: 401, title: 'Nobody is signed in' },
  'not-permitted': { status: 403, title: 'Your roles do not permit this' },
  'cross-site': { status: 403, title: 'The request comes from another site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'wrong-method': { status: 405, title: 'This address takes other methods' },
  refused: { status: 409, title: 'The process refused the event' },
  conflict: { status: 409, title: 'Somebody else saved in between' },
  exists: { status: 409, title: 'It exists already' },
  'in-use': { status: 409, title: 'It is in use' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-file': { status: 415, title: 'Files of this kind cannot be attached' },
  'not-json': { status: 415, title: 'The body has to be JSON' },
  'invalid-data': { status: 422, title: 'The data does not fit the form' },
  'invalid-definition': { status: 422, title: 'The definition is wrong' },
  'too-many': { status: 429, title: 'Too many requests' },
  'damaged-file': { status: 500, title: 'The file is not what was attached' },
  rewritten: { status: 500, title: 'What is on record was changed' },
  fault: { status: 500, title: 'Something broke on the server' },
  busy: { status: 503, title: 'The server cannot do this now' },
} as const satisfies Record<string, { status: ContentfulStatusCode; title: string }>

export type ProblemKind = keyof typeof problemKinds

export function describeProblem(
  kind: ProblemKind,
  detail: string,
  extensions: Record<string, unknown> = {},
): ProblemDetails {
  const { status, title } = problemKinds[kind]
  return { type: `/api/docs#problem-${kind}`, title, status, detail, ...extensions }
}

export function toResponse(problem: ProblemDetails, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}

/** A request that ends with a problem. */
export class RequestError extends Error {
  readonly kind: ProblemKind
  readonly extensions: Record<string, unknown>
  readonly headers: Record<string, string>
  constructor(
    kind: ProblemKind,
    detail: string,
    more: {
      extensions?: Record<string, unknown>
      headers?: Record<string, string>
      cause?: unknown
    } = {},
  ) {
    super(detail, { cause: more.cause })
    this.name = 'RequestError'
    this.kind = kind
    this.extensions = more.extensions ?? {}
    this.headers = more.headers ?? {}
  }
}

/** The request cannot be read. `violations`: what is wrong with which field. */
export class MalformedError extends RequestError {
  constructor(detail: string, cause?: unknown, violations?: Violation[]) {
    super('malformed', detail, { cause, ...(violations && { extensions: { violations } }) })
    this.name = 'MalformedError'
  }
}
