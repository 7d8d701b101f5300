// Undo and redo, as the drafts themselves: they share what did not change, so a hundred steps cost little more
// than one. Saving leaves them as they are.

import { backwards, inTurn, type Rename } from '../../engine/rename-scenarios.ts'
import type { Draft } from './draft.ts'
import { applyEdit, type Edit } from './edit.ts'
import { renamesOf } from './renames.ts'

/**
 * One step: the edit that was made (of a gesture, the last one), what it renamed (a gesture, all in all), and the
 * draft on its other side.
 */
export type Step = { readonly edit: Edit; readonly renames: readonly Rename[]; readonly draft: Draft }

export type History = {
  readonly draft: Draft
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** each with the draft before it, the newest last */
  readonly past: readonly Step[]
  /** each with the draft after it, the next one first */
  readonly future: readonly Step[]
  /** of the last step: edits of the same gesture belong to it */
  readonly gesture: string | undefined
  /** what the way to this draft renamed, from the draft that was there before: an edit, an undo or a redo */
  readonly renamed: readonly Rename[]
}

const mostSteps = 200

const make = (
  draft: Draft,
  past: readonly Step[],
  future: readonly Step[],
  renamed: readonly Rename[] = [],
  gesture?: string,
): History => ({
  draft,
  past,
  future,
  renamed,
  gesture,
  canUndo: past.length > 0,
  canRedo: future.length > 0,
})

export const begin = (draft: Draft): History => make(draft, [], [])

/** Makes an edit. One that changes nothing is no step. Throws EditError. */
export function record(history: History, edit: Edit, gesture?: string): History {
  const draft = applyEdit(history.draft, edit)
  if (draft === history.draft) return history
  const goesOn = gesture !== undefined && gesture === history.gesture
  const renames = renamesOf(edit, history.draft, draft)
  const last = history.past.at(-1)
  const past =
    goesOn && last
      ? [...history.past.slice(0, -1), { edit, renames: inTurn(last.renames, renames), draft: last.draft }]
      : [...history.past, { edit, renames, draft: history.draft }].slice(-mostSteps)
  return make(draft, past, [], renames, gesture)
}

export function undo(history: History): History {
  const step = history.past.at(-1)
  if (!step) return history
  const undone: Step = { ...step, draft: history.draft }
  return make(step.draft, history.past.slice(0, -1), [undone, ...history.future], backwards(step.renames))
}

export function redo(history: History): History {
  const [step, ...later] = history.future
  if (!step) return history
  return make(step.draft, [...history.past, { ...step, draft: history.draft }], later, step.renames)
}
