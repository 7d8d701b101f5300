// What is copied: states with everything inside them and the transitions between them, as JSON that another
// process, tab or browser can paste.

import {
  type EventDefinition,
  limits,
  type Rule,
  type StateDefinition,
  type Transition,
} from '../../engine/definition.ts'
import { isObject } from '../../engine/json.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { resolveTarget, type StateIndex } from '../../engine/paths.ts'
import { indexStates } from '../indexed.ts'
import { outermost } from './apply/states.ts'
import { isWithin, keyOf, stateAt } from './apply/tree.ts'
import type { Draft, Place } from './draft.ts'
import { asList, freshName } from './transitions.ts'

export type Fragment = {
  throughline: 'fragment'
  /** key → state; transitions that lead out of the fragment are left out */
  states: Record<string, StateDefinition>
  /** path inside the fragment → place */
  places: Record<string, Place>
  /** what the copied transitions name */
  events: Record<string, EventDefinition>
  rules: Record<string, Rule>
}

/** States with everything inside them, and what their transitions name. */
export function copyStates({ definition, layout }: Draft, paths: string[]): Fragment {
  const tops = outermost(paths.filter(path => path !== ''))
  const states: Record<string, StateDefinition> = {}
  const places: Record<string, Place> = {}
  /** path in the process → path in the fragment */
  const lifted = new Map<string, string>()
  for (const path of tops) {
    const state = stateAt(definition, path) as StateDefinition | undefined
    if (!state) continue
    const key = freshName(keyOf(path), name => Object.hasOwn(states, name))
    states[key] = state
    lifted.set(path, key)
  }
  const lift = (path: string): string | undefined => {
    const top = tops.find(one => isWithin(path, one))
    return top === undefined ? undefined : lifted.get(top)! + path.slice(top.length)
  }
  for (const [path, place] of Object.entries(layout.states)) {
    const to = lift(path)
    if (to !== undefined) places[to] = place
  }
  const index = indexStates(definition)
  const inside = Object.fromEntries(
    Object.entries(states).map(([key, state]) => {
      const path = [...lifted].find(([, to]) => to === key)![0]
      return [key, liftTargets(state, path, index, lift)]
    }),
  )
  const used = JSON.stringify(inside)
  return {
    throughline: 'fragment',
    states: inside,
    places,
    events: pick(definition.events, name => used.includes(JSON.stringify(name))),
    rules: pick(definition.rules, name => used.includes(JSON.stringify(name))),
  }
}

/** Targets as paths in the fragment; a transition that leads out of it is left out. */
function liftTargets(
  state: StateDefinition,
  path: string,
  index: StateIndex,
  lift: (path: string) => string | undefined,
): StateDefinition {
  const node = index.byPath.get(path)!
  const find = (target: string) => {
    const meant = resolveTarget(index, node, target)
    const to = meant && lift(meant.path)
    return to === undefined ? [] : [`#${to}`]
  }
  const list = (transitions: Transition[]) =>
    transitions.flatMap(transition => {
      if (transition.target === undefined) return [transition]
      const targets = asList(transition.target).flatMap(find)
      if (targets.length === 0) return []
      return [{ ...transition, target: targets.length === 1 ? targets[0]! : targets }]
    })
  const after: StateDefinition = { ...state }
  for (const field of ['on', 'after'] as const) {
    if (!after[field]) continue
    const entries = Object.entries(after[field]).map(([key, one]) => [key, list(one)] as const)
    const left = entries.filter(([, one]) => one.length > 0)
    if (left.length > 0) after[field] = Object.fromEntries(left)
    else delete after[field]
  }
  for (const field of ['always', 'onDone'] as const) {
    if (!after[field]) continue
    const left = list(after[field])
    if (left.length > 0) after[field] = left
    else delete after[field]
  }
  if (after.target !== undefined) {
    const targets = asList(after.target).flatMap(find)
    if (targets.length > 0) after.target = targets.length === 1 ? targets[0]! : targets
    else delete after.target
  }
  if (after.states)
    after.states = Object.fromEntries(
      Object.entries(after.states).map(([key, inner]) => [
        key,
        liftTargets(inner, `${path}.${key}`, index, lift),
      ]),
    )
  return after
}

const pick = <T>(names: Record<string, T> | undefined, isUsed: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(names ?? {}).filter(([name]) => isUsed(name)))

export const toClipboardText = (fragment: Fragment): string => JSON.stringify(fragment, null, 2)

/** A fragment that was copied, or null when the text is something else. */
export function fromClipboardText(text: string): Fragment | null {
  if (text.length > limits.size) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isObject(value) || value.throughline !== 'fragment') return null
  const { states, places, events, rules } = value
  const parsed = parseDefinition({ id: 'fragment', name: 'Fragment', states, events, rules })
  if (!parsed.definition) return null
  return {
    throughline: 'fragment',
    states: parsed.definition.states,
    places: isObject(places) ? (places as Record<string, Place>) : {},
    events: parsed.definition.events ?? {},
    rules: parsed.definition.rules ?? {},
  }
}
