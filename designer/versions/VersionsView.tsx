import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ApiError } from '../api.ts'
import type { Draft, Layout } from '../editor/draft.ts'
import type { Editor } from '../editor/editor.ts'
import { useEditor } from '../editor/use-editor.ts'
import { api, queries } from '../queries.ts'
import { Failed } from '../ui/Message.tsx'
import { Changes } from './Changes.tsx'
import { Compared } from './Compared.tsx'
import { words } from './texts.ts'
import { VersionList } from './VersionList.tsx'
import classes from './Versions.module.css'

type Props = { process: string; editor: Editor; say(sentence: string): void }

const pageSize = 50

/** 0 stands for the draft. */
export type Chosen = { from: number; to: number }

/** The Versions tab: what was published when and by whom, what changed between any two, and the way back. */
export function VersionsView({ process, editor, say }: Props) {
  const pages = useInfiniteQuery({
    queryKey: ['versions', process],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      api.versions(process, { limit: pageSize, ...(pageParam > 0 && { before: pageParam }) }),
    getNextPageParam: page => page.next,
  })
  const versions = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const newest = versions[0]?.version
  const [chosen, choose] = useState<Chosen | null>(null)
  const { from, to } = chosen ?? { from: newest ?? 0, to: 0 }
  const before = useSide(process, from, editor)
  const after = useSide(process, to, editor)

  const isUnpublished = pages.error instanceof ApiError && pages.error.status === 404
  if (isUnpublished || (pages.data && newest === undefined))
    return (
      <div className={classes.none}>
        <p>{words.none}</p>
        <p>{words.noneHint}</p>
      </div>
    )
  if (pages.error && !pages.data) return <Failed error={pages.error} retry={() => pages.refetch()} />
  if (newest === undefined) return null

  async function restore(version: number): Promise<void> {
    const { definition, layout } = await api.version(process, version)
    editor.apply({ kind: 'replace', definition, layout: layout as unknown as Layout })
    say(words.restored(version))
  }

  const failed = before.error ?? after.error
  return (
    <div className={classes.versions}>
      <aside className={classes.list} aria-label={words.title}>
        <VersionList
          versions={versions}
          chosen={{ from, to }}
          choose={choose}
          {...(!editor.readOnly && { restore: (version: number) => void restore(version) })}
        >
          {pages.hasNextPage && (
            <Older
              newest={newest}
              isLoading={pages.isFetchingNextPage}
              more={() => pages.fetchNextPage()}
              goTo={version => choose({ from: version, to })}
            />
          )}
        </VersionList>
      </aside>
      <section className={classes.difference} aria-label={words.compare}>
        <h2>{words.between(nameOf(from), nameOf(to))}</h2>
        {failed && <Failed error={failed} />}
        {before.draft && after.draft && (
          <Changes before={before.draft.definition} after={after.draft.definition} />
        )}
      </section>
      <div className={classes.picture}>
        {before.draft && after.draft && (
          <Compared key={`${from} ${to}`} before={before.draft} after={after.draft} />
        )}
      </div>
    </div>
  )
}

const nameOf = (version: number) => (version === 0 ? words.draft : words.version(version))

type OlderProps = { newest: number; isLoading: boolean; more(): void; goTo(version: number): void }

/** Of many versions, the next page; or straight to a number. */
function Older({ newest, isLoading, more, goTo }: OlderProps) {
  const [wanted, want] = useState('')
  const version = Number(wanted)
  const isThere = Number.isInteger(version) && version >= 1 && version <= newest
  return (
    <div className={classes.older}>
      <Button variant="default" size="compact-sm" loading={isLoading} onClick={more}>
        {words.older}
      </Button>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (isThere) goTo(version)
        }}
      >
        <TextInput
          label={words.goTo}
          description={words.goToHint(newest)}
          inputMode="numeric"
          value={wanted}
          error={wanted !== '' && !isThere && words.goToHint(newest)}
          onChange={event => want(event.currentTarget.value)}
        />
      </form>
    </div>
  )
}

function useSide(process: string, version: number, editor: Editor): { draft?: Draft; error: Error | null } {
  const { draft: onScreen } = useEditor(editor)
  const { data, error } = useQuery({ ...queries.version(process, version), enabled: version > 0 })
  const published = useMemo(
    () => data && { definition: data.definition, layout: data.layout as unknown as Layout },
    [data],
  )
  const draft = version === 0 ? onScreen : published
  return { error, ...(draft && { draft }) }
}
