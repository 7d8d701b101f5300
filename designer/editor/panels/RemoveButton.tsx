import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { takeFocus } from '../../ui/take-focus.ts'
import classes from './Panels.module.css'
import { words } from './texts.ts'

type Props = { name: string; warning: string; losers: string[]; onRemove(): void }

/** Removes at once what nobody uses; for the rest, says first who loses it. */
export function RemoveButton({ name, warning, losers, onRemove }: Props) {
  const [isAsking, ask] = useState(false)
  const isKept = useRef(false)
  if (!isAsking)
    return (
      <div>
        <Button
          ref={isKept.current ? takeFocus : null}
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={words.removeNamed(name)}
          onClick={() => (losers.length > 0 ? ask(true) : onRemove())}
        >
          {words.remove}
        </Button>
      </div>
    )
  return (
    <div className={classes.warning} role="alert" tabIndex={-1} ref={takeFocus}>
      <p>{warning}</p>
      <ul>
        {[...new Set(losers)].slice(0, 8).map(loser => (
          <li key={loser}>{loser}</li>
        ))}
        {losers.length > 8 && <li>…</li>}
      </ul>
      <div className={classes.row}>
        <Button variant="outline" color="var(--refused)" size="compact-sm" onClick={onRemove}>
          {words.removeAnyway}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            isKept.current = true
            ask(false)
          }}
        >
          {words.keep}
        </Button>
      </div>
    </div>
  )
}
