// What happened to a case while somebody was filling in a form: who moved it, when, by which event, and what is
// different in its data.

import { type HistoryEntry, isStep, type StepEntry } from '../../../engine/case.ts'
import { isObject, type Json, type JsonObject } from '../../../engine/json.ts'

/** `path` as rules write it: `data.prospect.budget` */
export type Change = { path: string; before: Json | undefined; after: Json | undefined }

/** The steps after `seq`, oldest first; what people say of a case moves nothing. */
export const movesSince = (entries: readonly HistoryEntry[], seq: number): StepEntry[] =>
  entries.filter(isStep).filter(entry => entry.seq > seq)

/** Groups are taken apart into their fields; a list is told as a whole. */
export function changesBetween(before: JsonObject, after: JsonObject): Change[] {
  return compare(before, after, 'data')
}

function compare(before: Json | undefined, after: Json | undefined, path: string): Change[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap(key => compare(before[key] as Json, after[key] as Json, `${path}.${key}`))
  }
  return isSame(before, after) ? [] : [{ path, before, after }]
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => isSame(item, other[i]))
  if (isObject(one) && isObject(other)) return compare(one as Json, other as Json, '').length === 0
  return one === other
}
