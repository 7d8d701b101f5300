import type { OpenCases as Counts } from '../answers.ts'
import { sentenceOf } from '../ui/Message.tsx'
import classes from './Publish.module.css'
import { words } from './texts.ts'

type Props = { counts: Counts | undefined; error: Error | null; next: number }

const mostVersions = 5

/** How many open cases stay on which version. */
export function OpenCases({ counts, error, next }: Props) {
  const all = (counts ?? []).reduce((sum, { cases }) => sum + cases, 0)
  const older = (counts ?? []).slice(mostVersions).reduce((sum, { cases }) => sum + cases, 0)
  return (
    <section className={classes.part}>
      <h3>{words.cases}</h3>
      {error && <p role="alert">{sentenceOf(error)}</p>}
      {counts && <p>{all === 0 ? words.noCases : words.stay(all)}</p>}
      {all > 0 && (
        <ul className={classes.counts}>
          {counts!.slice(0, mostVersions).map(({ version, cases }) => (
            <li key={version}>{words.onVersion(version, cases)}</li>
          ))}
          {older > 0 && <li>{words.olderVersions(older)}</li>}
        </ul>
      )}
      <p>{words.running(next)}</p>
    </section>
  )
}
