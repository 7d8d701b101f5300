import { VisuallyHidden } from '@mantine/core'
import type { Step } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { formatExactly, formatValue } from '../ui/format.ts'
import classes from './Simulate.module.css'
import type { Move, Simulation } from './simulation.ts'
import { words } from './texts.ts'
import { stepTitle, timerTitle } from './words-of.ts'

type Props = { simulation: Simulation; definition: Definition; onLook(move: number): void }

/** What happened, newest first. Each move can be gone back to; what lies ahead of the one looked at stays. */
export function Log({ simulation, definition, onLook }: Props) {
  const { moves, cursor, beginning } = simulation
  const titleOf = ({ step }: Move) => {
    if (step) return stepTitle(definition, step)
    return beginning.kind === 'case' ? words.startedAs(beginning.id) : words.started
  }
  return (
    <section>
      <h2>{words.log}</h2>
      {cursor < moves.length - 1 && <p className={classes.about}>{words.ahead}</p>}
      <ol className={classes.log} reversed>
        {moves
          .map((move, n) => ({ move, n }))
          .toReversed()
          .map(({ move, n }) => (
            <li key={n} data-ahead={n > cursor || undefined} aria-current={n === cursor ? 'step' : undefined}>
              <button type="button" onClick={() => onLook(n)}>
                <VisuallyHidden>{words.back} </VisuallyHidden>
                <strong>{titleOf(move)}</strong>
                {move.step && 'as' in move.step && <small>{words.by(move.step.as)}</small>}
                <small>{formatExactly(move.trial.at)}</small>
              </button>
              {move.outcomes.map(outcome => (
                <Outcome
                  key={outcome.kind === 'step' ? outcome.event.id : 'refused'}
                  outcome={outcome}
                  process={move.trial.process}
                />
              ))}
            </li>
          ))}
      </ol>
    </section>
  )
}

function Outcome({ outcome, process }: { outcome: Step | Refusal; process: Process }) {
  if (outcome.kind === 'refusal')
    return (
      <p className={classes.refusal}>
        <em>{words.refused}</em> {outcome.message}
      </p>
    )
  const { event, effects } = outcome
  return (
    <>
      {event.actor.kind === 'timer' && <p>{words.timer(timerTitle(process, event.type))}</p>}
      {effects.map(({ type, params }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: effects stay in their order
        <p key={n}>{words.effect(type, formatValue(params))}</p>
      ))}
    </>
  )
}
