// Checks data against a JSON Schema and names every field that does not fit. The interpreter does not
// generate code, so it runs under a strict content security policy and cannot be used to smuggle any in.

import { Validator } from '@cfworker/json-schema'
import type { JsonSchema } from './json.ts'
import type { Violation } from './refusal.ts'

export type Form = (data: unknown) => Violation[]

/** Compiles a schema once; the form then answers with all violations, none when the data fits. */
export function compileForm(schema: JsonSchema): Form {
  const validator = new Validator(schema, '2020-12', false)
  return data => {
    const { valid, errors } = validator.validate(data)
    if (valid) return []
    const violations = errors.filter(error => !summaries.has(error.keyword)).map(toViolation)
    return violations.length > 0 ? unique(violations) : [{ field: '', message: 'does not fit its form' }]
  }
}

/** Keywords whose error only says that something below is wrong. */
const summaries = new Set([
  'properties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'allOf',
  '$ref',
  'if',
  'then',
  'else',
  'dependentSchemas',
])

type SchemaError = { keyword: string; instanceLocation: string; error: string }

function toViolation({ keyword, instanceLocation, error }: SchemaError): Violation {
  const field = decodeURI(instanceLocation.replace(/^#/, ''))
  const [first, second] = [...error.matchAll(/"([^"]*)"/g)].map(match => match[1]!)
  switch (keyword) {
    case 'dependentRequired':
      return { field: `${field}/${second}`, message: 'is required' }
    case 'required':
      return { field: `${field}/${first}`, message: 'is required' }
    case 'false':
      return { field, message: 'is not a field of this form' }
    case 'type':
      return { field, message: `must be ${kindOf(second)}, not ${kindOf(first)}` }
    case 'enum':
      return { field, message: `must be one of ${/\[.*\]/.exec(error)?.[0] ?? 'the values given'}` }
    case 'minLength':
      return { field, message: `is too short: it needs at least ${limitIn(error)} characters` }
    case 'maxLength':
      return { field, message: `is too long: at most ${limitIn(error)} characters` }
    case 'minimum':
      return { field, message: `must be at least ${limitIn(error)}` }
    case 'maximum':
      return { field, message: `must be at most ${limitIn(error)}` }
    case 'exclusiveMinimum':
      return { field, message: `must be more than ${limitIn(error)}` }
    case 'exclusiveMaximum':
      return { field, message: `must be less than ${limitIn(error)}` }
    case 'minItems':
      return { field, message: `needs at least ${limitIn(error)}` }
    case 'maxItems':
      return { field, message: `takes at most ${limitIn(error)}` }
    case 'format':
      return { field, message: `must be ${formats[first ?? ''] ?? `of the format "${first}"`}` }
    default:
      return { field, message: error.replace(/^(Instance|String|Array|Object) /, '').replace(/\.$/, '') }
  }
}

/** The last number that an error names is what the schema asks for. */
const limitIn = (error: string) => /(-?[\d.e+-]*\d)\D*$/.exec(error)?.[1] ?? ''

const formats: Record<string, string> = {
  date: 'a date',
  'date-time': 'a date and a time',
  time: 'a time',
  email: 'an e-mail address',
  uri: 'a web address',
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
  null: 'empty',
}
const kindOf = (type = '') => kinds[type] ?? type

function unique(violations: Violation[]): Violation[] {
  const seen = new Set<string>()
  return violations.filter(({ field, message }) => {
    const key = `${field}\n${message}`
    return !seen.has(key) && seen.add(key)
  })
}
