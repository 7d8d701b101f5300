import { Button, CopyButton } from '@mantine/core'
import classes from './Audit.module.css'
import { words } from './texts.ts'

const { details } = words

/** A hash, shortened for the eye; the whole of it to copy. */
export function Hash({ name, hash }: { name: string; hash: string }) {
  return (
    <span className={classes.hash}>
      <code title={hash}>{`${hash.slice(0, 8)}…${hash.slice(-8)}`}</code>
      <CopyButton value={hash} timeout={3_000}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={copy}
            {...(!copied && { 'aria-label': `${details.copy} ${name.toLowerCase()}` })}
          >
            {copied ? details.copied : details.copy}
          </Button>
        )}
      </CopyButton>
    </span>
  )
}
