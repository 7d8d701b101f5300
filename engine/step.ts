// What one event does to one case. Pure: reads no clock, invents no ids, runs no effects. The same process,
// snapshot, event and registers give the same answer on the server today and in an auditor's browser in
// ten years.

import {
  type CaseEvent,
  type Facts,
  type Registers,
  registerNames,
  type Snapshot,
  type Step,
  type Tally,
} from './case.ts'
import { promiseMeant, type Scope } from './cel.ts'
import type { MachineSnapshot, Process } from './compile.ts'
import { withDefaults } from './defaults.ts'
import { definitionHash } from './definition-hash.ts'
import { actorScope, type MachineEvent, raisedBy } from './gather.ts'
import { outcomeOf } from './guard.ts'
import type { JsonObject } from './json.ts'
import type { Refusal, RefusalReason } from './refusal.ts'
import { type Run, RunError, reservedPrefix } from './run.ts'
import { inOrder } from './seal.ts'
import { activeNodes, fromXstate, toXstate } from './snapshot.ts'
import type { Verdict } from './verdict.ts'

/** Begins a case: `event.data` is its data. A refusal when the data does not fit, or the first states cannot be entered. */
export function start(process: Process, event: CaseEvent, registers: Registers): Step | Refusal {
  const violations = process.dataForm?.(event.data) ?? []
  if (violations.length > 0)
    return refuse('invalid-data', 'The data does not fit the case data of this process.', { violations })
  const data = withDefaults(process.definition, event.data)
  const run = newRun(process, event, data, emptyTally, registers)
  run.taken = true
  return attempt(process, run, registers, () => {
    const context = { data, run }
    const entered = process.machine.getInitialSnapshot(
      actorScope as never,
      context as never,
    ) as MachineSnapshot
    // Here, and only here, XState keeps what was thrown in the snapshot instead of throwing it.
    if (entered.status === 'error') throw entered.error
    const step = toStep(null, event, fromXstate(process, entered, emptyTally), run, registers)
    return { ...step, facts: { ...step.facts, definition: definitionHash(process.definition) } }
  })
}

/**
 * What an event that somebody sent does to a case.
 *
 * A refusal is an answer, not a failure: it says which rule was false, or what the case would have accepted
 * instead. Nothing has changed then.
 */
export function step(
  process: Process,
  from: Snapshot,
  event: CaseEvent,
  registers: Registers,
): Step | Refusal {
  if (from.status === 'closed')
    return refuse('closed', 'The case has ended; nothing can be sent to it any more.')
  if (!isSendable(process, event.type))
    return refuse('unknown-event', `This process has no event "${event.type}".`, {
      accepted: acceptedBy(process, from),
    })
  const violations = process.forms.get(event.type)?.(event.data) ?? []
  if (violations.length > 0)
    return refuse('invalid-data', `The data does not fit the form of "${event.type}".`, { violations })
  return take(process, from, event, { type: event.type, data: event.data }, registers)
}

/** What a timer does to a case; `event.type` is the timer's id. */
export function fireTimer(
  process: Process,
  from: Snapshot,
  event: CaseEvent,
  registers: Registers,
): Step | Refusal {
  if (from.status === 'closed')
    return refuse('closed', 'The case has ended; its timers mean nothing any more.')
  const own = process.timerEvents.get(event.type) ?? raisedBy(event.type)
  if (own === undefined) return refuse('unknown-event', `This process has no timer "${event.type}".`)
  const outcome = take(process, from, event, { type: own }, registers)
  if (outcome.kind === 'refusal') return outcome
  // A timer that sets itself again for a time already past would fire without end.
  const timersSet = outcome.timersSet.filter(({ id, dueAt }) => id !== event.type || dueAt > event.at)
  return { ...outcome, timersSet }
}

/** Whether anybody can send an event of this type. */
function isSendable(process: Process, type: string): boolean {
  if (process.eventTypes.has(type)) return true
  if (type.startsWith(reservedPrefix) || process.timerEvents.has(type)) return false
  if (process.raised.has(type)) return false
  for (const byEvent of process.candidates.values())
    for (const pattern of byEvent.keys()) if (matches(pattern, type)) return true
  return false
}

/** Whether an event type is one that a key of `on` means: itself, `*`, or `prefix.*`. */
function matches(pattern: string, type: string): boolean {
  if (pattern === type || pattern === '*') return true
  if (!pattern.endsWith('.*')) return false
  const prefix = pattern.slice(0, -2)
  return type === prefix || type.startsWith(`${prefix}.`)
}

const emptyTally: Tally = { actors: {}, count: {} }

function newRun(
  process: Process,
  event: CaseEvent,
  data: JsonObject,
  tally: Tally,
  registers: Registers,
): Run {
  const scope = newScope(event, data, tally, registers)
  return {
    process,
    scope,
    actor: event.actor,
    atMs: scope.now.getTime(),
    verdicts: [],
    denied: [],
    taken: false,
    transitions: [],
    effects: [],
    timersCleared: [],
    timersSet: [],
    registers: new Set(),
  }
}

/** What expressions can read when this event meets this data. */
export function newScope(event: CaseEvent, data: JsonObject, tally: Tally, registers: Registers): Scope {
  const { id, kind, name, roles } = event.actor
  const scope: Scope = {
    actor: { id, kind, name: name ?? id, roles },
    data,
    event: event.data,
    history: tally,
    now: new Date(event.at),
    promises: data.promises ?? [],
    sent: event.data,
  }
  scope.promise = promiseMeant(scope)
  for (const name of registerNames) {
    const register = registers[name]
    if (register) scope[name] = register.content
  }
  return scope
}

function take(
  process: Process,
  from: Snapshot,
  event: CaseEvent,
  sent: MachineEvent,
  registers: Registers,
): Step | Refusal {
  const run = newRun(process, event, from.data, from.tally, registers)
  return attempt(process, run, registers, () => {
    const before = toXstate(process, from, { data: from.data, run })
    const after = process.machine.transition(before as never, sent as never, actorScope as never)
    if (!run.taken) return notTaken(process, from, event, run, registers)
    const tally = sent.data === undefined ? from.tally : count(from.tally, event)
    return toStep(from, event, fromXstate(process, after as MachineSnapshot, tally), run, registers)
  })
}

function count({ actors, count }: Tally, { type, actor }: CaseEvent): Tally {
  const before = Object.hasOwn(actors, type) ? actors[type]! : undefined
  if (!before)
    return {
      actors: inOrder({ ...actors, [type]: [actor.id] }),
      count: inOrder({ ...count, [type]: 1 }),
    }
  return {
    actors: before.includes(actor.id) ? actors : { ...actors, [type]: [...before, actor.id] },
    count: { ...count, [type]: count[type]! + 1 },
  }
}

/** Runs the machine; what the definition could not compute becomes a refusal. */
function attempt(
  process: Process,
  run: Run,
  registers: Registers,
  work: () => Step | Refusal,
): Step | Refusal {
  try {
    return work()
  } catch (error) {
    const facts = factsOf(run, registers)
    if (error instanceof RunError)
      return refuse(
        'assignment-failed',
        `"${error.text}" (${error.pointer}) cannot be computed: ${error.message}. Nothing has changed; the process's owner can mend it.`,
        { verdicts: run.verdicts, facts },
      )
    if (error instanceof Error && error.message.startsWith('Infinite loop'))
      return refuse(
        'too-many-steps',
        `The transitions that follow without an event do not come to rest (process ${process.id}, version ${process.version}). Nothing has changed; the process's owner can mend it.`,
        { verdicts: run.verdicts, facts },
      )
    throw error
  }
}

function toStep(from: Snapshot | null, event: CaseEvent, to: Snapshot, run: Run, registers: Registers): Step {
  const { effects, timersCleared, timersSet, transitions, verdicts } = run
  return {
    kind: 'step',
    event,
    from,
    to,
    transitions,
    verdicts,
    effects,
    timersCleared,
    timersSet,
    facts: factsOf(run, registers),
  }
}

function factsOf({ registers: read }: Run, registers: Registers): Facts {
  const versions: Facts['registers'] = {}
  for (const name of registerNames)
    if (read.has(name) && registers[name]) versions[name] = registers[name].version
  return { registers: versions }
}

function notTaken(
  process: Process,
  from: Snapshot,
  event: CaseEvent,
  run: Run,
  registers: Registers,
): Refusal {
  const { verdicts, denied } = run
  const facts = factsOf(run, registers)
  if (verdicts.length === 0 && denied.length > 0) {
    const allow = [...new Set(denied.flatMap(({ allow }) => allow))]
    return refuse('not-permitted', `"${event.type}" may be sent here by ${listed(allow)}.`, { allow, facts })
  }
  if (verdicts.length === 0) {
    const accepted = acceptedBy(process, from)
    return refuse('not-accepted-here', `The case does not accept "${event.type}" where it is now.`, {
      accepted,
      facts,
    })
  }
  const reason = outcomeOf(verdicts) === 'fail' ? 'guard-false' : 'guard-unknown'
  return refuse(reason, sentenceAbout(verdicts), { verdicts, facts })
}

/** "The score reaches the threshold" is not so; … */
function sentenceAbout(verdicts: Verdict[]): string {
  const stopped = verdicts.filter(({ outcome }) => outcome !== 'pass')
  const sentences = stopped.map(({ title, outcome, fix }) => {
    const said =
      outcome === 'fail' ? `“${title}” does not hold.` : `“${title}” cannot be decided: data is missing.`
    return fix ? `${said} ${fix}` : said
  })
  return [...new Set(sentences)].join(' ')
}

function listed(roles: string[]): string {
  if (roles.length === 0) return 'nobody'
  return roles.length === 1 ? roles[0]! : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`
}

/** Event types that the active states have transitions for, whatever their rules say. */
function acceptedBy(process: Process, from: Snapshot): string[] {
  const types = new Set<string>()
  for (const { path } of activeNodes(process, from))
    for (const pattern of process.candidates.get(path)?.keys() ?? []) types.add(pattern)
  return [...types]
}

export function refuse(reason: RefusalReason, message: string, more: Partial<Refusal> = {}): Refusal {
  return { kind: 'refusal', reason, message, verdicts: [], facts: { registers: {} }, ...more }
}
