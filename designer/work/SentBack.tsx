import type { CaseView } from '../answers.ts'
import { Instant } from '../ui/Instant.tsx'
import { BackSign } from '../ui/signs.tsx'
import classes from './SentBack.module.css'
import { words as all } from './texts.ts'

const words = all.sentBack

/** That somebody sent the case back, and why; until the next step. */
export function SentBack({ returned }: { returned: NonNullable<CaseView['returned']> }) {
  const { by, at, event, reason } = returned
  return (
    <section className={classes.banner} aria-label={words.title}>
      <BackSign />
      <p>
        <strong>{words.by(by)}</strong> <Instant at={at} precise />{' '}
        <span className={classes.event}>({event})</span>
      </p>
      <p className={classes.reason}>{reason === '' ? words.without : reason}</p>
    </section>
  )
}
