import { useEffect } from 'react'
import { queryClient } from '../queries.ts'
import { openStream, outdatedBy, type StreamMessage } from './stream.ts'

const listeners = new Set<(message: StreamMessage) => void>()

/** Tells a part of a page what happens; answers how to stop. There is one line to the server for all of them. */
export function onHappening(listener: (message: StreamMessage) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const askAgain = () =>
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isLive(queryKey[0]) })

/**
 * Keeps what is on the screen up to date while somebody is signed in. A tab that nobody looks at lets go of the
 * line, since browsers have few for a server; it asks for everything anew when it is looked at again.
 */
export function useStream(): void {
  useEffect(() => {
    let stop = document.hidden ? () => {} : open()
    const seen = () => {
      stop()
      if (document.hidden) return
      stop = open()
      askAgain()
    }
    const leave = () => stop()
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('pagehide', leave)
      stop()
    }
  }, [])
}

const open = () =>
  openStream({
    connect: () => new EventSource('/api/stream'),
    later(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    onMessage(message) {
      for (const queryKey of outdatedBy(message)) void queryClient.invalidateQueries({ queryKey })
      for (const listener of listeners) listener(message)
    },
    onReset: askAgain,
  })

/** A draft is not among them: what is on the screen is the truth. */
const isLive = (key: unknown) =>
  ['cases', 'case', 'processes', 'versions', 'registers', 'notifications'].includes(String(key))
