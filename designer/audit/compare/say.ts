// Names and numbers as the comparisons say them.

import type { Definition } from '../../../engine/definition.ts'
import type { Misfit } from '../../../engine/mining/conformance.ts'
import { formatList, humanise } from '../../ui/format.ts'
import type { Places } from '../../work/places.ts'
import { timerTitle } from '../../work/sentence.ts'
import { words } from './texts.ts'

/** What an event is called, or a timer; one of another version, or of no version, by its name. */
export function eventTitles(definition: Definition): (type: string) => string {
  const { events = {} } = definition
  return type => {
    if (type.startsWith('after ')) return timerTitle(type, definition)
    const title = Object.hasOwn(events, type) ? events[type]!.title : undefined
    return title ?? (/^[A-Z\d_]+$/.test(type) ? humanise(type) : type)
  }
}

/** Whole per cents; never all or nothing where it is not. */
export function percent(share: number): string {
  const whole = Math.round(share * 100)
  if (share > 0 && share < 0.01) return 'under 1 %'
  return `${share < 1 && whole === 100 ? '99' : whole} %`
}

export function ruleTitles({ rules = {} }: Pick<Definition, 'rules'>): (rule: string) => string {
  return rule => (Object.hasOwn(rules, rule) ? rules[rule]!.title : undefined) ?? rule
}

/** The innermost states with what is around them, each a name of its own. */
export const whereOf = (states: readonly string[], { trailOf }: Places): string =>
  states.length === 0 ? '' : formatList(states.map(path => trailOf(path).join(' › ')))

/** Why an event was refused, in a sentence's part, with the rules that say so. */
export function reasonOf(
  { reason, rules }: Pick<Misfit, 'reason' | 'rules'>,
  ruleOf: (rule: string) => string,
): string {
  const why = words.conformance.reasons[reason] ?? reason
  return rules.length === 0 ? why : `${why}: ${rules.map(ruleOf).join('; ')}`
}
