// A transition led from another state, or to another one.

import { indexStates } from '../../indexed.ts'
import { targetFrom } from '../apply/relink.ts'
import { stateAt } from '../apply/tree.ts'
import type { Draft, TransitionAt } from '../draft.ts'
import type { Edit } from '../edit.ts'
import type { Editor } from '../editor.ts'
import { asList, pointerOf, transitionAt, transitionOf, transitionsOf } from '../transitions.ts'

export type End = 'start' | 'end'

/** `nth`: which of its targets, when it has several. Null: it is there already, or gone. */
export function reconnecting(
  { definition }: Draft,
  pointer: string,
  end: End,
  path: string,
  nth = 0,
): { edit: Edit; pointer: string } | null {
  const at = transitionAt(definition, pointer)
  const transition = at && transitionOf(definition, at)
  if (!at || !transition) return null
  if (end === 'end') {
    const target = targetFrom(definition, at.state, path)
    const targets = asList(transition.target)
    const changed = targets.length > 1 ? targets.map((one, n) => (n === nth ? target : one)) : target
    const edit: Edit = { kind: 'change-transition', at, change: { target: changed } }
    return { edit, pointer }
  }
  const state = stateAt(definition, path)
  if (path === at.state || !state || !indexStates(definition).byPath.has(path)) return null
  const to: TransitionAt = { ...at, state: path, index: 0 }
  to.index = transitionsOf(state, to)?.length ?? 0
  return { edit: { kind: 'move-transition', at, to }, pointer: pointerOf(to) }
}

/** One end, or both of them as one step; `nth` as above. */
export function reconnect(editor: Editor, pointer: string, ends: { [E in End]?: string }, nth = 0): void {
  const { draft } = editor.get()
  const found = (['end', 'start'] as const).flatMap(end => {
    const path = ends[end]
    return path === undefined ? [] : (reconnecting(draft, pointer, end, path, nth) ?? [])
  })
  const last = found.at(-1)
  if (!last) return
  const edit: Edit = found.length === 1 ? last.edit : { kind: 'all', edits: found.map(({ edit }) => edit) }
  editor.apply(edit, undefined, () => ({ states: [], transitions: [last.pointer] }))
}
