import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { texts } from '../texts.ts'
import classes from './Message.module.css'

/** Says that there is nothing here, and what to do about it. The line runs through, and back. */
export function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.message}>
      <svg className={classes.line} viewBox="0 0 220 52" fill="none" aria-hidden>
        <path
          d="M4 14h186a13 13 0 0 1 0 26H60"
          stroke="var(--line-strong)"
          strokeWidth="1.5"
          strokeDasharray="1 5"
          strokeLinecap="round"
        />
        {['strategy', 'marketing', 'sales', 'operations', 'feedback'].map((stage, i) => (
          <circle key={stage} cx={22 + i * 40} cy="14" r="5" fill={`var(--${stage})`} />
        ))}
      </svg>
      <h2>{title}</h2>
      {children}
    </div>
  )
}

export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <div role="alert">
      <Message title={texts.failed.title}>
        <p>{sentenceOf(error)}</p>
        {retry && (
          <Button variant="default" onClick={retry}>
            {texts.tryAgain}
          </Button>
        )}
      </Message>
    </div>
  )
}

/** What to tell a person about a request that went wrong. */
export function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return texts.failed.unknown
  return error.status === 0 ? texts.failed.offline : error.message
}
