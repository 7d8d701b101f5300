import type { Json } from '../../engine/json.ts'
import classes from './Audit.module.css'

/** JSON as it is on record. */
export function Raw({ label, content }: { label: string; content: Json }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well
    <section tabIndex={0} aria-label={label} className={classes.raw}>
      <pre>{JSON.stringify(content, null, 2)}</pre>
    </section>
  )
}
