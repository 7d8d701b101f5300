import { Button, Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import type { VersionSummary } from '../answers.ts'
import { Instant } from '../ui/Instant.tsx'
import { words } from './texts.ts'
import classes from './Versions.module.css'
import type { Chosen } from './VersionsView.tsx'

type Props = {
  versions: VersionSummary[]
  chosen: Chosen
  choose(chosen: Chosen): void
  restore?: (version: number) => void
  /** what comes after the last one */
  children: ReactNode
}

/** The draft and every version, with two columns to choose what is compared with what. */
export function VersionList({ versions, chosen, choose, restore, children }: Props) {
  const radios = (version: number, name: string) => (
    <span className={classes.radios}>
      {(['from', 'to'] as const).map(end => (
        <Radio
          key={end}
          name={`compare ${end}`}
          aria-label={end === 'from' ? words.fromVersion(name) : words.toVersion(name)}
          checked={chosen[end] === version}
          onChange={() => choose({ ...chosen, [end]: version })}
        />
      ))}
    </span>
  )
  return (
    <>
      <div className={classes.heads}>
        <h2>{words.choose}</h2>
        <span className={classes.radios} aria-hidden>
          <span>{words.from}</span>
          <span>{words.to}</span>
        </span>
      </div>
      <ol>
        <li className={classes.version}>
          <div className={classes.heads}>
            <span>
              <strong>{words.draft}</strong> <small>{words.draftNow}</small>
            </span>
            {radios(0, words.draft)}
          </div>
        </li>
        {versions.map(({ version, note, publishedAt, publishedBy, publishedByName = publishedBy }) => (
          <li key={version} className={classes.version}>
            <div className={classes.heads}>
              <span>
                <strong>{words.version(version)}</strong> <Instant at={publishedAt} />{' '}
                <small>{words.by(publishedByName)}</small>
              </span>
              {radios(version, words.version(version))}
            </div>
            {note && <p>{note}</p>}
            {restore && (
              <Button variant="default" size="compact-sm" onClick={() => restore(version)}>
                {words.restore}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {children}
    </>
  )
}
