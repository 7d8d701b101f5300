import { Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import type { Definition } from '../../engine/definition.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { ApiError, type Draft as SavedDraft } from '../api.ts'
import { api, queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Failed, Message } from '../ui/Message.tsx'
import { words } from './texts.ts'

/** The canvas is the largest part of the app: loaded while the draft is. */
const EditorView = lazy(() => import('./EditorView.tsx').then(({ EditorView }) => ({ default: EditorView })))

/** Owners change a process here. Its draft is loaded once; from then on what is on the screen is the truth. */
export function EditorPage({ process }: { process: string }) {
  const me = useQuery(queries.me())
  const draft = useQuery({
    queryKey: ['draft', process],
    queryFn: () => loadDraft(process),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  useDocumentTitle(`${process} · ${texts.product}`)
  if (draft.isError) return <Failed error={draft.error} retry={() => draft.refetch()} />
  if (!draft.data || !me.data) return <Loader m="xl" aria-label={words.loading} />
  return (
    <Loaded
      key={process}
      process={process}
      saved={draft.data}
      mayDraw={me.data.rights.includes('process.draft')}
    />
  )
}

/** The draft; where there is none, or it may not be read, the newest version. */
async function loadDraft(process: string): Promise<SavedDraft> {
  try {
    return await api.draft(process)
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 403)) throw error
    const { definition, layout, publishedAt, publishedBy } = await api.process(process)
    return {
      process,
      revision: 0,
      savedAt: publishedAt,
      savedBy: publishedBy,
      definition: definition as never,
      layout,
    }
  }
}

function Loaded({ process, saved, mayDraw }: { process: string; saved: SavedDraft; mayDraw: boolean }) {
  const parsed = useMemo(() => parseDefinition(saved.definition), [saved])
  // The same object as long as it is the same draft: another one would begin the editor, and its undo, anew.
  const draft = useMemo(
    () => ({ definition: parsed.definition as Definition, layout: readLayout(saved.layout) }),
    [parsed, saved],
  )
  if (!parsed.definition)
    return (
      <Message title={words.unreadable.title}>
        <p>{words.unreadable.text}</p>
        <ul>
          {parsed.problems.slice(0, 10).map(({ at, message }) => (
            <li key={`${at} ${message}`}>
              <code>{at || '/'}</code> {message}
            </li>
          ))}
        </ul>
      </Message>
    )
  return (
    <Suspense fallback={<Loader m="xl" aria-label={words.loading} />}>
      <EditorView process={process} revision={saved.revision} draft={draft} readOnly={!mayDraw} />
    </Suspense>
  )
}

/** Layouts have no meaning, so one that cannot be read is simply not there. */
function readLayout(layout: unknown) {
  const states = (layout as { states?: unknown } | null)?.states
  const isRead = typeof states === 'object' && states !== null && !Array.isArray(states)
  return { origin: 'parent' as const, states: isRead ? (states as Record<string, never>) : {} }
}
