// What a value has to be, as data: compared, turned round, put together, and asked whether anything could be so.

import { isObject, type Json } from '../json.ts'

export type Operator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'includes'
  | 'excludes'
  | 'present'
  | 'absent'

/** `measure`: it is the size of the list or text that is compared, or the instant that a date names. */
export type Wanted = { op: Operator; value: Json; measure?: 'size' | 'date' }

const opposites: Record<Operator, Operator> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  in: 'not in',
  'not in': 'in',
  includes: 'excludes',
  excludes: 'includes',
  present: 'absent',
  absent: 'present',
}

const mirrors: Partial<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

export const opposite = (op: Operator): Operator => opposites[op]

/** `60 <= x` as seen from x. */
export const mirrored = (op: Operator): Operator => mirrors[op] ?? op

/** Whether a value is as it has to be; of different kinds, nothing is less or more. */
export function fulfils(value: Json | undefined, { op, value: wanted, measure }: Wanted): boolean {
  if (op === 'present' || op === 'absent') return (value !== undefined) === (op === 'present')
  if (value === undefined) return false
  const [a, b] = [measured(value, measure), measure === 'date' ? measured(wanted, measure) : wanted]
  switch (op) {
    case '==':
      return same(a, b)
    case '!=':
      return !same(a, b)
    case 'in':
    case 'not in':
      return (Array.isArray(b) && b.some(one => same(a, one))) === (op === 'in')
    case 'includes':
    case 'excludes':
      return (Array.isArray(a) && a.some(one => same(one, b))) === (op === 'includes')
  }
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false
  const [left, right] = [a, b as typeof a]
  return op === '<' ? left < right : op === '<=' ? left <= right : op === '>' ? left > right : left >= right
}

const same = (a: Json, b: Json): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function measured(value: Json, measure: Wanted['measure']): Json {
  if (measure === 'date') return typeof value === 'string' ? Date.parse(value) : null
  if (measure !== 'size') return value
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return isObject(value) ? Object.keys(value).length : null
}

/** Several conditions on one value without those that follow from the others. */
export function together(all: Wanted[]): Wanted[] {
  const once = all.filter((one, i) => all.findIndex(other => same(one, other)) === i)
  const exact = once.find(({ op }) => op === '==')
  if (exact) return [exact]
  const choices = once.filter(({ op }) => op === 'in')
  if (choices.length > 0) {
    const left = (choices[0]!.value as Json[]).filter(one => once.every(wanted => fulfils(one, wanted)))
    return [
      left.length === 1 ? { ...choices[0]!, op: '==', value: left[0]! } : { ...choices[0]!, value: left },
    ]
  }
  return once.filter(one => !once.some(other => other !== one && follows(one, other)))
}

/** Whether whatever fulfils `other` fulfils `one` too. Only what is plain to see. */
function follows(one: Wanted, other: Wanted): boolean {
  if (one.measure !== other.measure) return false
  if (one.op === 'present') return other.op !== 'absent' && other.op !== 'present'
  const lower = (op: Operator) => op === '>' || op === '>='
  const upper = (op: Operator) => op === '<' || op === '<='
  const bound = lower(other.op) || upper(other.op)
  if (one.op === '!=' && bound) return !fulfils(one.value, { op: other.op, value: other.value })
  if (!(lower(one.op) && lower(other.op)) && !(upper(one.op) && upper(other.op))) return false
  if (same(one.value, other.value)) return other.op.length < one.op.length
  return fulfils(other.value, { op: one.op, value: one.value })
}

/** A value that is as all of them say; undefined where none was found. */
export function exampleOf(all: Wanted[]): Json | undefined {
  return candidatesFor(all).find(value => all.every(wanted => fulfils(value, wanted)))
}

/** False where no value can be as all of them say. What this cannot judge is taken for possible. */
export function isPossible(all: Wanted[]): boolean {
  if (all.some(({ op }) => op === 'absent')) return all.every(({ op }) => op === 'absent')
  const judged = all.every(
    ({ op, measure, value }) =>
      measure === undefined && op !== 'includes' && op !== 'excludes' && eachOf(op, value).every(isScalar),
  )
  return !judged || exampleOf(all) !== undefined
}

const eachOf = (op: Operator, value: Json): Json[] =>
  (op === 'in' || op === 'not in') && Array.isArray(value) ? value : [value]

const isScalar = (value: Json): value is string | number | boolean | null =>
  value === null || typeof value !== 'object'

function candidatesFor(all: Wanted[]): Json[] {
  const values = all.flatMap(({ op, value }) => eachOf(op, value))
  const numbers = values.filter(value => typeof value === 'number').sort((a, b) => a - b)
  const strings = values.filter(value => typeof value === 'string').sort()
  const between = numbers.slice(1).map((number, i) => (number + numbers[i]!) / 2)
  return [
    ...values,
    ...numbers.flatMap(number => [number + 1, number - 1]),
    ...between,
    ...strings.flatMap(text => [...dayBeside(text), `${text} `, text.slice(0, -1)]),
    ...(values.some(value => typeof value === 'boolean' || value === null) ? [true, false] : []),
    ...(strings.length > 0 || values.includes(null) ? ['x', '', 1] : []),
  ]
}

function dayBeside(text: string): string[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return []
  const at = Date.parse(text)
  return [86_400_000, -86_400_000].map(step => new Date(at + step).toISOString().slice(0, 10))
}
