// Undo and redo, as the drafts themselves: they share what did not change, so a hundred steps cost little more
// than one. Saving leaves them as they are.

import type { Draft } from './draft.ts'
import { applyEdit, type Edit } from './edit.ts'

export type History = {
  readonly draft: Draft
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly past: readonly Draft[]
  readonly future: readonly Draft[]
  /** of the last step: edits of the same gesture belong to it */
  readonly gesture: string | undefined
}

const mostSteps = 200

const make = (draft: Draft, past: readonly Draft[], future: readonly Draft[], gesture?: string): History => ({
  draft,
  past,
  future,
  gesture,
  canUndo: past.length > 0,
  canRedo: future.length > 0,
})

export const begin = (draft: Draft): History => make(draft, [], [])

/** Makes an edit. One that changes nothing is no step. Throws EditError. */
export function record(history: History, edit: Edit, gesture?: string): History {
  const draft = applyEdit(history.draft, edit)
  if (draft === history.draft) return history
  const goesOn = gesture !== undefined && gesture === history.gesture && history.canUndo
  const past = goesOn ? history.past : [...history.past, history.draft].slice(-mostSteps)
  return make(draft, past, [], gesture)
}

export function undo(history: History): History {
  const before = history.past.at(-1)
  if (!before) return history
  return make(before, history.past.slice(0, -1), [history.draft, ...history.future])
}

export function redo(history: History): History {
  const [next, ...later] = history.future
  if (!next) return history
  return make(next, [...history.past, history.draft], later)
}
