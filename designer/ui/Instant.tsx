import type { ReactNode } from 'react'
import { formatExactly, formatWhen } from './format.ts'
import { useNow } from './use-now.ts'

/** When something was: near times as a distance, which stays right while the page is open; the exact instant on hover. */
export function Instant({ at, precise = false }: { at: string; precise?: boolean }) {
  const now = useNow()
  return (
    <time dateTime={at} title={formatExactly(at)}>
      {formatWhen(at, new Date(Math.max(now, Date.parse(at))), precise)}
    </time>
  )
}

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** A sentence of the engine, which tells times as they are on record: here they are in the reader's zone. */
export function WithInstants({ text }: { text: string }) {
  const parts: ReactNode[] = []
  let end = 0
  for (const { 0: at, index } of text.matchAll(instants)) {
    // It may be out of a file that somebody has changed.
    if (Number.isNaN(Date.parse(at))) continue
    parts.push(
      text.slice(end, index),
      <time key={index} dateTime={at} title={at}>
        {formatExactly(at)}
      </time>,
    )
    end = index + at.length
  }
  return [...parts, text.slice(end)]
}
