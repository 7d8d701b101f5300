// From an event's JSON Schema to the fields of a form, and from what was filled in to the event's data.

import { isObject, type Json, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import { toPointer } from '../../engine/paths.ts'
import { humanise } from '../ui/format.ts'

export type Option = { value: Json; label: string }

export type FieldKind =
  | { kind: 'text' | 'long' | 'date' | 'instant' | 'boolean' | 'unlisted' }
  | {
      kind: 'number'
      min: number | undefined
      max: number | undefined
      whole: boolean
      /** of money: `EUR` */
      currency: string | null
    }
  /** of something in a register: `capabilities.offerings` */
  | { kind: 'register'; register: string }
  | { kind: 'choice' | 'choices'; options: Option[] }
  | { kind: 'group'; fields: Field[] }
  | { kind: 'list'; item: Field }

export type Field = FieldKind & {
  key: string
  label: string
  help: string | null
  required: boolean
  /** what stands in it before anybody fills it in */
  initial?: DraftValue
}

/** What stands in the inputs: text as typed, numbers once they are any, choices by their place among the options. */
export type Draft = { [key: string]: DraftValue }
export type DraftValue = string | number | boolean | undefined | string[] | Draft | DraftValue[]

export function fieldsOf(schema: JsonSchema | null): Field[] {
  if (!schema || !isObject(schema.properties)) return []
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(schema.properties).map(([key, property]) =>
    toField(key, property, required.includes(key)),
  )
}

function toField(key: string, schema: unknown, required: boolean): Field {
  const { title, description, default: preset } = isObject(schema) ? schema : {}
  const kind = kindOf(isObject(schema) ? schema : {})
  const initial = initialOf(kind, preset)
  return {
    ...kind,
    ...(initial !== undefined && { initial }),
    key,
    label: typeof title === 'string' ? title : humanise(key),
    help: typeof description === 'string' ? description : null,
    required,
  }
}

/** The schema's default as it stands in the field; undefined where that cannot be shown. */
function initialOf(field: FieldKind, preset: unknown): DraftValue {
  switch (field.kind) {
    case 'text':
    case 'long':
    case 'date':
    case 'register':
      return typeof preset === 'string' ? preset : undefined
    case 'number':
      return typeof preset === 'number' ? preset : undefined
    case 'boolean':
      return typeof preset === 'boolean' ? preset : undefined
    case 'choice': {
      const at = field.options.findIndex(({ value }) => value === preset)
      return at >= 0 ? String(at) : undefined
    }
    default:
      return undefined
  }
}

function kindOf(schema: Record<string, unknown>): FieldKind {
  const options = optionsOf(schema)
  if (options) return { kind: 'choice', options }
  switch (typeOf(schema)) {
    case 'boolean':
      return { kind: 'boolean' }
    case 'number':
    case 'integer':
      return {
        kind: 'number',
        min: numberOr(schema.minimum),
        max: numberOr(schema.maximum),
        whole: typeOf(schema) === 'integer',
        currency: typeof schema['x-currency'] === 'string' ? schema['x-currency'] : null,
      }
    case 'array': {
      const chosen = isObject(schema.items) ? optionsOf(schema.items) : undefined
      if (chosen) return { kind: 'choices', options: chosen }
      return { kind: 'list', item: toField('', schema.items, true) }
    }
    case 'object':
      return isObject(schema.properties) ? { kind: 'group', fields: fieldsOf(schema) } : { kind: 'unlisted' }
    case 'string': {
      const register = schema['x-register']
      return typeof register === 'string' ? { kind: 'register', register } : { kind: textKind(schema) }
    }
    default:
      return { kind: 'text' }
  }
}

function textKind({ format, maxLength }: Record<string, unknown>): 'text' | 'long' | 'date' | 'instant' {
  if (format === 'date') return 'date'
  if (format === 'date-time') return 'instant'
  return typeof maxLength === 'number' && maxLength > 300 ? 'long' : 'text'
}

/** The first type that is not null: null is what an empty field means. */
function typeOf({ type, properties }: Record<string, unknown>): unknown {
  if (Array.isArray(type)) return type.find(name => name !== 'null')
  return type ?? (isObject(properties) ? 'object' : undefined)
}

function optionsOf(schema: Record<string, unknown>): Option[] | undefined {
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : undefined
  if (values) return values.map(value => ({ value: value as Json, label: labelOf(value) }))
  const named = [schema.oneOf, schema.anyOf].find(
    (each): each is Record<string, unknown>[] =>
      Array.isArray(each) && each.length > 0 && each.every(option => isObject(option) && 'const' in option),
  )
  return named?.map(({ const: value, title }) => ({
    value: value as Json,
    label: typeof title === 'string' ? title : labelOf(value),
  }))
}

const labelOf = (value: unknown): string =>
  typeof value === 'string' ? value.charAt(0).toUpperCase() + value.slice(1) : JSON.stringify(value)

const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** A form to be filled in: with its defaults, and an element in every list that needs one. */
export function emptyDraft(fields: Field[], isNeeded = true): Draft {
  return Object.fromEntries(fields.map(field => [field.key, emptyValue(field, isNeeded)]))
}

/** `isNeeded`: not inside a group that may be left out, which a default in it would bring about. */
export function emptyValue(field: Field, isNeeded = true): DraftValue {
  if (isNeeded && field.initial !== undefined) return field.initial
  switch (field.kind) {
    case 'group':
      return emptyDraft(field.fields, isNeeded && field.required)
    case 'list':
      return field.required ? [emptyValue(field.item)] : []
    case 'choices':
      return []
    case 'boolean':
      return field.required ? false : undefined
    default:
      return ''
  }
}

/** The event's data: what was filled in. An empty field is absent, not an empty text. */
export function readDraft(fields: Field[], draft: Draft): JsonObject {
  const data: JsonObject = {}
  for (const field of fields) {
    const value = readValue(field, draft[field.key])
    if (value !== undefined) data[field.key] = value
  }
  return data
}

function readValue(field: Field, value: DraftValue): Json | undefined {
  switch (field.kind) {
    case 'group': {
      const data = readDraft(field.fields, (value ?? {}) as Draft)
      return field.required || Object.keys(data).length > 0 ? data : undefined
    }
    case 'list': {
      // What was left empty stays in its place when it is an object, so that a violation finds its field.
      const items = ((value ?? []) as DraftValue[]).map(item => readValue(field.item, item))
      const filled = items.filter(item => item !== undefined)
      return field.required || filled.length > 0 ? filled : undefined
    }
    case 'choices': {
      const chosen = ((value ?? []) as string[]).flatMap(index => field.options[Number(index)]?.value ?? [])
      return field.required || chosen.length > 0 ? chosen : undefined
    }
    case 'choice':
      return value === '' || value === undefined ? undefined : field.options[Number(value)]?.value
    case 'instant':
      return typeof value === 'string' && value !== '' ? new Date(value).toISOString() : undefined
    case 'unlisted':
      return undefined
    case 'text':
    case 'long':
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
    default:
      return value === '' ? undefined : (value as Json | undefined)
  }
}

/** Every field that can have a message of its own, by the pointer that a violation names it with. */
export function namedFields(
  fields: Field[],
  draft: Draft,
  parents: (string | number)[] = [],
): Map<string, string> {
  const names = new Map<string, string>()
  const visit = (field: Field, value: DraftValue, path: (string | number)[], label: string) => {
    names.set(toPointer(path), label)
    if (field.kind === 'group')
      for (const inner of field.fields)
        visit(
          inner,
          (value as Draft | undefined)?.[inner.key],
          [...path, inner.key],
          `${label} › ${inner.label}`,
        )
    if (field.kind === 'list')
      for (const [i, item] of ((value ?? []) as DraftValue[]).entries())
        visit(field.item, item, [...path, i], `${label} ${i + 1}`)
  }
  for (const field of fields) visit(field, draft[field.key], [...parents, field.key], field.label)
  return names
}
