import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { toast } from '../../notices/toast.ts'
import { api, queries, queryClient } from '../../queries.ts'
import type { Following } from '../../simulate/follow.ts'
import { newId } from '../../work/new-id.ts'
import type { Draft } from '../draft.ts'
import type { Editor } from '../editor.ts'
import { browserCopies, holdOpen, openTabs } from './browser-copies.ts'
import { type Copies, createCopies } from './copies.ts'
import { together } from './meet.ts'
import { createSaving, type Saving, type Shown, type TakenIn } from './saving.ts'
import { words } from './texts.ts'

export type Opened = { revision: number; savedAt: string | null; draft: Draft }

export type Drafting = {
  process: string
  /** of this browser tab */
  tab: string
  saving: Saving
  copies: Copies
  shown: Shown
  /** what came in from somebody else last, until the notice is closed */
  taken: TakenIn | null
  closeTaken(): void
}

/** Saves what the editor makes, with the browser's clock and store and the real server. */
export function useDrafting(around: {
  process: string
  person: string
  opened: Opened
  editor: Editor
  following: Following
}): Drafting {
  const { process, person, opened, editor, following } = around
  const [shown, show] = useState<Shown>({ state: 'saved', savedAt: opened.savedAt })
  const [taken, tell] = useState<TakenIn | null>(null)
  const tab = useMemo(newId, [])
  const copies = useMemo(
    () => createCopies({ person, process, tab }, browserCopies, openTabs),
    [person, process, tab],
  )
  const saving = useMemo(
    () =>
      createSaving(
        {
          save: (content, revision) => api.saveDraft(process, content, revision),
          load: () => api.draft(process),
          later(ms, work) {
            const timer = setTimeout(work, ms)
            return () => clearTimeout(timer)
          },
          whoSaved: ({ savedBy, savedByName = savedBy }) =>
            savedBy === person ? words.youElsewhere : savedByName,
          now: () => new Date().toISOString(),
          keep: unsaved => void copies.keep(unsaved),
          adopt(draft) {
            // What somebody saves bit by bit is one step to undo here.
            editor.apply({ kind: 'replace', ...draft }, 'from others')
            return editor.get().draft
          },
          show: tellingWhenBack(shown => {
            show(shown)
            if (shown.state === 'saved') void following.saved()
          }),
          tell: next => tell(earlier => together(earlier, next)),
        },
        opened,
      ),
    [process, person, opened, editor, copies, following],
  )

  useEffect(() => holdOpen(tab), [tab])
  useEffect(() => editor.subscribe(() => saving.edited(editor.get().draft)), [editor, saving])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      const isLost = saving.state() !== 'saved' && !copies.isKept()
      if (isLost || following.isBehind()) event.preventDefault()
    }
    const goOn = () => void saving.now()
    window.addEventListener('beforeunload', warn)
    window.addEventListener('online', goOn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('online', goOn)
      // Leaving the page within the app: what is not saved yet is saved now.
      goOn()
    }
  }, [saving, copies, following])
  useSession(shown, saving, person)

  return { process, tab, saving, copies, shown, taken, closeTaken: () => tell(null) }
}

/** As `show`; what waited for the server says so when it is there after all. */
function tellingWhenBack(show: (shown: Shown) => void) {
  let wasAway = false
  return (shown: Shown): void => {
    show(shown)
    if (shown.state === 'away') wasAway = true
    if (shown.state !== 'saved' || !wasAway) return
    wasAway = false
    toast({ kind: 'done', title: words.savedAfterAll, id: 'saving' })
  }
}

/** A save that finds the session ended asks for signing in; whoever has signed in again is saved at once. */
function useSession({ state }: Shown, saving: Saving, person: string): void {
  const { data: me } = useQuery(queries.me())
  const isSignedOut = state === 'signed-out'
  useEffect(() => {
    const { queryKey } = queries.me()
    if (isSignedOut) queryClient.setQueryData(queryKey, null)
    // Signed in again in another tab: a save has come through.
    else if (queryClient.getQueryData(queryKey) === null) void queryClient.refetchQueries({ queryKey })
  }, [isSignedOut])
  useEffect(() => {
    if (me?.id === person && saving.state() === 'signed-out') void saving.now()
  }, [me, saving, person])
}
