import type { Json } from '../../engine/json.ts'
import type { Clause } from '../../engine/verdict.ts'
import { formatValue } from '../ui/format.ts'
import { CheckSign, CrossSign, QuestionSign } from '../ui/signs.tsx'
import { reasonsOf } from '../work/clause.ts'
import type { LabelOf } from '../work/labels.ts'
import { words } from './texts.ts'
import classes from './VerdictTree.module.css'

/** Why a condition holds or does not: what staff would be told, then every clause with the values that it read. */
export function VerdictTree({ clause, label }: { clause: Clause; label: LabelOf }) {
  const verdict = { rule: null, title: '', outcome: clause.outcome, clauses: [clause], transition: '' }
  const reasons = clause.outcome === 'pass' ? [] : reasonsOf(verdict, label)
  return (
    <div className={classes.verdict}>
      {reasons.length > 0 && (
        <ul className={classes.reasons}>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <ul className={classes.clauses} aria-label={words.attempt.read}>
        <ClauseItem clause={clause} label={label} />
      </ul>
    </div>
  )
}

const signs = { pass: CheckSign, fail: CrossSign, unknown: QuestionSign }

function ClauseItem({ clause, label }: { clause: Clause; label: LabelOf }) {
  const { text, outcome, values, missing = [], kind, clauses = [] } = clause
  const Sign = signs[outcome]
  const heading = kind && words.attempt.kinds[kind]
  // What a clause with parts is, its parts say.
  const isGroup = clauses.length > 0 && kind !== 'list' && kind !== 'element'
  return (
    <li data-outcome={outcome}>
      <p>
        <span className={classes.sign}>
          <Sign />
        </span>
        <span>
          {heading && <em>{heading} </em>}
          {!isGroup && <code>{text}</code>}{' '}
          <span className={classes.word}>{words.attempt.outcome[outcome]}</span>
        </span>
      </p>
      {Object.keys(values).length + missing.length > 0 && (
        <dl>
          {Object.entries(values).map(([path, value]) => (
            <div key={path}>
              <dt>{label(path)}</dt>
              <dd>{shown(value)}</dd>
            </div>
          ))}
          {missing
            .filter(path => !(path in values))
            .map(path => (
              <div key={path}>
                <dt>{label(path)}</dt>
                <dd className={classes.missing}>{words.attempt.notThere}</dd>
              </div>
            ))}
        </dl>
      )}
      {clauses.length > 0 && (
        <ul>
          {clauses.map((part, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one condition, in its order
            <ClauseItem key={n} clause={part} label={label} />
          ))}
        </ul>
      )}
    </li>
  )
}

const shown = (value: Json): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify(value)
    : formatValue(value)
