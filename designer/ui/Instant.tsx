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
