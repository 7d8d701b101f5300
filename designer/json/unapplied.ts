// What was written in the JSON view and not applied: kept as long as the draft is open, whatever tab is shown.

import type { Editor } from '../editor/editor.ts'

/** `drawn`: the text of the draft when it was begun. */
export type Unapplied = { text: string; drawn: string }

const kept = new WeakMap<Editor, Unapplied>()

export const unappliedOf = (editor: Editor): Unapplied | null => kept.get(editor) ?? null

export function keep(editor: Editor, unapplied: Unapplied | null): void {
  if (unapplied) kept.set(editor, unapplied)
  else kept.delete(editor)
}
