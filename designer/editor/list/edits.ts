// What the list does to the draft that the drawing does with the mouse: order, and moving inside.

import type { Definition, StateDefinition } from '../../../engine/definition.ts'
import { changeState, keyOf, parentOf, stateAt } from '../apply/tree.ts'
import type { Draft } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { freshKey, pointerOf, transitionAt, transitionsOf } from '../transitions.ts'

/** What is to be done, and which row it is about afterwards. Null: it cannot be moved that way. */
export type Reordered = { edit: Edit; id: string } | null

/** A state among those beside it, or a transition among those on the same event: the first that can be is taken. */
export function reorder({ definition }: Draft, id: string, by: 1 | -1): Reordered {
  const at = transitionAt(definition, id)
  if (at) {
    const state = stateAt(definition, at.state)
    const count = (state && transitionsOf(state, at)?.length) ?? 0
    const to = { ...at, index: at.index + by }
    if (to.index < 0 || to.index >= count) return null
    return { edit: { kind: 'move-transition', at, to }, id: pointerOf(to) }
  }
  const siblings = Object.entries(stateAt(definition, parentOf(id))?.states ?? {})
  const from = siblings.findIndex(([key]) => key === keyOf(id))
  const to = from + by
  if (id === '' || from === -1 || to < 0 || to >= siblings.length) return null
  const states = Object.fromEntries(siblings.toSpliced(from, 1).toSpliced(to, 0, siblings[from]!))
  const moved = changeState(
    definition,
    parentOf(id),
    <State extends StateDefinition | Definition>(state: State) => ({
      ...state,
      states,
    }),
  )
  return { edit: { kind: 'replace', definition: moved }, id }
}

/** A state inside another one; the first makes it a state with states inside. */
export function addInside(draft: Draft, parent: string, title: string): { edit: Edit; path: string } {
  const key = freshKey(draft, parent, title)
  const edit: Edit = { kind: 'add-state', parent, key, state: { title } }
  return { edit, path: parent === '' ? key : `${parent}.${key}` }
}

/** Where states can be moved to: not into themselves, nor into what holds none. */
export function canHold(definition: Definition, path: string, moving: string): boolean {
  if (path === moving || path.startsWith(`${moving}.`) || path === parentOf(moving)) return false
  const type = stateAt(definition, path)?.type as string | undefined
  return type !== 'final' && type !== 'history'
}
