import { useMemo } from 'react'
import type { Detail } from './changes.ts'
import { diffText } from './text-diff.ts'
import { words } from './texts.ts'
import classes from './Versions.module.css'

type Props = {
  detail: Detail
  /** where what it was is shown already */
  onlyAfter?: boolean
}

/** What a text was and is, one under the other, with the words that changed marked. */
export function TextDiff({ detail: { field, was, is }, onlyAfter = false }: Props) {
  const pieces = useMemo(() => diffText(was ?? '', is ?? ''), [was, is])
  return (
    <div className={classes.text}>
      {field !== '' && <p>{field}</p>}
      {!onlyAfter && (
        <div data-line="before">
          <span className={classes.line}>{words.before}</span>
          <code>
            {was === null
              ? words.nothing
              : pieces.map(({ kind, text }, n) => {
                  if (kind === 'added') return null
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
                  return kind === 'removed' ? <del key={n}>{text}</del> : text
                })}
          </code>
        </div>
      )}
      <div data-line="after">
        <span className={classes.line}>{words.after}</span>
        <code>
          {is === null
            ? words.nothing
            : pieces.map(({ kind, text }, n) => {
                if (kind === 'removed') return null
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                return kind === 'added' ? <ins key={n}>{text}</ins> : text
              })}
        </code>
      </div>
    </div>
  )
}
