// JSON Schema → fields.

import { isObject, type Json } from '../../engine/json.ts'
import { startKeyword } from '../work/start/start-schema.ts'
import {
  boundsOfKind,
  type FieldKind,
  type FormField,
  keywordsOfKind,
  longestLine,
  type Option,
} from './field.ts'

type Schema = Record<string, unknown>

/** The fields of an object's schema, in their order. */
export function readFields(schema: unknown): FormField[] {
  if (!isObject(schema) || !isObject(schema.properties)) return []
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(schema.properties).map(([key, one]) => readField(key, one, required.includes(key)))
}

export function readField(key: string, source: unknown, required: boolean): FormField {
  const schema = isObject(source) ? source : {}
  const kind = kindOf(schema)
  const bounds = boundsOfKind(kind)
  const items = isObject(schema.items) ? schema.items : {}
  return {
    key,
    label: textOf(schema.title),
    help: textOf(schema.description),
    kind,
    required,
    start: schema[startKeyword] === true,
    least: bounds ? numberOf(schema[bounds[0]]) : undefined,
    most: bounds ? numberOf(schema[bounds[1]]) : undefined,
    pattern: kind === 'text' || kind === 'long' ? textOf(schema.pattern) : '',
    preset: presetOf(kind, schema),
    options: kind === 'choice' ? optionsOf(schema)! : [],
    register: kind === 'register' ? textOf(schema['x-register']) : '',
    currency: kind === 'money' ? textOf(schema['x-currency']) : '',
    fields: kind === 'group' ? readFields(schema) : kind === 'list' ? readFields(items) : [],
    item: kind === 'values' ? readField('', schema.items, true) : null,
    source,
    more: moreOf(kind, schema),
  }
}

/** Keywords of an object's schema itself that the editor does not show. */
export const moreOfForm = (schema: unknown): string[] => (isObject(schema) ? moreOf('group', schema) : [])

function kindOf(schema: Schema): FieldKind {
  if (optionsOf(schema)) return 'choice'
  switch (typeOf(schema)) {
    case 'string':
      if (typeof schema['x-register'] === 'string') return 'register'
      if (schema.format === 'date') return 'date'
      if (schema.format === 'date-time') return 'instant'
      return typeof schema.maxLength === 'number' && schema.maxLength > longestLine ? 'long' : 'text'
    case 'number':
      return typeof schema['x-currency'] === 'string' ? 'money' : 'number'
    case 'integer':
      return 'whole'
    case 'boolean':
      return 'yes-no'
    case 'object':
      if (schema.format === 'file') return 'file'
      return isObject(schema.properties) ? 'group' : 'other'
    case 'array':
      if (!isObject(schema.items)) return 'other'
      return kindOf(schema.items) === 'group' ? 'list' : 'values'
    default:
      return 'other'
  }
}

/** The one type besides null: null is what an empty field means. */
function typeOf({ type, properties }: Schema): unknown {
  if (type === undefined) return isObject(properties) ? 'object' : undefined
  if (!Array.isArray(type)) return type
  const types = type.filter(name => name !== 'null')
  return types.length === 1 ? types[0] : undefined
}

function optionsOf(schema: Schema): Option[] | undefined {
  if (Array.isArray(schema.enum)) return schema.enum.map(value => ({ value: value as Json, label: '' }))
  if (!Array.isArray(schema.oneOf) || schema.oneOf.length === 0) return undefined
  const isOption = (one: unknown): one is { const: Json; title: string } =>
    isObject(one) &&
    'const' in one &&
    typeof one.title === 'string' &&
    one.title !== '' &&
    Object.keys(one).length === 2
  if (!schema.oneOf.every(isOption)) return undefined
  return schema.oneOf.map(({ const: value, title }) => ({ value, label: title }))
}

/** Whether a value can be what a field of this kind is to begin with. */
export function isPreset(kind: FieldKind, value: unknown): value is Json {
  switch (kind) {
    case 'text':
    case 'long':
    case 'date':
      return typeof value === 'string'
    case 'number':
    case 'money':
    case 'whole':
      return typeof value === 'number'
    case 'yes-no':
      return typeof value === 'boolean'
    case 'choice':
      return value !== undefined
    default:
      return false
  }
}

const presetOf = (kind: FieldKind, schema: Schema): Json | undefined =>
  isPreset(kind, schema.default) ? schema.default : undefined

function moreOf(kind: FieldKind, schema: Schema): string[] {
  const shown = new Set(['title', 'description', startKeyword, ...keywordsOfKind[kind]])
  const hidden = Object.keys(schema).filter(keyword => !shown.has(keyword))
  if (Array.isArray(schema.type)) hidden.push('type')
  if (kind === 'group') hidden.push(...closedOrMore(schema))
  if (kind === 'choice' && schema.enum !== undefined && schema.oneOf !== undefined) hidden.push('oneOf')
  if (kind === 'list' && isObject(schema.items)) {
    const inner = new Set(keywordsOfKind.group)
    hidden.push(...Object.keys(schema.items).filter(keyword => !inner.has(keyword)))
    hidden.push(...closedOrMore(schema.items))
  }
  if (shown.has('default') && schema.default !== undefined && presetOf(kind, schema) === undefined)
    hidden.push('default')
  return [...new Set(hidden)]
}

/** That an object has these fields and no others is what a list of fields says anyway. */
const closedOrMore = ({ additionalProperties: others }: Schema) =>
  others === undefined || others === false ? [] : ['additionalProperties']

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
