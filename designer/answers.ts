// What the server answers, as the contract has it: plain JSON, engine types where it is the engine's.

import type { Actor, Effect, HistoryEntry, Priority, RegisterName, StateValue } from '../engine/case.ts'
import type { Clocks } from '../engine/clocks.ts'
import type { Definition } from '../engine/definition.ts'
import type { EnabledEvent } from '../engine/enabled.ts'
import type { Json, JsonObject } from '../engine/json.ts'
import type { Opening } from '../engine/opening.ts'
import type { Refusal, RefusalReason } from '../engine/refusal.ts'
import type { StageTime } from '../engine/stage-times.ts'

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
  /** since when it is in its states, and until when */
  clocks: Clocks
  /** the earliest of these dates; null when there is none, or the case is closed */
  due: string | null
  priority: Priority
  /** who sent it back, and why, where the last step did */
  returned: { seq: number; at: string; by: string; event: string; reason: string } | null
  openedAt: string
  updatedAt: string
  data: JsonObject
}
/** `opening`: what would open an event that is blocked; null: nothing that can be done here. */
export type CaseEvent = EnabledEvent & { opening?: Opening | null }
/** `unreadable`: why nothing can be done with it here, when its version cannot be run any more. */
export type CaseView = CaseSummary & { promises: Json; events: CaseEvent[]; unreadable: string | null }
/** How long a case has been in which department, up to `at`. `openSince`: it is there now. */
export type StageTimes = { at: string; items: StageTime[] }
export type CasePage = { items: CaseSummary[]; next: string | null }
/** `next`: what the reader could do first; `blocked`: when there is nothing, what is in the way. */
export type WorkItem = CaseSummary & {
  next: { type: string; title: string; form: boolean } | null
  blocked: { type: string; title: string; reason: RefusalReason; message: string } | null
}
/** May be short, and have a next one all the same. */
export type WorkPage = { items: WorkItem[]; next: string | null }
/** `overdue`, and `today` with it, are of those waiting. */
export type WorkCounts = {
  waiting: number
  mine: number
  team: number
  unassigned: number
  overdue: number
  today: number
}
/** `count` null: not counted. `next` goes on at /api/cases, asked as `more` says. */
export type BoardColumn = {
  id: string
  title: string | null
  stage: string | null
  count: number | null
  items: CaseSummary[]
  next: string | null
  more: { status: 'open' | 'closed'; sort: 'due' | '-updated' }
}
export type Board = { columns: BoardColumn[] }
export type Preferences = {
  filters: { name: string; search: Record<string, string> }[]
  searches: { name: string; search: Record<string, string> }[]
  notices: {
    assigned: boolean
    mentioned: boolean
    dueSoon: boolean
    overdue: boolean
    returned: boolean
  }
}
/** `damaged`: entries that cannot be read any more, each with what is on record where that still is JSON. */
export type HistoryPage = {
  process: string
  version: number
  items: HistoryEntry[]
  damaged: DamagedEntry[]
  next: number | null
}
export type DamagedEntry = { seq: number; raw?: Json }

/** What became of an effect so far. `n`: which of its entry's effects, from 0. */
export type EffectState = {
  key: string
  seq: number
  n: number
  effect: Effect
  status: 'pending' | 'running' | 'done' | 'failed'
  attempts: number
  dueAt: string
  lastError: string | null
  answer: Json
}

/** A file of a case. `seq`: the entry that attached it. */
export type AttachedFile = {
  seq: number
  at: string
  by: Pick<Actor, 'kind' | 'id' | 'name'>
  name: string
  size: number
  type: string
  sha256: string
}

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
  kind: 'assigned' | 'mentioned' | 'due-soon' | 'overdue' | 'returned' | 'other'
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
  /** with `sort: 'due'` */
  priority?: Priority
  /** `due`: open cases, the earliest date first */
  sort?: 'updated' | '-updated' | 'opened' | '-opened' | 'id' | 'due'
  limit?: number
  cursor?: string
}

export type WorkFilter = {
  process?: string
  stage?: string
  priority?: Priority
  due?: 'overdue' | 'today' | 'week'
  q?: string
}
export type WorkQuery = WorkFilter & {
  view?: 'waiting' | 'mine' | 'team' | 'unassigned' | 'done'
  sort?: 'due' | 'priority' | '-updated'
  /** only what the reader could do something about now */
  ready?: 'true'
  limit?: number
  cursor?: string
}
export type BoardQuery = {
  process: string
  by: 'state' | 'stage'
  assignee?: string
  priority?: Priority
  q?: string
}
