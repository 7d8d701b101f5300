import { Link } from '@tanstack/react-router'
import { memo, type Ref } from 'react'
import { formatList, humanise } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import type { Found } from '../calls.ts'
import { Marks } from '../Marks.tsx'
import { type Around, tellEntry } from '../tell-item.ts'
import classes from './Find.module.css'
import { words } from './texts.ts'

type Props = {
  ref: Ref<HTMLLIElement>
  found: Found
  around: Around
  by: 'entries' | 'cases'
  index: number
  /** how many there are; null: more than are known */
  count: number | null
  top: number
  isActive: boolean
}

const { results } = words

/** What was found, in a sentence that leads to it: an entry in its history, or a case with the newest one. */
export const FoundRow = memo(function FoundRow(props: Props) {
  const { ref, found, around, by, index, count, top, isActive } = props
  const { caseId, seq, event } = found.entry
  const told = tellEntry(found.entry, undefined, around)
  const sentence = (
    <span className={classes.sentence}>
      <span className={classes.who}>{told.who}: </span>
      {told.what}
      <Marks marks={told.marks} />
      {told.afterwards !== null && by === 'entries' && (
        <span className={classes.afterwards}>{told.afterwards}</span>
      )}
    </span>
  )
  const name = <bdi className={classes.name}>{found.name ?? caseId}</bdi>
  return (
    <li
      ref={ref}
      data-index={index}
      data-kind={kindOf(found)}
      aria-setsize={count ?? -1}
      aria-posinset={index + 1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Link
        to="/audit/cases/$id"
        params={{ id: caseId }}
        search={by === 'entries' ? { seq } : {}}
        preload={false}
        tabIndex={isActive ? 0 : -1}
        data-found={index}
        data-by={by}
        className={classes.head}
      >
        <span className={classes.stop} aria-hidden />
        {by === 'cases' ? <CaseCells found={found} around={around} name={name} /> : sentence}
        {by === 'cases' ? (
          sentence
        ) : (
          <span className={classes.case}>
            {name}
            <span className={classes.soft}> {results.seq(seq)}</span>
          </span>
        )}
        <Instant at={event.at} precise />
      </Link>
    </li>
  )
})

function CaseCells({ found, around, name }: { found: Found; around: Around; name: React.ReactNode }) {
  const { entry } = found
  const process = around.definition.name || humanise(entry.process)
  const where = found.case
    ? formatList(found.case.activeStates.map(around.places.titleOf))
    : results.unreadable
  return (
    <span className={classes.sentence}>
      {name}
      <span className={classes.afterwards}>
        {results.version(process, entry.version)} · {where}
      </span>
    </span>
  )
}

function kindOf({ entry: { kind } }: Found): 'refused' | 'moved' | 'said' {
  if (kind === 'refusal') return 'refused'
  return kind === 'start' || kind === 'event' || kind === 'timer' ? 'moved' : 'said'
}
