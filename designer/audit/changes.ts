// What one event did to the data of a case, value by value. Lists are compared by position.

import { isObject, type Json, type JsonObject } from '../../engine/json.ts'

/**
 * One value of two versions of a document. `keys`: the way to it, positions in lists from 0; `before` and `after` are
 * undefined where there is none.
 */
export type Row = {
  keys: string[]
  kind: 'same' | 'added' | 'changed' | 'removed'
  before: Json | undefined
  after: Json | undefined
}

/** Every value of either, in the order of the later one; those that are gone come after their neighbours. */
export function rowsBetween(before: Json | undefined, after: Json | undefined): Row[] {
  const rows: Row[] = []
  gather([], before, after, rows)
  return rows
}

/** The values that differ. */
export const changesBetween = (before: Json | undefined, after: Json | undefined): Row[] =>
  rowsBetween(before, after).filter(({ kind }) => kind !== 'same')

function gather(keys: string[], before: Json | undefined, after: Json | undefined, rows: Row[]): void {
  const sides = [before, after].filter(side => side !== undefined)
  const isApart =
    sides.every(hasParts) && (sides.length < 2 || Array.isArray(before) === Array.isArray(after))
  if (sides.length === 0) return
  if (!isApart || keysOf(before, after).length === 0) {
    rows.push({ keys, kind: kindOf(before, after), before, after })
    return
  }
  for (const key of keysOf(before, after))
    gather([...keys, key], partOf(before, key), partOf(after, key), rows)
}

function kindOf(before: Json | undefined, after: Json | undefined): Row['kind'] {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return isEqual(before, after) ? 'same' : 'changed'
}

/** Lists and records are looked into. A file is one value: it is known by its content. */
const hasParts = (value: Json): value is JsonObject | Json[] =>
  Array.isArray(value) || (isObject(value) && typeof value.sha256 !== 'string')

function keysOf(before: Json | undefined, after: Json | undefined): string[] {
  const keys = [after, before].flatMap(side =>
    typeof side === 'object' && side !== null ? Object.keys(side) : [],
  )
  return [...new Set(keys)]
}

function partOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as JsonObject)[key]
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  return keysOf(a, b).every(key => isEqual(partOf(a, key), partOf(b, key)))
}
