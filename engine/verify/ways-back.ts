// Ways back: whoever gets a case back has to be told why.

import { reasonField } from '../reason.ts'
import type { Survey } from './survey.ts'

const processRole = 'process'

/**
 * Each event once, at the first transition that leads back by it. An event that leads onward elsewhere is an ordinary
 * step, which cannot ask each time why.
 */
export function checkWaysBack({ definition, transitions, report }: Survey): void {
  const seen = new Set<string>()
  const onward = new Set(
    transitions.flatMap(({ trigger, key, transition }) =>
      trigger === 'on' && transition.kind !== 'feedback' && transition.target !== undefined ? [key] : [],
    ),
  )
  for (const { trigger, key, transition, pointer } of transitions) {
    if (trigger !== 'on' || transition.kind !== 'feedback' || key.includes('*') || seen.has(key)) continue
    if (onward.has(key)) continue
    // What another case sends has no form that somebody fills in.
    if (transition.allow?.every(role => role === processRole)) continue
    seen.add(key)
    const events = definition.events ?? {}
    const schema = Object.hasOwn(events, key) ? events[key]?.schema : undefined
    if (reasonField(schema) === null) report('back-without-reason', pointer, key)
  }
}
