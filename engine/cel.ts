// The expression language of rules, assignments and dates: CEL (https://cel.dev), through cel-js, with the
// few functions that journeys need.
//
// 1. JSON has one kind of number and CEL has two. Every number that comes from data is a double; whole
//    numbers in an expression are ints; the operators below let them mix, so nobody has to write `60.0`.
// 2. An expression reads the scope and nothing else: no clock, no randomness, no world.
// 3. What comes out is JSON again: ints become numbers, timestamps ISO 8601 strings, durations seconds.

import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js'
import { isObject, type Json, type JsonObject } from './json.ts'

/** What an expression can read. `promises` is `data.promises`, or an empty list. */
export type Scope = {
  data: JsonObject
  /** data of the event being handled: the one sent, or one raised since */
  event: JsonObject
  /** data of the event that was sent */
  sent: JsonObject
  actor: JsonObject
  promises: Json
  /** the one of the promises that the event is about: `event.promise` is its id */
  promise?: unknown
  now: Date
  history: JsonObject
  strategy?: Json
  objectives?: Json
  capabilities?: Json
  campaigns?: Json
  /** Which states are active, for `active('path')`. Not a name that an expression can write. */
  ' active'?: (path: string) => boolean
  [loopVariable: string]: unknown
}

/** Bounds on one expression, checked when it is parsed. */
const celLimits = {
  maxAstNodes: 1_000,
  maxDepth: 40,
  maxListElements: 500,
  maxMapEntries: 100,
  maxCallArguments: 8,
}

/** Thrown by our functions where the answer is "missing", so that the guard becomes `unknown`. */
function missing(what: string): never {
  throw new Error(what)
}

const numbers = (list: unknown[]) => list.map(Number)

function findById(list: unknown[], id: string): unknown {
  const found = list.find(element => isObject(element) && element.id === id)
  return found ?? missing(`nothing in the list has the id "${id}"`)
}

function asPlain(map: unknown): Record<string, unknown> {
  return map instanceof Map ? Object.fromEntries(map) : (map as Record<string, unknown>)
}

function changeById(list: unknown[], id: string, change: unknown): unknown[] {
  findById(list, id)
  return list.map(element =>
    isObject(element) && element.id === id ? { ...element, ...asPlain(change) } : element,
  )
}

function toInstant(text: string): Date {
  const instant = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  return Number.isNaN(instant.getTime()) ? missing(`"${text}" is not a date`) : instant
}

/** The promise that the event names; undefined, which makes a rule `unknown`, when it names none. */
export function promiseMeant({ event, promises }: Pick<Scope, 'event' | 'promises'>): unknown {
  const id = event.promise
  if (typeof id !== 'string' || !Array.isArray(promises)) return undefined
  return promises.find(promise => isObject(promise) && promise.id === id)
}

/** ISO 8601 week, as 2026-W09: the one that the day's Thursday is in. */
function toWeek(instant: Date): string {
  const thursday = new Date(instant)
  thursday.setUTCDate(instant.getUTCDate() + 4 - (instant.getUTCDay() || 7))
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const week = Math.ceil(((thursday.getTime() - newYear) / 86_400_000 + 1) / 7)
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}

const formatters = new Map<string, Intl.DateTimeFormat>()

// A macro asks for the same day once for each element of a list.
let lastDay = { at: Number.NaN, text: '' }

function toDay(instant: Date, zone = 'UTC'): string {
  if (zone === 'UTC') {
    const at = instant.getTime()
    if (at !== lastDay.at) lastDay = { at, text: instant.toISOString().slice(0, 10) }
    return lastDay.text
  }
  let formatter = formatters.get(zone)
  if (!formatter) {
    // The Swedish way of writing a date is the ISO one.
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    formatters.set(zone, formatter)
  }
  return formatter.format(instant)
}

/** Of an empty list there is no smallest or largest: missing, not zero. */
function extreme(pick: 'min' | 'max', list: unknown[]): unknown {
  if (list.length === 0) return missing(`${pick}() of an empty list`)
  return list.reduce((best, next) => {
    const [a, b] = [best as number, next as number]
    return (pick === 'min' ? b < a : b > a) ? next : best
  })
}

const timestamp = 'google.protobuf.Timestamp'
const duration = 'google.protobuf.Duration'

/** A new environment with our operators and functions, and no variables yet. */
export function createCelEnvironment(options: { unlistedVariablesAreDyn: boolean }): Environment {
  const environment = new Environment({ ...options, homogeneousAggregateLiterals: false, limits: celLimits })

  const mixed: [string, (a: number, b: number) => unknown][] = [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
    ['*', (a, b) => a * b],
    ['/', (a, b) => a / b],
    ['%', (a, b) => a % b],
  ]
  for (const [operator, apply] of mixed) {
    environment.registerOperator(`double ${operator} int`, (a, b) => apply(a, Number(b)))
    environment.registerOperator(`int ${operator} double`, (a, b) => apply(Number(a), b))
  }
  environment.registerOperator('double % double', (a, b) => a % b)
  environment.registerOperator('double == int', (a, b) => a === Number(b))
  // Only the type check needs to be told; when evaluating, the built-in `in` compares across number types,
  // and a second overload would be ambiguous.
  if (!options.unlistedVariablesAreDyn) {
    environment.registerOperator('double in list<int>', () => false)
    environment.registerOperator('int in list<double>', () => false)
  }

  const functions: [signature: string, handler: (...args: never[]) => unknown, description: string][] = [
    [`days(double): ${duration}`, (n: number) => daysLong(n), 'A span of that many days'],
    [`days(int): ${duration}`, (n: bigint) => daysLong(Number(n)), 'A span of that many days'],
    [`date(string): ${timestamp}`, toInstant, 'The instant of an ISO date (midnight, UTC) or date and time'],
    [`day(${timestamp}): string`, (at: Date) => toDay(at), 'The calendar day in UTC, as YYYY-MM-DD'],
    [`day(${timestamp}, string): string`, toDay, 'The calendar day in a time zone, as YYYY-MM-DD'],
    [`week(${timestamp}): string`, toWeek, 'The ISO week in UTC, as 2026-W09'],
    ['min(list): dyn', (list: unknown[]) => extreme('min', list), 'The smallest element'],
    ['max(list): dyn', (list: unknown[]) => extreme('max', list), 'The largest element'],
    [
      'sum(list): double',
      (list: unknown[]) => numbers(list).reduce((a, b) => a + b, 0),
      'All elements added up',
    ],
    ['merge(dyn, dyn): map', (a, b) => ({ ...asPlain(a), ...asPlain(b) }), 'Both maps; the second wins'],
    ['find(list, string): dyn', findById, 'The element with that id'],
    ['change(list, string, map): list', changeById, 'The list, its element with that id merged with the map'],
    ['string.lower(): string', (text: string) => text.toLowerCase(), 'In small letters'],
  ]
  for (const [signature, handler, description] of functions)
    environment.registerFunction(signature, handler, { description })

  environment.registerFunction('active(ast): bool', activeMacro as never, {
    description: 'Is the case in this state (dotted path)?',
  })
  return environment
}

// cel-js builds durations only by its own arithmetic, and does not export the class.
const epoch = new Date(0)
const difference = new Environment()
  .registerVariable('a', timestamp)
  .registerVariable('b', timestamp)
  .parse('a - b')
function daysLong(n: number): unknown {
  return difference({ a: new Date(n * 86_400_000), b: epoch })
}

/** `active('path')` as a macro, because a function cannot see the scope. */
function activeMacro({ args }: { args: [ASTNode] }): unknown {
  type Checker = { check(node: ASTNode, context: unknown): unknown; getType(name: string): unknown }
  type Evaluator = { run(node: ASTNode, context: unknown): string }
  type Context = { getValue(name: string): unknown }
  return {
    async: false,
    typeCheck(checker: Checker, _macro: unknown, context: unknown) {
      checker.check(args[0], context)
      return checker.getType('bool')
    },
    evaluate(evaluator: Evaluator, _macro: unknown, context: Context) {
      const isActive = context.getValue(' active') as ((path: string) => boolean) | undefined
      return isActive?.(evaluator.run(args[0], context)) ?? false
    },
  }
}

/** Evaluates with every variable untyped: a value of the wrong type is an error of that one evaluation. */
const evaluating = createCelEnvironment({ unlistedVariablesAreDyn: true })

/** Parses for evaluation. Throws cel-js's ParseError with `range` and `summary`. */
export function parseCel(text: string): ParseResult {
  return evaluating.parse(text)
}

/**
 * A CEL value as JSON: ints as numbers, timestamps as ISO 8601, durations as seconds, maps as objects. What is
 * JSON already comes back as the very same value: an assignment that changes one promise copies no other.
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'bigint':
      return Number(value)
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'object':
      break
    default:
      return (value ?? null) as Json
  }
  if (value === null) return null
  if (value instanceof Date) return value.toISOString()
  if (isJson(value)) return value
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Map) return toJson(Object.fromEntries(value))
  if (isSpan(value)) return Number(value.seconds) + Number(value.nanos) / 1e9
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]))
}

function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null) return true
  if (Array.isArray(value)) return value.every(isJson)
  return isPlainObject(value) && !isSpan(value) && Object.values(value).every(isJson)
}

/** A duration, as cel-js makes them. */
function isSpan(value: object): value is { seconds: unknown; nanos: unknown } {
  return 'seconds' in value && 'nanos' in value
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
