import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Durations } from '../../../engine/mining/durations.ts'
import { api } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Department } from '../../ui/Department.tsx'
import { formatSpan } from '../../ui/format.ts'
import { Failed } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { placesOf } from '../../work/places.ts'
import { ChartTable } from './ChartTable.tsx'
import classes from './Compare.module.css'
import type { Compared } from './compared.ts'
import { DrawingPanel } from './DrawingPanel.tsx'
import { LeftOut } from './LeftOut.tsx'
import { type Measure, markTimes } from './marks-of.ts'
import { eventTitles } from './say.ts'
import { words } from './texts.ts'
import { NothingYet, Waiting } from './Waiting.tsx'

const { time: said } = words
const measures = Object.entries(said.measures).map(([value, label]) => ({ value, label }))
const span = (ms: number | null) => (ms === null ? words.dash : formatSpan(ms))
const number = (count: number) => count.toLocaleString(texts.language)
const spans = (time: Durations) => [span(time.median), span(time.p90)]

/** Where the time goes: departments, states, waiting, and what is done again. */
export function TimePart({ compared }: { compared: Compared }) {
  const { process, version, definition, layout } = compared
  const found = useQuery({
    queryKey: ['compare', 'time', process, version],
    queryFn: () => api.bottlenecks({ process, version: version ?? compared.drawn }),
  })
  const [measure, setMeasure] = useState<Measure>('total')
  const places = useMemo(() => placesOf(definition), [definition])
  const titleOf = useMemo(() => eventTitles(definition), [definition])
  const { data } = found
  const marked = useMemo(
    () => data && markTimes(definition, data, measure, { span: formatSpan, back: said.back }),
    [data, definition, measure],
  )
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!data || !marked) return <Waiting />
  const { cases, states, stages, waysBack, bounded, unreadable } = data
  if (cases === 0) return <NothingYet name={definition.name} />
  const hottest = Object.entries(marked.marks.states ?? {}).find(([, { heat }]) => heat === 5)?.[0] ?? ''
  const { columns } = said
  const ofStages = stages.toSorted((a, b) => b.time.total - a.time.total)
  const mostOfStages = ofStages[0]?.time.total ?? 0
  const mostOfStates = states[0]?.time.total ?? 0
  return (
    <>
      <LeftOut {...{ cases, bounded, unreadable }} />
      <DrawingPanel
        definition={definition}
        layout={layout}
        marked={marked}
        around={hottest}
        aside={
          <NativeSelect
            size="xs"
            aria-label={said.measure}
            data={measures}
            value={measure}
            onChange={event => setMeasure(event.currentTarget.value as Measure)}
          />
        }
      >
        <span className={classes.scale}>
          {said.legendLeast}
          {[1, 2, 3, 4, 5].map(heat => (
            <span key={heat} className={classes.swatch} data-heat={heat} aria-hidden />
          ))}
          {formatSpan(marked.most)}
        </span>
        <span>
          {said.measure} {said.measures[measure]}. {said.legend} {formatSpan(marked.most)}.
        </span>
        <span className={classes.scale}>
          <span className={classes.number} data-tone="way" data-still aria-hidden>
            3×
          </span>
          {said.wayBack}
        </span>
      </DrawingPanel>
      <p className={classes.soft}>{said.explained}</p>
      <Panel title={said.stages} aside={words.cases(cases)}>
        <ChartTable
          caption={said.stages}
          columns={[columns.stage, columns.total, columns.cases, columns.visits, columns.median, columns.p90]}
          rows={ofStages.map(({ stage, cases, visits, time }) => ({
            key: stage ?? '',
            name: stage === null ? said.noStage : <Department stage={stage} />,
            bar: mostOfStages === 0 ? 0 : time.total / mostOfStages,
            cells: [span(time.total), number(cases), number(visits), ...spans(time)],
          }))}
        />
      </Panel>
      <Panel title={said.states}>
        <ChartTable
          caption={said.states}
          columns={[
            columns.state,
            columns.total,
            columns.median,
            columns.p90,
            columns.waiting,
            columns.cases,
            columns.visits,
            columns.rework,
            columns.open,
          ]}
          rows={states.map(({ state, cases, visits, rework, open, time, waiting }) => ({
            key: state,
            name: places.trailOf(state).join(' › '),
            bar: mostOfStates === 0 ? 0 : time.total / mostOfStates,
            cells: [
              span(time.total),
              ...spans(time),
              span(waiting.total),
              ...[cases, visits, rework, open].map(number),
            ],
          }))}
        />
      </Panel>
      <Panel title={said.waysBack}>
        {waysBack.length === 0 ? (
          <p className={classes.padded}>{said.noWaysBack}</p>
        ) : (
          <ChartTable
            caption={said.waysBack}
            columns={[columns.event, columns.count, columns.cases, columns.from, columns.to]}
            rows={waysBack.map(({ event, from, to, count, cases }) => ({
              key: `${event} ${from} ${to}`,
              name: titleOf(event),
              bar: count / waysBack[0]!.count,
              cells: [
                number(count),
                number(cases),
                places.trailOf(from).join(' › '),
                to
                  .split(' ')
                  .map(path => places.trailOf(path).join(' › '))
                  .join(', '),
              ],
            }))}
          />
        )}
      </Panel>
    </>
  )
}
