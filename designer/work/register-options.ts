// What can be chosen from the registers: every list of things that have an id, named `register.list`.

import { isObject, type Json } from '../../engine/json.ts'

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

function toOption(thing: Json): { value: string; label: string }[] {
  if (!isObject(thing) || typeof thing.id !== 'string') return []
  const label = [thing.name, thing.title, thing.text].find(one => typeof one === 'string')
  return [{ value: thing.id, label: typeof label === 'string' ? label : thing.id }]
}
