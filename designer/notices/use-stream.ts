import { useEffect } from 'react'
import { queryClient } from '../queries.ts'
import { gather } from './gather.ts'
import { createLine } from './line.ts'
import { openStream, outdatedBy, type StreamMessage } from './stream.ts'

const listeners = new Set<(message: StreamMessage) => void>()

/** Tells a part of a page what happens; answers how to stop. There is one line to the server for all of them. */
export function onHappening(listener: (message: StreamMessage) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const missing = new Set<() => void>()

/** Tells a part of a page that it may have missed what happened; answers how to stop. */
export function onMissed(listener: () => void): () => void {
  missing.add(listener)
  return () => void missing.delete(listener)
}

function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** Whether what happens arrives, for whoever says so on the page. */
export const line = createLine({ later, now: () => new Date().toISOString() })

const count = gather<string>(1_000, later, () => {
  void queryClient.invalidateQueries({ queryKey: ['work', 'counts'] })
})

function askAgain(): void {
  // What could not be loaded while the line was down can be now.
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => isLive(queryKey) || state.status === 'error',
  })
  for (const listener of missing) listener()
}

/**
 * Keeps what is on the screen up to date while somebody is signed in. A tab that nobody looks at lets go of the
 * line, since browsers have few for a server; it asks for everything anew when it is looked at again.
 */
export function useStream(): void {
  useEffect(() => {
    let stop = document.hidden ? () => {} : open()
    const seen = () => {
      stop()
      line.forget()
      if (document.hidden) return
      stop = open()
      askAgain()
    }
    const leave = () => {
      stop()
      line.forget()
    }
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
    later,
    onLine: line.set,
    onMessage(message) {
      if (isOfWork(message)) count.add(message.case)
      for (const queryKey of outdatedBy(message)) void queryClient.invalidateQueries({ queryKey })
      for (const listener of listeners) listener(message)
    },
    onReset: askAgain,
  })

/** Messages about what somebody has to do. */
export const isOfWork = (
  message: StreamMessage,
): message is Extract<StreamMessage, { kind: 'case-moved' | 'task-assigned' | 'case-noted' }> =>
  message.kind === 'case-moved' || message.kind === 'task-assigned' || message.kind === 'case-noted'

/**
 * A draft is not among them: what is on the screen is the truth. The list of one's work has hundreds of pages at times,
 * and looks after itself.
 */
const isLive = ([key, part]: readonly unknown[]) =>
  ['cases', 'case', 'board', 'processes', 'versions', 'registers', 'notifications'].includes(String(key)) ||
  (key === 'work' && part === 'counts')
