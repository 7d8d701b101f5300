// What is done with what is selected, beside the commands that the panels share.

import { keyOf, parentOf, stateAt } from '../apply/tree.ts'
import type { Edit } from '../edit.ts'
import type { Editor } from '../editor.ts'
import type { Direction } from '../keys.ts'
import { transitionAt, transitionOf } from '../transitions.ts'
import { type Alignment, arranging, type Spread } from './align.ts'
import { stateTowards } from './walk.ts'

/** To the state that lies there; `isMore`: which is selected as well then. */
export function walk(editor: Editor, direction: Direction, isMore: boolean): void {
  const { draft, selection } = editor.get()
  const [transition] = selection.transitions
  const at = transition === undefined ? undefined : transitionAt(draft.definition, transition)
  const next = stateTowards(draft, selection.states.at(-1) ?? at?.state, direction)
  if (next === undefined) return
  const before = isMore ? selection.states.filter(path => path !== next) : []
  editor.select({ states: [...before, next], transitions: [] })
}

export function arrange(editor: Editor, how: Alignment | Spread): void {
  const { draft, selection } = editor.get()
  editor.apply(arranging(draft, selection.states, how))
}

/** Whether the state around it could start there, and does not yet. */
export function canStart(editor: Editor, path: string): boolean {
  const { definition } = editor.get().draft
  const [around, state] = [stateAt(definition, parentOf(path)), stateAt(definition, path)]
  const isHistory = state?.type === ('history' as string)
  return around !== undefined && around.type !== 'parallel' && around.initial !== keyOf(path) && !isHistory
}

export function makeInitial(editor: Editor, path: string): void {
  const change = { initial: keyOf(path) }
  const parent = parentOf(path)
  const edit: Edit =
    parent === '' ? { kind: 'change-process', change } : { kind: 'change-state', path: parent, change }
  editor.apply(edit)
}

/** A way back, or no longer one. */
export function turnBack(editor: Editor): void {
  const { draft, selection } = editor.get()
  const edits = selection.transitions.flatMap((pointer): Edit[] => {
    const at = transitionAt(draft.definition, pointer)
    if (!at) return []
    const isBack = transitionOf(draft.definition, at)?.kind === 'feedback'
    return [{ kind: 'change-transition', at, change: { kind: isBack ? undefined : 'feedback' } }]
  })
  editor.apply({ kind: 'all', edits })
}
