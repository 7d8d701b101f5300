import { Button, Code, SegmentedControl } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ProcessSummary } from '../../answers.ts'
import { now } from '../../clock.ts'
import { queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { Message } from '../../ui/Message.tsx'
import { AuditNav } from '../AuditNav.tsx'
import { describe, type Naming, namingOf } from './describe.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterBar } from './FilterBar.tsx'
import classes from './Find.module.css'
import { type FindSearch, filtersOf, toFilter } from './find-search.ts'
import { Results } from './Results.tsx'
import { SavedSearches } from './SavedSearches.tsx'
import { words } from './texts.ts'
import { useFind } from './use-find.ts'

const sights = ['entries', 'cases'] as const

/** Entries and cases by what happened, as the address says. */
export function FindPage({ search }: { search: FindSearch }) {
  useDocumentTitle(`${words.title} · ${texts.product}`)
  const navigate = useNavigate({ from: '/audit' })
  // People are found by their ids, and are called by their names once these are known.
  useQuery(queries.colleagues())
  const naming = useNaming(search)
  const filter = toFilter(search, new Date(now()))
  const by = search.by ?? 'entries'
  return (
    <div className={classes.page}>
      <AuditNav />
      <h1>{words.title}</h1>
      <FilterBar search={search} naming={naming} />
      <SavedSearches search={search} />
      <div className={classes.tools}>
        <p className={classes.looking} role="status">
          {describe(search, naming)}
        </p>
        <SegmentedControl
          aria-label={words.by.label}
          value={by}
          data={sights.map(value => ({ value, label: words.by[value] }))}
          onChange={value => {
            const { by: _, ...others } = search
            void navigate({
              search: value === 'cases' ? { ...others, by: 'cases' } : others,
              replace: true,
            })
          }}
        />
        <ExportMenu filter={filter} />
      </div>
      <Boundary area={words.area} resetWhen={JSON.stringify([filter, by])}>
        <Found
          key={JSON.stringify([filter, by])}
          {...{ filter, by }}
          isPlain={filtersOf(search).length === 0}
        />
      </Boundary>
    </div>
  )
}

/** Titles are those of the newest version of the process that is looked in, or of each. */
function useNaming({ process }: FindSearch): Naming {
  const processes = useQuery(queries.processes()).data ?? none
  const meant = process === undefined ? processes : processes.filter(one => one.process === process)
  const definitions = useQueries({
    queries: meant.map(one => queries.version(one.process, one.version)),
    combine: results => results.flatMap(({ data }) => data?.definition ?? []),
  })
  return useMemo(() => namingOf(processes, definitions), [processes, definitions])
}

const none: ProcessSummary[] = []

type FoundProps = { filter: Record<string, string>; by: 'entries' | 'cases'; isPlain: boolean }

function Found({ filter, by, isPlain }: FoundProps) {
  const finding = useFind(filter, by)
  return (
    <>
      {finding.behind > 0 && (
        <p className={classes.notice} role="status">
          {words.results.behind(finding.behind)}
          <Button size="compact-sm" variant="default" onClick={finding.again}>
            {words.results.again}
          </Button>
        </p>
      )}
      <Results finding={finding} by={by} nothing={<Nothing isPlain={isPlain} />} />
    </>
  )
}

function Nothing({ isPlain }: { isPlain: boolean }) {
  const navigate = useNavigate({ from: '/audit' })
  if (isPlain)
    return (
      <Message title={words.none.title}>
        <p>{words.none.text}</p>
        <Code className={classes.command}>{words.none.command}</Code>
      </Message>
    )
  return (
    <Message title={words.noMatch.title}>
      <p>{words.noMatch.text}</p>
      <Button variant="default" onClick={() => void navigate({ search: {} })}>
        {words.noMatch.clear}
      </Button>
    </Message>
  )
}
