import { useEffect } from 'react'
import { queryClient } from '../queries.ts'
import { openStream, outdatedBy } from './stream.ts'

/** Keeps what is on the screen up to date while somebody is signed in. */
export function useStream(): void {
  useEffect(() => {
    const stop = openStream({
      connect: () => new EventSource('/api/stream'),
      later(ms, work) {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
      onMessage(message) {
        for (const queryKey of outdatedBy(message)) void queryClient.invalidateQueries({ queryKey })
      },
      onReset: () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isLive(queryKey[0]) }),
    })
    // A page that is left without this would hold its line until the browser notices.
    window.addEventListener('pagehide', stop)
    return () => {
      window.removeEventListener('pagehide', stop)
      stop()
    }
  }, [])
}

/** A draft is not among them: what is on the screen is the truth. */
const isLive = (key: unknown) =>
  ['cases', 'case', 'processes', 'versions', 'registers', 'notifications'].includes(String(key))
