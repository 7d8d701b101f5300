// What each effect takes, as fields; engine/verify/effects.ts says the same to whoever writes it by hand.
//
// A value is written (`params`) or computed (`with`). What an effect has beyond its fields is kept and shown
// by its name.

import type { EffectDefinition } from '../../engine/definition.ts'
import { withFields } from './apply/tree.ts'

export type ParamKind = 'text' | 'long' | 'role' | 'event' | 'process' | 'address' | 'delay' | 'fields'
export type Param = { name: string; kind: ParamKind; required: boolean }

const needs = (name: string, kind: ParamKind): Param => ({ name, kind, required: true })
const takes = (name: string, kind: ParamKind): Param => ({ name, kind, required: false })

const kinds: Record<string, Param[]> = {
  notify: [takes('role', 'role'), takes('person', 'text'), needs('title', 'text'), takes('text', 'long')],
  webhook: [needs('url', 'address'), takes('body', 'fields'), takes('type', 'text'), takes('secret', 'text')],
  'start-case': [needs('process', 'process'), needs('data', 'fields')],
  'send-event': [needs('case', 'text'), needs('event', 'text'), needs('data', 'fields')],
  raise: [needs('event', 'event'), takes('data', 'fields'), takes('delay', 'delay')],
  assign: [],
}

export const effectTypes = Object.keys(kinds)

export const paramsOf = (type: string): Param[] => (Object.hasOwn(kinds, type) ? kinds[type]! : [])

export type Value = { how: 'written'; value: unknown } | { how: 'computed'; cel: string }

/** What is computed replaces what is written. */
export function givenFor({ params, with: computed }: EffectDefinition, name: string): Value | undefined {
  if (computed && Object.hasOwn(computed, name)) return { how: 'computed', cel: computed[name]! }
  return params && Object.hasOwn(params, name) ? { how: 'written', value: params[name] } : undefined
}

export function withValue(
  effect: EffectDefinition,
  name: string,
  value: Value | undefined,
): EffectDefinition {
  return withFields(effect, {
    params: put(effect.params, name, value?.how === 'written' ? value.value : undefined),
    with: put(effect.with, name, value?.how === 'computed' ? value.cel : undefined),
  })
}

/** In its old place; no object is left when it was the only one. */
function put<T>(values: Record<string, T> | undefined, name: string, value: T | undefined) {
  if (value !== undefined) return { ...values, [name]: value }
  if (!values || !Object.hasOwn(values, name)) return values
  const left = Object.entries(values).filter(([key]) => key !== name)
  return left.length > 0 ? Object.fromEntries(left) : undefined
}

/** Names of values that effects of this type do not take. */
export function strangersOf({ type, params, with: computed }: EffectDefinition): string[] {
  const known = new Set(paramsOf(type).map(({ name }) => name))
  const given = [...Object.keys(params ?? {}), ...(type === 'assign' ? [] : Object.keys(computed ?? {}))]
  return [...new Set(given)].filter(name => !known.has(name))
}

/** Another type keeps the values that it takes as well, its condition, and what neither of them knows. */
export function withType(effect: EffectDefinition, type: string): EffectDefinition {
  if (type === effect.type) return effect
  const took = paramsOf(effect.type).map(({ name }) => name)
  const takes = new Set(paramsOf(type).map(({ name }) => name))
  const lost = took.filter(name => !takes.has(name))
  const kept = lost.reduce((so, name) => withValue(so, name, undefined), effect)
  const isOther = type === 'assign' || effect.type === 'assign'
  return withFields(kept, { type, ...(isOther && { with: undefined }) })
}
