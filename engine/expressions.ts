// Checks the expressions of a definition before anything runs: syntax, names, types. The types come from the
// JSON Schemas of the case data and of the event's form; what has none is untyped and passes.

import type { TypeError as CelTypeError, Environment, ParseError } from '@marcbachmann/cel-js'
import { registerNames } from './case.ts'
import { createCelEnvironment, parseCel, toJson } from './cel.ts'
import type { Definition } from './definition.ts'
import { visit } from './explain.ts'
import { isObject, type Json, type JsonSchema } from './json.ts'

/** What a check found: the expression's type, or the first thing wrong with it, with its place in the text. */
export type Checked =
  | { type: string }
  | { error: { code: string; message: string; start: number; end: number } }

export type Expressions = {
  /** Checks an expression in the place of an event (its form gives `event` its fields), or outside of any. */
  check(text: string, place?: { event?: string }): Checked
}

/** The checker for a definition's expressions. */
export function createExpressions(definition: Definition): Expressions {
  return {
    check(text, { event } = {}) {
      const form =
        event !== undefined && isOwn(definition.events, event) ? definition.events[event]?.schema : undefined
      return checkerFor(definition.data, form)(text)
    },
  }
}

type Check = (text: string) => Checked

const nothing = {}
const checkers = new WeakMap<object, WeakMap<object, Check>>()
const mostTexts = 5_000

/**
 * Who draws changes a state and checks again: the case data and the forms are the same objects as before, and with
 * them what every expression came to.
 */
function checkerFor(data: JsonSchema | undefined, form: JsonSchema | undefined): Check {
  const ofData = checkers.get(data ?? nothing) ?? new WeakMap<object, Check>()
  checkers.set(data ?? nothing, ofData)
  const known = ofData.get(form ?? nothing)
  if (known) return known
  const check = createCheck(data, form)
  ofData.set(form ?? nothing, check)
  return check
}

function createCheck(data: JsonSchema | undefined, form: JsonSchema | undefined): Check {
  const strict = declare(data, form, 'strict')
  let lenient: Environment | undefined
  const found = new Map<string, Checked>()
  return text => {
    let checked = found.get(text)
    if (!checked) {
      checked = checkIn(strict, text)
      if ('error' in checked && forgiven(checked.error)) {
        lenient ??= declare(data, form, 'lenient')
        const again = checkIn(lenient, text)
        if ('type' in again) checked = again
      }
      if (found.size >= mostTexts) found.clear()
      found.set(text, checked)
    }
    return checked
  }
}

/**
 * What CEL is strict about and JSON is not: a list of records and a list of maps are one kind of list, a record
 * and a map one kind of object, `1` and a number from data one kind of number. The second check has these
 * untyped.
 */
function forgiven({ code, message }: { code: string; message: string }): boolean {
  return (
    code === 'incompatible_ternary_branches' || (code === 'no_such_overload' && message.includes('list<'))
  )
}

/** The value of an expression that reads nothing; undefined when it reads something, or would cost too much to try. */
export function constantValue(text: string): Json | undefined {
  try {
    const parsed = parseCel(text)
    let reads = false
    visit(parsed.ast, node => {
      if (node.op === 'id' || node.op === 'rcall') reads = true
    })
    return reads ? undefined : toJson(parsed({}))
  } catch {
    return undefined
  }
}

function checkIn(environment: Environment, text: string): Checked {
  const result = environment.check(text)
  if (result.valid) return { type: plainType(result.type!) }
  const error = result.error as (ParseError | CelTypeError) | Error
  const range = 'range' in error ? error.range : undefined
  const message = 'summary' in error ? error.summary : error.message.split('\n')[0]!
  const code = 'code' in error ? error.code : 'unreadable'
  return { error: { code, message, start: range?.start ?? 0, end: range?.end ?? text.length } }
}

const plainType = (type: string) =>
  type.replace('google.protobuf.Timestamp', 'timestamp').replace('google.protobuf.Duration', 'duration')

type Mode = 'strict' | 'lenient'

function declare(data: JsonSchema | undefined, form: JsonSchema | undefined, mode: Mode): Environment {
  const environment = createCelEnvironment({ unlistedVariablesAreDyn: false })
  const types = createTypes(environment, mode)
  types.declareVariable('data', data)
  types.declareVariable('event', form)
  const promises = isObject(data?.properties) ? data.properties.promises : undefined
  const element = isObject(promises) && isObject(promises.items) ? promises.items : undefined
  types.declareVariable('promise', element)
  environment.registerVariable('promises', types.listOf(element))
  environment.registerVariable('now', 'google.protobuf.Timestamp')
  environment.registerVariable({
    name: 'actor',
    schema: { id: 'string', kind: 'string', name: 'string', roles: 'list<string>' },
  })
  environment.registerVariable({
    name: 'history',
    schema: { actors: 'map<string, list<string>>', count: 'map<string, double>' },
  })
  for (const name of registerNames) environment.registerVariable(name, 'dyn')
  return environment
}

type CelSchema = string | { [field: string]: CelSchema }

/** JSON Schema → CEL types. Depth is bounded; what is beyond, or too free to say, is `dyn`. */
function createTypes(environment: Environment, mode: Mode) {
  const deepest = 12
  let records = 0
  const known = new Map<unknown, string>()

  function declareVariable(name: string, schema: unknown): void {
    const type = typeOf(schema, schema, 0)
    if (typeof type === 'string') environment.registerVariable(name, type)
    else environment.registerVariable({ name, schema: type } as never)
  }

  function typeOf(schema: unknown, root: unknown, depth: number): CelSchema {
    if (!isObject(schema) || depth > deepest) return 'dyn'
    if (typeof schema.$ref === 'string') return typeOf(referred(schema.$ref, root), root, depth + 1)
    if (schema.anyOf || schema.oneOf || schema.not) return 'dyn'
    switch (schema.type ?? guessed(schema)) {
      case 'string':
        return 'string'
      case 'number':
      case 'integer':
        return mode === 'lenient' ? 'dyn' : 'double'
      case 'boolean':
        return 'bool'
      case 'array':
        return listOf(schema.items, root, depth + 1)
      case 'object':
        return recordOf(schema, root, depth)
    }
    return 'dyn'
  }

  function recordOf(schema: Record<string, unknown>, root: unknown, depth: number): CelSchema {
    // A record that takes fields beyond those it names can be asked for any.
    const open = schema.additionalProperties !== undefined && schema.additionalProperties !== false
    if (!isObject(schema.properties) || open) return 'map<string, dyn>'
    const fields = Object.entries(schema.properties).filter(([name]) => name !== '__proto__')
    return Object.fromEntries(fields.map(([name, inner]) => [name, typeOf(inner, root, depth + 1)]))
  }

  function listOf(items: unknown, root: unknown = items, depth = 1): string {
    const element = typeOf(items, root, depth)
    if (typeof element === 'string') return element === 'dyn' ? 'list' : `list<${element}>`
    if (mode === 'lenient') return 'list'
    return `list<${nameRecord(items, element)}>`
  }

  /** Lists need their elements' type by name. */
  function nameRecord(schema: unknown, fields: { [field: string]: CelSchema }): string {
    const before = known.get(schema)
    if (before) return before
    const name = `Record${++records}`
    known.set(schema, name)
    const flat = Object.entries(fields).map(([field, type]) => [
      field,
      typeof type === 'string' ? type : 'map<string, dyn>',
    ])
    environment.registerType(name, { fields: Object.fromEntries(flat) } as never)
    return name
  }

  return { declareVariable, listOf: (items: unknown) => listOf(items) }
}

/** A schema without `type` often says it by other means. */
function guessed(schema: Record<string, unknown>): unknown {
  if (isObject(schema.properties)) return 'object'
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : []
  const types = new Set(values.map(value => typeof value))
  return types.size === 1 ? [...types][0] : undefined
}

/** `#/$defs/x` within the same schema. */
function referred(reference: string, root: unknown): unknown {
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (isObject(at) && isOwn(at, key) ? at[key] : undefined), root)
}

function isOwn<T extends object>(object: T | undefined, key: PropertyKey): object is T {
  return object !== undefined && Object.hasOwn(object, key)
}
