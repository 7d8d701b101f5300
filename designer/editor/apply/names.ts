// Events and rules: what transitions name.

import type { Definition, StateDefinition } from '../../../engine/definition.ts'
import { renameReferences } from '../../../engine/references.ts'
import type { Draft } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { EditError, refuseReserved } from '../edit-error.ts'
import { withDefinition } from './states.ts'
import { renamed, withFields } from './tree.ts'

type Of<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>
type Node = StateDefinition | Definition

function checkName(names: object | undefined, name: string, what: string): void {
  refuseReserved(name)
  if (name.trim() === '') throw new EditError(`Give the ${what} a name.`)
  if (names && Object.hasOwn(names, name))
    throw new EditError(`There is ${what === 'event' ? 'an event' : 'a rule'} "${name}" already.`)
}

function checkThere(names: object | undefined, name: string, what: string): void {
  if (!names || !Object.hasOwn(names, name)) throw new EditError(`There is no ${what} "${name}" any more.`)
}

/** Without one name; no field is left when it was the only one. */
function without<T>(names: Record<string, T>, name: string): Record<string, T> | undefined {
  const left = Object.entries(names).filter(([key]) => key !== name)
  return left.length > 0 ? Object.fromEntries(left) : undefined
}

const put = (draft: Draft, change: Partial<{ [K in keyof Definition]: Definition[K] | undefined }>) =>
  withDefinition(draft, withFields(draft.definition, change))

export function addEvent(draft: Draft, { name, event }: Of<'add-event'>): Draft {
  const { events } = draft.definition
  checkName(events, name, 'event')
  return put(draft, { events: { ...events, [name]: event } })
}

/** An event that was only used is declared by its first change. */
export function changeEvent(draft: Draft, { name, change }: Of<'change-event'>): Draft {
  const { events = {} } = draft.definition
  const before = Object.hasOwn(events, name) ? events[name]! : {}
  const after = withFields(before, change)
  return after === before ? draft : put(draft, { events: { ...events, [name]: after } })
}

export function renameEvent(draft: Draft, { name, to }: Of<'rename-event'>): Draft {
  if (name === to) return draft
  const { events } = draft.definition
  checkName(events, to, 'event')
  if (to.startsWith('xstate.')) throw new EditError('Names that begin with "xstate." belong to the engine.')
  const declared = events
    ? withFields(draft.definition, { events: renamed(events, name, to) })
    : draft.definition
  const event = (one: string) => (one === name ? to : one)
  return withDefinition(draft, renameReferences(renameKeys(declared, name, to), { event }))
}

function renameKeys<State extends Node>(state: State, from: string, to: string): State {
  let after = state
  const { on, states } = state
  if (on && Object.hasOwn(on, from)) {
    const merged = Object.hasOwn(on, to) ? [...on[to]!, ...on[from]!] : undefined
    after = { ...after, on: merged ? { ...without(on, from), [to]: merged } : renamed(on, from, to) }
  }
  if (!states) return after
  const inner = Object.entries(states).map(([key, one]) => [key, renameKeys(one, from, to)] as const)
  return inner.every(([key, one]) => one === states[key])
    ? after
    : { ...after, states: Object.fromEntries(inner) }
}

/** The event and its form; its transitions stay, with an event that is not declared. */
export function removeEvent(draft: Draft, { name }: Of<'remove-event'>): Draft {
  const { events } = draft.definition
  checkThere(events, name, 'event')
  return put(draft, { events: without(events!, name) })
}

export function addRule(draft: Draft, { name, rule }: Of<'add-rule'>): Draft {
  const { rules } = draft.definition
  checkName(rules, name, 'rule')
  return put(draft, { rules: { ...rules, [name]: rule } })
}

export function changeRule(draft: Draft, { name, change }: Of<'change-rule'>): Draft {
  const { rules } = draft.definition
  checkThere(rules, name, 'rule')
  const before = rules![name]!
  const after = withFields(before, change)
  return after === before ? draft : put(draft, { rules: { ...rules, [name]: after } })
}

export function renameRule(draft: Draft, { name, to }: Of<'rename-rule'>): Draft {
  const { rules } = draft.definition
  if (name === to) return draft
  checkThere(rules, name, 'rule')
  checkName(rules, to, 'rule')
  const definition = withFields(draft.definition, { rules: renamed(rules!, name, to) })
  return withDefinition(draft, renameReferences(definition, { rule: one => (one === name ? to : one) }))
}

export function removeRule(draft: Draft, { name }: Of<'remove-rule'>): Draft {
  const { rules } = draft.definition
  checkThere(rules, name, 'rule')
  const definition = withFields(draft.definition, { rules: without(rules!, name) })
  return withDefinition(draft, renameReferences(definition, { rule: one => (one === name ? null : one) }))
}
