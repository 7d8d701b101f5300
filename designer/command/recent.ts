// What was used last, in this browser. A browser that keeps nothing begins anew each time.

import { used } from './rank.ts'

const key = 'throughline-commands'

export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function noteUse(id: string): void {
  try {
    localStorage.setItem(key, JSON.stringify(used(readRecent(), id)))
  } catch {
    // Private windows may refuse; nothing depends on it.
  }
}
