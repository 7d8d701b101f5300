// Ways through the process: states that are not reached or not left, transitions that stand in each other's way,
// timers and circles, departments that hear nothing.

import type { StateNode } from '../../../engine/paths.ts'
import { targetFrom } from '../apply/relink.ts'
import { isWithin } from '../apply/tree.ts'
import type { Draft } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { asList, freshName, transitionAt, transitionOf } from '../transitions.ts'
import { type Around, type Fix, type Fixer, fix } from './fix.ts'
import { allOf, listAt, moveAll, putAt, statePlace } from './place.ts'
import { fixWords as words } from './texts.ts'

const titleOf = ({ definition, key }: StateNode) => definition.title ?? key

const nodeAt = ({ draft, index }: Around, at: string): StateNode | undefined => {
  const place = statePlace(draft.definition, at)
  return place && place.path !== '' ? index.byPath.get(place.path) : undefined
}

const canLeadOn = ({ type }: StateNode) => type !== 'final' && type !== 'history'

function freshEvent(node: StateNode, wish: string): string {
  return freshName(wish, name => Object.hasOwn(node.definition.on ?? {}, name))
}

function leading({ definition }: Draft, from: StateNode, to: StateNode, wish = 'NEXT'): Edit {
  return {
    kind: 'add-transition',
    to: { state: from.path, list: 'on', key: freshEvent(from, wish) },
    transition: { target: targetFrom(definition, from.path, to.path) },
  }
}

/** Where a case could go from a state: what the owner has selected, what follows it, where it ends. */
function onward({ index, selected }: Around, node: StateNode): StateNode[] {
  const siblings = node.parent?.children ?? []
  const after = siblings.slice(siblings.indexOf(node) + 1)
  const chosen = selected === undefined ? undefined : index.byPath.get(selected)
  const ends = [...siblings, ...index.root.children].filter(({ type }) => type === 'final')
  const found = [chosen, after.find(({ type }) => type !== 'history'), ends[0]]
  return [...new Set(found)].flatMap(one =>
    one && one.path !== '' && !isWithin(one.path, node.path) && !isWithin(node.path, one.path) ? [one] : [],
  )
}

export const unreachable: Fixer = ({ at }, around) => {
  const node = nodeAt(around, at)
  if (!node) return []
  const { draft, index, selected } = around
  const siblings = node.parent?.children ?? []
  const before = siblings.slice(0, siblings.indexOf(node)).reverse()
  const chosen = selected === undefined ? undefined : index.byPath.get(selected)
  const sources = [...new Set([chosen, ...before, ...siblings])].flatMap(one =>
    one && one.path !== '' && canLeadOn(one) && !isWithin(one.path, node.path) ? [one] : [],
  )
  return [
    ...sources
      .slice(0, 3)
      .flatMap(source => fix(words.leadFrom(titleOf(source)), leading(draft, source, node))),
    ...fix(words.removeState, { kind: 'remove-states', paths: [node.path] }),
  ]
}

export const deadEnd: Fixer = ({ at }, around) => {
  const node = nodeAt(around, at)
  if (!node) return []
  return [
    ...onward(around, node).flatMap(to => fix(words.leadTo(titleOf(to)), leading(around.draft, node, to))),
    ...fix(words.makeEnd, { kind: 'set-state-type', path: node.path, type: 'final' }),
  ]
}

export const doneLeadsNowhere: Fixer = ({ at }, around) => {
  const node = nodeAt(around, at)
  if (!node) return []
  const target = (to: StateNode) => targetFrom(around.draft.definition, node.path, to.path)
  return onward(around, node).flatMap(to =>
    fix(words.whenDone(titleOf(to)), {
      kind: 'add-transition',
      to: { state: node.path, list: 'onDone' },
      transition: { target: target(to) },
    }),
  )
}

export const noWayToFinish: Fixer = ({ at }, around) => {
  const node = nodeAt(around, at)
  if (!node || !canLeadOn(node)) return []
  return onward(around, node)
    .filter(({ type }) => type === 'final')
    .flatMap(to => fix(words.leadTo(titleOf(to)), leading(around.draft, node, to, 'END')))
}

export const neverDone: Fixer = ({ at }, { draft }) => {
  const place = statePlace(draft.definition, at)
  if (!place) return []
  const list = { state: place.path, list: 'onDone' as const }
  return fix(words.removeOnDone, { kind: 'remove-transitions', at: allOf(draft, list) })
}

/** One transition of the circle waits. */
export const eventlessLoop: Fixer = ({ at }, around) => {
  const { draft, index } = around
  const transition = transitionAt(draft.definition, at)
  const source = transition && index.byPath.get(transition.state)
  if (!transition || !source || transition.list !== 'always') return []
  const to = { state: source.path, list: 'on' as const, key: freshEvent(source, 'NEXT'), index: 0 }
  return [
    ...fix(words.waitForEvent, { kind: 'move-transition', at: transition, to }),
    ...fix(words.removeTransition, { kind: 'remove-transitions', at: [transition] }),
  ]
}

export const shadowed: Fixer = ({ at }, { draft }) => {
  const transition = transitionAt(draft.definition, at)
  if (!transition) return []
  const to = { ...transition, index: 0 }
  return [
    ...fix(words.putFirst, { kind: 'move-transition', at: transition, to }),
    ...fix(words.removeTransition, { kind: 'remove-transitions', at: [transition] }),
  ]
}

export const overlapping: Fixer = ({ at }, { draft }) => {
  const transition = transitionAt(draft.definition, at)
  if (!transition) return []
  const own = asList(transitionOf(draft.definition, transition)?.guard)
  const rules = draft.definition.rules ?? {}
  const before = allOf(draft, transition).slice(0, Math.min(transition.index, 8))
  const narrowed = before.flatMap((earlier): Fix[] => {
    const guards = asList(transitionOf(draft.definition, earlier)?.guard)
    const texts = guards.map(text => (Object.hasOwn(rules, text) ? rules[text]!.when : text))
    if (texts.length === 0) return []
    const not = texts.length === 1 ? `!(${texts[0]})` : `!(${texts.map(text => `(${text})`).join(' && ')})`
    return fix(words.onlyOtherwise, {
      kind: 'change-transition',
      at: transition,
      change: { guard: [...own, not] },
    })
  })
  return [...narrowed, ...fix(words.removeTransition, { kind: 'remove-transitions', at: [transition] })]
}

/** One that always holds guards nothing; one that never does keeps its transition from ever being taken. */
export const constantGuard: Fixer = ({ at }, { draft }) => {
  const name = /^\/rules\/([^/]+)\/when$/.exec(at)?.[1]
  if (name !== undefined) {
    const plain = name.replaceAll('~1', '/').replaceAll('~0', '~')
    return fix(words.removeRule, { kind: 'remove-rule', name: plain })
  }
  const transition = transitionAt(draft.definition, at)
  return [
    ...fix(words.removeGuard, putAt(draft, at, undefined)),
    ...(transition ? fix(words.removeTransition, { kind: 'remove-transitions', at: [transition] }) : []),
  ]
}

export const invalidTimer: Fixer = ({ at }, { draft }) => {
  const list = listAt(draft, at)
  if (list?.list !== 'after') return []
  const text = list.key.trim().replace(/^\+/, '')
  const to = (key: string) => moveAll(draft, list, { ...list, key })
  if (!/^\d+$/.test(text)) {
    const isNow = /^P/i.test(text) && !/[1-9]/.test(text)
    return isNow ? fix(words.atOnce, moveAll(draft, list, { state: list.state, list: 'always' })) : []
  }
  const n = Number(text)
  return [
    ...fix(words.days(n), to(`P${n}D`)),
    ...fix(words.hours(n), to(`PT${n}H`)),
    ...fix(words.seconds(n), to(`PT${n}S`)),
  ]
}

export const timerNeverFires: Fixer = ({ at }, { draft }) => {
  const list = listAt(draft, at)
  return list ? fix(words.removeTimer, { kind: 'remove-transitions', at: allOf(draft, list) }) : []
}

/** From the state that is selected, or the first one of each of the departments that come later. */
export const noWayBack: Fixer = ({ at }, around) => {
  const node = nodeAt(around, at)
  if (!node) return []
  const { draft, index, selected } = around
  const chosen = selected === undefined ? undefined : index.byPath.get(selected)
  const later = new Map<string, StateNode>()
  for (const one of index.byPath.values())
    if (one.order > node.order && one.stage !== null && one.stage !== node.stage && canLeadOn(one))
      if (one.children.length === 0 && !later.has(one.stage)) later.set(one.stage, one)
  const sources = [...new Set([chosen, ...later.values()])].flatMap(one =>
    one && one.path !== '' && one.stage !== node.stage && canLeadOn(one) ? [one] : [],
  )
  return sources.slice(0, 4).flatMap(source => {
    const edit = leading(draft, source, node, 'RETURN')
    if (edit.kind !== 'add-transition') return []
    const transition = { ...edit.transition, kind: 'feedback' as const }
    return fix(words.wayBack(titleOf(source)), { ...edit, transition })
  })
}
