// What can be chosen from the registers: every list of things that have an id, named `register.list`; and from a case:
// such lists in its data, named `case.list`.

import { isObject, type Json, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import { humanise } from '../ui/format.ts'

export type RegisterList = {
  /** `capabilities.offerings` */
  name: string
  options: { value: string; label: string }[]
}

export function listsIn(registers: readonly { name: string; content: Json }[]): RegisterList[] {
  return registers.flatMap(({ name, content }) =>
    Object.entries(isObject(content) ? content : {}).flatMap(([key, list]) => {
      const options = Array.isArray(list) ? list.flatMap(toOption) : []
      return options.length > 0 ? [{ name: `${name}.${key}`, options }] : []
    }),
  )
}

/** The lists of a case, such as its promises: each thing by its id and what it is about. */
export function listsInCase(data: JsonObject): RegisterList[] {
  return Object.entries(data).flatMap(([key, list]) => {
    const options = Array.isArray(list) ? list.flatMap(toOptionOfCase) : []
    return options.length > 0 ? [{ name: `case.${key}`, options }] : []
  })
}

/** Names of the lists that cases of a process have. */
export function listNamesIn(data: JsonSchema | undefined): string[] {
  const fields = isObject(data?.properties) ? Object.entries(data.properties) : []
  return fields.flatMap(([key, field]) => {
    const items = isObject(field) && isObject(field.items) ? field.items : undefined
    return isObject(items?.properties) && 'id' in items.properties ? [`case.${key}`] : []
  })
}

function toOptionOfCase(thing: Json): { value: string; label: string }[] {
  if (!isObject(thing) || typeof thing.id !== 'string') return []
  const { id, name, title, text, offering, state } = thing
  const said = [name, title, text].find(one => typeof one === 'string')
  const about = said ?? (typeof offering === 'string' ? humanise(offering) : undefined)
  return [{ value: id, label: [id, about, state].filter(part => typeof part === 'string').join(' · ') }]
}

function toOption(thing: Json): { value: string; label: string }[] {
  if (!isObject(thing) || typeof thing.id !== 'string') return []
  const label = [thing.name, thing.title, thing.text].find(one => typeof one === 'string')
  return [{ value: thing.id, label: typeof label === 'string' ? label : thing.id }]
}
