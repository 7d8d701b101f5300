import { Loader, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../queries.ts'
import { Failed } from '../../ui/Message.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import classes from './Compare.module.css'
import { ConformanceResult } from './ConformanceResult.tsx'
import type { Compared } from './compared.ts'
import { FileLog } from './FileLog.tsx'
import { LeftOut } from './LeftOut.tsx'
import { words } from './texts.ts'
import { NothingYet, Waiting } from './Waiting.tsx'

const { conformance: said } = words

export type By = 'order' | 'rules'
const bys = (['order', 'rules'] as const).map(value => ({ value, label: said.bys[value] }))

/** `versions`: of the process, the newest first; the histories of each are a log. */
type Props = { compared: Compared; versions: number[] }

/** A log and a definition: what fits, what would have been refused, and why. */
export function ConformancePart({ compared, versions }: Props) {
  const own = versions.find(version => version === compared.drawn) ?? versions[0]!
  const [source, setSource] = useState<string | null>(null)
  // By order for files, which seldom say all that rules ask; by rules for what was recorded here.
  const [by, setBy] = useState<By | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const isFile = source === 'file'
  const run = by ?? (isFile ? 'order' : 'rules')
  const version = isFile || source === null ? own : Number(source)
  return (
    <>
      <div className={classes.asked}>
        <NativeSelect
          size="xs"
          label={said.log}
          data={[
            ...versions.map(version => ({
              value: String(version),
              label: said.histories(words.versions(version, version === versions[0])),
            })),
            { value: 'file', label: said.file },
          ]}
          value={isFile ? 'file' : String(version)}
          onChange={event => setSource(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={said.by}
          data={bys}
          value={run}
          onChange={event => setBy(event.currentTarget.value as By)}
        />
      </div>
      <p className={classes.soft}>
        {said.byHint[run]} {isFile && run === 'rules' && said.rulesForeign}
      </p>
      {isFile ? (
        file ? (
          <FileLog
            key={`${file.name} ${file.lastModified}`}
            {...{ file, compared }}
            by={run}
            other={setFile}
          />
        ) : (
          <ChooseFile choose={setFile} />
        )
      ) : compared.drawn === 0 ? (
        <OfDraft {...{ compared, version }} by={run} />
      ) : (
        <Here {...{ compared, version }} by={run} />
      )}
    </>
  )
}

type HereProps = { compared: Compared; version: number; by: By }

/** The server runs the histories that it has. */
function Here({ compared, version, by }: HereProps) {
  const { process, drawn, definition } = compared
  const found = useQuery({
    queryKey: ['compare', 'conformance', process, version, drawn, by],
    queryFn: () => api.conformance({ process, version, against: drawn, by }),
  })
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Waiting />
  const { worst, bounded, unreadable, ...conformance } = found.data
  if (conformance.cases === 0) return <NothingYet name={definition.name} />
  return (
    <>
      <LeftOut cases={conformance.cases} {...{ bounded, unreadable }} />
      <ConformanceResult
        {...{ compared, conformance }}
        cases={worst}
        casesTitle={said.worst(worst.length)}
        areHere
      />
    </>
  )
}

/** A draft is not on the server's list of versions: the histories are fetched, and run here. */
function OfDraft({ compared, version, by }: HereProps) {
  const { process, definition } = compared
  const found = useQuery({
    queryKey: ['compare', 'histories', process, version],
    queryFn: () => api.exportedHistories(process, version),
    staleTime: 60_000,
  })
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Loader size="sm" aria-label={said.fetching} />
  if (found.data.size === 0) return <NothingYet name={definition.name} />
  return <FileLog file={found.data} compared={compared} by={by} other={null} />
}
