// Why somebody sent a case back, in their own words: which field of an event's form asks for it, and what they wrote.

import { isObject, type Json, type JsonObject, type JsonSchema } from './json.ts'

/** What such a field is called, where its name tells. */
const named = ['reason', 'why', 'note']
const endless = Number.MAX_SAFE_INTEGER

/**
 * The field of a form that has to be filled in with words: by its name, or else the one with the most room. Null
 * when a form asks for no words, or can be sent without them.
 */
export function reasonField(schema: JsonSchema | null | undefined): string | null {
  if (!isObject(schema as Json)) return null
  const { properties, required } = schema as JsonObject
  if (!isObject(properties) || !Array.isArray(required)) return null
  const asked = required.filter(name => typeof name === 'string')
  const fields = asked.flatMap(name => {
    const room = Object.hasOwn(properties, name) ? roomFor(properties[name]) : null
    return room === null ? [] : [{ name, room }]
  })
  const byName = named.find(name => fields.some(field => field.name === name))
  if (byName !== undefined) return byName
  return fields.sort((a, b) => b.room - a.room)[0]?.name ?? null
}

/** How much can be written there: a choice is the least, a list of texts is as good as a text. Null: no words. */
function roomFor(field: Json | undefined): number | null {
  if (!isObject(field)) return null
  if (Array.isArray(field.enum)) return field.enum.every(one => typeof one === 'string') ? 0 : null
  if (field.type === 'array') return roomFor(field.items)
  if (field.type !== 'string' || field.format !== undefined) return null
  return typeof field.maxLength === 'number' ? field.maxLength : endless
}

/** What was written there; with the note beside it, where a choice has one. '' when there is nothing. */
export function reasonIn(data: JsonObject, schema: JsonSchema | null | undefined): string {
  const field = reasonField(schema)
  const fields = [...new Set([...(field === null ? named : [field]), 'note'])]
  return fields.flatMap(name => wordsOf(data[name])).join(': ')
}

function wordsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()]
  if (!Array.isArray(value)) return []
  const words = value.flatMap(wordsOf)
  return words.length === 0 ? [] : [words.join(', ')]
}
