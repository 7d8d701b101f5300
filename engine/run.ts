// The run: what one step reads and gathers. It is in the machine's context beside the case data, and lives for
// that step only.

import type { Actor, Effect, RegisterName, Timer } from './case.ts'
import { promiseMeant, type Scope } from './cel.ts'
import type { Process } from './compile.ts'
import { sentenceOf } from './explain.ts'
import type { JsonObject } from './json.ts'
import type { Verdict } from './verdict.ts'

export type Run = {
  process: Process
  scope: Scope
  actor: Actor
  /** the event's instant, in milliseconds */
  atMs: number
  verdicts: Verdict[]
  /** transitions that the actor's roles forbid */
  denied: { pointer: string; allow: string[] }[]
  /** whether any transition accepted the event */
  taken: boolean
  /** JSON Pointers of the transitions that were taken */
  transitions: string[]
  effects: Effect[]
  timersCleared: string[]
  timersSet: Timer[]
  registers: Set<RegisterName>
}

/** Made anew for every step; an assignment changes `data` for whatever follows in the step. */
export type Context = Record<string, unknown> & { data: JsonObject; run: Run }

/** What XState hands to guards, actions and delays. */
export type MachineArgs = { context: Context; event: { type: string; data?: JsonObject } }

/** Prefix of the machine's own events; no definition can use it. */
export const reservedPrefix = 'xstate.'

/** An assignment or effect could not be computed. Never leaves the engine. */
export class RunError extends Error {
  readonly pointer: string
  readonly text: string
  constructor(pointer: string, text: string, cause: unknown) {
    super(sentenceOf(cause), { cause })
    this.name = 'RunError'
    this.pointer = pointer
    this.text = text
  }
}

/** The scope as it stands within the step: with the data so far, and the data of the event being handled. */
export function scopeNow({ data, run }: Context, event: MachineArgs['event']): Scope {
  const { scope } = run
  if (scope.data !== data) {
    scope.data = data
    scope.promises = data.promises ?? []
  }
  // A raised event brings its own data; XState's own events (done, always) bring none and keep the sender's.
  scope.event = event.data ?? scope.sent
  scope.promise = promiseMeant(scope)
  return scope
}
