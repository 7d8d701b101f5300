import type { Json } from '../../../engine/json.ts'
import { pointerParts } from '../../../engine/paths.ts'
import { formatValue } from '../../ui/format.ts'
import type { Reading } from './read-draft.ts'

/** What was filled in, a line for each field: to be pasted elsewhere when it cannot be sent here. */
export function toText({ data, names, places }: Reading): string {
  const lines = [...places].flatMap(([pointer, place]) => {
    const value = valueAt(data, pointer)
    const isWhole = value === undefined || (typeof value === 'object' && value !== null)
    return isWhole ? [] : [`${names.get(place)}: ${formatValue(value)}`]
  })
  return lines.join('\n')
}

function valueAt(data: Json, pointer: string): Json | undefined {
  let at: Json | undefined = data
  for (const part of pointerParts(pointer)) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Array.isArray(at) ? at[Number(part)] : at[part]
  }
  return at
}
