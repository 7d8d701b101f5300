// What a definition says about each state and transition, as the picture shows it. Made once for a definition,
// whatever is moved, selected or marked afterwards; what is the same as before stays the same object.

import type { Definition, StateDefinition } from '../../engine/definition.ts'
import type { StateNode, StateType } from '../../engine/paths.ts'
import { type Listed, listTransitions } from '../editor/transitions.ts'
import { indexStates } from '../indexed.ts'
import { labelSize } from './label.ts'
import { spokenDelay, words } from './texts.ts'

/** What a card says. */
export type StateSaid = {
  path: string
  title: string
  type: StateType
  /** deep history */
  isDeep: boolean
  stage: string | null
  role: string | null
  /** delays after which it is left by itself */
  timers: string[]
  /** of its own transitions: those with rules, those with a form */
  rules: number
  forms: number
  effects: number
  isInitial: boolean
  isRegion: boolean
  hasInner: boolean
}

/** What a label says. */
export type TransitionSaid = {
  pointer: string
  title: string
  trigger: 'on' | 'after' | 'always' | 'onDone'
  rules: number
  roles: string[]
  effects: number
  isFeedback: boolean
  /** nothing is gone to */
  stays: boolean
}

export type SaidTransition = {
  said: TransitionSaid
  source: string
  /** paths; one for each line */
  targets: string[]
  label: { w: number; h: number; lines: string[] }
}

export type Listing = { states: Map<string, StateSaid>; transitions: SaidTransition[] }

/** `before` gives its objects where they say the same. */
export function listingOf(definition: Definition, before: Listing | undefined): Listing {
  const states = new Map<string, StateSaid>()
  for (const node of indexStates(definition).byPath.values())
    if (node.parent) states.set(node.path, stateOf(definition, node, before?.states.get(node.path)))
  const transitions: SaidTransition[] = []
  const known = { byPointer: undefined as Map<string, SaidTransition> | undefined }
  const beforeAt = (pointer: string) => {
    known.byPointer ??= new Map(before?.transitions.map(one => [one.said.pointer, one]))
    return known.byPointer.get(pointer)
  }
  for (const listed of listTransitions(definition))
    if (listed.at.state !== '') transitions.push(transitionOf(definition, listed, beforeAt))
  return { states, transitions }
}

/** What was said last of a state or a transition, and of which events: an edit leaves most of them the same objects. */
type Said<T> = { events: Definition['events']; said: T }
const saidStates = new WeakMap<StateNode['definition'], Said<StateSaid>>()
const saidTransitions = new WeakMap<Listed['transition'], Said<SaidTransition>>()

function stateOf(definition: Definition, node: StateNode, before: StateSaid | undefined): StateSaid {
  const { events } = definition
  const last = saidStates.get(node.definition)
  if (last && last.events === events && standsAs(last.said, node)) return last.said
  const said = reuse(before, sayState(definition, node))
  saidStates.set(node.definition, { events, said })
  return said
}

const standsAs = (said: StateSaid, node: StateNode): boolean =>
  said.path === node.path &&
  said.stage === node.stage &&
  said.role === node.assign &&
  said.isInitial === isInitial(node) &&
  said.isRegion === isRegion(node)

function transitionOf(
  definition: Definition,
  listed: Listed,
  beforeAt: (pointer: string) => SaidTransition | undefined,
): SaidTransition {
  const { pointer, source, targets, transition } = listed
  const { events } = definition
  const last = saidTransitions.get(transition)
  if (last && last.events === events && last.said.said.pointer === pointer && leadsTo(last.said, targets))
    return last.said
  const old = beforeAt(pointer)
  const said = reuse(old?.said, sayTransition(definition, listed))
  const isSame = old && old.said === said && leadsTo(old, targets)
  const paths = said.stays ? [source.path] : targets.map(({ path }) => path)
  const made = isSame ? old : { said, source: source.path, targets: paths, label: labelSize(said) }
  saidTransitions.set(transition, { events, said: made })
  return made
}

const leadsTo = ({ said, targets: before }: SaidTransition, targets: readonly StateNode[]): boolean =>
  said.stays
    ? targets.length === 0
    : targets.length === before.length && targets.every(({ path }, n) => path === before[n])

const isInitial = ({ parent, key }: StateNode) =>
  parent?.type === 'compound' && parent.definition.initial === key
const isRegion = ({ parent, type }: StateNode) => parent?.type === 'parallel' && type !== 'history'

function sayState(definition: Definition, node: StateNode): StateSaid {
  const state = node.definition as StateDefinition
  const events = Object.entries(state.on ?? {})
  return {
    path: node.path,
    title: state.title ?? node.key,
    type: node.type,
    isDeep: state.history === 'deep',
    stage: node.stage,
    role: node.assign,
    timers: Object.keys(state.after ?? {}),
    rules: events.filter(([, list]) => list.some(({ guard }) => guard !== undefined)).length,
    forms: events.filter(([name]) => definition.events?.[name]?.schema !== undefined).length,
    effects: (state.entry?.length ?? 0) + (state.exit?.length ?? 0),
    isInitial: isInitial(node),
    isRegion: isRegion(node),
    hasInner: node.children.length > 0,
  }
}

function sayTransition(definition: Definition, listed: Listed): TransitionSaid {
  const { pointer, transition, at, targets } = listed
  const { guard } = transition
  return {
    pointer,
    title: titleOf(definition, listed),
    trigger: at.list,
    rules: guard === undefined ? 0 : Array.isArray(guard) ? guard.length : 1,
    roles: transition.allow ?? [],
    effects: transition.effects?.length ?? 0,
    isFeedback: transition.kind === 'feedback',
    stays: targets.length === 0,
  }
}

export function titleOf(
  definition: Definition,
  { at, transition }: Pick<Listed, 'at' | 'transition'>,
): string {
  if (transition.title) return transition.title
  if (at.list === 'on') return definition.events?.[at.key]?.title ?? at.key
  if (at.list === 'after') return spokenDelay(at.key)
  return at.list === 'always' ? words.atOnce : words.whenDone
}

/** The old object where every field is the same; lists are compared by their items. */
function reuse<T extends object>(before: T | undefined, after: T): T {
  if (!before) return after
  const old = before as Record<string, unknown>
  for (const [field, value] of Object.entries(after)) {
    const was = old[field]
    if (Object.is(was, value)) continue
    const sameList =
      Array.isArray(was) &&
      Array.isArray(value) &&
      was.length === value.length &&
      was.every((item, n) => Object.is(item, value[n]))
    if (!sameList) return after
  }
  return before
}
