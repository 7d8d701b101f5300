import type { JsonSchema } from '../../engine/json.ts'

/** Keywords that bring fields about. */
const drawn = ['allOf', 'anyOf', 'oneOf', '$ref', 'if', 'dependentSchemas'] as const

/** Whether a form has anything to fill in. */
export function hasFields(schema: JsonSchema | null): schema is JsonSchema {
  if (schema === null) return false
  return Object.keys(schema.properties ?? {}).length > 0 || drawn.some(keyword => keyword in schema)
}
