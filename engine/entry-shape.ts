import type { HistoryEntry } from './case.ts'
import { isObject } from './json.ts'

const stepKinds: unknown[] = ['start', 'event', 'timer']
const otherKinds: unknown[] = ['refusal', 'comment', 'assignment', 'priority', 'file']

/** Is it of the shape that entries have? What somebody has written into a store may be any JSON. Whether it is true is for hashes and replay. */
export function isHistoryEntry(value: unknown): value is HistoryEntry {
  if (!isObject(value)) return false
  const { kind, seq, event, facts, verdicts, to, refusal, timersSet, timersCleared, effects } = value
  if (typeof seq !== 'number' || !isObject(event)) return false
  if (typeof event.type !== 'string' || typeof event.at !== 'string') return false
  if (!isObject(event.actor) || !isObject(event.data) || !Array.isArray(event.actor.roles)) return false
  if (!isObject(facts) || !isObject(facts.registers) || !Array.isArray(verdicts)) return false
  if (kind === 'refusal') return isObject(refusal)
  if (!stepKinds.includes(kind)) return otherKinds.includes(kind)
  if (!Array.isArray(timersSet) || !Array.isArray(timersCleared) || !Array.isArray(effects)) return false
  return isObject(to) && isObject(to.data) && (typeof to.states === 'string' || isObject(to.states))
}
