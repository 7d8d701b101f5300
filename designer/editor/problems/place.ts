// What a problem's pointer leads to, and how to put something else there: as an edit.

import type { Definition } from '../../../engine/definition.ts'
import { isObject } from '../../../engine/json.ts'
import { pointerParts, toPointer } from '../../../engine/paths.ts'
import { stateAt } from '../apply/tree.ts'
import type { Draft, TransitionAt, TransitionList } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { listPointer, transitionAt, transitionsOf } from '../transitions.ts'

/** The state that a pointer leads to or into, and what is left of the pointer; null where edits cannot name it. */
export function statePlace(definition: Definition, pointer: string): { path: string; rest: string[] } | null {
  const parts = pointerParts(pointer)
  const keys: string[] = []
  let n = 0
  for (; parts[n] === 'states' && parts[n + 1] !== undefined; n += 2) keys.push(parts[n + 1]!)
  // A key with a dot in it is two keys to an edit, and an empty one is none.
  if (keys.some(key => key === '' || key.includes('.'))) return null
  const path = keys.join('.')
  return stateAt(definition, path) ? { path, rest: parts.slice(n) } : null
}

export function valueAt(definition: Definition, pointer: string): unknown {
  let at: unknown = definition
  for (const part of pointerParts(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return at
}

/** The edit that puts a value at a pointer, or with `undefined` takes it away, with what is left empty by that. */
export function putAt({ definition }: Draft, pointer: string, value: unknown): Edit | null {
  const parts = pointerParts(pointer)
  const change = (from: string, [field, ...inner]: string[]) => {
    const before = valueAt(definition, `${from}${toPointer([field ?? ''])}`)
    return { [field ?? '']: changed(before, inner, value) }
  }
  if (parts[0] === 'rules' && parts.length === 3)
    return {
      kind: 'change-rule',
      name: parts[1]!,
      change: change(toPointer(parts.slice(0, 2)), parts.slice(2)),
    }
  if (parts[0] === 'events' && parts.length >= 3)
    return {
      kind: 'change-event',
      name: parts[1]!,
      change: change(toPointer(parts.slice(0, 2)), parts.slice(2)),
    }
  if (parts[0] === 'data')
    return { kind: 'change-data', schema: changed(definition.data, parts.slice(1), value) as never }
  const state = statePlace(definition, pointer)
  if (!state || state.rest.length === 0) return null
  const at = transitionAt(definition, pointer)
  if (at) {
    const from = `${listPointer(at)}/${at.index}`
    const inner = pointerParts(pointer.slice(from.length))
    return inner.length === 0 ? null : { kind: 'change-transition', at, change: change(from, inner) }
  }
  const from = pointer.slice(0, pointer.length - toPointer(state.rest).length)
  return { kind: 'change-state', path: state.path, change: change(from, state.rest) }
}

/** The value with another in that place inside it. */
function changed(before: unknown, [part, ...inner]: string[], value: unknown): unknown {
  if (part === undefined) return value
  if (Array.isArray(before)) {
    const next = changed(before[Number(part)], inner, value)
    const after = before.flatMap((one, n) => (n !== Number(part) ? [one] : next === undefined ? [] : [next]))
    return after.length === 0 ? undefined : after
  }
  const fields = isObject(before) ? before : {}
  const next = changed(fields[part], inner, value)
  const { [part]: _, ...others } = fields
  if (next !== undefined) return { ...fields, [part]: next }
  return Object.keys(others).length === 0 ? undefined : others
}

/** Text at a pointer: a value, or the CEL that a timer waits for, which is a key. */
export function textAt(
  draft: Draft,
  pointer: string,
): { text: string; put(text: string): Edit | null } | null {
  const value = valueAt(draft.definition, pointer)
  if (typeof value === 'string') return { text: value, put: text => putAt(draft, pointer, text) }
  const list = listAt(draft, pointer)
  if (list?.list !== 'after') return null
  return { text: list.key, put: key => moveAll(draft, list, { ...list, key }) }
}

/** The list of transitions that a pointer leads to. */
export function listAt({ definition }: Draft, pointer: string): TransitionList | null {
  const found = statePlace(definition, pointer)
  if (!found) return null
  const { path: state, rest } = found
  const [list, key, more] = rest
  if ((list === 'on' || list === 'after') && key !== undefined && more === undefined)
    return { state, list, key }
  if ((list === 'always' || list === 'onDone') && key === undefined) return { state, list }
  return null
}

export function allOf({ definition }: Draft, list: TransitionList): TransitionAt[] {
  const transitions = transitionsOf(stateAt(definition, list.state) ?? {}, list) ?? []
  return transitions.map((_, index) => ({ ...list, index }))
}

/** Every transition of a list to the end of another one of the same state. */
export function moveAll(draft: Draft, from: TransitionList, to: TransitionList): Edit {
  const there = allOf(draft, to).length
  const edits = allOf(draft, from).map(
    (_, n): Edit => ({ kind: 'move-transition', at: { ...from, index: 0 }, to: { ...to, index: there + n } }),
  )
  return { kind: 'all', edits }
}
