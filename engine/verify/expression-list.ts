import { parseDuration } from '../duration.ts'
import { toPointer } from '../paths.ts'
import { effectsOf } from './effects.ts'
import type { Survey } from './survey.ts'
import { asList } from './targets.ts'

/** CEL in its place. `event`: the one whose form gives `event` its fields. */
export type Expression = {
  text: string
  pointer: string
  expects: 'guard' | 'condition' | 'date' | 'value'
  event: string | undefined
}

/** A rule is checked with the forms of at most this many of the events whose transitions it guards. */
const mostEventsOfRule = 20

/** With the form of more events than this, expressions are checked as if there were none: each costs time. */
const mostForms = 200

/** Every expression of a definition. Rules come first, once for each event that they are asked for. */
export function expressionsOf(survey: Survey): Expression[] {
  const { definition, rules, transitions, lists } = survey
  const withForm = Object.entries(definition.events ?? {}).filter(([, { schema }]) => schema)
  const forms = new Set(withForm.slice(0, mostForms).map(([name]) => name))
  const formOf = (event: string | undefined) => (event !== undefined && forms.has(event) ? event : undefined)

  const asked = new Map<string, Set<string | undefined>>()
  const guards: Expression[] = []
  const values: Expression[] = []
  for (const { transition, trigger, key, pointer } of transitions) {
    const event = formOf(trigger === 'on' ? key : undefined)
    asList(transition.guard).forEach((text, n) => {
      if (rules.has(text)) asked.set(text, (asked.get(text) ?? new Set()).add(event))
      else {
        const at = `${pointer}/guard${Array.isArray(transition.guard) ? `/${n}` : ''}`
        guards.push({ text, pointer: at, expects: 'guard', event })
      }
    })
    for (const [path, text] of Object.entries(transition.assign ?? {}))
      values.push({ text, pointer: `${pointer}${toPointer(['assign', path])}`, expects: 'value', event })
  }
  for (const { effect, pointer, event } of effectsOf(survey)) {
    if (effect.if !== undefined)
      values.push({ text: effect.if, pointer: `${pointer}/if`, expects: 'condition', event: formOf(event) })
    for (const [name, text] of Object.entries(effect.with ?? {}))
      values.push({
        text,
        pointer: `${pointer}${toPointer(['with', name])}`,
        expects: 'value',
        event: formOf(event),
      })
  }
  const dates = lists.flatMap(([first]): Expression[] => {
    if (first?.trigger !== 'after' || looksLikeTime(first.key)) return []
    const pointer = first.pointer.slice(0, first.pointer.lastIndexOf('/'))
    return [{ text: first.key, pointer, expects: 'date', event: undefined }]
  })
  const ofRules = Object.entries(definition.rules ?? {}).flatMap(([name, { when }]) =>
    [...(asked.get(name) ?? [undefined])].slice(0, mostEventsOfRule).map(
      (event): Expression => ({
        text: when,
        pointer: `${toPointer(['rules', name])}/when`,
        expects: 'condition',
        event,
      }),
    ),
  )
  return [...ofRules, ...guards, ...values, ...dates]
}

/** Durations, right or wrong, are the timers' business; everything else after `after` is CEL. */
function looksLikeTime(key: string): boolean {
  const text = key.trim()
  return text === '' || parseDuration(text) !== undefined || /^[+-]?(P[\dT-]|P$|[\d.]+$)/i.test(text)
}
