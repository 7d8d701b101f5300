import type { Marks } from '../../diagram/marks.ts'
import { leavesOf } from '../../work/places.ts'
import { stepAt, type Trail } from '../trail.ts'
import type { Compared } from './recomputing.ts'

/**
 * What the drawing shows after a position: states that the case is in, lit, and the way that it just went; where it
 * has been before, calmly. Asks when each was first visited, never what lies before.
 */
export function marksAt(trail: Trail, compared: Compared, position: number): Required<Marks> {
  const states: Required<Marks>['states'] = {}
  const transitions: Required<Marks>['transitions'] = {}
  const now = leavesNow(trail, position)
  for (const [path, first] of trail.firstVisits)
    if (first <= position) for (const outer of outwards(path)) states[outer] = { tone: 'been' }
  for (const path of now) states[path] = { tone: 'now' }
  for (const [pointer, first] of compared.firstTaken)
    if (first <= position) transitions[pointer] = { tone: 'been' }
  for (const n of compared.taken[position] ?? []) transitions[compared.pointers[n]!] = { tone: 'now' }
  return { states, transitions }
}

/** The innermost states that the case is in after a position. */
export function leavesNow(trail: Trail, position: number): string[] {
  const step = stepAt(trail, position)
  return step ? leavesOf(step.to.states) : []
}

const outwards = (path: string): string[] => {
  const keys = path.split('.')
  return keys.map((_, n) => keys.slice(0, n + 1).join('.'))
}
