import { type ReactNode, useId } from 'react'
import type { Verdict } from '../../engine/verdict.ts'
import type { CaseEvent } from '../answers.ts'
import { texts } from '../texts.ts'
import { Department } from '../ui/Department.tsx'
import { formatAlternatives, formatList, humanise } from '../ui/format.ts'
import { CrossSign, LockSign, QuestionSign } from '../ui/signs.tsx'
import { Ask } from './Ask.tsx'
import classes from './Blocked.module.css'
import { reasonsOf } from './clause.ts'
import type { LabelOf } from './labels.ts'
import { Opening, type Sending } from './Opening.tsx'
import { words } from './texts.ts'

type Props = {
  events: CaseEvent[]
  roles: string[]
  labelOf: LabelOf
  /** where events that would help can be sent from here */
  sending?: Sending
}

/** What the case could do next but for a rule or a role: each with what stops it, and what would open it. */
export function Blocked({ events, roles, labelOf, sending }: Props) {
  const id = useId()
  return (
    <section className={classes.blocked} aria-labelledby={id}>
      <h3 id={id}>{texts.events.blocked}</h3>
      <ul>
        {events.map(event => (
          <li key={event.type}>
            <h4>
              <LockSign />
              {event.title}
            </h4>
            {event.reason === 'not-permitted' ? (
              <MissingRole allow={event.allow ?? []} roles={roles}>
                {sending && event.allow && (
                  <Ask caseId={sending.caseId} roles={event.allow} request={words.ask.toSend(event.title)} />
                )}
              </MissingRole>
            ) : (
              <Rules verdicts={event.verdicts} labelOf={labelOf} />
            )}
            {sending && event.opening !== undefined && (
              <Opening opening={event.opening} wanted={event.title} {...sending} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function MissingRole({ allow, roles, children }: { allow: string[]; roles: string[]; children?: ReactNode }) {
  return (
    <p className={classes.role}>
      {texts.why.roles(formatAlternatives(allow.map(humanise)))}{' '}
      {texts.why.yours(formatList(roles.map(humanise)))} {children}
    </p>
  )
}

/** The rules that do not hold, each once; two transitions of an event may ask the same rule. */
export function Rules({ verdicts, labelOf }: { verdicts: Verdict[]; labelOf: LabelOf }) {
  const failing = verdicts.filter(({ outcome }) => outcome !== 'pass')
  const once = failing.filter((one, i) => failing.findIndex(other => other.title === one.title) === i)
  return (
    <ul className={classes.rules}>
      {once.map(verdict => (
        <Rule key={verdict.title} verdict={verdict} labelOf={labelOf} />
      ))}
    </ul>
  )
}

/** A rule that does not hold: what it asks, what it read, what to do. */
function Rule({ verdict, labelOf }: { verdict: Verdict; labelOf: LabelOf }) {
  const { title, outcome, fix, owner, why } = verdict
  const reasons = reasonsOf(verdict, labelOf)
  return (
    <li className={classes.rule} data-outcome={outcome}>
      <p className={classes.title}>
        <span className={classes.outcome}>{outcome === 'fail' ? <CrossSign /> : <QuestionSign />}</span>
        <span>
          {title} <span className={classes.word}>{texts.why.outcome[outcome]}</span>
        </span>
      </p>
      <ul className={classes.reasons}>
        {reasons.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {(fix !== undefined || owner !== undefined) && (
        <dl className={classes.mend}>
          {fix !== undefined && (
            <div>
              <dt>{texts.why.fix}</dt>
              <dd>{fix}</dd>
            </div>
          )}
          {owner !== undefined && (
            <div>
              <dt>{texts.why.owner}</dt>
              <dd>
                <Department stage={owner} />
              </dd>
            </div>
          )}
        </dl>
      )}
      <details className={classes.more}>
        <summary>{texts.why.whole}</summary>
        {why !== undefined && <p>{why}</p>}
        {verdict.clauses.map(({ text }) => (
          <code key={text}>{text}</code>
        ))}
      </details>
    </li>
  )
}
