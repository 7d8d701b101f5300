import { memo, type Ref } from 'react'
import { Boundary } from '../ui/Boundary.tsx'
import { Instant } from '../ui/Instant.tsx'
import { OpenSign } from '../ui/signs.tsx'
import type { LabelOf } from '../work/labels.ts'
import classes from './Audit.module.css'
import { EntryDetails } from './EntryDetails.tsx'
import { Marks } from './Marks.tsx'
import { type Around, tellItem } from './tell-item.ts'
import { words } from './texts.ts'
import type { Trail } from './trail.ts'

type Props = {
  ref: Ref<HTMLLIElement>
  trail: Trail
  position: number
  around: Around
  labelOf: LabelOf
  /** where it is in the list, and how long that is */
  index: number
  count: number
  top: number
  isOpen: boolean
  /** the one that the address names */
  isMeant: boolean
  toggle(position: number): void
}

/** An entry in a sentence, told when it comes into sight; everything on record of it when it is opened. */
export const TimelineRow = memo(function TimelineRow(props: Props) {
  const { ref, trail, position, around, labelOf, index, count, top, isOpen, isMeant, toggle } = props
  const { seq, kind, who, what, afterwards, at, marks } = tellItem(trail, position, around)
  return (
    <li
      ref={ref}
      data-index={index}
      data-kind={kind}
      data-seq={seq}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-current={isMeant || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <button
        type="button"
        data-position={position}
        aria-expanded={isOpen}
        className={classes.head}
        onClick={() => toggle(position)}
      >
        <span className={classes.stop} aria-hidden />
        <span className={classes.seq}>{seq}</span>
        <span className={classes.sentence}>
          {who !== '' && <span className={classes.who}>{who}: </span>}
          {what}
          <Marks marks={marks} />
          {afterwards !== null && <span className={classes.afterwards}>{afterwards}</span>}
        </span>
        {at !== null && <Instant at={at} precise />}
        <span className={classes.open} aria-hidden>
          <OpenSign />
        </span>
      </button>
      {isOpen && (
        <section aria-label={words.details.of(seq)}>
          <Boundary area={words.area.row}>
            <EntryDetails {...{ trail, position, around, labelOf }} />
          </Boundary>
        </section>
      )}
    </li>
  )
})
