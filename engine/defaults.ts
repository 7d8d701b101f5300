import type { Definition } from './definition.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** The data that a case begins with: with the case data's own defaults for what is not given. */
export function withDefaults({ data: schema }: Definition, data: JsonObject): JsonObject {
  const properties = schema?.properties
  if (!isObject(properties)) return data
  const filled = { ...data }
  for (const [name, schema] of Object.entries(properties))
    if (isObject(schema) && schema.default !== undefined && !Object.hasOwn(data, name))
      filled[name] = schema.default as Json
  return filled
}
