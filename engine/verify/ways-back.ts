// Ways back: whoever gets a case back has to be told why.

import { reasonField } from '../reason.ts'
import type { Survey } from './survey.ts'

const processRole = 'process'

/** Each event once, at the first transition that leads back by it. */
export function checkWaysBack({ definition, transitions, report }: Survey): void {
  const seen = new Set<string>()
  for (const { trigger, key, transition, pointer } of transitions) {
    if (trigger !== 'on' || transition.kind !== 'feedback' || key.includes('*') || seen.has(key)) continue
    // What another case sends has no form that somebody fills in.
    if (transition.allow?.every(role => role === processRole)) continue
    seen.add(key)
    const events = definition.events ?? {}
    const schema = Object.hasOwn(events, key) ? events[key]?.schema : undefined
    if (reasonField(schema) === null) report('back-without-reason', pointer, key)
  }
}
