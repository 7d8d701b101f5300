import { useEffect, useMemo, useState } from 'react'
import { api } from '../queries.ts'
import type { Draft } from './draft.ts'
import type { Editor } from './editor.ts'
import { createSaving, type SavingState } from './saving.ts'

/** Saves what the editor makes, with the browser's clock and the real server. */
export function useSaving(process: string, revision: number, draft: Draft, editor: Editor) {
  const [savingState, show] = useState<SavingState>('saved')
  const saving = useMemo(
    () =>
      createSaving({
        save: (content, revision) => api.saveDraft(process, content, revision),
        later(ms, work) {
          const timer = setTimeout(work, ms)
          return () => clearTimeout(timer)
        },
        revision,
        saved: draft,
        show,
      }),
    [process, revision, draft],
  )
  useEffect(() => editor.subscribe(() => saving.edited(editor.get().draft)), [editor, saving])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (saving.state() !== 'saved') event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      // Leaving the page within the app: what is not saved yet is saved now.
      void saving.now()
    }
  }, [saving])
  return { saving, savingState }
}
