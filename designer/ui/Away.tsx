import { useSyncExternalStore } from 'react'
import { reach } from '../queries.ts'
import { texts } from '../texts.ts'
import classes from './Away.module.css'

/** Says that the server cannot be reached, for as long as it cannot. */
export function Away() {
  const isAway = useSyncExternalStore(reach.subscribe, reach.isAway)
  return (
    <div role="status" className={classes.away}>
      {isAway && <p>{texts.shell.away}</p>}
    </div>
  )
}
