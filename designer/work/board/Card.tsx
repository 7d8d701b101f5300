import { useDraggable } from '@dnd-kit/core'
import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { caseName } from '../../../engine/case-name.ts'
import type { CaseSummary } from '../../answers.ts'
import { stageHue } from '../../ui/department.ts'
import classes from './Card.module.css'
import { AgeMark, DueMark, MoveMark, OwnerMark, PriorityMark } from './Marks.tsx'
import { formatMoney, type Money, worthOf } from './money.ts'
import { words } from './texts.ts'

/** What cards show beside their case. */
export type Around = {
  now: number
  moneys: Money[]
  personName: (id: string) => string
  /** the states that are told on the card; none where the column tells */
  statesOf: (item: CaseSummary) => string
  sinceIn: (item: CaseSummary, column: string) => string | null
  onMove: (item: CaseSummary, from: string) => void
}

type Props = { item: CaseSummary; column: string; around: Around }

export const nameOf = ({ id, data }: CaseSummary): string => caseName(data) ?? id

/** `isStop`: where the Tab key comes to the board. `isNew`: it has just come from another column. */
export function Card(props: Props & { isStop: boolean; isNew: boolean }) {
  const { item, column, isStop, isNew } = props
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `${column} ${item.id}`,
    data: { item, column },
    disabled: item.status === 'closed',
  })
  return (
    <li
      ref={setNodeRef}
      className={classes.card}
      data-card={item.id}
      data-held={isDragging || undefined}
      data-new={isNew || undefined}
      {...listeners}
    >
      <Face {...props} isStop={isStop} />
    </li>
  )
}

/** Drawn again only when its case is another one: while something is carried, every card is told of each move. */
const Face = memo(function Face({ item, column, around, isStop }: Props & { isStop: boolean }) {
  const name = nameOf(item)
  return (
    <>
      <div className={classes.top}>
        <PriorityMark priority={item.priority} />
        <Link
          to="/cases/$id"
          params={{ id: item.id }}
          preload={false}
          className={classes.name}
          tabIndex={isStop ? 0 : -1}
          draggable={false}
          aria-keyshortcuts={item.status === 'open' ? 'm' : undefined}
        >
          <bdi>{name}</bdi>
        </Link>
        {item.status === 'open' && (
          <button
            type="button"
            tabIndex={-1}
            className={classes.move}
            title={words.moveNamed(name)}
            aria-label={words.moveNamed(name)}
            onClick={() => around.onMove(item, column)}
          >
            <MoveMark />
          </button>
        )}
      </div>
      <Facts {...{ item, column, around }} />
    </>
  )
})

function Facts({ item, column, around }: Props) {
  const { moneys, now } = around
  const worth = worthOf(item.data, moneys)
  const states = around.statesOf(item)
  const since = around.sinceIn(item, column)
  return (
    <>
      {states !== '' && <p className={classes.states}>{states}</p>}
      <p className={classes.facts}>
        {worth && (
          <span className={classes.money} title={worth.money.title}>
            <VisuallyHidden>{worth.money.title}</VisuallyHidden>{' '}
            {formatMoney(worth.value, worth.money.currency)}
          </span>
        )}
        {item.due !== null && <DueMark due={item.due} now={now} />}
        <span className={classes.end}>
          {since !== null && item.status === 'open' && <AgeMark since={since} now={now} />}
          <OwnerMark name={item.assignee === null ? null : around.personName(item.assignee)} />
        </span>
      </p>
    </>
  )
}

/** The card in hand, with what would come of letting it go where it is. */
export function CarriedCard({ item, column, around, hint }: Props & { hint: Hint | null }) {
  return (
    <div className={`${classes.card} ${classes.carried}`}>
      <div className={classes.top}>
        <PriorityMark priority={item.priority} />
        <span className={classes.name}>{nameOf(item)}</span>
      </div>
      <Facts {...{ item, column, around }} />
      {hint && (
        <p className={classes.hint} data-kind={hint.kind} style={stageHue(hint.stage)}>
          {hint.text}
        </p>
      )}
    </div>
  )
}

export type Hint = { kind: 'open' | 'blocked' | 'none'; text: string; stage: string | null }
