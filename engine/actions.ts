// What happens on the way through a transition, and what computes it: effects, assignments, raised events, and
// the delays of timers. The machine only names them; `step` gathers them, in order.
//
// What cannot be computed throws a RunError.

import { raise } from 'xstate'
import { parseCel, toJson } from './cel.ts'
import type { MachineSnapshot } from './compile.ts'
import type { EffectDefinition } from './definition.ts'
import { addDuration, parseDuration } from './duration.ts'
import { registersIn } from './explain.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { toPointer } from './paths.ts'
import { type MachineArgs, RunError, reservedPrefix, scopeNow } from './run.ts'
import { inOrder } from './seal.ts'

/** An action as XState keeps it; `step` gets what `params` answers, in order. */
export type Action =
  /** the effect, or null when its `if` does not hold */
  | { type: 'effect'; params: (args: MachineArgs) => { type: string; params: JsonObject } | null }
  | Assign
  /** `delay` in milliseconds; NaN sets no timer */
  | { type: 'set-timer'; params: (args: MachineArgs) => { id: string; delay: number } }
  | { type: 'clear-timer'; params: { id: string } }
  | ReturnType<typeof raise>

/** One of XState's own kind, which it asks for the snapshot that follows. */
type Assign = (() => void) & {
  type: 'assign' | 'take'
  resolve(scope: unknown, snapshot: MachineSnapshot, args: MachineArgs): [MachineSnapshot]
}

/** What XState has to know the gathered ones by. */
export const gathered = {
  effect: () => {},
  'set-timer': () => {},
  'clear-timer': () => {},
}

export const setTimer = (id: string, delay: (args: MachineArgs) => number): Action => ({
  type: 'set-timer',
  params: args => ({ id, delay: delay(args) }),
})

export const clearTimer = (id: string): Action => ({ type: 'clear-timer', params: { id } })

/** The actions of a list of effects. `see` hears of each event type that the process raises itself. */
export function compileEffects(
  list: EffectDefinition[],
  pointer: string,
  statePath: string,
  see: (raised: string) => void,
): Action[] {
  return list.map((effect, n) => {
    const here = `${pointer}/${n}`
    const holds = effect.if === undefined ? undefined : compileValue(effect.if, `${here}/if`)
    const wanted = (args: MachineArgs) => !holds || holds(args) === true
    if (effect.type === 'assign') return compileAssign(effect.with ?? {}, `${here}/with`, wanted)
    const params = compileParams(effect, here)
    if (effect.type === 'raise') {
      if (typeof effect.params?.event === 'string') see(effect.params.event)
      return compileRaise(params, wanted, statePath)
    }
    return {
      type: 'effect',
      params: args => (wanted(args) ? { params: params(args), type: effect.type } : null),
    }
  })
}

/**
 * Values for paths in the case data. All are computed before any is set: their order has no meaning in JSON.
 *
 * Not XState's own `assign`, which works out the whole state value again each time.
 */
export function compileAssign(
  assignments: Record<string, string>,
  pointer: string,
  wanted: (args: MachineArgs) => boolean = () => true,
): Action {
  const values = Object.entries(assignments).map(
    ([path, text]) => [path.split('.'), compileValue(text, `${pointer}${toPointer([path])}`)] as const,
  )
  const resolve: Assign['resolve'] = (_scope, snapshot, args) => {
    const { context } = args
    if (!wanted(args)) return [snapshot]
    const computed = values.map(([path, value]) => [path, value(args)] as const)
    const data = computed.reduce((data, [path, value]) => setAt(data, path, 0, value), context.data)
    return [{ ...snapshot, context: { ...context, data } } as MachineSnapshot]
  }
  return Object.assign(() => {}, { type: 'assign' as const, resolve })
}

/**
 * Notes that a transition is taken. Only an action can know: a guard that holds says nothing of conflicts between
 * parallel states.
 */
export function noteTaken(pointer: string): Action {
  const resolve: Assign['resolve'] = (_scope, snapshot, { context }) => {
    context.run.transitions.push(pointer)
    return [snapshot]
  }
  return Object.assign(() => {}, { type: 'take' as const, resolve })
}

function compileRaise(
  params: (args: MachineArgs) => JsonObject,
  wanted: (args: MachineArgs) => boolean,
  statePath: string,
): Action {
  const nothing = `${reservedPrefix}nothing`
  return raise(
    ((args: MachineArgs) => {
      if (!wanted(args)) return { type: nothing }
      const { event, data } = params(args)
      return { type: String(event), data: isObject(data) ? data : {} }
    }) as never,
    {
      id: `raise in ${statePath}`,
      delay: ((args: MachineArgs) => (wanted(args) ? delayOf(params(args).delay, args) : undefined)) as never,
    },
  )
}

function compileParams(effect: EffectDefinition, pointer: string): (args: MachineArgs) => JsonObject {
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

/** Compiles an expression whose value is needed: what is missing throws a RunError. */
function compileValue(text: string, pointer: string): (args: MachineArgs) => Json {
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

/** A copy with the value at the path; what is not an object on the way becomes one. */
function setAt(data: JsonObject, path: string[], depth: number, value: Json): JsonObject {
  const key = path[depth]!
  if (depth === path.length - 1) return { ...data, [key]: value }
  const inner = Object.hasOwn(data, key) ? data[key] : undefined
  return { ...data, [key]: setAt(isObject(inner) ? (inner as JsonObject) : {}, path, depth + 1, value) }
}

/** The delay of an `after` key: a duration, or CEL for a date. NaN, which sets no timer, when the date is missing. */
export function compileDelay(key: string): (args: MachineArgs) => number {
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
function delayOf(delay: Json | undefined, { context: { run } }: MachineArgs): number | undefined {
  if (typeof delay === 'number') return delay
  const duration = typeof delay === 'string' ? parseDuration(delay) : undefined
  return duration && addDuration(new Date(run.atMs), duration).getTime() - run.atMs
}
