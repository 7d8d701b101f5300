// What people call a place, from the titles in the schema of the case data.

import type { Process } from '../compile.ts'
import { isObject, type Json } from '../json.ts'
import type { Place } from './places.ts'

/** `element`: what the element of the list is called that the place is in. */
export type Named = { about: string; element?: string }

export function nameOf(
  process: Process,
  place: Place,
  read: (keys: (string | number)[]) => Json | undefined,
): Named {
  const { kind, keys } = place
  if (kind === 'state')
    return { about: process.index.byPath.get(String(keys[0]))?.definition.title ?? String(keys[0]) }
  const index = keys.findIndex(key => typeof key === 'number')
  const own = keys.slice(index + 1).filter(key => typeof key === 'string')
  const element = index < 0 ? undefined : labelOf(read(keys.slice(0, index + 1)), keys[index] as number)
  const inData = kind === 'data' || kind === 'promise'
  const titles = inData ? titlesOf(process.definition.data, keys.slice(1)) : keys.map(String)
  // Inside of an element the list need not be named.
  const shown = titles.slice(index < 0 || own.length === 0 ? 0 : inData ? index - 1 : index + 1)
  const path = kind === 'register' && index >= 0 ? [String(keys[0]), ...shown] : shown
  return { about: path.join(' › '), ...(element !== undefined && { element }) }
}

/** One title for each key but the indices, which stay empty. */
function titlesOf(schema: unknown, keys: (string | number)[]): string[] {
  let at: unknown = schema
  return keys.flatMap(key => {
    const inner = typeof key === 'number' ? 'items' : 'properties'
    const found = isObject(at) ? at[inner] : undefined
    at = typeof key === 'number' ? found : isObject(found) ? found[key] : undefined
    if (typeof key === 'number') return []
    return [isObject(at) && typeof at.title === 'string' ? at.title : key]
  })
}

const labels = ['title', 'name', 'text', 'scope', 'offering']

/** "Combi ovens (p2)": its title or text, and its id. */
function labelOf(element: Json | undefined, index: number): string {
  if (typeof element === 'string') return element
  if (!isObject(element)) return `${index + 1}`
  const name = labels.map(label => element[label]).find(value => typeof value === 'string')
  const { id } = element
  if (typeof id !== 'string' && typeof id !== 'number')
    return name === undefined ? `${index + 1}` : String(name)
  return name === undefined ? String(id) : `${name} (${id})`
}
