import { Link } from '@tanstack/react-router'
import classes from './Compare.module.css'
import { words } from './texts.ts'

const mostNamed = 5

/** What is not in the figures: cases beyond those that were read, and cases that cannot be read. */
export function LeftOut({
  cases,
  bounded,
  unreadable,
}: {
  cases: number
  bounded: boolean
  unreadable: readonly string[]
}) {
  return (
    <>
      {bounded && <p className={classes.notice}>{words.bounded(cases)}</p>}
      {unreadable.length > 0 && (
        <p className={classes.notice}>
          {words.unreadable(unreadable.length)}
          {unreadable.slice(0, mostNamed).map(id => (
            <span key={id}>
              <Link to="/audit/cases/$id" params={{ id }}>
                {id}
              </Link>{' '}
            </span>
          ))}
        </p>
      )}
    </>
  )
}
