// Promises kept and broken, by what they or their cases have in common: offering, seller, campaign, target market.
//
// A promise is what the process says it is (`state`): kept; broken, also when it was never delivered; withdrawn;
// anything else is open.

import type { Definition } from '../definition.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'

/** Where the field is that promises are told apart by: in each promise, or in the case's data. */
export type PromiseField = { of: 'promise' | 'case'; path: string[] }

export type PromiseGroup = {
  /** null: where the field is empty */
  value: string | null
  cases: number
  kept: number
  broken: number
  withdrawn: number
  open: number
  /** kept / (kept + broken); null while there is neither */
  share: number | null
}

const broken = ['broken', 'undelivered']

/**
 * The field that a name means: a dotted path into the data (`prospect.campaign`), or the name of a field, which is
 * looked for in promises first and then in the data, the outermost first. Undefined where there is none.
 */
export function findPromiseField({ data }: Pick<Definition, 'data'>, name: string): PromiseField | undefined {
  const schema: Json = (data ?? {}) as JsonObject
  const ofPromise = findIn(schemaAt(schema, ['promises'])?.items ?? {}, name)
  if (ofPromise) return { of: 'promise', path: ofPromise }
  const ofCase = findIn(schema, name)
  return ofCase && { of: 'case', path: ofCase }
}

function findIn(schema: Json, name: string): string[] | undefined {
  const path = name.split('.')
  if (schemaAt(schema, path)) return path
  const waiting = propertiesOf(schema).map(([key, inner]) => ({ path: [key], schema: inner }))
  for (const { path, schema } of waiting) {
    if (path.at(-1) === name) return path
    waiting.push(...propertiesOf(schema).map(([key, inner]) => ({ path: [...path, key], schema: inner })))
  }
  return undefined
}

const propertiesOf = (schema: Json): [string, Json][] =>
  isObject(schema) && isObject(schema.properties)
    ? (Object.entries(schema.properties) as [string, Json][])
    : []

function schemaAt(schema: Json, path: string[]): JsonObject | undefined {
  let at: unknown = schema
  for (const key of path) at = isObject(at) && isObject(at.properties) ? at.properties[key] : undefined
  return isObject(at) ? (at as JsonObject) : undefined
}

export function createPromiseCount(field: PromiseField): {
  add(data: JsonObject): void
  /** those with the most promises first */
  result(): PromiseGroup[]
} {
  const groups = new Map<string | null, Omit<PromiseGroup, 'value' | 'share'>>()
  return {
    add(data) {
      const seen = new Set<string | null>()
      for (const promise of Array.isArray(data.promises) ? data.promises : []) {
        if (!isObject(promise)) continue
        const value = textAt(field.of === 'promise' ? promise : data, field.path)
        const group = groups.get(value) ?? { cases: 0, kept: 0, broken: 0, withdrawn: 0, open: 0 }
        groups.set(value, group)
        group[outcomeOf(promise.state)] += 1
        if (!seen.has(value)) group.cases += 1
        seen.add(value)
      }
    },
    result: () =>
      [...groups]
        .map(([value, group]) => {
          const decided = group.kept + group.broken
          return { value, ...group, share: decided === 0 ? null : group.kept / decided }
        })
        .sort((a, b) => sizeOf(b) - sizeOf(a) || String(a.value).localeCompare(String(b.value), 'en')),
  }
}

const sizeOf = ({ kept, broken, withdrawn, open }: PromiseGroup) => kept + broken + withdrawn + open

function outcomeOf(state: unknown): 'kept' | 'broken' | 'withdrawn' | 'open' {
  if (state === 'kept' || state === 'withdrawn') return state
  return broken.some(name => name === state) ? 'broken' : 'open'
}

function textAt(value: unknown, path: string[]): string | null {
  let at = value
  for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : null
}
