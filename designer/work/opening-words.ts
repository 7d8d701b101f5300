// What would open a blocked event, in sentences: "Score has to be at least 60; it is 40." And for each event that
// could bring it about, who can send it and when: "Marketing can do that now."

import type { Mender } from '../../engine/opening/menders.ts'
import type { Wanted } from '../../engine/opening/wanted.ts'
import type { Need } from '../../engine/opening.ts'
import { texts } from '../texts.ts'
import { formatAlternatives, formatList, formatValue, humanise, isDay, quoteValue } from '../ui/format.ts'
import { choices } from './clause.ts'

/** Where the case is, and what its states are called. */
export type Whereabouts = { activeStates: string[]; titleOf: (path: string) => string }

/** How many of the events that could bring it about are told. */
const mostTold = 3

/** One need in a plain sentence. */
export function tellNeed(need: Need): string {
  const [first] = need.wanted
  switch (need.kind) {
    case 'role':
      return texts.opening.role(formatAlternatives((need.allow ?? []).map(humanise)))
    case 'time':
      return texts.opening.wait(formatValue(first!.value))
    case 'state':
      return first?.value === false ? texts.opening.notInState(need.about) : texts.opening.inState(need.about)
  }
  if (need.path === 'actor.id') return texts.opening.somebodyElse
  const what = nameOf(need)
  if (first === undefined) return untold(need, what)
  if (first.op === 'present') return texts.opening.recorded(what)
  if (first.op === 'absent') return texts.opening.emptied(what)
  if (first.measure === 'size' && first.op === '>' && first.value === 0) return texts.opening.notEmpty(what)
  return compared(need, what)
}

function nameOf({ kind, about, element }: Need): string {
  const name = kind === 'register' ? about.split(' › ').map(humanise).join(' › ') : about
  return element === undefined ? name : texts.opening.of(element, name)
}

/** What is wanted is not known as a comparison: only that it is not there, or not as it should be. */
function untold({ now }: Need, what: string): string {
  if (now === null) return texts.why.missing([what])
  if (Array.isArray(now)) return texts.opening.another(what)
  return `${texts.opening.changed(what)}${texts.opening.is(quoteValue(now))}`
}

function compared({ now, wanted }: Need, what: string): string {
  const name = wanted[0]!.measure === 'size' ? texts.why.numberOf(what) : what
  const verbs = wanted.filter(({ op }) => op === 'includes' || op === 'excludes')
  const needed = wanted.filter(one => !verbs.includes(one)).map(neededOf)
  const said =
    needed.length > 0
      ? texts.opening.hasToBe(name, formatList(needed))
      : texts.opening.has(name, formatList(verbs.map(neededOf)))
  return `${said}${now === null ? texts.opening.unknown : texts.opening.is(quoteValue(now))}`
}

function neededOf({ op, value }: Wanted): string {
  if (op === 'not in') return texts.opening.needed[op](choices(value))
  if (op === 'includes' || op === 'excludes') return texts.opening.needed[op](quoteValue(value))
  if (op === 'in') return choices(value)
  const words = isDay(value) ? texts.why.neededDay : texts.why.needed
  return op === 'present' || op === 'absent' ? '' : words[op](quoteValue(value))
}

/** Who can send an event that would help, and when. */
export function tellMender(mender: Mender, { activeStates, titleOf }: Whereabouts): string {
  const { allow, isEnabledNow, isYours, states } = mender
  if (isYours) return texts.opening.you
  const roles = allow === null ? texts.opening.everybody : formatAlternatives(allow.map(humanise))
  if (isEnabledNow) return texts.opening.others(roles)
  const isHere = states.some(state =>
    activeStates.some(active => state === '' || active === state || active.startsWith(`${state}.`)),
  )
  return isHere
    ? texts.opening.blocked(roles)
    : texts.opening.later(roles, formatAlternatives(states.map(titleOf)))
}

/** The events that are told, the nearest first. */
export const toldOf = ({ by }: Need): Mender[] => by.slice(0, mostTold)

/** What no event brings about: where it is kept, what to do, and who can. */
export function tellOwner({ kind, by, path, fix, owner }: Need): string {
  if (by.length > 0) return ''
  const register = kind === 'register' ? texts.opening.register(/^\w+/.exec(path)![0]) : undefined
  const who = owner !== undefined && kind === 'register' ? texts.opening.owner(humanise(owner)) : undefined
  const rule = kind === 'data' || kind === 'promise' || kind === 'register' ? fix : undefined
  return [register, rule, who].filter(sentence => sentence !== undefined).join(' ')
}
