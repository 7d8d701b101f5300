// What has just become of cases in the list. It is said in the row for a while, and the row stays where it is; only
// then it shows the case as it is now, or goes. Nothing jumps under a finger.

import { useEffect, useRef, useState } from 'react'

/** `sending`: not answered yet. */
export type Outcome = { kind: 'sending' | 'done' | 'failed' | 'gone'; text: string }

const saidForMs = 5_000

/** `settle` is called with the cases whose word has been said for long enough. */
export function useOutcomes(settle: (ids: string[]) => void) {
  const [outcomes, set] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const latest = useRef(settle)
  latest.current = settle

  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) clearTimeout(timer)
      running.clear()
    }
  }, [])

  const forget = (id: string) => {
    clearTimeout(timers.current.get(id))
    timers.current.delete(id)
    set(before => {
      const after = new Map(before)
      after.delete(id)
      return after
    })
  }
  const tell = (id: string, outcome: Outcome) => {
    clearTimeout(timers.current.get(id))
    timers.current.delete(id)
    set(before => new Map(before).set(id, outcome))
    // Why something was not done stays until something else is tried.
    if (outcome.kind === 'done' || outcome.kind === 'gone')
      timers.current.set(
        id,
        setTimeout(() => latest.current([id]), saidForMs),
      )
  }
  return { outcomes, tell, forget }
}

export type Outcomes = ReturnType<typeof useOutcomes>
