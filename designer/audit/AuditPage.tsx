import { Button, Loader, Progress } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { caseName } from '../../engine/case-name.ts'
import type { Definition } from '../../engine/definition.ts'
import type { CaseView, Version } from '../answers.ts'
import { ApiError } from '../api.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { formatList } from '../ui/format.ts'
import { isolated } from '../ui/isolated.ts'
import { Failed, Message, sentenceOf } from '../ui/Message.tsx'
import { labelsOf } from '../work/labels.ts'
import { placesOf, unknownPlaces } from '../work/places.ts'
import classes from './Audit.module.css'
import type { AuditSearch } from './audit-search.ts'
import type { Loaded } from './load-history.ts'
import { useCompared } from './replay/use-compared.ts'
import { Timeline } from './Timeline.tsx'
import { words } from './texts.ts'
import { useHistory } from './use-history.ts'

const ReplayView = lazy(() =>
  import('./replay/ReplayView.tsx').then(({ ReplayView }) => ({ default: ReplayView })),
)

const ProofView = lazy(() =>
  import('./proof/ProofView.tsx').then(({ ProofView }) => ({ default: ProofView })),
)

/** A case as an auditor reads it: every entry, and the whole of it played again. */
export function AuditPage({ id, search }: { id: string; search: AuditSearch }) {
  const shown = useQuery(queries.case(id))
  const { process = '', version = 0 } = shown.data ?? {}
  const ran = useQuery({ ...queries.version(process, version), enabled: shown.data !== undefined })
  const name = (shown.data && caseName(shown.data.data)) ?? id
  useDocumentTitle(`${isolated(words.of(name))} · ${texts.product}`)
  // Data names colleagues by their ids, and is told with their names once they are known.
  useQuery(queries.colleagues())

  if (shown.error instanceof ApiError && shown.error.status === 404)
    return (
      <Message title={texts.case.missing.title}>
        <p>{texts.case.missing.text(id)}</p>
        <Link to="/cases">{texts.notFound.back}</Link>
      </Message>
    )
  if (shown.error && !shown.data) return <Failed error={shown.error} retry={() => shown.refetch()} />
  // Without its version a history can be read all the same.
  if (!shown.data || ran.isPending) return <Loader aria-label={texts.loading} />
  return <Audit view={shown.data} version={ran.data ?? null} search={search} />
}

type Props = { view: CaseView; version: Version | null; search: AuditSearch }

function Audit({ view, version, search }: Props) {
  const { id, process } = view
  const [loaded, again] = useHistory(id, view.seq)
  // Computed again as it arrives, in a thread of its own, whatever is looked at: whoever opens the replay waits for less.
  const compared = useCompared(loaded, version)
  const around = useMemo(
    () =>
      version
        ? { definition: version.definition, places: placesOf(version.definition) }
        : { definition: nameless(process), places: unknownPlaces },
    [version, process],
  )
  const labelOf = useMemo(() => labelsOf(version?.definition.data), [version])
  const given = { id, loaded, around, labelOf, seq: search.seq }
  const where = formatList(view.activeStates.map(around.places.titleOf))
  return (
    <>
      <Header view={view} processName={around.definition.name} where={where} search={search} />
      {!version && (
        <p className={classes.notice} role="status">
          {words.noVersion(process, view.version)}
        </p>
      )}
      {search.seq !== undefined && search.seq > view.seq && (
        <p className={classes.notice} role="status">
          {words.noSuchEntry(search.seq, view.seq)}
        </p>
      )}
      <Loading loaded={loaded} again={again} />
      {search.view === 'replay' ? (
        <Boundary area={words.area.replay}>
          <Suspense fallback={<Loader aria-label={texts.loading} />}>
            <ReplayView {...given} compared={compared} version={version} />
          </Suspense>
        </Boundary>
      ) : search.view === 'proof' ? (
        <Boundary area={words.area.proof}>
          <Suspense fallback={<Loader aria-label={texts.loading} />}>
            <ProofView id={id} seq={view.seq} />
          </Suspense>
        </Boundary>
      ) : (
        <Boundary area={words.area.timeline}>
          <Timeline {...given} />
        </Boundary>
      )}
    </>
  )
}

const nameless = (id: string): Definition => ({ id, name: id, initial: '', states: {} })

type HeaderProps = { view: CaseView; processName: string; where: string; search: AuditSearch }

function Header({ view, processName, where, search }: HeaderProps) {
  const { id, version, status, seq } = view
  const facts = [
    [words.facts.process, `${processName}, ${words.facts.version(version)}`],
    [words.facts.where, status === 'closed' ? `${where} (${words.closed})` : where],
    [words.facts.entries, seq.toLocaleString(texts.language)],
  ] as const
  const kept = search.seq === undefined ? {} : { seq: search.seq }
  return (
    <header className={classes.header}>
      <Link to="/cases/$id" params={{ id }} className={classes.back}>
        {words.backToCase}
      </Link>
      <h1>
        <bdi>{words.of(caseName(view.data) ?? id)}</bdi>
      </h1>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <nav aria-label={words.views.label} className={classes.views}>
        {([undefined, 'replay', 'proof'] as const).map(one => (
          <Link
            key={one ?? 'timeline'}
            to="/audit/cases/$id"
            params={{ id }}
            search={one ? { view: one, ...kept } : kept}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {words.views[one ?? 'timeline']}
          </Link>
        ))}
      </nav>
    </header>
  )
}

/** How far the history has come, for as long as it is on its way; what went wrong, and how to go on. */
function Loading({
  loaded: { state, count, until, trail, error },
  again,
}: {
  loaded: Loaded
  again(): void
}) {
  if (state === 'whole') return null
  if (state === 'failed')
    return (
      <div role="alert" className={classes.notice}>
        <p>
          {words.failed(count)} {error && sentenceOf(error)}
        </p>
        <Button size="compact-sm" variant="default" onClick={again}>
          {texts.tryAgain}
        </Button>
      </div>
    )
  return (
    <div className={classes.progress}>
      <Progress
        size="sm"
        value={until === 0 ? 0 : (trail.last / until) * 100}
        aria-label={words.loadingLabel}
      />
      <span>{words.loading(trail.last, until)}</span>
    </div>
  )
}
