import { Button } from '@mantine/core'
import { formatExactly, formatTime } from '../../ui/format.ts'
import classes from './Saving.module.css'
import type { Shown } from './saving.ts'
import { words } from './texts.ts'

/** Whether the work is safe, in words. */
export function SavingStatus({ shown, choose }: { shown: Shown; choose(): void }) {
  const { state, savedAt, sentence = '' } = shown
  const { refused, ...plain } = words.states
  return (
    <span className={classes.status} role="status" data-state={state}>
      <span>{state === 'refused' ? refused(sentence) : plain[state]}</span>
      {state === 'saved' && savedAt !== null && (
        <time dateTime={savedAt} title={formatExactly(savedAt)}>
          {' '}
          {formatTime(savedAt)}
        </time>
      )}
      {state === 'conflict' && (
        <Button size="compact-sm" variant="default" onClick={choose}>
          {words.choose}
        </Button>
      )}
    </span>
  )
}
