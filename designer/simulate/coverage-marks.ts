import type { Coverage } from '../../engine/coverage.ts'
import type { Mark, Marks } from '../diagram/marks.ts'
import { words } from './texts.ts'

const covered: Mark = { tone: 'covered' }
const uncovered: Mark = { tone: 'uncovered', label: words.never }

/** What scenarios have seen of the drawing, and what they have not. */
export function marksOfCoverage({ states, transitions }: Coverage): Marks {
  const mark = ({ seen, missed }: Coverage['states']) =>
    Object.fromEntries([
      ...seen.map(one => [one, covered] as const),
      ...missed.map(one => [one, uncovered] as const),
    ])
  return { states: mark(states), transitions: mark(transitions) }
}
