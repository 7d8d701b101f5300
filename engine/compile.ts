// Definition → process: everything that can be prepared once per version, so that an event costs little.
//
// The statechart itself is an XState machine. Its context holds the case data, and the run: what one step
// reads (scope) and gathers (verdicts, effects, timers). The run lives for one step only.
//
// 1. Guards judge and never throw: what cannot be decided is a verdict.
// 2. Assignments and effects that cannot be computed throw a RunError; `step` turns it into a refusal.
// 3. Of the machine's actions only `assign` and `raise` are XState's; an effect is gathered, not run.

import { assign, createMachine, type MachineContext, raise } from 'xstate'
import type { Actor, Effect, RegisterName, Timer } from './case.ts'
import { parseCel, promiseMeant, type Scope, toJson } from './cel.ts'
import type { Definition, EffectDefinition, StateDefinition, Transition } from './definition.ts'
import { limits } from './definition.ts'
import { addDuration, parseDuration } from './duration.ts'
import { registersIn, sentenceOf } from './explain.ts'
import { compileForm, type Form } from './form.ts'
import { compileGuard, type Guard, outcomeOf } from './guard.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { indexStates, resolveTarget, type StateIndex, type StateNode, toPointer } from './paths.ts'
import { type Problem, problem } from './problems.ts'
import { inOrder } from './seal.ts'
import type { Verdict } from './verdict.ts'

/** What one step reads and gathers. */
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
  effects: Effect[]
  timersCleared: string[]
  timersSet: Timer[]
  registers: Set<RegisterName>
}

export type Context = MachineContext & { data: JsonObject; run: Run }

/** A transition that an event can take, as `enabled` asks about it. */
export type Candidate = { pointer: string; transition: Transition; target: string[]; guard: Guard | null }

/** A definition made ready to run. Made once per version, shared by all its cases. */
export type Process = {
  id: string
  version: number
  definition: Definition
  /** every state, by path and by id */
  index: StateIndex
  /** state path → event type (or wildcard) → its transitions there, in order */
  candidates: ReadonlyMap<string, ReadonlyMap<string, Candidate[]>>
  /** event types that can be sent; timers are not among them */
  eventTypes: ReadonlySet<string>
  /** event types that the process raises itself */
  raised: ReadonlySet<string>
  /** event type → its form */
  forms: ReadonlyMap<string, Form>
  /** the form that the data of a new case must fit */
  dataForm: Form | null
  /** timer id → the machine's own event */
  timerEvents: ReadonlyMap<string, string>
  /** the machine's own event → timer id */
  timerIds: ReadonlyMap<string, string>
  /** XState's; only compile, snapshot and step look inside */
  machine: Machine
}

export type Machine = ReturnType<typeof createMachine>

/** Thrown for a definition that cannot run. `verify` finds these first, in the owner's words. */
export class InvalidDefinitionError extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(
      `The definition cannot run. ${problems.map(({ at, message }) => `${at || '/'}: ${message}`).join(' ')}`,
    )
    this.name = 'InvalidDefinitionError'
    this.problems = problems
  }
}

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

/** Prefix of the machine's own events; no definition can use it. */
export const reservedPrefix = 'xstate.'

/**
 * Makes a definition ready to run. Expects one that `verify` finds no errors in; throws an
 * InvalidDefinitionError for what it cannot make sense of.
 */
export function compile(definition: Definition, version: number): Process {
  const compiler = createCompiler(definition)
  try {
    return { id: definition.id, version, definition, ...compiler.run() }
  } catch (error) {
    if (error instanceof InvalidDefinitionError) throw error
    throw new InvalidDefinitionError([problem('cannot-compile', compiler.at(), `${sentenceOf(error)}.`)])
  }
}

type XstateArgs = { context: Context; event: { type: string; data?: JsonObject } }
type XstateGuard = ((args: XstateArgs) => boolean) & {
  check: (snapshot: { _nodes: { path: string[] }[] }, args: XstateArgs) => boolean
}

function createCompiler(definition: Definition) {
  const index = indexStates(definition)
  const candidates = new Map<string, Map<string, Candidate[]>>()
  const declared = new Set(Object.keys(definition.events ?? {}))
  const accepted = new Set<string>()
  const raised = new Set<string>()
  const timerEvents = new Map<string, string>()
  const timerIds = new Map<string, string>()
  const delays: Record<string, (args: XstateArgs) => number> = {}
  let place = ''

  function run(): Omit<Process, 'id' | 'version' | 'definition'> {
    const config = { ...stateConfig(index.root), id: rootId, context: initialContext }
    const options = { maxIterations: limits.iterations }
    const machine = createMachine(
      { ...config, options } as never,
      { delays, actions: { effect: () => {} } } as never,
    )
    const forms = new Map<string, Form>()
    for (const [type, { schema }] of Object.entries(definition.events ?? {}))
      if (schema)
        forms.set(
          type,
          at(toPointer(['events', type, 'schema']), () => compileForm(schema)),
        )
    const dataForm = definition.data ? at('/data', () => compileForm(definition.data!)) : null
    // What the process raises itself is its own business, unless it is declared as an event as well.
    const eventTypes = new Set([...declared, ...[...accepted].filter(type => !raised.has(type))])
    return {
      index,
      candidates,
      eventTypes,
      raised,
      forms,
      dataForm,
      timerEvents,
      timerIds,
      machine: machine as Machine,
    }
  }

  /** Remembers where we are, for the message when something throws. */
  function at<T>(pointer: string, compilePart: () => T): T {
    place = pointer
    return compilePart()
  }

  function stateConfig(node: StateNode): Record<string, unknown> {
    const state = node.definition as StateDefinition
    if (node.type === 'history') {
      const target = state.target === undefined ? [] : targetsOf(node, state.target, `${node.pointer}/target`)
      return { type: 'history', history: state.history ?? 'shallow', ...(target.length > 0 && { target }) }
    }
    const config: Record<string, unknown> = {}
    if (node.type === 'parallel' || node.type === 'final') config.type = node.type
    if (node.type === 'compound') config.initial = initialOf(node, state)
    if (node.children.length > 0)
      config.states = Object.fromEntries(node.children.map(child => [child.key, stateConfig(child)]))
    if (state.entry) config.entry = actions(state.entry, `${node.pointer}/entry`, node)
    if (state.exit) config.exit = actions(state.exit, `${node.pointer}/exit`, node)
    if (state.always) config.always = transitions(node, state.always, `${node.pointer}/always`, 'inner')
    if (state.onDone) config.onDone = transitions(node, state.onDone, `${node.pointer}/onDone`, 'inner')
    if (state.on) config.on = eventConfig(node, state.on)
    if (state.after) config.after = timerConfig(node, state.after)
    return config
  }

  function initialOf(node: StateNode, state: StateDefinition): string {
    const initial = state.initial
    if (initial !== undefined && node.children.some(child => child.key === initial)) return initial
    throw invalid(
      `${node.pointer}/initial`,
      initial === undefined
        ? 'Says no initial state.'
        : `Starts in "${initial}", which is not one of its states.`,
    )
  }

  function eventConfig(node: StateNode, on: Record<string, Transition[]>): Record<string, unknown> {
    const byEvent = new Map<string, Candidate[]>()
    candidates.set(node.path, byEvent)
    const config: Record<string, unknown> = {}
    for (const [type, list] of Object.entries(on)) {
      if (type.startsWith(reservedPrefix))
        throw invalid(`${node.pointer}/on`, `"${type}" is a reserved name.`)
      if (!type.includes('*')) accepted.add(type)
      const pointer = `${node.pointer}${toPointer(['on', type])}`
      config[type] = transitions(node, list, pointer, 'sent', candidate => {
        const known = byEvent.get(type)
        if (known) known.push(candidate)
        else byEvent.set(type, [candidate])
      })
    }
    return config
  }

  function timerConfig(node: StateNode, after: Record<string, Transition[]>): Record<string, unknown> {
    const config: Record<string, unknown> = {}
    for (const [key, list] of Object.entries(after)) {
      const pointer = `${node.pointer}${toPointer(['after', key])}`
      const name = `delay ${key}`
      delays[name] ??= at(pointer, () => compileDelay(key))
      const event = `${reservedPrefix}after.${name}.${xstateId(node.path)}`
      const id = `after ${key} in ${node.path || definition.id}`
      timerEvents.set(id, event)
      timerIds.set(event, id)
      config[name] = transitions(node, list, pointer, 'timer')
    }
    return config
  }

  function transitions(
    node: StateNode,
    list: Transition[],
    pointer: string,
    kind: 'sent' | 'timer' | 'inner',
    see?: (candidate: Candidate) => void,
  ): Record<string, unknown>[] {
    return list.map((transition, n) => {
      const here = `${pointer}/${n}`
      const target =
        transition.target === undefined ? [] : targetsOf(node, transition.target, `${here}/target`)
      const guard =
        transition.guard === undefined
          ? null
          : at(`${here}/guard`, () => compileGuard(definition, transition.guard!, here))
      see?.({ pointer: here, transition, target: target.map(pathOfId), guard })
      const config: Record<string, unknown> = {}
      if (target.length > 0) config.target = target
      if (transition.reenter) config.reenter = true
      const check = guardFunction(guard, transition.allow, here, kind)
      if (check) config.guard = check
      const todo = [
        ...(transition.assign ? [assignAction(transition.assign, `${here}/assign`)] : []),
        ...actions(transition.effects ?? [], `${here}/effects`, node),
      ]
      if (todo.length > 0) config.actions = todo
      return config
    })
  }

  function targetsOf(node: StateNode, target: string | string[], pointer: string): string[] {
    return (Array.isArray(target) ? target : [target]).map(one => {
      const found = resolveTarget(index, node, one)
      if (!found) throw invalid(pointer, `Goes to "${one}", which is not a state of this process.`)
      return `#${xstateId(found.path)}`
    })
  }

  function guardFunction(
    guard: Guard | null,
    allow: string[] | undefined,
    pointer: string,
    kind: 'sent' | 'timer' | 'inner',
  ): XstateGuard | undefined {
    // Every transition that an event can take has one, also without a rule: it tells `step` that it was taken.
    if (!guard && kind === 'inner') return undefined
    const check: XstateGuard['check'] = (snapshot, { context, event }) => {
      const { run } = context
      // XState asks for eventless transitions also after an event that nothing accepted: they have no say in it.
      if (kind === 'inner' && !run.taken) return false
      if (kind === 'sent' && allow && !mayBeSentBy(run.actor, allow)) {
        run.denied.push({ pointer, allow })
        return false
      }
      if (guard) {
        for (const name of guard.registers) run.registers.add(name)
        const scope = scopeNow(context, event)
        scope[' active'] = path => isActive(snapshot._nodes, path)
        // An eventless transition that is not taken stops nobody: only one that is taken goes on record with its reasons.
        if (kind === 'inner' && !guard.holds(scope)) return false
        const verdicts = guard.judge(scope)
        run.verdicts.push(...verdicts)
        if (outcomeOf(verdicts) !== 'pass') return false
      }
      if (kind !== 'inner') run.taken = true
      return true
    }
    return Object.assign(() => false, { check })
  }

  function actions(list: EffectDefinition[], pointer: string, node: StateNode): unknown[] {
    return list.map((effect, n) => {
      const here = `${pointer}/${n}`
      const holds = effect.if === undefined ? undefined : compileValue(effect.if, `${here}/if`)
      if (effect.type === 'assign') return assignAction(effect.with ?? {}, `${here}/with`, holds)
      const params = compileParams(effect, here)
      const wanted = (args: XstateArgs) => !holds || holds(args) === true
      if (effect.type === 'raise') {
        if (typeof effect.params?.event === 'string') raised.add(effect.params.event)
        return raiseAction(params, wanted, node)
      }
      return {
        type: 'effect',
        params: (args: XstateArgs) => (wanted(args) ? { params: params(args), type: effect.type } : null),
      }
    })
  }

  function raiseAction(
    params: (args: XstateArgs) => JsonObject,
    wanted: (args: XstateArgs) => boolean,
    node: StateNode,
  ): unknown {
    const nothing = `${reservedPrefix}nothing`
    return raise(
      ((args: XstateArgs) => {
        if (!wanted(args)) return { type: nothing }
        const { event, data } = params(args)
        return { type: String(event), data: isObject(data) ? data : {} }
      }) as never,
      {
        id: `raise in ${node.path}`,
        delay: ((args: XstateArgs) =>
          wanted(args) ? delayOf(params(args).delay, args) : undefined) as never,
      },
    )
  }

  function compileParams(effect: EffectDefinition, pointer: string): (args: XstateArgs) => JsonObject {
    const computed = Object.entries(effect.with ?? {}).map(
      ([name, text]) => [name, compileValue(text, `${pointer}/with${toPointer([name])}`)] as const,
    )
    const literal = inOrder((effect.params ?? {}) as JsonObject)
    if (computed.length === 0) return () => literal
    return args => ({
      ...literal,
      ...Object.fromEntries(computed.map(([name, value]) => [name, value(args)])),
    })
  }

  return { run, at: () => place }
}

const rootId = '(root)'
const xstateId = (path: string) => (path === '' ? rootId : `${rootId}.${path}`)
const pathOfId = (target: string) => target.slice(rootId.length + 2)

const invalid = (pointer: string, message: string) =>
  new InvalidDefinitionError([problem('cannot-compile', pointer, message)])

const initialContext = ({ input }: { input: Context }): Context => input

/** A process's own actor (timers, effects) may send what nobody in particular may; people need one of the roles. */
export function mayBeSentBy(actor: Actor, allow: string[]): boolean {
  return allow.some(role => actor.roles.includes(role))
}

/** The scope as it stands within the step: with the data so far, and the data of the event being handled. */
function scopeNow({ data, run }: Context, event: XstateArgs['event']): Scope {
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

function isActive(nodes: { path: string[] }[], path: string): boolean {
  return nodes.some(node => node.path.join('.') === path)
}

/** Compiles an expression whose value is needed: what is missing throws a RunError. */
function compileValue(text: string, pointer: string): (args: XstateArgs) => Json {
  const parsed = parseCel(text)
  const registers = registersIn(parsed.ast)
  return ({ context, event }) => {
    for (const name of registers) context.run.registers.add(name)
    try {
      return toJson(parsed(scopeNow(context, event)))
    } catch (error) {
      throw new RunError(pointer, text, error)
    }
  }
}

/** All values of one assignment are computed before any is set: their order has no meaning in JSON. */
function assignAction(
  assignments: Record<string, string>,
  pointer: string,
  holds?: (args: XstateArgs) => Json,
): unknown {
  const values = Object.entries(assignments).map(
    ([path, text]) => [path.split('.'), compileValue(text, `${pointer}${toPointer([path])}`)] as const,
  )
  return assign((args: never) => {
    const { context } = args as XstateArgs
    if (holds && holds(args) !== true) return {}
    const computed = values.map(([path, value]) => [path, value(args)] as const)
    return { data: computed.reduce((data, [path, value]) => setAt(data, path, 0, value), context.data) }
  })
}

/** A copy with the value at the path; what is not an object on the way becomes one. */
function setAt(data: JsonObject, path: string[], depth: number, value: Json): JsonObject {
  const key = path[depth]!
  if (depth === path.length - 1) return { ...data, [key]: value }
  const inner = Object.hasOwn(data, key) ? data[key] : undefined
  return { ...data, [key]: setAt(isObject(inner) ? (inner as JsonObject) : {}, path, depth + 1, value) }
}

/** The delay of an `after` key: a duration, or CEL for a date. NaN, which sets no timer, when the date is missing. */
function compileDelay(key: string): (args: XstateArgs) => number {
  const duration = parseDuration(key)
  if (duration?.months === 0) return () => duration.ms
  if (duration)
    return ({ context: { run } }) => addDuration(new Date(run.atMs), duration).getTime() - run.atMs
  const parsed = parseCel(key)
  const registers = registersIn(parsed.ast)
  return ({ context, event }) => {
    for (const name of registers) context.run.registers.add(name)
    try {
      const value: unknown = parsed(scopeNow(context, event))
      const due = value instanceof Date ? value : new Date(String(value))
      return due.getTime() - context.run.atMs
    } catch {
      return Number.NaN
    }
  }
}

/** The delay of a raised event: an ISO duration or milliseconds; none: at once. */
function delayOf(delay: Json | undefined, { context: { run } }: XstateArgs): number | undefined {
  if (typeof delay === 'number') return delay
  const duration = typeof delay === 'string' ? parseDuration(delay) : undefined
  return duration && addDuration(new Date(run.atMs), duration).getTime() - run.atMs
}
