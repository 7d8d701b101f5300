import { Button } from '@mantine/core'
import { formatTime } from '../../ui/format.ts'
import { words } from '../texts.ts'
import classes from './Form.module.css'

/** What stands in the fields was typed earlier. */
export function KeptNotice({ at, onStartOver }: { at: string; onStartOver: () => void }) {
  return (
    <p className={classes.kept} role="status">
      {words.form.kept(formatTime(at))}
      <Button variant="subtle" size="compact-sm" onClick={onStartOver}>
        {words.form.startOver}
      </Button>
    </p>
  )
}
