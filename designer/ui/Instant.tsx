import { useSyncExternalStore } from 'react'
import { formatExactly, formatWhen } from './format.ts'

/** When something was: near times as a distance, which stays right while the page is open; the exact instant on hover. */
export function Instant({ at, precise = false }: { at: string; precise?: boolean }) {
  const now = useMinute()
  return (
    <time dateTime={at} title={formatExactly(at)}>
      {formatWhen(at, new Date(Math.max(now, Date.parse(at))), precise)}
    </time>
  )
}

/** The time now, which is right to within a third of a minute. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => minute)

// One clock for all instants on a page.
let minute = Date.now()
const listeners = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ticking ??= setInterval(() => {
    minute = Date.now()
    for (const each of listeners) each()
  }, 20_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}
