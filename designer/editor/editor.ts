// The editor as its panels see it: one draft, one selection, and every change as an edit.

import type { Problem } from '../../engine/problems.ts'
import type { Selection } from '../diagram/selection.ts'
import type { Draft } from './draft.ts'
import type { Edit } from './edit.ts'
import type { History } from './history.ts'

export type EditorState = {
  draft: Draft
  selection: Selection
  canUndo: boolean
  canRedo: boolean
  /** the last thing that was done or selected, for who does not see it; `nth` tells two that sound the same apart */
  happened: { sentence: string; nth: number }
}

/** What verify finds: in the draft that is shown or, while that is being checked, in an earlier one. */
export type Checked = { problems: Problem[]; isChecking: boolean }

export type Editor = {
  get(): EditorState
  subscribe(listener: () => void): () => void
  /** Beside the state: what a check finds changes nothing about the draft. */
  checked: { get(): Checked; subscribe(listener: () => void): () => void }
  /**
   * Edits of one gesture are one undo step. What cannot be done is told to the owner; the draft stays. `selecting`:
   * what is selected when it is done.
   */
  apply(edit: Edit, gesture?: string, selecting?: (after: Draft, before: Draft) => Selection): void
  undo(): void
  redo(): void
  /** Says what happened and changed nothing, for who does not see it. */
  announce(sentence: string): void
  /** Every step of the draft, to go on with later. */
  history(): History
  select(selection: Selection): void
  /** Selects and shows what a path or a pointer names. */
  reveal(place: string): void
  readOnly: boolean
}
