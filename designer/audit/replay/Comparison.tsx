import { Button } from '@mantine/core'
import type { Divergence } from '../../../engine/replay.ts'
import { texts } from '../../texts.ts'
import { formatValue, humanise } from '../../ui/format.ts'
import { changesBetween } from '../changes.ts'
import { words as all } from '../texts.ts'
import classes from './Replay.module.css'
import type { Compared, End } from './recomputing.ts'

const words = all.replay
/** Enough to see what it is about; the whole of it is in the record. */
const mostDiffering = 20

type Props = {
  compared: Compared
  count: number
  isWhole: boolean
  /** position that is shown */
  position: number
  show(position: number): void
}

/** Whether what the engine makes of the history again is what is on record, and where it first is not. */
export function Comparison({ compared, count, isWhole, position, show }: Props) {
  const { agreed, end } = compared
  if (!end) {
    const isDone = isWhole && agreed === count
    return (
      <p role="status" className={classes.verdict} data-tone={isDone ? 'kept' : undefined}>
        {isDone ? words.agrees(count) : words.checking(agreed, count)}
      </p>
    )
  }
  return (
    <section role="alert" className={classes.verdict} data-tone="refused">
      <h3>{titleOf(end)}</h3>
      <p>
        {textOf(end)} {words.agreesUpTo(agreed)}
      </p>
      {end.kind === 'diverged' && <Differing divergence={end.divergence} />}
      {position > agreed && <p>{words.beyond}</p>}
      {'seq' in end && position !== agreed && (
        <Button size="compact-sm" variant="default" onClick={() => show(agreed)}>
          {words.show(end.seq)}
        </Button>
      )}
    </section>
  )
}

function titleOf(end: End): string {
  return 'seq' in end ? words.end[end.kind](end.seq) : words.end[end.kind]
}

function textOf(end: End): string {
  switch (end.kind) {
    case 'diverged': {
      const { field, replayed } = end.divergence
      const reason = texts.refusal[replayed as keyof typeof texts.refusal]
      if (field === 'kind') return reason ? words.endText.refused(reason) : end.divergence.message
      return words.endText.field(words.fields[field] ?? field)
    }
    case 'broken':
    case 'version':
      return end.message
    case 'hole':
      return all.hole.advice
    case 'register':
      return words.endText.register(humanise(end.name), end.version, end.message)
  }
  return end satisfies never
}

/** What is on record and what comes out, side by side, only where they differ. */
function Differing({ divergence: { field, recorded, replayed } }: { divergence: Divergence }) {
  if (field === 'kind') return null
  const { where, nothing } = words.differing
  const rows = changesBetween(recorded, replayed)
  return (
    <table className={classes.differing}>
      <thead>
        <tr>
          <th scope="col">{where}</th>
          <th scope="col">{words.differing.recorded}</th>
          <th scope="col">{words.differing.replayed}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mostDiffering).map(({ keys, before, after }) => (
          <tr key={keys.join('/')}>
            <th scope="row">{placeOf(field, keys)}</th>
            <td>{before === undefined ? nothing : formatValue(before)}</td>
            <td>{after === undefined ? nothing : formatValue(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const placeOf = (field: string, keys: string[]): string =>
  (field === 'to' && keys.length > 0 ? keys : [field, ...keys]).map(humanise).join(' › ')
