import type { ReactNode } from 'react'
import type { Finding } from '../../../engine/case-file.ts'
import { WithInstants } from '../../ui/Instant.tsx'
import { CheckSign, CrossSign, QuestionSign } from '../../ui/signs.tsx'
import classes from './Proof.module.css'
import { words } from './texts.ts'

const signs = { holds: CheckSign, broken: CrossSign, unknown: QuestionSign }

/** The worst of them. */
export const verdictOf = (findings: readonly Finding[]): Finding['outcome'] =>
  (['broken', 'unknown'] as const).find(outcome => findings.some(one => one.outcome === outcome)) ?? 'holds'

/** What all of it comes to, in one line. */
export function Verdict({ outcome, children }: { outcome: Finding['outcome']; children?: ReactNode }) {
  const Sign = signs[outcome]
  return (
    <p className={classes.verdict} data-outcome={outcome} role="status">
      <Sign />
      <span>{children ?? words.verdict[outcome]}</span>
    </p>
  )
}

/** What each check has found. `way`: how to get to the entry that a finding is about. */
export function Findings({ findings, way }: { findings: Finding[]; way?(seq: number): ReactNode }) {
  return (
    <ul className={classes.findings}>
      {findings.map(({ check, outcome, sentence, seq }) => {
        const Sign = signs[outcome]
        return (
          <li key={check} data-outcome={outcome}>
            <span className={classes.sign}>
              <Sign />
            </span>
            <h3>{words.checks[check]}</h3>
            <span className={classes.outcome}>{words.outcomes[outcome]}</span>
            <p className={classes.sentence}>
              <WithInstants text={sentence} /> {seq !== undefined && way?.(seq)}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
