// Changes between two definitions in words, and as marks on either of them.

import type { Definition } from '../../engine/definition.ts'
import type { Change } from '../../engine/diff.ts'
import { keyOf, pointerParts } from '../../engine/paths.ts'
import type { Marks } from '../diagram/marks.ts'
import { titleOf } from '../diagram/project.ts'
import { transitionAt, transitionOf } from '../editor/transitions.ts'
import { indexStates } from '../indexed.ts'
import { words } from './texts.ts'

/** What a field said and says, as text; null where it says nothing. */
export type Detail = { field: string; was: string | null; is: string | null }

/** "Changed transition Send (Open): rules, roles" */
export function sentenceOf(
  { kind, what, name, fields, was = name }: Change,
  before: Definition,
  after: Definition,
): string {
  if (kind === 'renamed') {
    const { title } = indexStates(after).byPath.get(name)?.definition ?? {}
    return [
      words.kinds[kind],
      words.what[what],
      title && words.quoted(title),
      words.keys(keyOf(was), keyOf(name)),
    ]
      .filter(word => word)
      .join(' ')
  }
  const about = nameOf(what, name, kind === 'removed' ? before : after)
  const detail = fields.length > 0 ? `: ${fields.map(wordOf).join(', ')}` : ''
  return [words.kinds[kind], words.what[what], about].filter(word => word !== '').join(' ') + detail
}

const wordOf = (field: string): string =>
  Object.hasOwn(words.fields, field) ? words.fields[field as keyof typeof words.fields] : field

function nameOf(what: Change['what'], name: string, definition: Definition): string {
  if (what === 'state') return titleOfState(name, definition)
  if (what === 'rule') return words.quoted(definition.rules?.[name]?.title ?? name)
  if (what === 'event') return words.quoted(definition.events?.[name]?.title ?? name)
  if (what !== 'transition') return ''
  const at = transitionAt(definition, name)
  const transition = at && transitionOf(definition, at)
  if (!at || !transition) return name
  const from = at.state === '' ? words.process : titleOfState(at.state, definition)
  return `${words.quoted(titleOf(definition, { at, transition }))} (${from})`
}

const titleOfState = (path: string, definition: Definition) =>
  indexStates(definition).byPath.get(path)?.definition.title ?? path

/** What each field of something that changed said, and says now. */
export function detailsOf(change: Change, before: Definition, after: Definition): Detail[] {
  if (change.kind !== 'changed') return []
  const [was, is] = [
    thingOf(change.what, change.was ?? change.name, before),
    thingOf(change.what, change.name, after),
  ]
  return change.fields
    .filter(field => field !== 'order')
    .map(field => ({ field: wordOf(field), was: textOf(was[field]), is: textOf(is[field]) }))
}

function thingOf(what: Change['what'], name: string, definition: Definition): Record<string, unknown> {
  const at = what === 'transition' ? transitionAt(definition, name) : undefined
  const thing = {
    process: definition,
    data: definition,
    state: indexStates(definition).byPath.get(name)?.definition,
    rule: definition.rules?.[name],
    event: definition.events?.[name],
    transition: at && transitionOf(definition, at),
  }[what]
  return (thing ?? {}) as Record<string, unknown>
}

/** A value as people read it: text as it is, names in a row, everything else as JSON. */
export function textOf(value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value.join('\n')
  return JSON.stringify(value, null, 2)
}

/** What has been added and changed is marked on the later drawing, what is gone on the earlier one. */
export function marksOf(changes: Change[], on: 'before' | 'after' = 'after'): Marks {
  const marks: Required<Marks> = { states: {}, transitions: {} }
  for (const { kind, what, name, was = name } of changes) {
    if (kind === (on === 'after' ? 'removed' : 'added')) continue
    const mark = { tone: kind === 'renamed' ? ('changed' as const) : kind, label: words.kinds[kind] }
    const here = on === 'after' ? name : was
    if (what === 'state') marks.states[here] = mark
    if (what === 'transition') marks.transitions[here] = mark
  }
  return marks
}

/** Where a pointer into a definition leads, in words: "State Open: title". */
export function placeInWords(pointer: string, ...definitions: Definition[]): string {
  const parts = pointerParts(pointer)
  const [field, name] = parts
  if (field === 'rules' || field === 'events') {
    if (name === undefined) return wordOf(field)
    const kind = field === 'rules' ? ('rule' as const) : ('event' as const)
    const where = definitions.find(one => one[field]?.[name]) ?? definitions[0]!
    return withRest(`${words.places[kind]} ${nameOf(kind, name, where)}`, parts.slice(2))
  }
  let n = 0
  while (parts[n] === 'states' && parts[n + 1] !== undefined) n += 2
  const path = parts.filter((_, i) => i < n && i % 2 === 1).join('.')
  const rest = parts.slice(n)
  const known = definitions.find(one => indexStates(one).byPath.has(path)) ?? definitions[0]!
  const state = path === '' ? words.places.process : `${words.places.state} ${titleOfState(path, known)}`
  const [list, key, ...further] = rest
  if ((list === 'on' || list === 'after') && key !== undefined) {
    const event = list === 'on' ? (known.events?.[key]?.title ?? key) : words.after_(key)
    return withRest(`${state}: ${words.places.transitions} ${words.quoted(event)}`, further)
  }
  return withRest(state, rest)
}

function withRest(place: string, rest: string[]): string {
  const said = rest.map(part => (/^\d+$/.test(part) ? words.number(Number(part) + 1) : wordOf(part)))
  return said.length > 0 ? `${place}: ${said.join(' › ')}` : place
}
