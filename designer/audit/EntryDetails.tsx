import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { type HistoryEntry, isStep, type RegisterName } from '../../engine/case.ts'
import type { Verdict } from '../../engine/verdict.ts'
import { VerdictTree } from '../rules/VerdictTree.tsx'
import { texts } from '../texts.ts'
import { formatExactly, formatList, humanise } from '../ui/format.ts'
import { isPath } from '../work/clause.ts'
import type { LabelOf } from '../work/labels.ts'
import { nameOfActor } from '../work/sentence.ts'
import classes from './Audit.module.css'
import { askedBy } from './asked-by.ts'
import { Changes } from './Changes.tsx'
import { CopyLink } from './CopyLink.tsx'
import { changesBetween } from './changes.ts'
import { EntryEffects } from './EntryEffects.tsx'
import { Hash } from './Hash.tsx'
import { Raw } from './Raw.tsx'
import { RegisterPeek } from './RegisterPeek.tsx'
import type { Around } from './tell-item.ts'
import { words } from './texts.ts'
import { type Item, stepAt, type Trail } from './trail.ts'

const { details } = words

type Props = { trail: Trail; position: number; around: Around; labelOf: LabelOf }

/** Everything that is on record of an entry. */
export function EntryDetails({ trail, position, around, labelOf }: Props) {
  const item = trail.items[position]!
  if (item.kind === 'hole') return <HoleDetails hole={item} />
  const { entry } = item
  const sent = changesBetween(undefined, entry.event.data).filter(({ keys }) => keys.length > 0)
  const registers = Object.entries(entry.facts.registers) as [RegisterName, number][]
  const effects = 'effects' in entry ? entry.effects : []
  return (
    <div className={classes.details}>
      {isStep(entry) && <Changed trail={trail} position={position} labelOf={labelOf} />}
      {sent.length > 0 && entry.kind !== 'start' && (
        <Part title={details.sent}>
          <Changes rows={sent.map(row => ({ ...row, kind: 'same' }))} labelOf={labelOf} />
        </Part>
      )}
      {entry.kind === 'refusal' && <Refused entry={entry} />}
      {entry.verdicts.length > 0 && (
        <Part title={details.rules}>
          {entry.verdicts.map((verdict, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: verdicts stay in their order
            <VerdictOnRecord key={n} verdict={verdict} around={around} labelOf={labelOf} />
          ))}
        </Part>
      )}
      {registers.length > 0 && (
        <Part title={details.registers}>
          {registers.map(([name, version]) => (
            <RegisterPeek key={name} name={name} version={version} />
          ))}
        </Part>
      )}
      {effects.length > 0 && (
        <Part title={details.effects}>
          <EntryEffects entry={{ ...entry, effects }} />
        </Part>
      )}
      {isStep(entry) && entry.timersSet.length + entry.timersCleared.length > 0 && (
        <Part title={details.timers}>
          <ul className={classes.plain}>
            {entry.timersCleared.map(id => (
              <li key={`cleared ${id}`}>
                {id} <span className={classes.soft}>{details.timerCleared}</span>
              </li>
            ))}
            {entry.timersSet.map(({ id, dueAt }) => (
              <li key={id}>
                {id}{' '}
                <span className={classes.soft}>
                  {details.timerSet} {formatExactly(dueAt)}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <OnRecord entry={entry} />
      <div className={classes.ways}>
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={props => (
            <Link
              {...props}
              to="/audit/cases/$id"
              params={{ id: entry.caseId }}
              search={{ view: 'replay', seq: entry.seq }}
            />
          )}
        >
          {details.replay}
        </Button>
        <CopyLink id={entry.caseId} search={{ seq: entry.seq }} label={details.link} />
      </div>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}

function Changed({ trail, position, labelOf }: Omit<Props, 'around'>) {
  const after = stepAt(trail, position)?.to.data
  const before = position > 0 ? stepAt(trail, position - 1)?.to.data : undefined
  const isAfterHole = trail.whats[position - 1] === 'hole'
  const rows = changesBetween(before ?? {}, after ?? {}).filter(({ keys }) => keys.length > 0)
  return (
    <Part title={details.changes}>
      {isAfterHole && <p className={classes.soft}>{details.firstUnknown}</p>}
      {rows.length === 0 ? (
        <p className={classes.soft}>{details.noChanges}</p>
      ) : (
        <Changes rows={rows} labelOf={labelOf} />
      )}
    </Part>
  )
}

function Refused({ entry: { refusal } }: { entry: HistoryEntry & { kind: 'refusal' } }) {
  const { reason, message, violations = [], allow } = refusal
  return (
    <Part title={texts.refusal[reason] ?? reason}>
      <p>{message}</p>
      {allow && <p className={classes.soft}>{texts.why.roles(formatList(allow.map(humanise)))}</p>}
      {violations.length > 0 && (
        <ul className={classes.plain} aria-label={details.violations}>
          {violations.map(({ field, message }) => (
            <li key={field + message}>
              <code>{field === '' ? '/' : field}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

type OnVerdict = { verdict: Verdict; around: Around; labelOf: LabelOf }

function VerdictOnRecord({ verdict, around, labelOf }: OnVerdict) {
  const { title, outcome, clauses, transition } = verdict
  // What was computed is told as it is written in the rule.
  const label: LabelOf = text => (isPath(text) ? labelOf(text) : text)
  return (
    <div className={classes.verdict} data-outcome={outcome}>
      <p>
        <strong>{title}</strong> <span className={classes.word}>{texts.why.outcome[outcome]}</span>
      </p>
      {clauses.map((clause, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: clauses stay in their order
        <VerdictTree key={n} clause={clause} label={label} />
      ))}
      <p className={classes.soft} title={transition}>
        {askedBy(transition, around)}
      </p>
    </div>
  )
}

function OnRecord({ entry }: { entry: HistoryEntry }) {
  const { event, recordedAt, hash, prev } = entry
  const { actor, origin, id } = event
  const rows: [string, ReactNode][] = [
    [details.happened, formatExactly(event.at)],
    [details.recorded, formatExactly(recordedAt)],
    [
      details.by,
      `${nameOfActor(actor)}${actor.roles.length > 0 ? `, ${details.roles(formatList(actor.roles.map(humanise)))}` : ''}`,
    ],
    [details.eventId, <code key="id">{`${event.type} ${id}`}</code>],
    ...(origin ? [[details.origin, details.originText(origin.import, origin.row)] as [string, string]] : []),
    [details.hash, <Hash key="hash" name={details.hash} hash={hash} />],
    [details.prev, <Hash key="prev" name={details.prev} hash={prev} />],
  ]
  return (
    <Part title={details.record}>
      <dl className={classes.rows}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

function HoleDetails({ hole: { raw } }: { hole: Item & { kind: 'hole' } }) {
  return (
    <div className={classes.details}>
      <p>{words.hole.advice}</p>
      {raw !== undefined && (
        <details className={classes.peek}>
          <summary>{details.raw}</summary>
          <Raw label={details.raw} content={raw} />
        </details>
      )}
    </div>
  )
}
