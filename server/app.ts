// The HTTP application, as a function from request to response: no port, no process. main.ts gives it both.

import { OpenAPIHono } from '@hono/zod-openapi'
import { secureHeaders } from 'hono/secure-headers'
import { InvalidDefinitionError } from '../engine/compile.ts'
import type { Access } from './access/access.ts'
import { AccountError, type AccountProblem } from './access/accounts.ts'
import type { Record as OnRecord } from './audit.ts'
import { createBoard } from './board.ts'
import { readBody } from './body.ts'
import { announceMoves, type Bus } from './bus.ts'
import type { Cases } from './cases.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { refuseCrossSite } from './cross-site.ts'
import { addDocs } from './docs.ts'
import {
  CaseExistsError,
  CaseNotFoundError,
  DamagedEntryError,
  ProcessNotFoundError,
  StoreBusyError,
  StoreFullError,
  UnknownCursorError,
  UnreadableVersionError,
} from './faults.ts'
import type { Files } from './files/files.ts'
import { type Heads, RewrittenError } from './heads/heads.ts'
import { DamagedKeysError } from './heads/keys.ts'
import type { Log } from './log.ts'
import { describeProblem, type ProblemKind, RequestError, toResponse } from './problem.ts'
import type { Processes } from './processes.ts'
import { createRate } from './rate.ts'
import { PinnedRegisterMissingError } from './registers.ts'
import { addAccessRoutes, tooMany } from './routes/access.ts'
import { addAuditRoutes } from './routes/audit.ts'
import { addBoardRoute } from './routes/board.ts'
import { addCaseFileRoute } from './routes/case-file.ts'
import { addCaseRoutes } from './routes/cases.ts'
import { addDraftRoutes } from './routes/drafts.ts'
import { addEffectRoute } from './routes/effects.ts'
import { addEntryRoutes } from './routes/entries.ts'
import { addFileRoutes } from './routes/files.ts'
import { addHeadRoutes } from './routes/heads.ts'
import { addMiningRoutes } from './routes/mining.ts'
import { addNoteRoutes } from './routes/notes.ts'
import { addNotificationRoutes } from './routes/notifications.ts'
import { addOperationRoutes } from './routes/operations.ts'
import { addPreferenceRoutes } from './routes/preferences.ts'
import { addProcessRoutes } from './routes/processes.ts'
import { addReadRoute, createReadRecorder } from './routes/reads.ts'
import { addRegisterRoutes } from './routes/registers.ts'
import { type AppContext, type AppEnv, createAddRoute, methodsAt } from './routes/route.ts'
import { addScenarioRoutes } from './routes/scenarios.ts'
import { addStreamRoute } from './routes/stream.ts'
import { addTimesRoute } from './routes/times.ts'
import { addWorkRoutes } from './routes/work.ts'
import { serveScreens } from './screens.ts'
import type { Templates } from './templates.ts'
import { createWork } from './work.ts'
import {
  DamagedDocumentError,
  DocumentNotSavedError,
  InvalidNameError,
  type Workspace,
} from './workspace/workspace.ts'

export type AppParts = OnRecord & {
  heads: Heads
  cases: Cases
  files: Files
  processes: Processes
  templates: Templates
  workspace: Workspace
  access: Access
  clock: Clock
  bus: Bus
  config: Pick<Config, 'url' | 'limits'>
  log: Log
  /** aborted when the server is about to stop */
  closing?: AbortSignal
}

const tenSeconds = 10_000

export function createApp(parts: AppParts) {
  const { access, bus, clock, log, workspace, processes, templates, store, registers, files } = parts
  const { limits, url } = parts.config
  const closing = parts.closing ?? new AbortController().signal
  const cases = announceMoves(parts.cases, bus)
  const app = new OpenAPIHono<AppEnv>()
  const rate = createRate(tenSeconds, clock)
  const failedSignIns = createRate(60_000, clock)

  app.onError((error, c) => answerFault(error, c, log))
  app.notFound(c => {
    const { method, path } = c.req
    const methods = methodsAt(app, path)
    if (methods.length === 0)
      return toResponse(describeProblem('not-found', `There is nothing at ${method} ${path}. See /api/docs.`))
    const allow = methods.join(', ')
    const sentence = `${path} takes ${allow}, not ${method}. See /api/docs.`
    return toResponse(describeProblem('wrong-method', sentence), { allow })
  })

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // Component libraries set styles on elements; scripts are ours alone.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      crossOriginOpenerPolicy: 'same-origin',
      referrerPolicy: 'same-origin',
      strictTransportSecurity: false,
      // What somebody attached is shut away more strictly than our own pages.
      overwrite: false,
    }),
  )
  app.use('/api/*', refuseCrossSite(new URL(url).origin))
  app.use(async (c, next) => {
    if (!/^\/(api\/|metrics$)/.test(c.req.path) || c.req.path.startsWith('/api/auth/')) {
      c.set('identity', null)
      return next()
    }
    const { identity, setCookie } = await access.identify(c.req.raw.headers)
    c.set('identity', identity)
    takeShare(c)
    await next()
    for (const cookie of setCookie) c.res.headers.append('set-cookie', cookie)
    c.res.headers.set('cache-control', 'no-store')
  })

  /** Each has a share of ten seconds: a key, a person, or an address nobody is signed in at. */
  function takeShare(c: AppContext): void {
    const { identity } = c.var
    const { anonymous, key, person } = limits.requests
    const taken = identity
      ? rate.take(`${identity.actor.kind} ${identity.actor.id}`, identity.actor.kind === 'key' ? key : person)
      : rate.take(`address ${addressOf(c)}`, anonymous)
    if (taken.kind === 'exhausted') throw tooMany(taken.retryAfterSeconds)
  }

  app.all('/api/auth/*', async c => {
    const address = addressOf(c)
    const allowed = failedSignIns.peek(address, limits.failedSignIns)
    if (allowed.kind === 'exhausted') throw tooMany(allowed.retryAfterSeconds)
    const { method, url: asked, headers } = c.req.raw
    // Read here, so that it is limited like every other body.
    const body = method === 'GET' || method === 'HEAD' ? null : await readBody(c, limits)
    const response = await access.handle(new Request(asked, { method, headers, body }))
    if (response.status === 401 || response.status === 403) failedSignIns.take(address, limits.failedSignIns)
    return response
  })

  const add = createAddRoute(app, { limits, recordRead: createReadRecorder(store, clock) })
  const onRecord = { store, processes, registers, files, heads: parts.heads }
  addOperationRoutes(add, { store, closing })
  addProcessRoutes(add, { processes, bus, nameOf: access.nameOf })
  addDraftRoutes(add, { processes, bus, clock, nameOf: access.nameOf })
  addScenarioRoutes(add, { processes, templates })
  addCaseRoutes(add, { cases, store, limits })
  addTimesRoute(add, { store, processes, clock })
  addWorkRoutes(add, { work: createWork({ store, processes, registers, clock }), limits })
  addBoardRoute(add, createBoard({ store, processes }))
  addPreferenceRoutes(add, store)
  addNoteRoutes(add, { cases, access })
  addFileRoutes(add, { cases, store, files, limits })
  addAuditRoutes(add, onRecord)
  addHeadRoutes(add, { heads: parts.heads })
  addCaseFileRoute(add, { store, processes, registers, heads: parts.heads, clock })
  addEffectRoute(add, store)
  addEntryRoutes(add, { store, limits })
  addReadRoute(add, { store, limits })
  addMiningRoutes(add, onRecord)
  addRegisterRoutes(add, { workspace, clock, bus })
  addStreamRoute(add, bus, closing)
  addNotificationRoutes(add, { store, clock, limits })
  addAccessRoutes(add, { access, clock, limits, url, addressOf })
  addDocs(app, add)
  serveScreens(app)
  return app
}

/** Where a request comes from, as far as the socket tells; in tests there is none. */
function addressOf(c: AppContext): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress ?? 'unknown'
}

const accountProblems: Partial<Record<AccountProblem, ProblemKind>> = {
  'email-taken': 'exists',
  'link-not-valid': 'not-found',
  'no-such-person': 'not-found',
  'no-such-key': 'not-found',
}

/** The one place where what was thrown becomes a status. */
function statusOf(error: unknown): ProblemKind {
  if (error instanceof RequestError) return error.kind
  if (error instanceof CaseNotFoundError || error instanceof ProcessNotFoundError) return 'not-found'
  if (error instanceof CaseExistsError) return 'exists'
  if (error instanceof AccountError) return accountProblems[error.code] ?? 'invalid-data'
  if (error instanceof InvalidNameError || error instanceof UnknownCursorError) return 'malformed'
  if (error instanceof InvalidDefinitionError || error instanceof UnreadableVersionError)
    return 'invalid-definition'
  if (error instanceof StoreBusyError || error instanceof StoreFullError) return 'busy'
  if (error instanceof DocumentNotSavedError || error instanceof DamagedDocumentError) return 'busy'
  if (error instanceof PinnedRegisterMissingError) return 'busy'
  if (error instanceof RewrittenError) return 'rewritten'
  if (error instanceof DamagedKeysError || error instanceof DamagedEntryError) return 'busy'
  return 'fault'
}

function answerFault(error: Error, c: AppContext, log: Log): Response {
  const kind = statusOf(error)
  if (kind === 'fault' || kind === 'busy')
    log.error('A request ended with a fault', { method: c.req.method, path: c.req.path, error })
  // What broke inside is for the log, not for whoever asked.
  const detail =
    kind === 'fault' ? 'Something broke on the server; it is in its log. Try again.' : error.message
  const { extensions = {}, headers = {} } = error instanceof RequestError ? error : {}
  return toResponse(describeProblem(kind, detail, extensions), headers)
}
