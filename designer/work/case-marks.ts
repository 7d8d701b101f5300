import { type HistoryEntry, isStep } from '../../engine/case.ts'
import type { Marks } from '../diagram/marks.ts'
import { leavesOf } from './places.ts'

/** Where the case is, lit; where it has been, calmly, and the states around those that it is in. */
export function marksOfCase(activeStates: readonly string[], entries: readonly HistoryEntry[]): Marks {
  const states: NonNullable<Marks['states']> = {}
  for (const path of [...visited(entries), ...activeStates])
    for (const outer of outwards(path)) states[outer] = { tone: 'been' }
  for (const path of activeStates) states[path] = { tone: 'now' }
  return { states }
}

/** Innermost states that the case has been in, in the order of its first visits. */
export const visited = (entries: readonly HistoryEntry[]): string[] => [
  ...new Set(entries.filter(isStep).flatMap(({ to }) => leavesOf(to.states))),
]

const outwards = (path: string): string[] => {
  const keys = path.split('.')
  return keys.map((_, n) => keys.slice(0, n + 1).join('.'))
}
