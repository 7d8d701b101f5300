// What is wrong with an expression while it is being written: what `verify` would say of it, at its place in the
// text.

import type { Definition } from '../../engine/definition.ts'
import type { Severity } from '../../engine/problems.ts'
import type { Expression } from '../../engine/verify/expression-list.ts'
import { createExpressionCheck } from '../../engine/verify/expressions.ts'
import { createReport, type Report, survey } from '../../engine/verify/survey.ts'
import { asList, listTransitions } from '../editor/transitions.ts'
import type { ExpressionProps } from './ExpressionField.tsx'
import { words } from './texts.ts'

export type Finding = { from: number; to: number; severity: Severity; message: string }

export type Gives = ExpressionProps['gives']

/** Made once for a definition: it knows every name that there is. */
export type Check = (text: string, gives: Gives, events: string[]) => Finding[]

const known = new WeakMap<Definition, Check>()

export function checkOf(definition: Definition): Check {
  const before = known.get(definition)
  if (before) return before
  let gathered = createReport()
  const surveyed = survey(definition, () => {})
  const report: Report = (code, at, ...about) => gathered.report(code, at, ...about)
  const examine = createExpressionCheck({ ...surveyed, report })
  const check: Check = (text, gives, events) => {
    if (text.trim() === '') return []
    gathered = createReport()
    // Without an event of its own it is checked once, without a form.
    for (const event of events.length > 0 ? events : [undefined])
      examine({ text, pointer: '', event, expects: expectations[gives] })
    const found = gathered.problems().map(({ range, severity, message }): Finding => {
      // What is said of the whole is underlined as a whole; what is said of its end, at its last character.
      const [start, end] = range ? [range.start, range.end] : [0, text.length]
      const from = Math.min(start, Math.max(0, text.length - 1))
      return { from, to: Math.min(text.length, Math.max(end, from + 1)), severity, message }
    })
    return found.length === 0 && text.length > longest ? [tooLong(text)] : found
  }
  known.set(definition, check)
  return check
}

const longest = 4_000
const tooLong = (text: string): Finding => ({
  from: longest,
  to: text.length,
  severity: 'error',
  message: words.tooLong(longest),
})

const expectations: Record<Gives, Expression['expects']> = {
  bool: 'condition',
  value: 'value',
  instant: 'date',
}

/**
 * The events that an expression can read as `event`: the one that it stands on, or, for the condition of a rule,
 * those whose transitions ask for the rule.
 */
export function eventsOf(definition: Definition, text: string, event: string | undefined): string[] {
  if (event !== undefined) return [event]
  const rules = Object.entries(definition.rules ?? {}).flatMap(([name, { when }]) =>
    when === text ? name : [],
  )
  if (rules.length === 0) return []
  const asking = listTransitions(definition).flatMap(({ at, transition }) =>
    at.list === 'on' && asList(transition.guard).some(guard => rules.includes(guard)) ? at.key : [],
  )
  return [...new Set(asking)]
}
