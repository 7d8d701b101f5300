import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { CaseFitness, Conformance } from '../../../engine/mining/conformance.ts'
import { texts } from '../../texts.ts'
import { Panel } from '../../ui/Panel.tsx'
import { placesOf } from '../../work/places.ts'
import { CaseRows } from './CaseRows.tsx'
import { ChartTable } from './ChartTable.tsx'
import classes from './Compare.module.css'
import type { Compared } from './compared.ts'
import { DrawingPanel } from './DrawingPanel.tsx'
import { markMisfits } from './marks-of.ts'
import { eventTitles, percent, reasonOf, ruleTitles, whereOf } from './say.ts'
import { words } from './texts.ts'

const { conformance: said } = words
const number = (count: number) => count.toLocaleString(texts.language)

type Props = {
  compared: Compared
  conformance: Conformance
  cases: CaseFitness[]
  casesTitle: string
  /** cases of the log are cases here, and can be opened */
  areHere: boolean
}

/** How well a log fits, what would have been refused and why, on the drawing and case by case. */
export function ConformanceResult({ compared, conformance, cases, casesTitle, areHere }: Props) {
  const { definition, layout } = compared
  const { accepted, events, fitness, fitting, open, misfits, bands } = conformance
  const places = useMemo(() => placesOf(definition), [definition])
  const titleOf = useMemo(() => eventTitles(definition), [definition])
  const ruleOf = useMemo(() => ruleTitles(definition), [definition])
  const marked = useMemo(() => markMisfits(definition, misfits, said.refusedHere), [definition, misfits])
  const most = Math.max(1, ...bands.map(({ cases }) => cases))
  const eventOf = (event: string) => (event === 'start' ? said.start : titleOf(event))
  const { group } = said
  return (
    <>
      <Panel title={said.fitness} aside={said.fits(percent(fitness.byEvents))}>
        <dl className={classes.figures}>
          <div>
            <dt>{said.byEvents}</dt>
            <dd>{percent(fitness.byEvents)}</dd>
            <dd>{said.byEventsText(accepted, events)}</dd>
          </div>
          <div>
            <dt>{said.byCases}</dt>
            <dd>{percent(fitness.byCases)}</dd>
            <dd>{said.byCasesText(fitting, conformance.cases)}</dd>
          </div>
        </dl>
        <p className={classes.padded}>{said.open(open)}</p>
        <ChartTable
          caption={said.bands}
          columns={[said.bands, group.cases]}
          rows={bands.map(({ from, cases }, n) => ({
            key: String(from),
            name: said.band(from, bands[n - 1]?.from ?? null),
            bar: cases / most,
            cells: [number(cases)],
          }))}
        />
      </Panel>
      {misfits.length > 0 && (
        <DrawingPanel
          definition={definition}
          layout={layout}
          marked={marked}
          around={misfits[0]!.states.join(' ')}
        >
          <span className={classes.scale}>
            <span className={classes.number} data-tone="error" data-still aria-hidden>
              3×
            </span>
            {said.legend}
          </span>
        </DrawingPanel>
      )}
      <Panel title={said.misfits}>
        {misfits.length === 0 ? (
          <p className={classes.padded}>{said.noMisfits}</p>
        ) : (
          <ChartTable
            caption={said.misfits}
            columns={[group.event, group.count, group.cases, group.why, group.where, group.example]}
            rows={misfits.map(misfit => ({
              key: JSON.stringify([misfit.event, misfit.reason, misfit.rules, misfit.states]),
              name: eventOf(misfit.event),
              bar: misfit.count / misfits[0]!.count,
              cells: [
                number(misfit.count),
                number(misfit.cases),
                reasonOf(misfit, ruleOf),
                whereOf(misfit.states, places) || said.notStarted,
                areHere ? (
                  <Link key="example" to="/audit/cases/$id" params={{ id: misfit.example }}>
                    {misfit.example}
                  </Link>
                ) : (
                  misfit.example
                ),
              ],
            }))}
          />
        )}
      </Panel>
      {cases.length > 0 && (
        <Panel title={said.caseList} aside={casesTitle}>
          <CaseRows
            cases={cases}
            areHere={areHere}
            tell={({ first }) =>
              first
                ? said.firstRefusal(first.index, `${eventOf(first.event)}, ${reasonOf(first, ruleOf)}`)
                : said.noRefusal
            }
          />
        </Panel>
      )}
    </>
  )
}
