import { useMemo } from 'react'
import type { Definition } from '../../engine/definition.ts'
import { diff } from '../../engine/diff.ts'
import { detailsOf, sentenceOf } from './changes.ts'
import { TextDiff } from './TextDiff.tsx'
import { words } from './texts.ts'
import classes from './Versions.module.css'

/** What changed between two definitions, in words; texts word by word. */
export function Changes({
  before,
  after,
  open = true,
}: {
  before: Definition
  after: Definition
  open?: boolean
}) {
  const changes = useMemo(() => diff(before, after), [before, after])
  if (changes.length === 0)
    return (
      <p role="status" className={classes.same}>
        {words.same} <span>{words.onlyPlaces}</span>
      </p>
    )
  return (
    <>
      <p role="status">{words.changes(changes.length)}</p>
      <ul className={classes.changes}>
        {changes.map(change => {
          const details = detailsOf(change, before, after)
          const sentence = sentenceOf(change, before, after)
          return (
            <li key={`${change.kind} ${change.what} ${change.name}`} data-kind={change.kind}>
              {details.length === 0 ? (
                sentence
              ) : (
                <details open={open}>
                  <summary>{sentence}</summary>
                  {details.map(detail => (
                    <TextDiff key={detail.field} detail={detail} />
                  ))}
                </details>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
