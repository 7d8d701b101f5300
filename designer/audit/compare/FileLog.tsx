import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Registers } from '../../../engine/case.ts'
import { api } from '../../queries.ts'
import { formatSize } from '../../ui/format.ts'
import { Failed } from '../../ui/Message.tsx'
import classes from './Compare.module.css'
import type { By } from './ConformancePart.tsx'
import { ConformanceResult } from './ConformanceResult.tsx'
import type { Compared } from './compared.ts'
import type { Summary } from './log/collect.ts'
import { fieldsOf } from './log/fields-of.ts'
import { type Meaning, matchNames } from './log/match-names.ts'
import { useLog } from './log/use-log.ts'
import { MatchNames } from './MatchNames.tsx'
import { PickColumns } from './PickColumns.tsx'
import { words } from './texts.ts'

const { conformance: said } = words

type Props = {
  file: File
  compared: Compared
  by: By
  /** null: it is no file that somebody chose */
  other: ((file: File | null) => void) | null
}

/** A file from the choice to the result: read, its columns and names understood, run. */
export function FileLog({ file, compared, by, other }: Props) {
  const { definition, drawn } = compared
  const fields = useMemo(() => [...fieldsOf(definition)], [definition])
  const { state, choose, run, stop } = useLog(file, fields, said.thread)
  const registers = useQuery({
    queryKey: ['compare', 'registers'],
    queryFn: async (): Promise<Registers> =>
      Object.fromEntries(
        (await api.registers()).map(({ name, version, content }) => [name, { version, content }]),
      ),
    enabled: by === 'rules',
  })
  const [meant, mean] = useState<ReadonlyMap<string, Meaning>>(new Map())
  const summary = 'summary' in state ? state.summary : null
  const meanings = useMemo(
    () => (summary ? meaningsOf(summary, definition, meant) : new Map<string, Meaning>()),
    [summary, definition, meant],
  )
  const isReady = by === 'order' || registers.data !== undefined

  function start(): void {
    if (isReady)
      run({
        ...{ definition, version: drawn, by, meanings: [...meanings] },
        registers: by === 'rules' ? registers.data! : {},
      })
  }

  // At once when it is read, and again for another definition or way; what names mean is compared when asked for.
  const isRead = summary !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: names may be matched one after the other before it runs again
  useEffect(() => {
    if (isRead && isReady) start()
  }, [isRead, isReady, definition, by])

  const otherButton = other && (
    <Button variant="default" size="compact-sm" onClick={() => other(null)}>
      {summary || state.step === 'columns' || state.step === 'failed' ? said.other : said.cancel}
    </Button>
  )
  if (state.step === 'failed')
    return (
      <div className={classes.notice} data-tone="refused" role="alert">
        <strong>{said.unreadable}</strong>
        <p>{state.message}</p>
        <p>{said.unreadableAdvice}</p>
        {otherButton}
      </div>
    )
  if (state.step === 'reading')
    return (
      <Going
        label={said.readingLabel}
        share={file.size === 0 ? 0 : state.bytes / file.size}
        sentence={said.reading(formatSize(state.bytes), formatSize(file.size))}
      >
        {otherButton}
      </Going>
    )
  if (state.step === 'columns')
    return (
      <PickColumns file={file.name} head={state.head} guess={state.guess} choose={choose}>
        {otherButton}
      </PickColumns>
    )
  return (
    <>
      <div className={classes.notice} data-tone="plain">
        {said.read(file.name, state.summary.cases, state.summary.events)} {state.summary.isOwn && said.own}{' '}
        {otherButton}
        {state.summary.passedOver > 0 && <p>{said.passedOver(state.summary.passedOver)}</p>}
      </div>
      {state.summary.oddities.map(oddity => (
        <p key={oddity.kind} className={classes.notice} role="status">
          {said.oddity(oddity)}
        </p>
      ))}
      <MatchNames
        names={state.summary.names}
        definition={definition}
        meanings={meanings}
        mean={(name, meaning) => mean(new Map(meant).set(name, meaning))}
        again={state.step === 'ran' || state.step === 'read' ? start : null}
        isRun={state.step === 'ran'}
      />
      {registers.error && by === 'rules' && (
        <Failed error={registers.error} retry={() => registers.refetch()} />
      )}
      {state.step === 'running' && (
        <Going
          label={said.runningLabel}
          share={state.done / Math.max(1, state.summary.cases)}
          sentence={said.running(state.done, state.summary.cases)}
        >
          <Button variant="default" size="compact-sm" onClick={stop}>
            {said.stop}
          </Button>
        </Going>
      )}
      {state.step === 'ran' && (
        <ConformanceResult
          compared={compared}
          conformance={state.ran.conformance}
          cases={state.ran.cases}
          casesTitle={said.allCases(state.ran.cases.length)}
          areHere={other === null}
        />
      )}
    </>
  )
}

/** What somebody said by hand goes before what the names say. */
function meaningsOf(
  { names }: Summary,
  definition: Compared['definition'],
  meant: ReadonlyMap<string, Meaning>,
): Map<string, Meaning> {
  const matched = matchNames(
    names.map(({ name }) => name),
    definition,
  )
  return new Map(
    names.map(({ name }) => {
      const type = matched.get(name)
      const known = type === undefined ? ({ kind: 'unknown' } as const) : ({ kind: 'event', type } as const)
      return [name, meant.get(name) ?? known]
    }),
  )
}

type GoingProps = { label: string; share: number; sentence: string; children: ReactNode }

function Going({ label, share, sentence, children }: GoingProps) {
  return (
    <div className={classes.going}>
      <Progress value={Math.min(100, share * 100)} aria-label={label} />
      <span>{sentence}</span>
      {children}
    </div>
  )
}
