// Small signs on a card. Each has its word beside it, for the eye or for the ear.

import { VisuallyHidden } from '@mantine/core'
import type { Priority } from '../../../engine/case.ts'
import { formatExactly, formatWhen } from '../../ui/format.ts'
import { formatAge, initialsOf } from './age.ts'
import classes from './Card.module.css'
import { words } from './texts.ts'

const bars: Record<Priority, number> = { urgent: 0, high: 3, normal: 2, low: 1 }

/** Bars as on a telephone; what is urgent is a sign of its own. Normal has none. */
export function PriorityMark({ priority }: { priority: Priority }) {
  if (priority === 'normal') return null
  return (
    <span className={classes.priority} data-priority={priority} title={words.priorities[priority]}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
        {priority === 'urgent' ? (
          <>
            <rect x="1" y="1" width="12" height="12" rx="3" fill="currentColor" />
            <path d="M7 3.8v3.6M7 9.9v.1" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
          </>
        ) : (
          [1, 2, 3].map(bar => (
            <rect
              key={bar}
              x={bar * 4 - 2.5}
              y={10.5 - bar * 2.5}
              width="2.5"
              height={bar * 2.5 + 1.5}
              rx="1"
              fill="currentColor"
              opacity={bar <= bars[priority] ? 1 : 0.3}
            />
          ))
        )}
      </svg>
      <VisuallyHidden>{words.priorities[priority]}</VisuallyHidden>
    </span>
  )
}

export function DueMark({ due, now }: { due: string; now: number }) {
  const isLate = Date.parse(due) < now
  return (
    <span className={classes.due} data-late={isLate || undefined}>
      {isLate && (
        <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" aria-hidden>
          <path d="M6 1.2 11.2 10.5H.8Z" strokeWidth="1.3" strokeLinejoin="round" />
          <path d="M6 4.8v2.4M6 8.9v.1" strokeWidth="1.3" strokeLinecap="round" />
        </svg>
      )}
      {isLate ? words.overdue : words.due}{' '}
      <time dateTime={due} title={formatExactly(due)}>
        {formatWhen(due, new Date(now), false)}
      </time>
    </span>
  )
}

export function AgeMark({ since, now }: { since: string; now: number }) {
  const spoken = words.here(formatAge(since, now, 'long'))
  return (
    <span className={classes.age} title={spoken}>
      <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" aria-hidden>
        <circle cx="6" cy="6" r="4.6" strokeWidth="1.2" />
        <path d="M6 3.4V6l1.7 1" strokeWidth="1.2" strokeLinecap="round" />
      </svg>
      <span aria-hidden>{formatAge(since, now, 'narrow')}</span>
      <VisuallyHidden>{spoken}</VisuallyHidden>
    </span>
  )
}

export function OwnerMark({ name }: { name: string | null }) {
  if (name === null) return null
  return (
    <span className={classes.owner} title={words.has(name)}>
      <span aria-hidden>{initialsOf(name)}</span>
      <VisuallyHidden>{words.has(name)}</VisuallyHidden>
    </span>
  )
}

/** Led on to another column. */
export const MoveMark = () => (
  <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" aria-hidden>
    <path
      d="M1.5 7h7M5.8 4 8.8 7l-3 3M12 2.5v9"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
