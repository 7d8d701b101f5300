import { useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import classes from './Shell.module.css'

/** How many cases wait for the reader, in the navigation. Nothing while there is none. */
export function WaitingCount() {
  const waiting = useQuery(queries.workCounts({})).data?.waiting ?? 0
  if (waiting === 0) return null
  return (
    <span className={classes.count}>
      <span aria-hidden>{waiting > 999 ? '999+' : waiting}</span>
      <span className={classes.unseen}>{texts.shell.workWaiting(waiting)}</span>
    </span>
  )
}
