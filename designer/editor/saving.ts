// Saves the draft by itself, a moment after the last edit, and never over somebody else's.
//
//   saved → unsaved     an edit
//   unsaved → saving    no edit for a moment
//   saving → saved      the server has it
//   saving → away       no answer: tried again, again and again
//   saving → conflict   somebody else saved in between; waits for the owner's choice
//   saving → signed-out the session ended: tried again, like away

import type { Json } from '../../engine/json.ts'
import { ApiError, type Conflict, type Draft as SavedDraft } from '../api.ts'
import type { Draft } from './draft.ts'

export type SavingState = 'saved' | 'unsaved' | 'saving' | 'away' | 'conflict' | 'signed-out'

export type Save = (
  content: { definition: Json; layout: Json },
  revision: number,
) => Promise<{ kind: 'saved'; document: SavedDraft } | Conflict<SavedDraft>>

/** Runs work later; answers how to call it off. Tests turn their own. */
export type Later = (ms: number, work: () => void) => () => void

const moment = 800
const again = 5_000

export type Saving = ReturnType<typeof createSaving>

export function createSaving(around: {
  save: Save
  later: Later
  revision: number
  saved: Draft
  show(state: SavingState): void
}) {
  const { save, later, show } = around
  let { revision, saved } = around
  let current = saved
  let state: SavingState = 'saved'
  let theirs: SavedDraft | null = null
  let callOff = () => {}

  function go(next: SavingState): void {
    state = next
    show(next)
  }

  function plan(ms: number): void {
    callOff()
    callOff = later(ms, () => void attempt())
  }

  async function attempt(): Promise<void> {
    if (state === 'saving' || state === 'conflict' || current === saved) return
    const sent = current
    go('saving')
    try {
      const answer = await save(
        { definition: sent.definition as unknown as Json, layout: sent.layout as unknown as Json },
        revision,
      )
      if (answer.kind === 'conflict') {
        theirs = answer.theirs
        go('conflict')
        return
      }
      revision = answer.document.revision
      saved = sent
      go(current === saved ? 'saved' : 'unsaved')
      if (current !== saved) plan(moment)
    } catch (error) {
      const isSignedOut = error instanceof ApiError && error.status === 401
      go(isSignedOut ? 'signed-out' : 'away')
      plan(again)
    }
  }

  return {
    edited(draft: Draft): void {
      current = draft
      if (state === 'saving' || state === 'conflict') return
      if (current === saved) {
        callOff()
        go('saved')
      } else {
        go('unsaved')
        plan(moment)
      }
    },
    now: attempt,
    /** After a conflict: mine is saved over theirs, which the owner has seen. */
    async keepMine(): Promise<void> {
      if (state !== 'conflict') return
      revision = theirs?.revision ?? 0
      go('unsaved')
      await attempt()
    },
    /** After a conflict: theirs goes on; answers it. */
    takeTheirs(): Draft | null {
      if (state !== 'conflict' || !theirs) return null
      const { definition, layout } = theirs
      revision = theirs.revision
      saved = { definition, layout } as unknown as Draft
      current = saved
      go('saved')
      return saved
    },
    state: () => state,
    stop: () => callOff(),
  }
}
