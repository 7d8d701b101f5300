import classes from './Department.module.css'
import { stageHue, stageName } from './department.ts'

/** A department: its station on the line, and always its name. */
export function Department({ stage }: { stage: string | null }) {
  if (stage === null) return null
  return (
    <span className={classes.department} style={stageHue(stage)}>
      <span className={classes.station} aria-hidden />
      {stageName(stage)}
    </span>
  )
}
