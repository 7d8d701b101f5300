import { isObject, type JsonObject } from './json.ts'

const nameKeys = ['name', 'title', 'subject', 'customer', 'company']

/**
 * What people call a case: the first name in its data, at the top or one level down. Null when there is none:
 * then its number has to do.
 */
export function caseName(data: JsonObject): string | null {
  return (
    nameIn(data) ??
    Object.values(data)
      .map(nameIn)
      .find(name => name !== null) ??
    null
  )
}

function nameIn(value: unknown): string | null {
  if (!isObject(value)) return null
  for (const key of nameKeys) {
    const name = value[key]
    if (typeof name === 'string' && name.trim() !== '') return name
  }
  return null
}
