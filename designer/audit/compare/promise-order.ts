import type { Definition } from '../../../engine/definition.ts'
import { isObject } from '../../../engine/json.ts'
import { findPromiseField, type PromiseGroup } from '../../../engine/mining/promises.ts'

export type PromiseSort = 'broken' | 'most' | 'share'

/** What promises can be told apart by here; none where the process makes no promises. */
export function promiseFieldsOf(definition: Pick<Definition, 'data'>, names: readonly string[]): string[] {
  const { properties } = definition.data ?? {}
  if (!isObject(properties) || !isObject(properties.promises)) return []
  return names.filter(name => findPromiseField(definition, name))
}

export const promisesIn = ({
  kept,
  broken,
  open,
  withdrawn,
}: Omit<PromiseGroup, 'value' | 'share'>): number => kept + broken + open + withdrawn

/** Where two are alike, the one with more promises first. What has no share yet comes last. */
export function sortPromises(groups: readonly PromiseGroup[], by: PromiseSort): PromiseGroup[] {
  const rank = (group: PromiseGroup) =>
    by === 'broken' ? -group.broken : by === 'share' ? (group.share ?? 2) : 0
  return groups.toSorted((a, b) => rank(a) - rank(b) || promisesIn(b) - promisesIn(a))
}

/** All groups together. */
export function sumPromises(groups: readonly PromiseGroup[]): Omit<PromiseGroup, 'value' | 'cases'> {
  const sum = { kept: 0, broken: 0, withdrawn: 0, open: 0 }
  for (const group of groups)
    for (const kind of ['kept', 'broken', 'withdrawn', 'open'] as const) sum[kind] += group[kind]
  const decided = sum.kept + sum.broken
  return { ...sum, share: decided === 0 ? null : sum.kept / decided }
}
