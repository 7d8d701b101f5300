import { Loader } from '@mantine/core'
import { useDocumentTitle, useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { caseName } from '../../engine/case-name.ts'
import type { Definition } from '../../engine/definition.ts'
import type { CaseView, Version } from '../answers.ts'
import { ApiError } from '../api.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Department } from '../ui/Department.tsx'
import { isolated } from '../ui/isolated.ts'
import { Failed, Message } from '../ui/Message.tsx'
import { StageBar } from '../ui/StageBar.tsx'
import { CaseData, type Sourced } from './CaseData.tsx'
import { CaseDiagram } from './CaseDiagram.tsx'
import { CaseHeader } from './CaseHeader.tsx'
import classes from './CasePage.module.css'
import { Clocks } from './Clocks.tsx'
import { Comments } from './Comments.tsx'
import { Events } from './Events.tsx'
import { Files } from './Files.tsx'
import { History } from './History.tsx'
import { labelsOf } from './labels.ts'
import { Promises } from './Promises.tsx'
import { type Places, placesNow, placesOf, stagesVisited } from './places.ts'
import { SentBack } from './SentBack.tsx'
import { sourceOf } from './source-of.ts'
import { UnreadableCase } from './UnreadableCase.tsx'

export function CasePage({ id }: { id: string }) {
  const shown = useQuery(queries.case(id))
  const { process = '', version = 0 } = shown.data ?? {}
  const ran = useQuery({ ...queries.version(process, version), enabled: shown.data !== undefined })
  useDocumentTitle(`${isolated((shown.data && caseName(shown.data.data)) ?? id)} · ${texts.product}`)

  if (shown.error instanceof ApiError && shown.error.status === 404)
    return (
      <Message title={texts.case.missing.title}>
        <p>{texts.case.missing.text(id)}</p>
        <Link to="/cases">{texts.notFound.back}</Link>
      </Message>
    )
  if (shown.data && shown.data.unreadable !== null)
    return <UnreadableCase view={shown.data} sentence={shown.data.unreadable} />
  const failed = (shown.data ? null : shown.error) ?? ran.error
  if (failed) return <Failed error={failed} retry={() => (shown.data ? ran : shown).refetch()} />
  if (!shown.data || !ran.data) return <Loader aria-label={texts.loading} />
  return <Case view={shown.data} version={ran.data} />
}

function Case({ view, version }: { view: CaseView; version: Version }) {
  const { definition } = version
  const places = useMemo(() => placesOf(definition), [definition])
  const labelOf = useMemo(() => labelsOf(definition.data), [definition])
  const history = useQuery(queries.history(view.id, view.seq))
  const entries = history.data?.items ?? []
  const [sources, showSources] = useSources(view, definition)
  // Data names colleagues by their ids, and is told with their names once they are known.
  useQuery(queries.colleagues())
  return (
    <>
      <CaseHeader view={view} processName={definition.name} />
      {view.returned && <SentBack returned={view.returned} />}
      {places.stages.length > 0 && (
        <StageBar stages={places.stages} now={view.stage} been={stagesVisited(entries, places)} />
      )}
      <Where view={view} places={places} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Events {...{ view, places, labelOf, entries, definition }} />
          <History
            entries={entries}
            damaged={history.data?.damaged ?? []}
            definition={definition}
            places={places}
            error={history.error}
            pending={history.isPending}
          />
          <CaseData data={view.data} schema={definition.data} sources={sources} onShow={showSources} />
        </div>
        <div className={classes.column}>
          <Clocks view={view} places={places} />
          <CaseDiagram view={view} version={version} entries={entries} places={places} />
          <Promises promises={view.promises} sources={sources} />
          <Comments caseId={view.id} entries={entries} />
          <Files caseId={view.id} />
        </div>
      </div>
    </>
  )
}

/** Who set what, and whether it is shown: as somebody left it, for every case. */
function useSources(view: CaseView, definition: Definition): [Sourced, (isShown: boolean) => void] {
  const [isShown, show] = useLocalStorage({ key: 'throughline:sources', defaultValue: false })
  const { data } = useQuery(queries.sources(view.id, view.seq))
  const of = useMemo(() => sourceOf(data ?? [], definition), [data, definition])
  return [{ of, isShown }, show]
}

/** The active states; what those of one department have in common is said once. */
function Where({ view, places }: { view: CaseView; places: Places }) {
  return (
    <ul className={classes.where} aria-label={texts.case.nowIn}>
      {placesNow(view.activeStates, places).map(({ stage, around, states }) => (
        <li key={stage}>
          <Department stage={stage} />
          {around !== '' && <span>{around}</span>}
          {states.map(state => (
            <strong key={state}>{state}</strong>
          ))}
        </li>
      ))}
    </ul>
  )
}
