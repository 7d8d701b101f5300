// Fields → JSON Schema. Only what differs from what was read is written, into the schema that it was read from:
// whatever else that says stays in it.

import { isObject, type Json, type JsonSchema } from '../../engine/json.ts'
import { startKeyword } from '../work/start/start-schema.ts'
import { boundsOfKind, type FormField, fileSchema, keywordsOfKind, type Option } from './field.ts'
import { readField, readFields } from './read-fields.ts'

type Schema = Record<string, unknown>

/** The schema with these fields; the same object where they are the ones that it has. */
export function writeFields(schema: JsonSchema, fields: FormField[]): JsonSchema {
  const before = readFields(schema)
  const properties = Object.fromEntries(fields.map(field => [field.key, writeField(field)]))
  const had = isObject(schema.properties) ? schema.properties : undefined
  const isAsBefore =
    had !== undefined &&
    before.map(({ key }) => key).join('\n') === Object.keys(properties).join('\n') &&
    Object.entries(properties).every(([key, one]) => one === had[key])
  const after: Schema = isAsBefore ? schema : { type: 'object', ...schema, properties }
  return withRequired(after, before, fields)
}

function withRequired(schema: Schema, before: FormField[], fields: FormField[]): Schema {
  const namesOf = (list: FormField[]) => list.filter(({ required }) => required).map(({ key }) => key)
  const [was, is] = [namesOf(before), namesOf(fields)]
  if ([...was].sort().join('\n') === [...is].sort().join('\n')) return schema
  // A name that is required without being described stays so.
  const strangers = Array.isArray(schema.required)
    ? schema.required.filter(name => !before.some(({ key }) => key === name))
    : []
  const required = [...is, ...strangers]
  return withKeywords(schema, { required: required.length > 0 ? required : undefined })
}

function writeField(field: FormField): unknown {
  const before = readField(field.key, field.source, field.required)
  const source = isObject(field.source) ? field.source : field.source === false ? { not: {} } : {}
  const [was, is] = [keywordsOf(before), keywordsOf(field)]
  const change: Schema = {}
  if (before.kind !== field.kind)
    for (const keyword of keywordsOfKind[before.kind]) change[keyword] = undefined
  for (const keyword of new Set([...Object.keys(was), ...Object.keys(is)]))
    if (before.kind !== field.kind || !isSame(was[keyword], is[keyword])) change[keyword] = is[keyword]
  const after = withInner(withKeywords(source, change), field)
  return isSame(after, field.source) ? field.source : after
}

/** What the schema of such a field says, but for what is inside it. */
function keywordsOf(field: FormField): Schema {
  const { kind, label, help, preset, start } = field
  const bounds = boundsOfKind(kind)
  return {
    title: label || undefined,
    description: help || undefined,
    [startKeyword]: start || undefined,
    ...typeOf(field),
    ...(bounds && { [bounds[0]]: field.least, [bounds[1]]: field.most }),
    ...((kind === 'text' || kind === 'long') && { pattern: field.pattern || undefined }),
    ...(keywordsOfKind[kind].includes('default') && { default: preset }),
  }
}

function typeOf({ kind, options, register, currency }: FormField): Schema {
  switch (kind) {
    case 'text':
    case 'long':
      return { type: 'string' }
    case 'number':
      return { type: 'number' }
    case 'money':
      return { type: 'number', 'x-currency': currency }
    case 'whole':
      return { type: 'integer' }
    case 'yes-no':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'instant':
      return { type: 'string', format: 'date-time' }
    case 'choice':
      return { type: typeOfAll(options), ...chosenFrom(options) }
    case 'register':
      return { type: 'string', 'x-register': register }
    case 'file':
      return fileSchema
    case 'group':
      return { type: 'object' }
    case 'list':
    case 'values':
      return { type: 'array' }
    case 'other':
      return {}
  }
}

function typeOfAll(options: Option[]): string | undefined {
  const types = new Set(options.map(({ value }) => typeof value))
  const [only] = types
  return types.size === 1 && (only === 'string' || only === 'number' || only === 'boolean') ? only : undefined
}

/** With labels where one is given; an option without one is then called as it is written. */
function chosenFrom(options: Option[]): Schema {
  if (options.every(({ label }) => label === ''))
    return { enum: options.map(({ value }) => value), oneOf: undefined }
  return {
    enum: undefined,
    oneOf: options.map(({ value, label }) => ({ const: value, title: label || spelled(value) })),
  }
}

export const spelled = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

function withInner(schema: Schema, { kind, fields, item }: FormField): Schema {
  if (kind === 'group') return writeFields(schema, fields)
  if (kind !== 'list' && kind !== 'values') return schema
  const before = isObject(schema.items) ? schema.items : {}
  const items = kind === 'list' ? writeFields(before, fields) : item ? writeField(item) : before
  return items === schema.items ? schema : { ...schema, items }
}

function withKeywords(schema: Schema, change: Schema): Schema {
  const entries = Object.entries(change).filter(([keyword, value]) => !isSame(schema[keyword], value))
  if (entries.length === 0) return schema
  const after = { ...schema }
  for (const [keyword, value] of entries)
    if (value === undefined) delete after[keyword]
    else after[keyword] = value
  return after
}

/** Also in the order of their keys, which is the order of the fields. */
const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
