import { useQuery } from '@tanstack/react-query'
import type { StepEntry } from '../../engine/case.ts'
import type { EffectState } from '../answers.ts'
import { queries } from '../queries.ts'
import { formatExactly, formatValue, humanise } from '../ui/format.ts'
import classes from './Audit.module.css'
import { words } from './texts.ts'

const { details } = words

/** What the step had done in the world: how often it was tried, and what was answered. */
export function EntryEffects({ entry }: { entry: Pick<StepEntry, 'caseId' | 'seq' | 'effects' | 'event'> }) {
  const { caseId, seq, effects, event } = entry
  const isImported = event.origin !== undefined
  const { data, isError } = useQuery({ ...queries.effects(caseId, seq), enabled: !isImported })
  return (
    <>
      <ul className={classes.plain}>
        {effects.map(({ type, params }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: effects stay in their order
          <li key={n}>
            <strong>{humanise(type)}</strong> <State of={data?.find(state => state.n === n)} />
            <p className={classes.params}>{formatValue(params)}</p>
          </li>
        ))}
      </ul>
      {isImported && <p className={classes.soft}>{details.imported}</p>}
      {isError && <p className={classes.soft}>{details.effectsFailed}</p>}
    </>
  )
}

function State({ of }: { of: EffectState | undefined }) {
  if (!of) return null
  const { status, attempts, dueAt, lastError, answer } = of
  return (
    <>
      <span className={classes.mark} data-tone={status === 'failed' ? 'refused' : undefined}>
        {details.status[status]}
      </span>
      <span className={classes.soft}>
        {' '}
        {details.attempts(attempts)}
        {status === 'pending' && `, ${details.due} ${formatExactly(dueAt)}`}
      </span>
      {lastError !== null && (
        <p className={classes.params}>
          {details.lastError}: {lastError}
        </p>
      )}
      {answer !== null && (
        <p className={classes.params}>
          {details.answer}: {formatValue(answer)}
        </p>
      )}
    </>
  )
}
