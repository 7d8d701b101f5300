// Names that mean nothing: the one that was probably meant, in its place.

import { pointerParts, resolveTarget, toPointer } from '../../../engine/paths.ts'
import { closest } from '../../../engine/problems.ts'
import { fieldsOf, isUnknownField, propertyOf } from '../../../engine/verify/fields.ts'
import type { Draft, TransitionList } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { asList, freshKey, freshName, listTransitions, transitionAt } from '../transitions.ts'
import { type Fix, type Fixer, fix } from './fix.ts'
import { allOf, listAt, moveAll, putAt, statePlace, textAt, valueAt } from './place.ts'
import { fixWords as words } from './texts.ts'
import { withoutId } from './without-id.ts'

/** What is meant, instead of the whole value or of the part of an expression that the problem is about. */
export const meant: Fixer = ({ at, range, meant, code }, { draft }) => {
  const found = meant === undefined ? null : textAt(draft, at)
  if (!found || meant === undefined) return []
  if (!range) return fix(words.change(meant), found.put(meant))
  const before = found.text.slice(range.start, range.end)
  const after = inExpression[code]?.(before, meant) ?? meant
  const text = found.text.slice(0, range.start) + after + found.text.slice(range.end)
  return fix(words.change(meant), found.put(text))
}

const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text)

/** What has to be written where a part of an expression is wrong. */
const inExpression: Partial<Record<string, (before: string, meant: string) => string>> = {
  'unknown-state': (_, meant) => JSON.stringify(meant),
  'unknown-role': (_, meant) => JSON.stringify(meant),
  // data.amuont, or only the field
  'unknown-data': (before, meant) => before.replace(/[^.]+$/, () => meant),
  'unknown-function': (before, meant) => (isName(before) ? meant : before.replace(/\w+(?=\()/, () => meant)),
  // history.count.ASK, history.actors["ASK"]
  'unknown-event': (before, meant) =>
    before.replace(/(\.\w+|\[[^\]]*\])$/, () => (isName(meant) ? `.${meant}` : `[${JSON.stringify(meant)}]`)),
}

/** Also takes what a transition names out of it, and the transition. */
export const unknownTarget: Fixer = (problem, around) => {
  const at = transitionAt(around.draft.definition, problem.at)
  return [
    ...meant(problem, around),
    ...(at
      ? [
          ...fix(words.stay, { kind: 'change-transition', at, change: { target: undefined } }),
          ...fix(words.removeTransition, { kind: 'remove-transitions', at: [at] }),
        ]
      : fix(words.takeAway('target'), putAt(around.draft, problem.at, undefined))),
  ]
}

export const unknownInitial: Fixer = (problem, around) => {
  const place = statePlace(around.draft.definition, problem.at)
  const near = meant(problem, around)
  return near.length > 0 || !place ? near : startInFirst(around, place.path)
}

export const missingInitial: Fixer = ({ at }, around) => {
  const place = statePlace(around.draft.definition, at)
  return place ? startInFirst(around, place.path) : []
}

function startInFirst({ index }: Parameters<Fixer>[1], path: string): Fix[] {
  const first = index.byPath.get(path)?.children.find(({ type }) => type !== 'history')
  if (!first) return []
  const title = first.definition.title ?? first.key
  return fix(words.startIn(title), { kind: 'change-state', path, change: { initial: first.key } })
}

export const badStateKey: Fixer = ({ at }, { draft }) => {
  const place = statePlace(draft.definition, at)
  if (!place || place.path === '') return []
  const parts = place.path.split('.')
  const key = freshKey(draft, parts.slice(0, -1).join('.'), parts.at(-1)!)
  return fix(words.renameState(key), { kind: 'rename-state', path: place.path, key })
}

export const idInTheWay: Fixer = ({ at }, { draft }) => {
  const place = statePlace(draft.definition, at)
  return place ? fix(words.removeId, withoutId(draft, place.path)) : []
}

export const unknownRule: Fixer = (problem, around) => {
  const found = textAt(around.draft, problem.at)
  if (!found) return []
  const name = found.text
  return [
    ...meant(problem, around),
    ...fix(words.addRule(name), { kind: 'add-rule', name, rule: { title: name, when: 'true' } }),
    ...fix(words.removeGuard, putAt(around.draft, problem.at, undefined)),
  ]
}

export const unusedRule: Fixer = ({ at }) => {
  const name = pointerParts(at)[1]
  return name === undefined ? [] : fix(words.removeRule, { kind: 'remove-rule', name })
}

/** Any expression may be empty: a guard, a value, a condition, a whole rule. */
export const emptyExpression: Fixer = (problem, around) => {
  if (problem.at.startsWith('/rules/')) return unusedRule(problem, around)
  const isGuard = /\/guard(\/\d+)?$/.test(problem.at)
  return fix(isGuard ? words.removeGuard : words.removeEmpty, putAt(around.draft, problem.at, undefined))
}

export const reservedEvent: Fixer = ({ at }, { draft }) => {
  const list = listAt(draft, at)
  if (list?.list !== 'on') return []
  const { definition } = draft
  const plain = list.key.replace(/^(?:xstate\.|after |raise )+/, '').trim() || 'EVENT'
  const used = new Set(listTransitions(definition).flatMap(one => (one.at.list === 'on' ? [one.at.key] : [])))
  const to = freshName(plain, name => used.has(name) || Object.hasOwn(definition.events ?? {}, name))
  return fix(words.renameEvent(to), { kind: 'rename-event', name: list.key, to })
}

export const undeclaredEvent: Fixer = ({ at, meant }, { draft }) => {
  const list = listAt(draft, at)
  if (list?.list !== 'on') return []
  const declare: Edit = { kind: 'add-event', name: list.key, event: {} }
  return [
    ...(meant === undefined ? [] : fix(words.waitFor(meant), everywhere(draft, list.key, meant))),
    ...fix(words.declareEvent, declare),
  ]
}

/** All transitions on one event wait for another one instead. */
function everywhere(draft: Draft, from: string, to: string): Edit {
  const lists = new Map<string, TransitionList>()
  for (const { at, source } of listTransitions(draft.definition))
    if (at.list === 'on' && at.key === from)
      lists.set(source.path, { state: source.path, list: 'on', key: from })
  return {
    kind: 'all',
    edits: [...lists.values()].map(list => moveAll(draft, list, { ...list, key: to } as TransitionList)),
  }
}

export const unusedEvent: Fixer = ({ at }) => {
  const name = pointerParts(at)[1]
  return name === undefined ? [] : fix(words.removeEvent, { kind: 'remove-event', name })
}

/** An event that an effect raises, or that an expression counts. */
export const unknownEvent: Fixer = (problem, around) => {
  const effect = /^(.*\/(?:effects|entry|exit)\/\d+)\/params\/event$/.exec(problem.at)?.[1]
  return [
    ...meant(problem, around),
    ...(effect === undefined ? [] : fix(words.removeEffect, putAt(around.draft, effect, undefined))),
  ]
}

export const unknownRole: Fixer = (problem, around) => {
  const { at, range } = problem
  const roles = valueAt(around.draft.definition, at.slice(0, at.lastIndexOf('/')))
  const isOneOfSeveral = Array.isArray(roles) && roles.length > 1
  const isAlone = /\/(?:assign|owner)$/.test(at)
  const removes = !range && (isOneOfSeveral || isAlone)
  return [
    ...meant(problem, around),
    ...(removes ? fix(words.removeRole, putAt(around.draft, at, undefined)) : []),
  ]
}

export const nobodyMaySend: Fixer = ({ at }, { draft, index }) => {
  const transition = transitionAt(draft.definition, at)
  const role = transition && index.byPath.get(transition.state)?.assign
  if (!transition) return []
  const allow = (allow: string[] | undefined): Edit => ({
    kind: 'change-transition',
    at: transition,
    change: { allow },
  })
  return [...(role ? fix(words.onlyRole(role), allow([role])) : []), ...fix(words.everyone, allow(undefined))]
}

export const unknownEffect: Fixer = (problem, around) => [
  ...meant(problem, around),
  ...fix(words.removeEffect, putAt(around.draft, problem.at.replace(/\/type$/, ''), undefined)),
]

export const unknownParam: Fixer = ({ at, meant }, { draft }) => {
  const parts = pointerParts(at)
  const value = valueAt(draft.definition, at)
  const group = toPointer(parts.slice(0, -1))
  const fields = valueAt(draft.definition, group) as Record<string, unknown>
  return [
    ...(meant === undefined || Object.hasOwn(fields, meant)
      ? []
      : fix(words.change(meant), putAt(draft, group, renamedKey(fields, parts.at(-1)!, meant, value)))),
    ...fix(words.removeParam(parts.at(-1)!), putAt(draft, at, undefined)),
  ]
}

const renamedKey = (fields: Record<string, unknown>, from: string, to: string, value: unknown) =>
  Object.fromEntries(Object.entries(fields).map(([key, one]) => (key === from ? [to, value] : [key, one])))

/** A field that an expression reads, or a path that an assignment writes to. */
export const unknownData: Fixer = (problem, around) => {
  if (problem.range) return meant(problem, around)
  const path = pointerParts(problem.at).at(-1)!
  return renamePath(problem.at, around, nearestPath(around.draft, path))
}

export const badDataPath: Fixer = ({ at }, around) => {
  const parts = (pointerParts(at).at(-1) ?? '').split('.').filter(part => part.trim() !== '')
  const inside =
    parts[0] === 'data' && !propertyOf(around.draft.definition.data, 'data') ? parts.slice(1) : parts
  return renamePath(at, around, inside.join('.'))
}

function renamePath(at: string, { draft }: Parameters<Fixer>[1], to: string | undefined): Fix[] {
  const parts = pointerParts(at)
  const group = toPointer(parts.slice(0, -1))
  const fields = valueAt(draft.definition, group) as Record<string, unknown>
  return [
    ...(to === undefined || to === '' || Object.hasOwn(fields, to)
      ? []
      : fix(
          words.writePath(to),
          putAt(draft, group, renamedKey(fields, parts.at(-1)!, to, valueAt(draft.definition, at))),
        )),
    ...fix(words.removeAssignment, putAt(draft, at, undefined)),
  ]
}

/** The path with each field that is not declared as the declared one that is like it. */
function nearestPath({ definition }: Draft, path: string): string | undefined {
  let schema: unknown = definition.data
  const parts: string[] = []
  for (const part of path.split('.')) {
    const known = isUnknownField(schema, part) ? closest(part, fieldsOf(schema) ?? []) : part
    if (known === undefined) return undefined
    parts.push(known)
    schema = propertyOf(schema, known)
  }
  return parts.join('.')
}

export const unknownSchemaType: Fixer = (problem, around) => [
  ...meant(problem, around),
  ...(typeof valueAt(around.draft.definition, problem.at) === 'string'
    ? fix(words.anyType, putAt(around.draft, problem.at, undefined))
    : []),
]

/** Of targets that exclude each other: only one of them. */
export const conflictingTargets: Fixer = ({ at }, { draft, index }) => {
  const transition = transitionAt(draft.definition, at)
  if (!transition) return []
  const source = index.byPath.get(transition.state)!
  const titleOfTarget = (target: string) =>
    resolveTarget(index, source, target)?.definition.title ?? target.replace(/^[#.]/, '')
  return asList(valueAt(draft.definition, at) as string[])
    .slice(0, 4)
    .flatMap(target => {
      const title = titleOfTarget(target)
      return fix(words.goOnlyTo(title), { kind: 'change-transition', at: transition, change: { target } })
    })
}

export const deadTransitions: Fixer = ({ at }, { draft }) => {
  const list = listAt(draft, at.replace(/\/\d+$/, ''))
  return list ? fix(words.removeTransitions, { kind: 'remove-transitions', at: allOf(draft, list) }) : []
}
