import { pointerParts } from '../../engine/paths.ts'
import type { Around } from './tell-item.ts'
import { words } from './texts.ts'

const { asked } = words.details

/** The transition that a pointer names, in words: what brings it about, and the state that it leads out of. */
export function askedBy(pointer: string, { definition, places }: Around): string {
  const parts = pointerParts(pointer)
  const keys: string[] = []
  let n = 0
  for (; parts[n] === 'states' && parts[n + 1] !== undefined; n += 2) keys.push(parts[n + 1]!)
  const [list = '', key = ''] = parts.slice(n)
  const from = keys.length === 0 ? definition.name : places.titleOf(keys.join('.'))
  if (list === 'always' || list === 'onDone' || list === 'after') return asked[list](from)
  const { events = {} } = definition
  return asked.event((Object.hasOwn(events, key) && events[key]?.title) || key, from)
}
