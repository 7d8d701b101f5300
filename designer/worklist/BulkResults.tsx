import { Button, Progress } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { CheckSign, CrossSign } from '../ui/signs.tsx'
import classes from './BulkBar.module.css'
import { type BulkResult, countBulk, unfinished } from './bulk.ts'
import { words } from './texts.ts'
import type { RunningBulk } from './use-bulk.ts'

const { bulk: texts } = words

type Props = { bulk: RunningBulk; stop(): void; again(): void; close(): void }

/** How far it is; then what became of each, those that failed first and with why. */
export function BulkResults({ bulk, stop, again, close }: Props) {
  const { results, isOver, title, nameOf } = bulk
  const counts = countBulk(results)
  const finished = results.length - counts.waiting - counts.running
  const left = unfinished(results).length
  const button = useRef<HTMLButtonElement>(null)
  // Where it can be stopped, and where it is closed: the keyboard stays here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the button is another one
  useEffect(() => button.current?.focus(), [isOver])
  return (
    <div className={classes.results}>
      <div className={classes.line}>
        <strong>{title}</strong>
        <span role="status" className={classes.told}>
          {isOver
            ? [
                texts.done(counts.done),
                counts.failed > 0 && texts.failed(counts.failed),
                counts.stopped > 0 && texts.stopped(counts.stopped),
              ]
                .filter(Boolean)
                .join(', ')
            : texts.progress(finished, results.length)}
        </span>
        {isOver ? (
          <>
            {left > 0 && (
              <Button size="sm" variant="default" onClick={again}>
                {texts.again(left)}
              </Button>
            )}
            <Button size="sm" ref={button} onClick={close}>
              {texts.close}
            </Button>
          </>
        ) : (
          <Button size="sm" variant="default" ref={button} onClick={stop}>
            {texts.stop}
          </Button>
        )}
      </div>
      {!isOver && <Progress value={(finished / results.length) * 100} aria-label={title} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys too */}
      <ul className={classes.each} aria-label={texts.results} tabIndex={0}>
        {inOrder(results).map(({ id, state, reason }) => (
          <li key={id} data-state={state}>
            {state === 'done' ? <CheckSign /> : state === 'failed' ? <CrossSign /> : <span />}
            <Link to="/cases/$id" params={{ id }}>
              <bdi>{nameOf(id)}</bdi>
            </Link>
            <span>
              {texts.states[state]}
              {reason !== undefined && `: ${reason}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const rank = { failed: 0, running: 1, stopped: 2, waiting: 3, done: 4 }
const inOrder = (results: BulkResult[]) => results.toSorted((a, b) => rank[a.state] - rank[b.state])
