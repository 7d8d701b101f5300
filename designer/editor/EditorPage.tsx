import { Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Me, Draft as SavedDraft } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { isolated } from '../ui/isolated.ts'
import { Failed } from '../ui/Message.tsx'
import { takeDraft } from './load-draft.ts'
import { MendDraft } from './saving/MendDraft.tsx'
import { readDraft } from './saving/read-draft.ts'
import { words } from './texts.ts'

const EditorView = lazy(() => import('./EditorView.tsx').then(({ EditorView }) => ({ default: EditorView })))

/** Owners change a process here. Its draft is loaded once; from then on what is on the screen is the truth. */
export function EditorPage({ process }: { process: string }) {
  const me = useQuery(queries.me())
  const draft = useQuery({
    queryKey: ['draft', process],
    queryFn: () => takeDraft(process),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  // Pinned: whatever is asked for again, and whoever's session ends, the drawing stays.
  const [loaded, load] = useState<Loaded | null>(null)
  if (!loaded && draft.data && me.data) load({ me: me.data, saved: draft.data })
  useDocumentTitle(`${isolated(process)} · ${texts.product}`)
  if (!loaded && draft.isError) return <Failed error={draft.error} retry={() => draft.refetch()} />
  if (!loaded) return <Loader m="xl" aria-label={words.loading} />
  return <Drawing process={process} loaded={loaded} onMended={saved => load({ ...loaded, saved })} />
}

type Loaded = { me: Me; saved: SavedDraft }

function Drawing({
  process,
  loaded: { me, saved },
  onMended,
}: {
  process: string
  loaded: Loaded
  onMended(saved: SavedDraft): void
}) {
  const mayDraw = me.rights.includes('process.draft')
  const read = useMemo(() => readDraft(saved), [saved])
  const opened = useMemo(
    () => ('problems' in read ? null : { revision: saved.revision, savedAt: saved.savedAt, draft: read }),
    [read, saved],
  )
  if (!opened) return <MendDraft {...{ process, saved, mayDraw, onMended }} />
  return (
    <Suspense fallback={<Loader m="xl" aria-label={words.loading} />}>
      <EditorView process={process} person={me.id} opened={opened} readOnly={!mayDraw} />
    </Suspense>
  )
}
