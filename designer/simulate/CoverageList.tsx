import { Progress } from '@mantine/core'
import type { Process } from '../../engine/compile.ts'
import type { Coverage } from '../../engine/coverage.ts'
import { titleOf } from '../diagram/project.ts'
import { listTransitions } from '../editor/transitions.ts'
import { RunAll } from './Scenarios.tsx'
import classes from './Simulate.module.css'
import type { Runs } from './SimulateView.tsx'
import { words } from './texts.ts'
import { stateTitle } from './words-of.ts'

type Props = {
  coverage: Coverage | null
  runs: Runs
  process: Process
  hasScenarios: boolean
  onReveal(place: string): void
}
const parts = ['states', 'transitions', 'rulesPassed', 'rulesFailed'] as const

/** What the scenarios have seen, in numbers, and what never: each leads to its place on the drawing. */
export function CoverageList({ coverage, runs, process, hasScenarios, onReveal }: Props) {
  if (!hasScenarios) return <p className={classes.about}>{words.none}</p>
  const nameOf = namesIn(process)
  return (
    <>
      <p className={classes.about}>{coverage ? words.coverageAbout : words.coverageNeeded}</p>
      <RunAll runs={runs} />
      {coverage &&
        parts.map(part => {
          const { seen, missed } = coverage[part]
          const all = seen.length + missed.length
          if (all === 0) return null
          return (
            <section key={part} className={classes.covered}>
              <h2>
                {words.coverage[part]} <span>{words.covered(seen.length, all)}</span>
              </h2>
              <Progress
                aria-label={words.coverage[part]}
                value={(seen.length / all) * 100}
                color={missed.length === 0 ? 'green' : 'yellow'}
              />
              {missed.length === 0 ? (
                <p className={classes.about}>{words.allSeen}</p>
              ) : (
                <>
                  <h3>{words.missed[part]}</h3>
                  <ul className={classes.missed}>
                    {missed.map(place => (
                      <li key={place}>
                        <button type="button" onClick={() => onReveal(placeOf(process, part, place))}>
                          {nameOf[part](place)}
                        </button>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </section>
          )
        })}
    </>
  )
}

/** Where something is on the drawing: of a rule, the first transition that asks for it. */
function placeOf({ definition }: Process, part: keyof Coverage, place: string): string {
  if (part === 'states' || part === 'transitions') return place
  const asking = listTransitions(definition).find(({ transition: { guard } }) =>
    Array.isArray(guard) ? guard.includes(place) : guard === place,
  )
  return asking?.pointer ?? ''
}

function namesIn(process: Process): Record<keyof Coverage, (place: string) => string> {
  const { definition } = process
  const listed = new Map(listTransitions(definition).map(one => [one.pointer, one]))
  const state = (path: string) => (path === '' ? definition.name : stateTitle(process, path))
  const rule = (name: string) => definition.rules?.[name]?.title ?? name
  return {
    states: state,
    transitions: pointer => {
      const one = listed.get(pointer)
      if (!one) return pointer
      const targets = one.targets.map(({ path }) => state(path)).join(', ')
      const from = `${titleOf(definition, one)} · ${state(one.source.path)}`
      return targets === '' ? from : `${from} → ${targets}`
    },
    rulesPassed: rule,
    rulesFailed: rule,
  }
}
