import { createContext, useContext, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { Mark, Marks } from './marks.ts'

/** What is marked now, and who is told when that changes. */
export type Marking = { get(): Marks; set(marks: Marks): void; subscribe(listener: () => void): () => void }

function createMarking(): Marking {
  let marks: Marks = {}
  const listeners = new Set<() => void>()
  return {
    get: () => marks,
    set(next) {
      marks = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * Marks reach states and transitions beside the picture: when one changes, what it is on is drawn anew, and not the
 * picture.
 */
export const MarkedBy = createContext(createMarking())

/** For the provider of `MarkedBy`: the marks, told to those who show them. */
export function useMarking(marks: Marks): Marking {
  const marking = useRef(createMarking())
  useLayoutEffect(() => marking.current.set(marks), [marks])
  return marking.current
}

export function useMark(kind: keyof Marks, name: string): Mark | undefined {
  const { get, subscribe } = useContext(MarkedBy)
  const last = useRef<Mark>(undefined)
  return useSyncExternalStore(subscribe, () => {
    const marks = get()[kind]
    const mark = marks && Object.hasOwn(marks, name) ? marks[name] : undefined
    // One that says the same is the same: nothing is drawn for it.
    const before = last.current
    if (mark?.tone !== before?.tone || mark?.label !== before?.label || mark?.heat !== before?.heat)
      last.current = mark
    return last.current
  })
}
