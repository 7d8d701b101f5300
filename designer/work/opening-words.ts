// What would open a blocked event, in sentences: "Score has to be at least 60; it is 40." And for each event that
// could bring it about, who can send it and when: "Marketing can do that now."

import type { Mender } from '../../engine/opening/menders.ts'
import type { Wanted } from '../../engine/opening/wanted.ts'
import type { Need } from '../../engine/opening.ts'
import { texts } from '../texts.ts'
import { formatAlternatives, formatList, formatValue, humanise, isDay, quoteValue } from '../ui/format.ts'
import { choices } from './clause.ts'
import { words as all } from './texts.ts'

/** Where the case is, and what its states are called. */
export type Whereabouts = { activeStates: string[]; titleOf: (path: string) => string }

/** How many of the events that could bring it about are told. */
const mostTold = 3

/** One need in a plain sentence. */
export function tellNeed(need: Need): string {
  const [first] = need.wanted
  switch (need.kind) {
    case 'role':
      return all.opening.role(formatAlternatives((need.allow ?? []).map(humanise)))
    case 'time':
      return all.opening.wait(formatValue(first!.value))
    case 'state':
      return first?.value === false ? all.opening.notInState(need.about) : all.opening.inState(need.about)
  }
  if (need.path === 'actor.id') return all.opening.somebodyElse
  const what = nameOf(need)
  if (first === undefined) return untold(need, what)
  if (first.op === 'present') return all.opening.recorded(what)
  if (first.op === 'absent') return all.opening.emptied(what)
  if (first.measure === 'size' && first.op === '>' && first.value === 0) return all.opening.notEmpty(what)
  return compared(need, what)
}

function nameOf({ kind, about, element }: Need): string {
  const name = kind === 'register' ? about.split(' › ').map(humanise).join(' › ') : about
  return element === undefined ? name : all.opening.of(element, name)
}

/** What is wanted is not known as a comparison: only that it is not there, or not as it should be. */
function untold({ now }: Need, what: string): string {
  if (now === null) return texts.why.missing([what])
  if (Array.isArray(now)) return all.opening.another(what)
  return `${all.opening.changed(what)}${all.opening.is(quoteValue(now))}`
}

function compared({ now, wanted }: Need, what: string): string {
  const name = wanted[0]!.measure === 'size' ? texts.why.numberOf(what) : what
  const verbs = wanted.filter(({ op }) => op === 'includes' || op === 'excludes')
  const needed = wanted.filter(one => !verbs.includes(one)).map(neededOf)
  const said =
    needed.length > 0
      ? all.opening.hasToBe(name, formatList(needed))
      : all.opening.has(name, formatList(verbs.map(neededOf)))
  return `${said}${now === null ? all.opening.unknown : all.opening.is(quoteValue(now))}`
}

function neededOf({ op, value }: Wanted): string {
  if (op === 'not in') return all.opening.needed[op](choices(value))
  if (op === 'includes' || op === 'excludes') return all.opening.needed[op](quoteValue(value))
  if (op === 'in') return choices(value)
  const words = isDay(value) ? texts.why.neededDay : texts.why.needed
  return op === 'present' || op === 'absent' ? '' : words[op](quoteValue(value))
}

/** Who can send an event that would help, and when. */
export function tellMender(mender: Mender, { activeStates, titleOf }: Whereabouts): string {
  const { allow, isEnabledNow, isYours, states } = mender
  if (isYours) return all.opening.you
  const roles = allow === null ? all.opening.everybody : formatAlternatives(allow.map(humanise))
  if (isEnabledNow) return all.opening.others(roles)
  const isHere = states.some(state =>
    activeStates.some(active => state === '' || active === state || active.startsWith(`${state}.`)),
  )
  return isHere
    ? all.opening.blocked(roles)
    : all.opening.later(roles, formatAlternatives(states.map(titleOf)))
}

/** The events that are told, the nearest first. */
export const toldOf = ({ by }: Need): Mender[] => by.slice(0, mostTold)

/** What no event brings about: where it is kept, what to do, and who can. */
export function tellOwner({ kind, by, path, fix, owner }: Need): string {
  if (by.length > 0) return ''
  const register = kind === 'register' ? all.opening.register(/^\w+/.exec(path)![0]) : undefined
  const who = owner !== undefined && kind === 'register' ? all.opening.owner(humanise(owner)) : undefined
  const rule = kind === 'data' || kind === 'promise' || kind === 'register' ? fix : undefined
  return [register, rule, who].filter(sentence => sentence !== undefined).join(' ')
}
