import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Definition } from '../../engine/definition.ts'
import { diff } from '../../engine/diff.ts'
import { ApiError } from '../api.ts'
import { Diagram } from '../diagram/Diagram.tsx'
import type { Draft, Layout } from '../editor/draft.ts'
import type { Editor } from '../editor/editor.ts'
import { useEditor } from '../editor/use-editor.ts'
import { api, queries } from '../queries.ts'
import { Instant } from '../ui/Instant.tsx'
import { Failed } from '../ui/Message.tsx'
import { marksOf, rulesThatChanged, sentenceOf } from './changes.ts'
import { words } from './texts.ts'
import classes from './Versions.module.css'

type Props = { process: string; editor: Editor; say(sentence: string): void }

/** The Versions tab: what was published when and by whom, what changed between any two, and the way back. */
export function VersionsView({ process, editor, say }: Props) {
  const versions = useQuery({ queryKey: ['versions', process], queryFn: () => api.versions(process) })
  const { draft } = useEditor(editor)
  const [from, setFrom] = useState<number | null>(null)
  const [to, setTo] = useState(0)
  const newest = versions.data?.[0]?.version
  const before = useVersion(process, from ?? newest)
  const after = useVersion(process, to === 0 ? undefined : to)
  const isUnpublished = versions.error instanceof ApiError && versions.error.status === 404
  if (isUnpublished) return <p className={classes.none}>{words.none}</p>
  if (versions.error) return <Failed error={versions.error} retry={() => versions.refetch()} />
  if (!versions.data) return null
  if (newest === undefined) return <p className={classes.none}>{words.none}</p>
  const later = to === 0 ? draft : after
  const choices = versions.data.map(({ version }) => ({
    value: String(version),
    label: words.version(version),
  }))

  return (
    <div className={classes.versions}>
      <aside className={classes.list} aria-label={words.title}>
        <h2>{words.compare}</h2>
        <div className={classes.choice}>
          <NativeSelect
            label={words.from}
            value={String(from ?? newest)}
            data={choices}
            onChange={event => setFrom(Number(event.currentTarget.value))}
          />
          <NativeSelect
            label={words.to}
            value={String(to)}
            data={[{ value: '0', label: words.draft }, ...choices]}
            onChange={event => setTo(Number(event.currentTarget.value))}
          />
        </div>
        {before && later && <Changes before={before.definition} after={later.definition} />}
        <h2>{words.title}</h2>
        <ol>
          {versions.data.map(({ version, note, publishedAt, publishedBy }) => (
            <li key={version} className={classes.version}>
              <strong>{words.version(version)}</strong> <Instant at={publishedAt} />{' '}
              <small>{words.by(publishedBy)}</small>
              {note && <p>{note}</p>}
              {!editor.readOnly && <Restore {...{ process, version, editor, say }} />}
            </li>
          ))}
        </ol>
      </aside>
      <div className={classes.picture}>{before && later && <Compared before={before} after={later} />}</div>
    </div>
  )
}

function useVersion(process: string, version: number | undefined): Draft | undefined {
  const { data } = useQuery({ ...queries.version(process, version ?? 0), enabled: version !== undefined })
  return useMemo(
    () => data && { definition: data.definition, layout: data.layout as unknown as Layout },
    [data],
  )
}

function Compared({ before, after }: { before: Draft; after: Draft }) {
  const marks = useMemo(() => marksOf(diff(before.definition, after.definition)), [before, after])
  return <Diagram definition={after.definition} layout={after.layout} marks={marks} />
}

function Changes({ before, after }: { before: Definition; after: Definition }) {
  const changes = useMemo(() => diff(before, after), [before, after])
  if (changes.length === 0) return <p role="status">{words.same}</p>
  return (
    <>
      <p role="status">{words.changes(changes.length)}</p>
      <ul className={classes.changes}>
        {changes.map(change => (
          <li key={`${change.kind} ${change.what} ${change.name}`} data-kind={change.kind}>
            {sentenceOf(change, before, after)}
          </li>
        ))}
      </ul>
      {rulesThatChanged(changes, before, after).map(({ name, was, is }) => (
        <dl key={name} className={classes.rule}>
          <dt>{words.before}</dt>
          <dd>
            <del>{was.when}</del>
          </dd>
          <dt>{words.after}</dt>
          <dd>
            <ins>{is.when}</ins>
          </dd>
        </dl>
      ))}
    </>
  )
}

function Restore({ process, version, editor, say }: Props & { version: number }) {
  const restore = async () => {
    const { definition, layout } = await api.version(process, version)
    editor.apply({ kind: 'replace', definition, layout: layout as unknown as Layout })
    say(words.restored(version))
  }
  return (
    <Button variant="default" size="compact-sm" onClick={() => void restore()}>
      {words.restore}
    </Button>
  )
}
