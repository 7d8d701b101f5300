import { Button, Skeleton } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { HistoryEntry } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import type { DamagedEntry } from '../answers.ts'
import { texts } from '../texts.ts'
import { Instant } from '../ui/Instant.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './History.module.css'
import type { Places } from './places.ts'
import { tell } from './sentence.ts'

type Props = {
  entries: HistoryEntry[]
  damaged: readonly DamagedEntry[]
  definition: Definition
  places: Places
  error: Error | null
  pending: boolean
}

const shownFirst = 12

/** What happened so far, newest first, a line each. */
export function History({ entries, damaged, definition, places, error, pending }: Props) {
  const [all, setAll] = useState(false)
  const told = useMemo(() => tell(entries, definition, places), [entries, definition, places])
  const shown = all ? told : told.slice(0, shownFirst)
  return (
    <Panel title={texts.history.title}>
      {error && <p role="alert">{sentenceOf(error)}</p>}
      {damaged.map(({ seq }) => (
        <p key={seq} role="alert" className={classes.damaged}>
          {texts.history.damaged(seq)}
        </p>
      ))}
      {pending && <Skeleton height={72} m="md" width="auto" />}
      <ol className={classes.history}>
        {shown.map(({ seq, at, kind, who, what, afterwards, supplied }) => (
          <li key={seq} data-kind={kind}>
            <span className={classes.stop} aria-hidden />
            <p>
              <span className={classes.who}>{who}</span>: {what}
              {supplied && <span className={classes.supplied}>{texts.history.supplied}</span>}
              {afterwards !== null && <span className={classes.afterwards}>{afterwards}</span>}
            </p>
            <Instant at={at} precise />
          </li>
        ))}
      </ol>
      {told.length > shown.length && (
        <Button variant="subtle" size="compact-sm" className={classes.all} onClick={() => setAll(true)}>
          {texts.history.all(told.length)}
        </Button>
      )}
    </Panel>
  )
}
