import { Instant } from '../ui/Instant.tsx'
import classes from './SourceLine.module.css'
import type { Told } from './source-of.ts'

/** Who set a value and when, in small letters under it. */
export function SourceLine({ told, what = '' }: { told: Told | undefined; what?: string }) {
  if (!told) return null
  return (
    <span className={classes.source}>
      {what !== '' && <span>{what}</span>}
      <span>{told.text}</span>
      <Instant at={told.at} />
    </span>
  )
}
