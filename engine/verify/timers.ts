// Timers that never fire.

import { type Duration, parseDuration } from '../duration.ts'
import type { StateNode } from '../paths.ts'
import { isAlways } from './formula.ts'
import { isLeftAtOnce, type Reach } from './reach.ts'
import { isInside, label, type Survey, type TransitionList, type TransitionNode } from './survey.ts'

const hour = 3_600_000
/** The longest and shortest that months can be, with an hour for leap seconds and the like. */
const longest = ({ months, ms }: Duration) => ms + months * 31 * 24 * hour
const shortest = ({ months, ms }: Duration) => ms + months * 28 * 24 * hour

/** A timer that leaves a state for certain, this long after the state was entered. */
type Deadline = { key: string; duration: Duration }

export function checkTimers(survey: Survey, { active }: Reach): void {
  const { lists, outgoing, report } = survey
  const timers = lists.filter(([first]) => first?.trigger === 'after')
  const deadlines = deadlinesOf(timers)
  for (const [first] of timers) {
    if (!first) continue
    const { source, key, pointer } = first
    const at = pointer.slice(0, pointer.lastIndexOf('/'))
    const duration = parseDuration(key)
    const invalid = whatIsInvalid(key, duration)
    if (invalid) report('invalid-timer', at, key, invalid)
    // In final and history states no field of this kind is possible; `names` says so.
    if (invalid || source.type === 'final' || source.type === 'history' || !active.has(source)) continue
    if (isLeftAtOnce(outgoing.get(source)))
      report(
        'timer-never-fires',
        at,
        key,
        `an eventless transition without a guard leaves ${label(survey, source)} at once`,
      )
    const earlier = duration && earlierDeadline(source, duration, deadlines)
    if (earlier)
      report(
        'timer-never-fires',
        at,
        key,
        `"${earlier.key}" always leaves ${label(survey, earlier.state)} before`,
      )
  }
}

function whatIsInvalid(key: string, duration: Duration | undefined): string | undefined {
  const text = key.trim()
  if (text === '') return 'it says no time'
  if (duration)
    return duration.months === 0 && duration.ms === 0 ? 'it is due at once; use "always" for that' : undefined
  if (/^-P|^P-/i.test(text)) return 'its time has passed before it begins'
  if (/^\+?P([\dT]|$)/i.test(text)) return 'it is not an ISO 8601 duration'
  if (/^[+-]?[\d.]+$/.test(text))
    return `a number alone has no unit; ${text} seconds are "PT${text.replace(/^\+/, '')}S"`
  return undefined
}

/** Of each state the first timer that nothing but leaving earlier can keep from leaving it. */
function deadlinesOf(timers: TransitionList[]): Map<StateNode, Deadline> {
  const deadlines = new Map<StateNode, Deadline>()
  for (const list of timers) {
    const duration = parseDuration(list[0]!.key)
    const { source, key } = list[0]!
    if (!duration || !list.some(leaves)) continue
    const known = deadlines.get(source)
    if (!known || longest(duration) < longest(known.duration)) deadlines.set(source, { key, duration })
  }
  return deadlines
}

const leaves = ({ guard, targets, source }: TransitionNode) =>
  isAlways(guard) &&
  targets.length > 0 &&
  targets.every(target => target !== source && !isInside(target, source))

/** An inner state is entered at the same time or later, so a deadline around it comes before a longer one inside. */
function earlierDeadline(source: StateNode, duration: Duration, deadlines: Map<StateNode, Deadline>) {
  for (let state: StateNode | null = source; state; state = state.parent) {
    const deadline = deadlines.get(state)
    if (deadline && longest(deadline.duration) < shortest(duration)) return { key: deadline.key, state }
  }
  return undefined
}
