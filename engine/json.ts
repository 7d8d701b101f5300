/** Any value that JSON can say. Case data, event data and registers are made of it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A JSON object: the shape of case data and of an event's data. */
export type JsonObject = { [key: string]: Json }

/** A JSON Schema (draft 2020-12), kept as data. */
export type JsonSchema = { [keyword: string]: unknown }

/** True for `{…}`, false for arrays, null and scalars. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
