import { Loader, NativeSelect } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { readDraft } from '../../editor/saving/read-draft.ts'
import { api, queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { Failed, Message } from '../../ui/Message.tsx'
import audit from '../Audit.module.css'
import { AuditNav } from '../AuditNav.tsx'
import classes from './Compare.module.css'
import { ConformancePart } from './ConformancePart.tsx'
import { type CompareSearch, compareParts } from './compare-search.ts'
import type { Compared } from './compared.ts'
import { PromisesPart } from './PromisesPart.tsx'
import { TimePart } from './TimePart.tsx'
import { words } from './texts.ts'
import { VariantsPart } from './VariantsPart.tsx'
import { Waiting } from './Waiting.tsx'

const versionsListed = 100

/** What many histories say together, one question at a time. */
export function ComparePage({ search }: { search: CompareSearch }) {
  useDocumentTitle(`${words.title} · ${texts.product}`)
  const processes = useQuery(queries.processes())
  return (
    <div className={classes.page}>
      <AuditNav />
      <h1>{words.title}</h1>
      <p className={classes.intro}>{words.intro}</p>
      {processes.isPending && <Loader aria-label={texts.loading} />}
      {processes.error && <Failed error={processes.error} retry={() => processes.refetch()} />}
      {processes.data?.length === 0 && (
        <Message title={words.noProcess.title}>
          <p>{words.noProcess.text}</p>
        </Message>
      )}
      {processes.data && processes.data.length > 0 && (
        <Asked
          search={search}
          processes={processes.data.map(({ process, name }) => ({ value: process, label: name }))}
        />
      )}
    </div>
  )
}

type AskedProps = { search: CompareSearch; processes: { value: string; label: string }[] }

function Asked({ search, processes }: AskedProps) {
  const navigate = useNavigate()
  const part = search.part ?? 'variants'
  const process = processes.find(({ value }) => value === search.process)?.value ?? processes[0]!.value
  const go = (next: CompareSearch) => void navigate({ to: '/audit/compare', search: next, replace: true })
  const versions = useQuery({
    queryKey: ['compare', 'versions', process],
    queryFn: () => api.versions(process, { limit: versionsListed }),
  })
  const me = useQuery(queries.me()).data
  const mayDraw = part === 'conformance' && (me?.rights.includes('process.draft') ?? false)
  const mayMix = part === 'variants' || part === 'promises'
  const newest = versions.data?.items[0]?.version
  const asked =
    (search.version === 'all' && !mayMix) || (search.version === 'draft' && !mayDraw)
      ? undefined
      : search.version
  const { part: _, ...kept } = search
  return (
    <>
      <div className={classes.asked}>
        <NativeSelect
          size="sm"
          label={words.process}
          data={processes}
          value={process}
          onChange={event => go({ ...(search.part && { part }), process: event.currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label={part === 'conformance' ? words.definition : words.version}
          data={[
            ...(mayMix ? [{ value: 'all', label: words.allVersions }] : []),
            ...(versions.data?.items ?? []).map(({ version }) => ({
              value: String(version),
              label: words.versions(version, version === newest),
            })),
            ...(mayDraw ? [{ value: 'draft', label: words.draft }] : []),
          ]}
          value={String(asked ?? newest ?? '')}
          onChange={event => {
            const value = event.currentTarget.value
            go({ ...search, process, version: value === 'all' || value === 'draft' ? value : Number(value) })
          }}
        />
      </div>
      <nav aria-label={words.parts.label} className={`${audit.views} ${classes.parts}`}>
        {compareParts.map(one => (
          <Link
            key={one}
            to="/audit/compare"
            search={one === 'variants' ? kept : { ...kept, part: one }}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {words.parts[one]}
          </Link>
        ))}
      </nav>
      {versions.error && <Failed error={versions.error} retry={() => versions.refetch()} />}
      {versions.isPending && <Waiting />}
      {newest !== undefined && (
        <Boundary key={`${part} ${process}`} area={words.area.part}>
          {asked === 'draft' ? (
            <OfDraft process={process}>
              {compared => (
                <ConformancePart
                  compared={compared}
                  versions={versions.data!.items.map(one => one.version)}
                />
              )}
            </OfDraft>
          ) : (
            <OfVersion process={process} version={asked === 'all' ? null : (asked ?? newest)} newest={newest}>
              {compared =>
                part === 'variants' ? (
                  <VariantsPart compared={compared} />
                ) : part === 'time' ? (
                  <TimePart compared={compared} />
                ) : part === 'promises' ? (
                  <PromisesPart compared={compared} by={search.by} choose={by => go({ ...search, by })} />
                ) : (
                  <ConformancePart
                    compared={compared}
                    versions={versions.data!.items.map(one => one.version)}
                  />
                )
              }
            </OfVersion>
          )}
        </Boundary>
      )}
    </>
  )
}

type OfVersionProps = {
  process: string
  version: number | null
  newest: number
  children: (compared: Compared) => ReactNode
}

function OfVersion({ process, version, newest, children }: OfVersionProps) {
  const drawn = version ?? newest
  const found = useQuery(queries.version(process, drawn))
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Waiting />
  const { definition, layout } = found.data
  return children({ process, version, drawn, definition, layout })
}

function OfDraft({ process, children }: Pick<OfVersionProps, 'process' | 'children'>) {
  const found = useQuery({
    queryKey: ['compare', 'draft', process],
    queryFn: async () => readDraft(await api.draft(process)),
    staleTime: 0,
  })
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Waiting />
  if ('problems' in found.data)
    return (
      <p className={classes.notice} role="alert">
        {words.badDraft} {found.data.problems[0]?.message}
      </p>
    )
  const { definition, layout } = found.data
  return children({ process, version: 0, drawn: 0, definition, layout })
}
