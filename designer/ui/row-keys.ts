import { useState } from 'react'

export type RowKeys = { names: string[]; keys: number[] }

/**
 * Keys of rows that have no name which stays: a row is the same one when it is changed or renamed in its place, and
 * when it moves. So what is open stays open, and the keyboard stays in it.
 */
export function nextKeys(before: RowKeys, names: string[]): RowKeys {
  const differ = names.filter((name, n) => name !== before.names[n]).length
  if (names.length === before.names.length && differ <= 1)
    return differ === 0 ? before : { names, keys: before.keys }
  const free = new Map<string, number[]>()
  before.names.forEach((name, n) => {
    free.set(name, [...(free.get(name) ?? []), before.keys[n]!])
  })
  let fresh = Math.max(0, ...before.keys)
  const keys = names.map(name => free.get(name)?.shift() ?? ++fresh)
  return { names, keys }
}

export function useRowKeys(names: string[]): number[] {
  const [held, hold] = useState<RowKeys>(() => nextKeys({ names: [], keys: [] }, names))
  const next = nextKeys(held, names)
  if (next !== held) hold(next)
  return next.keys
}
