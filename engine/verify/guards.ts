// Rules that nothing asks, and guards that no data can change.

import { toPointer } from '../paths.ts'
import { type Formula, isAlways, isNever, toFormula } from './formula.ts'
import type { Survey } from './survey.ts'
import { asList } from './targets.ts'

export function checkGuards({ definition, rules, transitions, report }: Survey): void {
  const used = new Set(transitions.flatMap(({ transition }) => asList(transition.guard)))
  for (const name of rules.keys())
    if (!used.has(name)) report('unused-rule', toPointer(['rules', name]), name)

  const known = new Map<string, boolean | undefined>()
  /** Reports a text that is always or never true, and says which. */
  const tell = (text: string, at: string): boolean | undefined => {
    if (!known.has(text)) known.set(text, constancy(toFormula(text)))
    const constant = known.get(text)
    if (constant !== undefined) report('constant-guard', at, constant)
    return constant
  }
  for (const [name, { when }] of Object.entries(definition.rules ?? {}))
    tell(when, toPointer(['rules', name, 'when']))
  for (const { transition, guard, pointer } of transitions) {
    const at = `${pointer}/guard`
    const told = asList(transition.guard).map((text, n) => {
      const rule = rules.get(text)
      if (rule) return constancy(rule)
      return tell(text, Array.isArray(transition.guard) ? `${at}/${n}` : at)
    })
    // Each can hold, and all together cannot.
    if (isNever(guard) && !told.includes(false)) report('constant-guard', at, false)
  }
}

function constancy(formula: Formula): boolean | undefined {
  // Before `isAlways`: what can only fail is neither true nor false, and so never true.
  if (isNever(formula)) return false
  return isAlways(formula) ? true : undefined
}
