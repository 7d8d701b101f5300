// The editor as its panels see it: one draft, one selection, and every change as an edit.

import type { Problem } from '../../engine/problems.ts'
import type { Selection } from '../diagram/selection.ts'
import type { Draft } from './draft.ts'
import type { Edit } from './edit.ts'

export type EditorState = {
  draft: Draft
  problems: Problem[]
  selection: Selection
  canUndo: boolean
  canRedo: boolean
}

export type Editor = {
  get(): EditorState
  subscribe(listener: () => void): () => void
  /** Edits of one gesture are one undo step. What cannot be done is told to the owner; the draft stays. */
  apply(edit: Edit, gesture?: string): void
  undo(): void
  redo(): void
  select(selection: Selection): void
  /** Selects and shows what a path or a pointer names. */
  reveal(place: string): void
  readOnly: boolean
}
