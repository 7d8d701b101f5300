import type { HistoryEntry } from '../../../engine/case.ts'
import type { Json, JsonObject } from '../../../engine/json.ts'
import { formatTime, formatValue } from '../../ui/format.ts'
import type { LabelOf } from '../labels.ts'
import type { Happening } from '../sentence.ts'
import { words } from '../texts.ts'
import classes from './Form.module.css'
import { changesBetween, movesSince } from './what-changed.ts'

type Props = {
  /** the case as it was when the form was opened */
  opened: { seq: number; data: JsonObject }
  data: JsonObject
  entries: readonly HistoryEntry[]
  told: readonly Happening[]
  labelOf: LabelOf
}

/** What happened to the case while somebody was typing. Nothing of what they typed is touched. */
export function Moved({ opened, data, entries, told, labelOf }: Props) {
  const moves = new Set(movesSince(entries, opened.seq).map(({ seq }) => seq))
  if (moves.size === 0) return null
  const changes = changesBetween(opened.data, data)
  const oldestFirst = told.filter(({ seq }) => moves.has(seq)).toSorted((one, other) => one.seq - other.seq)
  return (
    <div className={classes.notice}>
      {oldestFirst.map(({ seq, who, at, what }) => (
        <p key={seq} className={classes.moved}>
          {words.form.moved(who, formatTime(at), what)}
        </p>
      ))}
      {changes.length > 0 && (
        <ul aria-label={words.form.changed}>
          {changes.map(({ path, before, after }) => (
            <li key={path}>
              {labelOf(path)}: <del>{briefly(before)}</del> <span aria-hidden>→</span>{' '}
              <ins>{briefly(after)}</ins>
            </li>
          ))}
        </ul>
      )}
      <p>{words.form.stillHere}</p>
    </div>
  )
}

/** Of a list of promises its beginning is enough: the page shows the whole of it. */
function briefly(value: Json | undefined): string {
  const text = formatValue(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
