// A schema as react-jsonschema-form understands it. What it asks of the data stays what the server checks; this is
// only about which fields are drawn and what stands in them at first.

import type { RJSFSchema } from '@rjsf/utils'
import { isObject, type JsonSchema } from '../../../engine/json.ts'
import { humanise } from '../../ui/format.ts'

type Place = {
  /** it may be left out as a whole, so a default in it would bring it about */
  isOptional: boolean
  /** keys that have their schema elsewhere: a condition only adds to it */
  known: ReadonlySet<string>
}

export const shownSchema = (schema: JsonSchema): RJSFSchema =>
  shown(schema, { isOptional: false, known: new Set() }) as RJSFSchema

function shown(schema: unknown, { isOptional, known }: Place): unknown {
  if (!isObject(schema)) return schema
  const properties = isObject(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  const here = { isOptional, known: new Set([...known, ...Object.keys(properties)]) }
  const result: Record<string, unknown> = { ...schema }

  if (isObject(schema.properties))
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, inner]) => [
        key,
        property(key, inner, {
          isRequired: required.includes(key),
          isOptional: isOptional || !required.includes(key),
          isKnown: known.has(key),
          isInOptional: isOptional,
        }),
      ]),
    )
  if (isObject(schema.items)) result.items = field(shown(schema.items, { ...top, isOptional: false }))
  for (const keyword of ['then', 'else'])
    if (keyword in schema) result[keyword] = shown(schema[keyword], here)
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[keyword]
    if (Array.isArray(branches)) result[keyword] = branches.map(branch => shown(branch, here))
  }
  for (const keyword of ['$defs', 'definitions']) {
    const named = schema[keyword]
    if (isObject(named)) result[keyword] = eachOf(named, inner => shown(inner, top))
  }
  const { dependentRequired, dependentSchemas, dependencies } = schema
  if (isObject(dependentRequired) || isObject(dependentSchemas)) {
    delete result.dependentRequired
    delete result.dependentSchemas
    result.dependencies = dependenciesOf(
      isObject(dependentRequired) ? dependentRequired : {},
      eachOf(isObject(dependentSchemas) ? dependentSchemas : {}, inner => shown(inner, here)),
      isObject(dependencies) ? dependencies : {},
    )
  }
  if (isOptional) delete result.default
  return result
}

const top: Place = { isOptional: false, known: new Set() }

type Around = { isRequired: boolean; isOptional: boolean; isKnown: boolean; isInOptional: boolean }

function property(key: string, schema: unknown, around: Around): unknown {
  if (!isObject(schema)) return schema
  const isGroup = isObject(schema.properties)
  const inner = shown(schema, {
    isOptional: isGroup ? around.isOptional : around.isInOptional,
    known: top.known,
  })
  if (around.isKnown || !isObject(inner)) return inner
  const drawn = named(field(inner), typeof inner.title === 'string' ? inner.title : humanise(key))
  // Yes or no that has to be said begins with no: the box is there, and it is empty.
  const isNo = around.isRequired && !around.isInOptional && drawn.type === 'boolean' && !('default' in drawn)
  return isNo ? { ...drawn, default: false } : drawn
}

/** Whatever has no title is called by its key, and a thing in a list as the list. */
function named(schema: Record<string, unknown>, title: string): Record<string, unknown> {
  const { items } = schema
  return { ...schema, title, ...(isObject(items) && { items: { title, ...items } }) }
}

/** With a type, which says what is drawn; choices of several are drawn as boxes to tick. */
function field(schema: unknown): Record<string, unknown> {
  if (!isObject(schema)) return {}
  const typed = 'type' in schema || '$ref' in schema ? schema : { ...schema, type: typeMeant(schema) }
  const { items } = typed
  return typed.type === 'array' && isObject(items) && optionsOf(items)
    ? { ...typed, uniqueItems: true }
    : typed
}

function typeMeant(schema: Record<string, unknown>): string {
  if (isObject(schema.properties)) return 'object'
  if ('items' in schema) return 'array'
  const [first] = optionsOf(schema) ?? []
  return typeof first === 'number' ? 'number' : typeof first === 'boolean' ? 'boolean' : 'string'
}

function optionsOf({ enum: values, oneOf, anyOf }: Record<string, unknown>): unknown[] | undefined {
  if (Array.isArray(values)) return values
  const named = [oneOf, anyOf].find(
    (each): each is Record<string, unknown>[] =>
      Array.isArray(each) && each.every(one => isObject(one) && 'const' in one),
  )
  return named?.map(one => one.const)
}

/** Both kinds of dependency in one keyword, the only one that the form reads. */
function dependenciesOf(
  required: Record<string, unknown>,
  schemas: Record<string, unknown>,
  older: Record<string, unknown>,
): Record<string, unknown> {
  const result = { ...older }
  for (const [key, needed] of Object.entries(required)) result[key] = { required: needed }
  for (const [key, schema] of Object.entries(schemas)) {
    const also = required[key]
    if (!isObject(schema)) continue
    const own = Array.isArray(schema.required) ? schema.required : []
    result[key] = Array.isArray(also) ? { ...schema, required: [...own, ...also] } : schema
  }
  return result
}

const eachOf = (named: Record<string, unknown>, change: (schema: unknown) => unknown) =>
  Object.fromEntries(Object.entries(named).map(([key, schema]) => [key, change(schema)]))
