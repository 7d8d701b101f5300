import { Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Message } from '../../ui/Message.tsx'
import classes from './Compare.module.css'
import { words } from './texts.ts'

/** What is asked for is being counted. */
export function Waiting() {
  return (
    <div role="status" aria-label={words.counting} className={classes.waiting}>
      <span>{words.counting}</span>
      <Skeleton height={180} />
      <Skeleton height={44} />
      <Skeleton height={44} />
    </div>
  )
}

/** There is nothing to compare yet, and what to do first. */
export function NothingYet({ name }: { name: string }) {
  return (
    <Message title={words.none.title}>
      <p>{words.none.text(name)}</p>
      <Link to="/cases">{words.none.start}</Link>
    </Message>
  )
}
