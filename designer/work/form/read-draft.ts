// From what stands in the fields to the event's data: what was filled in, of the fields that are drawn. An empty field
// is absent, not an empty text; what a condition has hidden stays in the draft and is not sent.

import { createSchemaUtils, type RJSFSchema } from '@rjsf/utils'
import { isObject, type Json, type JsonObject } from '../../../engine/json.ts'
import { toPointer } from '../../../engine/paths.ts'
import type { Violation } from '../../../engine/refusal.ts'
import { humanise } from '../../ui/format.ts'
import { type Draft, validator } from './validator.ts'

export type Reading = {
  data: JsonObject
  /** of each field that can have a message, by its pointer in the draft */
  names: Map<string, string>
  /** pointer in the data → in the draft, where blanks in lists have their place */
  places: Map<string, string>
}

type At = {
  draft: (string | number)[]
  data: (string | number)[]
  around: string
  name: string
  isRequired: boolean
}

export function readDraft(schema: RJSFSchema, draft: Draft): Reading {
  const forms = createSchemaUtils(validator, schema)
  const names = new Map<string, string>()
  const places = new Map<string, string>()

  function read(schema: RJSFSchema, value: Json | undefined, at: At): Json | undefined {
    const drawn = forms.retrieveSchema(schema, value)
    const pointer = toPointer(at.draft)
    names.set(pointer, at.name)
    places.set(toPointer(at.data), pointer)
    if (isObject(drawn.properties)) return readGroup(drawn, isObject(value) ? (value as Draft) : {}, at)
    if (Array.isArray(value)) return readList(drawn, value, at)
    if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
    return value ?? undefined
  }

  function readGroup(drawn: RJSFSchema, value: Draft, at: At): JsonObject | undefined {
    const fields = fieldsOf(drawn)
    const data: JsonObject = {}
    for (const [key, field] of Object.entries(fields)) {
      if (!isObject(field)) continue
      const isRequired = drawn.required?.includes(key) ?? false
      const own = typeof field.title === 'string' ? field.title : humanise(key)
      const place = {
        draft: [...at.draft, key],
        data: [...at.data, key],
        around: at.name,
        name: within(at.name, own),
        isRequired,
      }
      const given = read(field, value[key], place)
      if (given !== undefined) data[key] = given
    }
    return at.isRequired || Object.keys(data).length > 0 ? data : undefined
  }

  function readList(drawn: RJSFSchema, value: Json[], at: At): Json[] | undefined {
    const data: Json[] = []
    const schema = isObject(drawn.items) ? (drawn.items as RJSFSchema) : {}
    for (const [i, item] of value.entries()) {
      const place = {
        draft: [...at.draft, i],
        data: [...at.data, data.length],
        around: at.around,
        name: within(at.around, `${schema.title ?? at.name} ${i + 1}`),
        // A thing in a list that was left empty is still a thing, and its fields are asked for.
        isRequired: true,
      }
      const given = read(schema, item, place)
      if (given !== undefined) data.push(given)
    }
    return at.isRequired || data.length > 0 ? data : undefined
  }

  const data = read(schema, draft, { draft: [], data: [], around: '', name: '', isRequired: true })
  return { data: isObject(data) ? (data as JsonObject) : {}, names, places }
}

const within = (around: string, own: string) => (around === '' ? own : `${around} › ${own}`)

/** The fields of a group, and of whichever alternative was chosen: what belongs to the others is not in the draft. */
function fieldsOf(drawn: RJSFSchema): Record<string, RJSFSchema> {
  const alternatives = [...(drawn.oneOf ?? []), ...(drawn.anyOf ?? [])]
  const others = alternatives.map(one => (isObject(one) && isObject(one.properties) ? one.properties : {}))
  return Object.assign({}, ...others, drawn.properties) as Record<string, RJSFSchema>
}

/** Violations of the data, where their fields are on the screen and in the order of the fields. */
export function placed(violations: readonly Violation[], { places, names }: Reading): Violation[] {
  const order = [...names.keys()]
  return violations
    .map(({ field, message }) => ({ field: placeOf(field, places), message }))
    .toSorted((one, other) => order.indexOf(one.field) - order.indexOf(other.field))
}

function placeOf(field: string, places: Map<string, string>): string {
  const known = places.get(field)
  if (known !== undefined || field === '') return known ?? field
  const cut = field.lastIndexOf('/')
  return placeOf(field.slice(0, cut), places) + field.slice(cut)
}
