import { Loader } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { type CaseFile, type CaseFindings, checkCase } from '../../engine/case-file.ts'
import { caseName } from '../../engine/case-name.ts'
import type { Definition } from '../../engine/definition.ts'
import type { Version } from '../answers.ts'
import classes from '../audit/Audit.module.css'
import type { AuditSearch } from '../audit/audit-search.ts'
import type { Loaded } from '../audit/load-history.ts'
import { Findings, Verdict, verdictOf } from '../audit/proof/Findings.tsx'
import proof from '../audit/proof/Proof.module.css'
import { words as proofWords } from '../audit/proof/texts.ts'
import { useCompared } from '../audit/replay/use-compared.ts'
import { Timeline } from '../audit/Timeline.tsx'
import { words as audit } from '../audit/texts.ts'
import { createTrail } from '../audit/trail.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { formatExactly } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { labelsOf } from '../work/labels.ts'
import { placesOf, unknownPlaces } from '../work/places.ts'
import own from './CaseFile.module.css'
import { Printed } from './Printed.tsx'
import { words } from './texts.ts'

const ReplayView = lazy(() =>
  import('../audit/replay/ReplayView.tsx').then(({ ReplayView }) => ({ default: ReplayView })),
)

/** The case of the file: what its checks find, its timeline, and its replay. */
export function CaseFilePage({ file, search }: { file: CaseFile; search: AuditSearch }) {
  const { caseId: id, entries } = file
  const loaded = useMemo(() => loadedFrom(file), [file])
  const version = file.version.definition === null ? null : (file.version as unknown as Version)
  const around = useMemo(
    () =>
      version
        ? { definition: version.definition, places: placesOf(version.definition) }
        : { definition: nameless(file.version.process), places: unknownPlaces },
    [version, file],
  )
  const labelOf = useMemo(() => labelsOf(version?.definition.data), [version])
  const compared = useCompared(loaded, version)
  const checked = useChecked(file)
  const given = { id, loaded, around, labelOf, seq: search.seq }
  const last = entries.findLast(entry => entry !== null && 'to' in entry)
  const name = (last && 'to' in last && caseName(last.to?.data ?? {})) || id
  useEffect(() => {
    document.title = words.title(name)
  }, [name])
  const kept = search.seq === undefined ? {} : { seq: search.seq }
  return (
    <main className={own.page}>
      <header className={classes.header}>
        <h1>
          <bdi>{words.title(name)}</bdi>
        </h1>
        <dl className={classes.facts}>
          <Fact name={words.facts.case}>{id}</Fact>
          <Fact name={words.facts.process}>
            {around.definition.name}, {words.facts.version(file.version.version)}
          </Fact>
          <Fact name={words.facts.entries}>{entries.length}</Fact>
          <Fact name={words.made}>
            <time dateTime={file.madeAt}>{formatExactly(file.madeAt)}</time>
          </Fact>
        </dl>
        <Outcome checked={checked} />
        <nav aria-label={audit.views.label} className={classes.views}>
          {(['proof', undefined, 'replay'] as const).map(one => (
            <Link
              key={one ?? 'timeline'}
              to="/audit/cases/$id"
              params={{ id }}
              search={one ? { view: one, ...kept } : kept}
              activeOptions={{ exact: true, includeSearch: true }}
            >
              {audit.views[one ?? 'timeline']}
            </Link>
          ))}
        </nav>
      </header>
      <div className={own.screen}>
        {search.view === 'replay' ? (
          <Boundary area={audit.area.replay}>
            <Suspense fallback={<Loader aria-hidden />}>
              <ReplayView {...given} compared={compared} version={version} />
            </Suspense>
          </Boundary>
        ) : search.view === 'proof' ? (
          <Boundary area={audit.area.proof}>
            <Proof file={file} checked={checked} />
          </Boundary>
        ) : (
          <Boundary area={audit.area.timeline}>
            <Timeline {...given} />
          </Boundary>
        )}
      </div>
      <Printed loaded={loaded} around={around} checked={checked} />
    </main>
  )
}

const nameless = (id: string): Definition => ({ id, name: id, initial: '', states: {} })

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function loadedFrom({ entries }: CaseFile): Loaded {
  const trail = createTrail()
  trail.add(entries)
  const until = entries.at(-1)?.seq ?? 0
  return { trail, count: trail.items.length, until, state: 'whole', error: null }
}

/** Checks the file while it is looked at. Undefined: not done yet. */
function useChecked(file: CaseFile): CaseFindings | undefined {
  const [checked, set] = useState<CaseFindings>()
  useEffect(() => {
    let isCurrent = true
    const rest = () => new Promise<void>(resolve => setTimeout(resolve))
    void checkCase(file, rest).then(findings => {
      if (isCurrent) set(findings)
    })
    return () => {
      isCurrent = false
    }
  }, [file])
  return checked
}

function Outcome({ checked }: { checked: CaseFindings | undefined }) {
  if (!checked)
    return (
      <p role="status" className={proof.row}>
        <Loader size="xs" aria-hidden /> {words.checking}
      </p>
    )
  const outcome = verdictOf(checked.findings)
  return (
    <Verdict outcome={outcome}>{outcome === 'broken' ? words.tampered : proofWords.verdict[outcome]}</Verdict>
  )
}

function Proof({ file, checked }: { file: CaseFile; checked: CaseFindings | undefined }) {
  const { head } = file.proof ?? {}
  return (
    <div className={proof.page}>
      {checked && (
        <Panel title={proofWords.title}>
          <Findings
            findings={checked.findings}
            way={seq => (
              <Link to="/audit/cases/$id" params={{ id: file.caseId }} search={{ seq }}>
                {proofWords.showEntry(seq)}
              </Link>
            )}
          />
        </Panel>
      )}
      <p className={proof.intro}>{words.checked}</p>
      {head && (
        <dl className={proof.facts}>
          <dt>{words.facts.log}</dt>
          <dd>
            <code>{head.log}</code>
          </dd>
          <dt>{proofWords.log.key}</dt>
          <dd>
            <code>{head.key}</code>
          </dd>
          <dt>{proofWords.log.root}</dt>
          <dd>
            <code>{head.root}</code>
          </dd>
          <dt>{proofWords.log.at}</dt>
          <dd>
            <time dateTime={head.at}>{formatExactly(head.at)}</time>
          </dd>
        </dl>
      )}
    </div>
  )
}
