// The server, as the screens see it: one function for each call of the contract. Who sends is in the session
// cookie. Answers of the process come back as values (a refusal, the problems of a definition, a conflict);
// whatever else goes wrong is thrown as an ApiError.

import type { HistoryEntry, Priority, RegisterName, Snapshot } from '../engine/case.ts'
import type { Json, JsonObject } from '../engine/json.ts'
import type { Problem } from '../engine/problems.ts'
import type { Violation } from '../engine/refusal.ts'
import type { Divergence } from '../engine/replay.ts'
import type { Source } from '../engine/sources.ts'
import type {
  ApiKey,
  AttachedFile,
  Board,
  BoardQuery,
  CasePage,
  CaseQuery,
  CaseView,
  Check,
  Colleague,
  Conflict,
  Draft,
  DraftSummary,
  EffectState,
  HistoryPage,
  Invitation,
  Me,
  Notification,
  OpenCases,
  Person,
  Preferences,
  Present,
  ProcessSummary,
  Refused,
  Register,
  Scenarios,
  StageTimes,
  Template,
  TemplateSummary,
  Version,
  VersionPage,
  WorkCounts,
  WorkFilter,
  WorkPage,
  WorkQuery,
} from './answers.ts'
import { auditCalls } from './audit/calls.ts'

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

  /** What is answered to be kept as a file. */
  async function getFile(path: string, name: string): Promise<File> {
    const response = await call('GET', path)
    if (!response.ok) return answerOf(response)
    return new File([await response.blob()], name)
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
    /** How urgent it is, and why. `id`: the same for every attempt. */
    setPriority: async (caseId: string, request: { priority: Priority; note?: string; id?: string }) =>
      answerOf<{ priority: Priority; entry: HistoryEntry }>(
        await call('POST', `/api/cases/${encodeURIComponent(caseId)}/priority`, request),
      ),
    work: (query: WorkQuery = {}) => get<WorkPage>(`/api/work${search(query)}`),
    workCounts: (filter: WorkFilter = {}) => get<WorkCounts>(`/api/work/counts${search(filter)}`),
    board: (query: BoardQuery) => get<Board>(`/api/board${search(query)}`),
    preferences: () => get<Preferences>('/api/me/preferences'),
    savePreferences: async (preferences: Preferences) =>
      answerOf<Preferences>(await call('PUT', '/api/me/preferences', preferences)),
    colleagues: async () => (await get<{ items: Colleague[] }>('/api/colleagues')).items,
    history: (caseId: string, page: { after?: number; limit?: number } = {}) =>
      get<HistoryPage>(`/api/cases/${encodeURIComponent(caseId)}/history${search(page)}`),
    files: async (caseId: string) =>
      (await get<{ items: AttachedFile[] }>(`/api/cases/${encodeURIComponent(caseId)}/files`)).items,
    times: (caseId: string) => get<StageTimes>(`/api/cases/${encodeURIComponent(caseId)}/times`),
    sources: async (caseId: string) =>
      (await get<{ items: Source[] }>(`/api/cases/${encodeURIComponent(caseId)}/sources`)).items,
    /** What became of the effects of one entry. */
    effects: async (caseId: string, seq: number) =>
      (
        await get<{ items: EffectState[] }>(
          `/api/cases/${encodeURIComponent(caseId)}/effects${search({ seq })}`,
        )
      ).items,
    replay: (caseId: string, seq?: number) =>
      get<{ seq: number; snapshot: Snapshot | null; agrees: boolean; divergence: Divergence | null }>(
        `/api/cases/${encodeURIComponent(caseId)}/replay${search({ seq })}`,
      ),
    verifyCase: (caseId: string) => get<Check>(`/api/cases/${encodeURIComponent(caseId)}/verify`),
    ...auditCalls(get, getFile),

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

/** What was answered, or the problem, thrown. */
export async function answerOf<T>(response: Response): Promise<T> {
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
