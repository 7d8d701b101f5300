// A machine configuration of XState v5 as JSON (what `machine.config` holds, what Stately exports), and how it
// corresponds to a definition. `to-xstate-json.ts` writes it, `from-xstate-json.ts` reads it.
//
//   definition                       XState
//   state, on, always, onDone …      the same
//   effects, entry, exit             actions, entry, exit: { type, params }
//   guard: a name, or CEL            guard: the same text, as the name of a guard
//   guard: a list                    guard: { type: 'throughline.all', params: { guards } }
//   after: 'PT1S'                    after: '1000'
//   after: CEL                       after: the same text, as the name of a delay
//   target '#path'                   '#machine.path'
//   data                             context: the defaults
//
// What XState has no word for stands in `meta.throughline` (for an action, in `params.throughline`), where XState
// carries it along: so a definition comes back whole.

import { isObject, type Json, type JsonSchema } from '../json.ts'
import { toIsoDuration, toMilliseconds } from './durations.ts'

/** Where in `meta`, and in an action's `params`, ours stands. */
export const ours = 'throughline'

/** The guard that stands for a list of guards. */
export const allOf = 'throughline.all'

/** What XState calls a machine without an id. */
export const namelessMachine = '(machine)'

/**
 * `#path` → `#machine.path`. A name that belongs to a state's own id stays as it is, with dots escaped, because
 * XState would take what follows a dot for an inner state.
 */
export function toXstateTarget(target: string, machineId: string, ids: ReadonlySet<string>): string {
  if (!target.startsWith('#')) return target
  const name = target.slice(1)
  const dot = name.indexOf('.')
  const first = dot < 0 ? name : name.slice(0, dot)
  if (name !== machineId && ids.has(name)) return `#${withEscapes(name)}`
  if (first !== machineId && ids.has(first)) return `#${withEscapes(first)}${name.slice(first.length)}`
  return name === '' ? `#${machineId}` : `#${machineId}.${name}`
}

/** `#machine.path` → `#path`, `#id.child` as it is: undoes `toXstateTarget`. */
export function fromXstateTarget(target: string, machineId: string): string {
  if (!target.startsWith('#')) return target
  const [, head, tail] = /^((?:\\[\s\S]|[^.\\])*)([\s\S]*)$/.exec(target.slice(1))!
  const id = head!.replaceAll(/\\([\s\S])/g, '$1')
  return id === machineId ? `#${tail!.slice(1)}` : `#${id}${tail}`
}

const withEscapes = (id: string) => id.replaceAll(/[\\.]/g, '\\$&')

/** The key of `after` for a delay: milliseconds where the delay always has the same length, otherwise a name. */
export function toXstateDelay(key: string): string {
  const ms = toMilliseconds(key)
  return ms === undefined ? key : String(ms)
}

export function fromXstateDelay(key: string): string {
  const isMs = /^(0|[1-9]\d*)$/.test(key) && Number.isSafeInteger(Number(key))
  return isMs ? toIsoDuration(Number(key)) : key
}

/** The schema that says no more than a context does: the fields, their defaults and the types of these. */
export function schemaOf(context: Record<string, unknown>): JsonSchema {
  const properties = Object.entries(context).map(
    ([name, value]) => [name, { ...typeOf(value as Json), default: value }] as const,
  )
  return { type: 'object', properties: Object.fromEntries(properties) }
}

function typeOf(value: Json): JsonSchema {
  if (value === null) return {}
  return { type: Array.isArray(value) ? 'array' : typeof value }
}

/** The defaults that a schema gives to its fields. */
export function contextOf(schema: JsonSchema): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      isObject(property) && property.default !== undefined ? [[name, property.default]] : [],
    ),
  )
}
