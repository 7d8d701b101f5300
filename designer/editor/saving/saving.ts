// Saves the draft by itself, a moment after the last edit, and never over somebody else's.
//
//   saved → unsaved      an edit
//   unsaved → saving     no edit for a moment
//   saving → saved       the server has it
//   saving → away        no answer: tried again, again and again
//   saving → signed-out  the session ended: tried again, like away
//   saving → refused     the server will not have it as it is (too large, no right): tried again after the next edit
//   saving → unsaved     somebody else saved in between, elsewhere in the draft: theirs is taken in, then saved
//   saving → conflict    somebody else changed the same thing: waits for the owner's choice
//
// 1. While something is not saved, a copy of it is kept (copies.ts), with what it is based on.
// 2. What somebody else saves while nothing is unsaved here is taken in at once.
// 3. A save whose answer was lost is known again: it is no somebody else.

import type { Json } from '../../../engine/json.ts'
import type { Choose } from '../../../engine/merge.ts'
import type { Conflict, Draft as SavedDraft } from '../../answers.ts'
import { ApiError } from '../../api.ts'
import type { Draft } from '../draft.ts'
import { type Meeting, meet, type Sides } from './meet.ts'
import { readDraft } from './read-draft.ts'

export type SavingState = 'saved' | 'unsaved' | 'saving' | 'away' | 'signed-out' | 'refused' | 'conflict'

/** What somebody else saved, and who; the draft is null when it cannot be drawn. */
export type Theirs = { by: string; saved: SavedDraft; draft: Draft | null }

export type Shown = {
  state: SavingState
  /** when the server last had what is here */
  savedAt: string | null
  /** what the server said when it refused */
  sentence?: string
  conflict?: { sides: Sides | null; theirs: Theirs }
}

/** What came in from somebody else: they changed `base` to `theirs`, and the screen went from `before` to `after`. */
export type TakenIn = {
  by: string
  meeting: Meeting
  base: Draft
  theirs: Draft
  before: Draft
  after: Draft
}

/** Work that is not saved, and what it is based on. */
export type Unsaved = { base: Draft; mine: Draft; at: string }

type Content = { definition: Json; layout: Json }
export type Save = (
  content: Content,
  revision: number,
) => Promise<{ kind: 'saved'; document: SavedDraft } | Conflict<SavedDraft>>

/** Runs work later; answers how to call it off. Tests turn their own. */
export type Later = (ms: number, work: () => void) => () => void

export type Around = {
  save: Save
  load(): Promise<SavedDraft>
  later: Later
  /** what to call whoever saved */
  whoSaved(saved: SavedDraft): string
  /** the present instant, as ISO 8601 */
  now(): string
  /** Keeps a copy while something is unsaved; null when it is saved. */
  keep(unsaved: Unsaved | null): void
  /** Puts a draft on the screen, as one step; answers it as it is there. */
  adopt(draft: Draft): Draft
  show(shown: Shown): void
  tell(taken: TakenIn): void
}

const moment = 800
const again = 5_000
/** Saves without an answer that are remembered, so that what they saved is known again. */
const mostLost = 20

export type Saving = ReturnType<typeof createSaving>

export function createSaving(
  around: Around,
  opened: { revision: number; draft: Draft; savedAt: string | null },
) {
  const { save, load, later, whoSaved, now, keep, adopt, show, tell } = around
  let { revision, draft: saved, savedAt } = opened
  let current = saved
  let state: SavingState = 'saved'
  let theirs: Theirs | null = null
  let lost: Draft[] = []
  let newestHeard = revision
  let callOff = () => {}
  let isAdopting = false

  const isClean = () => current === saved

  function go(next: SavingState, sentence?: string): void {
    state = next
    const sides = theirs?.draft ? { base: saved, mine: current, theirs: theirs.draft } : null
    show({
      state,
      savedAt,
      ...(sentence !== undefined && { sentence }),
      ...(state === 'conflict' && theirs && { conflict: { sides, theirs } }),
    })
  }

  function plan(ms: number): void {
    callOff()
    callOff = later(ms, () => void attempt())
  }

  /** As it is now: saved, or to be saved. */
  function rest(): void {
    theirs = null
    if (isClean()) {
      callOff()
      keep(null)
      go('saved')
    } else {
      keep({ base: saved, mine: current, at: now() })
      go('unsaved')
      plan(moment)
    }
  }

  async function attempt(): Promise<void> {
    if (state === 'saving' || state === 'conflict' || isClean()) return
    callOff()
    const sent = current
    go('saving')
    try {
      const answer = await save(contentOf(sent), revision)
      if (answer.kind === 'conflict') meetConflict(answer.theirs)
      else {
        lost = []
        saved = sent
        revision = answer.document.revision
        savedAt = answer.document.savedAt
        rest()
        if (isClean() && newestHeard > revision) void bringIn()
      }
    } catch (error) {
      fail(error, sent)
    }
  }

  function fail(error: unknown, sent: Draft): void {
    const status = error instanceof ApiError ? error.status : 0
    if (status === 401) go('signed-out')
    else if (status === 0 || status >= 500 || status === 429) {
      lost = [...lost, sent].slice(-mostLost)
      go('away')
    } else {
      go('refused', (error as Error).message)
      return
    }
    plan(again)
  }

  function meetConflict(found: SavedDraft | null): void {
    const known = found && lost.find(draft => isSame(draft, found))
    if (!found) revision = 0
    else if (known) {
      saved = known
      revision = found.revision
      savedAt = found.savedAt
    } else {
      meetTheirs(found)
      return
    }
    state = 'unsaved'
    if (isClean()) rest()
    else void attempt()
  }

  /** Brings both together; where both changed the same thing, the owner is asked. */
  function meetTheirs(found: SavedDraft, choose?: Choose): void {
    const read = readDraft(found)
    const draft = 'problems' in read ? null : read
    theirs = { by: whoSaved(found), saved: found, draft }
    if (!draft) {
      go('conflict')
      return
    }
    const meeting = meet({ base: saved, mine: current, theirs: draft }, choose)
    if (choose || meeting.clashes.length === 0) settle(found, draft, meeting)
    else {
      keep({ base: saved, mine: current, at: now() })
      go('conflict')
    }
  }

  function settle(found: SavedDraft, draft: Draft, meeting: Meeting): void {
    const [base, before] = [saved, current]
    const wasClean = isClean()
    if (!isSame(meeting.draft, current)) {
      isAdopting = true
      current = adopt(meeting.draft)
      isAdopting = false
    }
    // All of theirs and no more: the server has it.
    saved = wasClean || isSame(meeting.draft, draft) ? current : draft
    revision = found.revision
    savedAt = found.savedAt
    newestHeard = Math.max(newestHeard, revision)
    lost = []
    rest()
    tell({ by: whoSaved(found), meeting, base, theirs: draft, before, after: current })
  }

  async function bringIn(): Promise<void> {
    try {
      const found = await load()
      const isBusy = state === 'saving' || state === 'conflict'
      if (!isBusy && found.revision > revision) meetTheirs(found)
    } catch {
      // Heard again with the next beat, or met by the next save.
    }
  }

  return {
    edited(draft: Draft): void {
      if (isAdopting || draft === current) return
      current = draft
      if (state === 'saving' || state === 'conflict') {
        keep({ base: saved, mine: current, at: now() })
        if (state === 'conflict') go('conflict')
      } else if (state === 'away' || state === 'signed-out') {
        if (isClean()) rest()
        // Tried again at its time, not at every edit: the server is not there.
        else keep({ base: saved, mine: current, at: now() })
      } else rest()
    },
    now: attempt,
    /** Somebody saved this revision; it may have been here. */
    heard(heardRevision: number): void {
      newestHeard = Math.max(newestHeard, heardRevision)
      if (heardRevision > revision && state === 'saved') void bringIn()
    },
    /** After a conflict: what both changed is as chosen, then saved. */
    async decide(choose: Choose): Promise<void> {
      if (state !== 'conflict' || !theirs?.draft) return
      state = 'unsaved'
      meetTheirs(theirs.saved, choose)
      await attempt()
    },
    /** After a conflict with what cannot be drawn: mine is saved over it, which the owner has seen. */
    async keepMine(): Promise<void> {
      if (state !== 'conflict' || !theirs) return
      revision = theirs.saved.revision
      theirs = null
      state = 'unsaved'
      await attempt()
    },
    state: () => state,
    stop: () => callOff(),
  }
}

const contentOf = ({ definition, layout }: Pick<Draft | SavedDraft, 'definition' | 'layout'>): Content => ({
  definition: definition as unknown as Json,
  layout: layout as unknown as Json,
})
const isSame = (one: Draft | SavedDraft, other: Draft | SavedDraft): boolean =>
  JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other))
