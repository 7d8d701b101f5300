import { texts } from '../texts.ts'
import classes from './Due.module.css'
import { formatExactly, formatSpan } from './format.ts'
import { ClockSign, LateSign } from './signs.tsx'
import { useNow } from './use-now.ts'

const soonMs = 86_400_000

/** Until when: "due in 3 h", "overdue by 2 d", with a sign; the exact instant on hover. */
export function Due({ at }: { at: string }) {
  const left = Date.parse(at) - useNow()
  const when = left <= 0 ? 'over' : left < soonMs ? 'soon' : 'later'
  return (
    <time dateTime={at} title={formatExactly(at)} className={classes.due} data-when={when}>
      {when === 'over' ? <LateSign /> : <ClockSign />}
      {when === 'over' ? texts.due.over(formatSpan(-left)) : texts.due.in(formatSpan(left))}
    </time>
  )
}
