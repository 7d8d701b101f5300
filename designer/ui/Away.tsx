import { useSyncExternalStore } from 'react'
import { line } from '../notices/use-stream.ts'
import { reach } from '../queries.ts'
import { texts } from '../texts.ts'
import classes from './Away.module.css'
import { formatTime } from './format.ts'

/** Says that the server cannot be reached, or that what happens does not arrive, for as long as it is so. */
export function Away() {
  const isAway = useSyncExternalStore(reach.subscribe, reach.isAway)
  const downSince = useSyncExternalStore(line.subscribe, line.downSince)
  return (
    <div role="status" className={classes.away}>
      {isAway ? (
        <p>{texts.shell.away}</p>
      ) : (
        downSince !== null && <p>{texts.shell.lineDown(formatTime(downSince))}</p>
      )}
    </div>
  )
}
