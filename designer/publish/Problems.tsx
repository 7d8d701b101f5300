import type { Problem } from '../../engine/problems.ts'
import classes from './Publish.module.css'
import { words } from './texts.ts'

/** Errors block, warnings do not. Each leads to what it is about. */
export function Problems({ problems, show }: { problems: Problem[]; show(at: string): void }) {
  if (problems.length === 0) return null
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity !== 'error')
  return (
    <section className={classes.part}>
      <h3>{words.problems}</h3>
      {errors.length > 0 ? <p role="alert">{words.blocked}</p> : <p>{words.warned(warnings.length)}</p>}
      <ul className={classes.problems}>
        {[...errors, ...warnings].map(({ at, code, message, severity }) => (
          <li key={`${at} ${code} ${message}`}>
            <button type="button" data-severity={severity} onClick={() => show(at)}>
              <strong>{severity === 'error' ? words.error : words.warning}</strong> {message}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
