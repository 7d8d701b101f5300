import { toInstant } from '../../../../engine/eventlog/instant.ts'

const rule = { zone: 'UTC', dateOnly: 'start' } as const

/** As most logs write it; the general way costs a hundred times as much. */
const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const first = Date.parse('0001-01-01T00:00:00Z')
const last = Date.parse('9999-12-31T00:00:00Z')

/** The moment that a text of a log means, in milliseconds; without an offset it is UTC. Null where it means none. */
export function timeOf(text: string): number | null {
  const at = usual.test(text) ? Date.parse(text) : Number.NaN
  const found = Number.isNaN(at) ? slowly(text) : at
  return found !== null && found >= first && found <= last ? found : null
}

function slowly(text: string): number | null {
  try {
    return toInstant(text, rule).getTime()
  } catch {
    return null
  }
}
