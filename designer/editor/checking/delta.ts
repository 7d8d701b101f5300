// One version of a document from the one before, as data: only what changed is sent to another thread, and what did
// not is the same object there as it was before, so that what is known about it stays known.

import type { Json } from '../../../engine/json.ts'

/** `parts` in the order of the fields; `same`: as before. */
export type Delta =
  | { kind: 'same' }
  | { kind: 'value'; value: Json }
  | { kind: 'fields'; parts: [field: string, part: Delta][] }

const same: Delta = { kind: 'same' }

/** What `after` is, said by what `before` was. Objects that are the same in both are not looked into. */
export function deltaOf(before: Json | undefined, after: Json): Delta {
  if (before === after) return same
  if (!isRecord(before) || !isRecord(after)) return { kind: 'value', value: after }
  const parts = Object.entries(after).map(([field, value]): [string, Delta] => [
    field,
    deltaOf(Object.hasOwn(before, field) ? before[field] : undefined, value),
  ])
  return { kind: 'fields', parts }
}

export function applyDelta(before: Json | undefined, delta: Delta): Json {
  if (delta.kind === 'same') return before!
  if (delta.kind === 'value') return delta.value
  const fields = isRecord(before) ? before : {}
  return Object.fromEntries(
    delta.parts.map(([field, part]) => [
      field,
      applyDelta(Object.hasOwn(fields, field) ? fields[field] : undefined, part),
    ]),
  )
}

const isRecord = (value: Json | undefined): value is { [field: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
