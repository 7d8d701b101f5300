import { useEffect } from 'react'
import { onHappening } from '../../notices/use-stream.ts'

const pauseMs = 300

/** Asks for the board anew when a case of the process has moved; many that move at once are one reason to ask. */
export function useLive(process: string, refresh: () => void): void {
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const stop = onHappening(message => {
      const isOurs = 'case' in message && message.process === process
      if (!isOurs || waiting !== undefined) return
      waiting = setTimeout(() => {
        waiting = undefined
        refresh()
      }, pauseMs)
    })
    return () => {
      stop()
      clearTimeout(waiting)
    }
  }, [process, refresh])
}
