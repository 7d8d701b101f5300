// The server, as the screens see it: one function for each call of the contract. Who sends is in the session
// cookie. Answers of the process come back as values (a refusal, the problems of a definition, a conflict);
// whatever else goes wrong is thrown as an ApiError.

import type { Actor, HistoryEntry, RegisterName, Snapshot, StateValue } from '../engine/case.ts'
import type { Definition } from '../engine/definition.ts'
import type { EnabledEvent } from '../engine/enabled.ts'
import type { Json, JsonObject } from '../engine/json.ts'
import type { Opening } from '../engine/opening.ts'
import type { Problem } from '../engine/problems.ts'
import type { Refusal, Violation } from '../engine/refusal.ts'
import type { Divergence } from '../engine/replay.ts'

export type CaseSummary = {
  id: string
  process: string
  version: number
  seq: number
  status: 'open' | 'closed'
  states: StateValue
  /** dotted paths of the active atomic states */
  activeStates: string[]
  stage: string | null
  assignee: string | null
  openedAt: string
  updatedAt: string
  data: JsonObject
}
/** `opening`: what would open an event that is blocked; null: nothing that can be done here. */
export type CaseEvent = EnabledEvent & { opening?: Opening | null }
export type CaseView = CaseSummary & { promises: Json; events: CaseEvent[] }
export type CasePage = { items: CaseSummary[]; next: string | null }
export type HistoryPage = { process: string; version: number; items: HistoryEntry[]; next: number | null }

export type VersionSummary = {
  process: string
  version: number
  hash: string
  note: string
  publishedAt: string
  publishedBy: string
  /** what people call whoever published; in lists of versions */
  publishedByName?: string
}
export type VersionPage = { items: VersionSummary[]; next: number | null }
export type ProcessSummary = VersionSummary & { name: string; description: string | null }
export type Version = VersionSummary & { definition: Definition; layout: Json }
export type Draft = {
  process: string
  revision: number
  savedAt: string
  savedBy: string
  definition: Json
  layout: Json
  /** what people call whoever saved; not in the answer to one's own save */
  savedByName?: string
}
export type DraftSummary = Omit<Draft, 'definition' | 'layout'> & { name: string | null }
/** A drawing that is open in somebody's browser. */
export type Present = {
  tab: string
  person: string
  name: string
  since: string
  /** dotted paths of states and pointers of transitions */
  selected: string[]
}
export type OpenCases = { version: number; cases: number }[]
export type Scenarios = {
  process: string
  revision: number
  savedAt: string
  savedBy: string
  scenarios: Json
}
export type TemplateSummary = {
  id: string
  name: string
  description: string | null
  /** departments that it leads through */
  stages: string[]
  states: number
}
export type Template = { id: string; definition: Definition; layout: Json; scenarios: Json }
export type Register = {
  name: RegisterName
  version: number
  savedAt: string
  savedBy: string
  note: string
  content: Json
}
export type Me = Actor & { name: string; rights: string[] }
export type Notification = {
  id: string
  title: string
  text: string
  caseId: string | null
  at: string
  readAt: string | null
}
/** Whom one works with, as everybody may see them. */
export type Colleague = { id: string; name: string; roles: string[] }
export type Person = { id: string; name: string; email: string; roles: string[]; createdAt: string }
/** Made once, shown once: whoever opens it makes an account with these roles. */
export type Invitation = { link: string; roles: string[]; email: string | null; expiresAt: string }
/** An API key without its secret. */
export type ApiKey = {
  id: string
  name: string
  start: string | null
  roles: string[]
  createdAt: string
  lastUsedAt: string | null
  expiresAt: string | null
}
export type Check = {
  ok: boolean
  entries: number
  firstBad?: { caseId: string | null; seq: number; reason: string }
}

/** Somebody else saved in between; nothing was overwritten. */
export type Conflict<Document> = { kind: 'conflict'; mine: Document; theirs: Document | null }
/** The process said no. Without `kind`s of its own on the wire; this adds it. */
export type Refused = Omit<Refusal, 'facts'>

export type CaseQuery = {
  process?: string
  state?: string
  stage?: string
  status?: 'open' | 'closed'
  assignee?: string
  q?: string
  sort?: 'updated' | '-updated' | 'opened' | '-opened' | 'id'
  limit?: number
  cursor?: string
}

/** A request that has no answer of the process: not signed in, not found, too many, or the server broke. */
export class ApiError extends Error {
  /** 0: the server could not be reached */
  readonly status: number
  /** the last part of the problem's `type`: `not-signed-in`, `not-found`, … */
  readonly kind: string
  readonly violations: Violation[]
  constructor(status: number, kind: string, message: string, violations: Violation[] = [], cause?: unknown) {
    super(message, { cause })
    this.name = 'ApiError'
    this.status = status
    this.kind = kind
    this.violations = violations
  }
}

type Fetch = (path: string, init: RequestInit) => Response | Promise<Response>
type ProblemBody = {
  type?: string
  detail?: string
  violations?: Violation[]
  refusal?: Omit<Refused, 'kind'>
  problems?: Problem[]
  mine?: unknown
  theirs?: unknown
}

export type Api = ReturnType<typeof createApi>

export function createApi(fetch: Fetch) {
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    keepalive = false,
  ) {
    const init: RequestInit = { method, keepalive, headers: { accept: 'application/json', ...headers } }
    if (body !== undefined) {
      init.body = JSON.stringify(body)
      init.headers = { ...init.headers, 'content-type': 'application/json' }
    }
    try {
      return await fetch(path, init)
    } catch (error) {
      throw new ApiError(
        0,
        'unreachable',
        'The server cannot be reached. Check the connection and try again.',
        [],
        error,
      )
    }
  }

  /** The answer of a call that has only one good one. */
  async function get<T>(path: string): Promise<T> {
    return answerOf(await call('GET', path))
  }

  async function save<Document>(path: string, body: unknown, revision: number) {
    const response = await call('PUT', path, body, { 'if-match': `"${revision}"` })
    if (response.status !== 409)
      return { kind: 'saved', document: await answerOf<Document>(response) } as const
    const { mine, theirs } = (await response.json()) as ProblemBody
    return { kind: 'conflict', mine, theirs } as Conflict<Document>
  }

  return {
    me: () => get<Me>('/api/me'),
    signIn: async (email: string, password: string) => {
      const response = await call('POST', '/api/auth/sign-in/email', { email, password })
      if (response.ok) return
      if (response.status === 401)
        throw new ApiError(401, 'wrong-password', 'The address or the password is wrong.')
      await answerOf(response)
    },
    signOut: async () => void (await answerOf(await call('POST', '/api/auth/sign-out', {}))),
    /** What a one-time link is for. */
    link: (token: string) =>
      get<{ kind: 'setup' | 'invitation'; roles: string[]; email: string | null }>(
        `/api/access/links/${encodeURIComponent(token)}`,
      ),
    join: async (person: { token: string; name: string; email: string; password: string }) =>
      answerOf<{ id: string }>(await call('POST', '/api/access/join', person)),

    cases: (query: CaseQuery = {}) => get<CasePage>(`/api/cases${search(query)}`),
    case: (id: string) => get<CaseView>(`/api/cases/${encodeURIComponent(id)}`),
    startCase: async (request: { process: string; id?: string; data: JsonObject; version?: number }) => {
      const response = await call('POST', '/api/cases', request)
      return (
        (await refusedBy(response)) ??
        ({ kind: 'started', case: await answerOf<CaseView>(response) } as const)
      )
    },
    /** `seq`: the one of the case that was looked at. `id`: the same for every attempt at this event. */
    sendEvent: async (
      caseId: string,
      event: { type: string; data?: JsonObject; seq?: number; id?: string },
    ) => {
      const response = await call('POST', `/api/cases/${encodeURIComponent(caseId)}/events`, event)
      const refused = await refusedBy(response)
      if (refused) return refused
      const sent = await answerOf<{ case: CaseView; entry: HistoryEntry }>(response)
      return { kind: 'sent', ...sent } as const
    },
    /** `mentions`: ids of people, who are told. `id`: the same for every attempt at this comment. */
    comment: async (caseId: string, comment: { text: string; mentions: string[]; id: string }) =>
      answerOf<{ entry: HistoryEntry }>(
        await call('POST', `/api/cases/${encodeURIComponent(caseId)}/comments`, comment),
      ),
    /** `assignee`: "me", a person's id, or null. Throws a `conflict` when it is not `from`'s any more. */
    assign: async (
      caseId: string,
      request: { assignee: string | null; from?: string | null; note?: string; id?: string },
    ) =>
      answerOf<{ assignee: string | null; entry: HistoryEntry }>(
        await call('POST', `/api/cases/${encodeURIComponent(caseId)}/assignment`, request),
      ),
    colleagues: async () => (await get<{ items: Colleague[] }>('/api/colleagues')).items,
    history: (caseId: string, page: { after?: number; limit?: number } = {}) =>
      get<HistoryPage>(`/api/cases/${encodeURIComponent(caseId)}/history${search(page)}`),
    replay: (caseId: string, seq?: number) =>
      get<{ seq: number; snapshot: Snapshot | null; agrees: boolean; divergence: Divergence | null }>(
        `/api/cases/${encodeURIComponent(caseId)}/replay${search({ seq })}`,
      ),
    verifyCase: (caseId: string) => get<Check>(`/api/cases/${encodeURIComponent(caseId)}/verify`),
    verifyAll: () => get<Check & { cases: number }>('/api/audit/verify'),

    processes: async () => (await get<{ items: ProcessSummary[] }>('/api/processes')).items,
    process: (id: string) => get<Version>(`/api/processes/${id}`),
    versions: (id: string, page: { limit?: number; before?: number } = {}) =>
      get<VersionPage>(`/api/processes/${id}/versions${search(page)}`),
    version: (id: string, n: number) => get<Version>(`/api/processes/${id}/versions/${n}`),
    drafts: async () => (await get<{ items: DraftSummary[] }>('/api/drafts')).items,
    draft: (id: string) => get<Draft>(`/api/processes/${id}/draft`),
    saveDraft: (id: string, content: { definition: Json; layout: Json }, revision: number) =>
      save<Draft>(`/api/processes/${id}/draft`, content, revision),
    removeDraft: async (id: string) =>
      void (await answerOf(await call('DELETE', `/api/processes/${id}/draft`))),
    /** Says that a draft is open in this tab. Answers who else has it open, and which revision is saved. */
    beat: async (id: string, tab: string, selected: string[]) =>
      answerOf<{ people: Present[]; revision: number }>(
        await call('PUT', `/api/processes/${id}/draft/people/${tab}`, { selected }),
      ),
    /** Says that it is closed; also while the page goes away. */
    leave: async (id: string, tab: string) =>
      void (await call('DELETE', `/api/processes/${id}/draft/people/${tab}`, undefined, {}, true)),
    openCases: async (id: string) =>
      (await get<{ items: OpenCases }>(`/api/processes/${id}/open-cases`)).items,
    /** Null where nobody has saved any. */
    scenarios: async (id: string) => {
      try {
        return await get<Scenarios>(`/api/processes/${id}/scenarios`)
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
    saveScenarios: (id: string, scenarios: Json, revision: number) =>
      save<Scenarios>(`/api/processes/${id}/scenarios`, { scenarios }, revision),
    templates: async () => (await get<{ items: TemplateSummary[] }>('/api/templates')).items,
    template: (id: string) => get<Template>(`/api/templates/${id}`),
    check: async (definition: unknown) =>
      answerOf<{ problems: Problem[] }>(await call('POST', '/api/processes/check', { definition })),
    /** `onTopOf`: the newest version that was seen, 0 for none. */
    publish: async (
      id: string,
      request: { definition?: unknown; layout?: Json; note: string; onTopOf?: number },
    ) => {
      const response = await call('POST', `/api/processes/${id}/publish`, request)
      if (response.status === 409) {
        const { theirs } = (await response.json()) as ProblemBody
        return { kind: 'conflict', newest: theirs as Version } as const
      }
      if (response.status === 422) {
        const { problems } = (await response.clone().json()) as ProblemBody
        if (problems) return { kind: 'problems', problems } as const
      }
      return { kind: 'published', version: await answerOf<Version>(response) } as const
    },

    registers: async () => (await get<{ items: Register[] }>('/api/registers')).items,
    register: (name: RegisterName) => get<Register>(`/api/registers/${name}`),
    registerVersion: (name: RegisterName, n: number) => get<Register>(`/api/registers/${name}/versions/${n}`),
    saveRegister: (name: RegisterName, content: { content: Json; note?: string }, version: number) =>
      save<Register>(`/api/registers/${name}`, content, version),

    people: async () => (await get<{ items: Person[] }>('/api/access/people')).items,
    setRoles: async (id: string, roles: string[]) =>
      answerOf<Person>(await call('PUT', `/api/access/people/${encodeURIComponent(id)}/roles`, { roles })),
    removePerson: async (id: string) =>
      void (await answerOf(await call('DELETE', `/api/access/people/${encodeURIComponent(id)}`))),
    invite: async (invitation: { roles: string[]; email?: string }) =>
      answerOf<Invitation>(await call('POST', '/api/access/invitations', invitation)),
    keys: async () => (await get<{ items: ApiKey[] }>('/api/access/keys')).items,
    makeKey: async (key: { name: string; roles: string[]; expiresInDays?: number }) =>
      answerOf<ApiKey & { key: string }>(await call('POST', '/api/access/keys', key)),
    removeKey: async (id: string) =>
      void (await answerOf(await call('DELETE', `/api/access/keys/${encodeURIComponent(id)}`))),

    notifications: async () => (await get<{ items: Notification[] }>('/api/notifications')).items,
    markRead: async (id: string) =>
      void (await answerOf(await call('POST', `/api/notifications/${encodeURIComponent(id)}/read`))),
  }
}

async function refusedBy(response: Response): Promise<Refused | undefined> {
  if (response.status !== 409 && response.status !== 422) return undefined
  const { refusal } = (await response.clone().json()) as ProblemBody
  return refusal && { kind: 'refusal', ...refusal }
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as ProblemBody & { message?: string }
  const kind = /#problem-([\w-]+)$/.exec(problem.type ?? '')?.[1] ?? 'fault'
  const message = problem.detail ?? problem.message ?? `The server answered ${response.status}. Try again.`
  throw new ApiError(response.status, kind, message, problem.violations)
}

function search(query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length > 0
    ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
    : ''
}
