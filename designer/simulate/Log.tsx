import { formatExactly } from '../ui/format.ts'
import classes from './Simulate.module.css'
import type { Moment, Simulation } from './simulation.ts'
import { words } from './texts.ts'

/** What happened, newest first. Each moment can be gone back to. */
export function Log({ simulation, onBack }: { simulation: Simulation; onBack(moment: number): void }) {
  const { moments, process } = simulation
  const titleOf = ({ kind, event }: Moment) => {
    if (kind === 'start') return words.started
    if (kind === 'timer') return words.timer(event.type)
    return process.definition.events?.[event.type]?.title ?? event.type
  }
  return (
    <section>
      <h2>{words.log}</h2>
      <ol className={classes.log} reversed>
        {moments
          .map((moment, n) => ({ moment, n }))
          .toReversed()
          .map(({ moment, n }) => (
            <li key={moment.event.id}>
              <button type="button" aria-label={words.back(titleOf(moment))} onClick={() => onBack(n)}>
                <strong>{titleOf(moment)}</strong>
                {moment.outcome.kind === 'refusal' && <em>{words.refused}</em>}
                <small>{formatExactly(moment.event.at)}</small>
                {moment.outcome.kind === 'step' && moment.outcome.effects.length > 0 && (
                  <small>{words.effects(moment.outcome.effects.map(({ type }) => type).join(', '))}</small>
                )}
              </button>
            </li>
          ))}
      </ol>
    </section>
  )
}
