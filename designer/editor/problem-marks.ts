import type { Problem } from '../../engine/problems.ts'
import type { Marks } from '../diagram/marks.ts'

/** Problems as marks on what they are about. */
export function marksOf(problems: Problem[]): Marks {
  const marks: Required<Marks> = { states: {}, transitions: {} }
  for (const { at, severity } of problems) {
    const transition = /^(.*\/(?:on|after)\/[^/]+\/\d+|.*\/(?:always|onDone)\/\d+)/.exec(at)?.[1]
    const keys = [...at.matchAll(/\/states\/([^/]+)/g)].map(([, key]) =>
      key!.replaceAll('~1', '/').replaceAll('~0', '~'),
    )
    if (transition) marks.transitions[transition] = { tone: severity }
    else if (keys.length > 0) marks.states[keys.join('.')] = { tone: severity }
  }
  return marks
}
