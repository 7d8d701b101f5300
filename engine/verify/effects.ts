// Effects: whether there is somebody to carry them out, with all that is needed for it.

import type { EffectDefinition } from '../definition.ts'
import { parseDuration } from '../duration.ts'
import { isObject } from '../json.ts'
import { toPointer } from '../paths.ts'
import type { Survey } from './survey.ts'

type Kind = {
  /** each with how it is called in a message; several by a bar: one of them */
  required: Record<string, string>
  optional: string[]
}

/** What the engine and the server can carry out, and what they need for it. */
const kinds = new Map<string, Kind>([
  [
    'notify',
    { required: { title: 'a "title"', 'role|person': 'a "role" or "person" to go to' }, optional: ['text'] },
  ],
  ['webhook', { required: { url: 'a "url"' }, optional: ['body', 'type', 'secret'] }],
  ['start-case', { required: { process: 'the id of a "process"', data: 'its "data"' }, optional: [] }],
  [
    'send-event',
    {
      required: { case: 'the id of a "case"', event: 'the "event" to send', data: 'its "data"' },
      optional: [],
    },
  ],
  ['raise', { required: { event: 'the "event" to raise' }, optional: ['data', 'delay'] }],
])

const effectNames = [...kinds.keys(), 'assign']

/** An effect in its place. `event`: the one that brings it about, where there is one. */
export type EffectNode = { effect: EffectDefinition; pointer: string; event: string | undefined }

/** Every effect of the definition: of transitions, and of entering and leaving states. */
export function effectsOf({ states, transitions }: Survey): EffectNode[] {
  const found: EffectNode[] = []
  const add = (effects: EffectDefinition[] | undefined, pointer: string, part: string, event?: string) => {
    for (const [n, effect] of (effects ?? none).entries())
      found.push({ effect, pointer: `${pointer}/${part}/${n}`, event })
  }
  for (const { definition, pointer } of states) {
    add(definition.entry, pointer, 'entry')
    add(definition.exit, pointer, 'exit')
  }
  for (const { transition, pointer, trigger, key } of transitions)
    add(transition.effects, pointer, 'effects', trigger === 'on' ? key : undefined)
  return found
}

const none: EffectDefinition[] = []

export function checkEffects(survey: Survey): void {
  const { report } = survey
  const awaited = new Set(survey.transitions.filter(({ trigger }) => trigger === 'on').map(({ key }) => key))
  const awaitedNames = [...awaited]
  const awaitsAny = awaitedNames.some(key => key.includes('*'))
  const isAwaited = (event: string) => awaited.has(event) || awaitsAny
  for (const { effect, pointer } of effectsOf(survey)) {
    const kind = kinds.get(effect.type)
    if (effect.type === 'assign') checkAssign(survey, effect, pointer)
    else if (!kind) report('unknown-effect', `${pointer}/type`, effect.type, effectNames)
    else checkParams(survey, effect, pointer, kind)
    const event = effect.params?.event
    if (effect.type === 'raise' && typeof event === 'string' && !isAwaited(event))
      report('unknown-event', `${pointer}/params/event`, event, awaitedNames, 'raised')
  }
}

function checkAssign({ report }: Survey, { params, with: values }: EffectDefinition, pointer: string): void {
  for (const name of Object.keys(params ?? {}))
    report('unknown-param', `${pointer}${toPointer(['params', name])}`, name, 'assign', [])
  if (Object.keys(values ?? {}).length === 0)
    report('missing-param', pointer, 'assign', 'under "with" the data paths and CEL for their new values')
}

function checkParams({ report }: Survey, effect: EffectDefinition, pointer: string, kind: Kind): void {
  const given = new Set([...Object.keys(effect.params ?? {}), ...Object.keys(effect.with ?? {})])
  const known = [...Object.keys(kind.required).flatMap(name => name.split('|')), ...kind.optional]
  for (const [name, words] of Object.entries(kind.required))
    if (!name.split('|').some(one => given.has(one))) report('missing-param', pointer, effect.type, words)
  for (const group of ['params', 'with'] as const)
    for (const name of Object.keys(effect[group] ?? {}))
      if (!known.includes(name))
        report('unknown-param', `${pointer}${toPointer([group, name])}`, name, effect.type, known)
  for (const [name, value] of Object.entries(effect.params ?? {})) {
    // What "with" computes replaces the literal.
    const wrong = effect.with && Object.hasOwn(effect.with, name) ? undefined : whatIsWrong(name, value)
    if (wrong && known.includes(name))
      report('wrong-param', `${pointer}${toPointer(['params', name])}`, name, wrong)
  }
}

function whatIsWrong(name: string, value: unknown): string | undefined {
  switch (name) {
    case 'body':
      return undefined
    case 'data':
      return isObject(value) ? undefined : 'has to be an object of fields. Write { … }.'
    case 'delay':
      if (typeof value === 'number' && value >= 0) return undefined
      return typeof value === 'string' && parseDuration(value)
        ? undefined
        : 'has to be an ISO 8601 duration (PT4H) or a number of milliseconds.'
    case 'url':
      return isAddress(value) ? undefined : 'has to be an http or https address, without a user name in it.'
    default:
      return typeof value === 'string' && value.trim() !== ''
        ? undefined
        : 'has to be text that is not empty.'
  }
}

function isAddress(value: unknown): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}
