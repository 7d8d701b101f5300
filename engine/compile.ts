// Definition → process: everything that can be prepared once per version, so that an event costs little.
//
// The statechart itself is an XState machine. Its context holds the case data, and the run (run.ts). Its guards
// judge and never throw: what cannot be decided is a verdict. What it does on the way is in actions.ts.

import { type AnyMachineSnapshot, createMachine } from 'xstate'
import {
  type Action,
  clearTimer,
  compileAssign,
  compileDelay,
  compileEffects,
  gathered,
  noteTaken,
  setTimer,
} from './actions.ts'
import type { Actor } from './case.ts'
import type { Definition, EffectDefinition, StateDefinition, Transition } from './definition.ts'
import { limits } from './definition.ts'
import { sentenceOf } from './explain.ts'
import { compileForm, type Form } from './form.ts'
import { compileGuard, type Guard, outcomeOf } from './guard.ts'
import { indexStates, resolveTarget, type StateIndex, type StateNode, toPointer } from './paths.ts'
import { type Problem, problem } from './problems.ts'
import { type Context, type MachineArgs, reservedPrefix, scopeNow } from './run.ts'

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
  /** XState's; only compile, snapshot and step look inside */
  machine: Machine
}

export type Machine = ReturnType<typeof createMachine>
export type MachineSnapshot = AnyMachineSnapshot

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

type XstateGuard = ((args: MachineArgs) => boolean) & {
  check: (snapshot: { _nodes: { path: string[] }[] }, args: MachineArgs) => boolean
}

/** The part of XState's configuration of a state that is put together piece by piece. */
type StateConfig = { on?: Record<string, unknown>; entry?: Action[]; exit?: Action[]; [key: string]: unknown }

function createCompiler(definition: Definition) {
  const index = indexStates(definition)
  const candidates = new Map<string, Map<string, Candidate[]>>()
  const declared = new Set(Object.keys(definition.events ?? {}))
  const accepted = new Set<string>()
  const raised = new Set<string>()
  const timerEvents = new Map<string, string>()
  let place = ''

  function run(): Omit<Process, 'id' | 'version' | 'definition'> {
    const config = { ...stateConfig(index.root), id: rootId, context: initialContext }
    const options = { maxIterations: limits.iterations }
    const machine = createMachine({ ...config, options } as never, { actions: gathered } as never)
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
      machine: machine as Machine,
    }
  }

  /** Remembers where we are, for the message when something throws. */
  function at<T>(pointer: string, compilePart: () => T): T {
    place = pointer
    return compilePart()
  }

  function stateConfig(node: StateNode): StateConfig {
    const state = node.definition as StateDefinition
    if (node.type === 'history') {
      const target = state.target === undefined ? [] : targetsOf(node, state.target, `${node.pointer}/target`)
      return { type: 'history', history: state.history ?? 'shallow', ...(target.length > 0 && { target }) }
    }
    const config: StateConfig = {}
    if (node.type === 'parallel' || node.type === 'final') config.type = node.type
    if (node.type === 'compound') config.initial = initialOf(node, state)
    if (node.children.length > 0)
      config.states = Object.fromEntries(node.children.map(child => [child.key, stateConfig(child)]))
    if (state.entry) config.entry = effects(state.entry, `${node.pointer}/entry`, node)
    if (state.exit) config.exit = effects(state.exit, `${node.pointer}/exit`, node)
    if (state.always) config.always = transitions(node, state.always, `${node.pointer}/always`, 'inner')
    if (state.onDone) config.onDone = transitions(node, state.onDone, `${node.pointer}/onDone`, 'inner')
    if (state.on) config.on = eventConfig(node, state.on)
    if (state.after) addTimers(config, node, state.after)
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

  /**
   * Timers: set on the way in, cleared on the way out, and each an event of the machine's own. Not XState's
   * `after`, which does the same with actions of its own that cost more.
   */
  function addTimers(config: StateConfig, node: StateNode, after: Record<string, Transition[]>): void {
    for (const [key, list] of Object.entries(after)) {
      const pointer = `${node.pointer}${toPointer(['after', key])}`
      const event = `${reservedPrefix}after.${key}.${xstateId(node.path)}`
      const id = `after ${key} in ${node.path || definition.id}`
      const delay = at(pointer, () => compileDelay(key))
      timerEvents.set(id, event)
      config.on = { ...config.on, [event]: transitions(node, list, pointer, 'timer') }
      config.entry = [...(config.entry ?? []), setTimer(id, delay)]
      config.exit = [...(config.exit ?? []), clearTimer(id)]
    }
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
      config.actions = [
        noteTaken(here),
        ...(transition.assign ? [compileAssign(transition.assign, `${here}/assign`)] : []),
        ...effects(transition.effects ?? [], `${here}/effects`, node),
      ]
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

  function effects(list: EffectDefinition[], pointer: string, node: StateNode): Action[] {
    return at(pointer, () => compileEffects(list, pointer, node.path, type => raised.add(type)))
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

function isActive(nodes: { path: string[] }[], path: string): boolean {
  return nodes.some(node => node.path.join('.') === path)
}
