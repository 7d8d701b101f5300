// What is asked when a case is started: of all that may become known of a case, the part that is known at first.

import { isObject, type JsonSchema } from '../../../engine/json.ts'

/** Marks a field of the case data as asked at the start. */
export const startKeyword = 'x-start'

/**
 * The fields that are marked, and those that no case can be without. Where none is, the plain ones at the top: lists
 * and groups come about later.
 */
export function startSchema(data: JsonSchema | undefined): JsonSchema {
  if (!isObject(data) || !isObject(data.properties)) return { type: 'object' }
  const required = Array.isArray(data.required) ? data.required : []
  const fields = Object.entries(data.properties)
  const meant = fields.filter(([key, field]) => isMarked(field) || required.includes(key))
  const asked = meant.length > 0 ? meant : fields.filter(([, field]) => isPlain(field))
  const keys = asked.map(([key]) => key)
  return {
    type: 'object',
    properties: Object.fromEntries(asked),
    required: required.filter(key => keys.includes(key as string)),
    ...(isObject(data.$defs) && { $defs: data.$defs }),
  }
}

const isMarked = (field: unknown): boolean => isObject(field) && field[startKeyword] === true

const isPlain = (field: unknown): boolean =>
  isObject(field) && !('default' in field) && field.type !== 'object' && field.type !== 'array'
