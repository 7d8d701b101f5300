import { useEffect, useRef, useState } from 'react'
import { createKeptForms, type Kept, type Place } from './kept.ts'
import type { Draft } from './validator.ts'

const pause = 300

const forms = () => createKeptForms(localStorage, () => new Date())

/** The form that was left half filled in, and how to keep what is typed now: after a pause, and before the page goes. */
export function useKept({ person, caseId, event }: Place) {
  const [place] = useState<Place>({ person, caseId, event })
  const [kept, setKept] = useState<Kept | null>(() => {
    forms().dropOld()
    return forms().find(place)
  })
  const waiting = useRef<{ draft: Draft; timer: ReturnType<typeof setTimeout> } | null>(null)

  const callOff = () => {
    clearTimeout(waiting.current?.timer)
    waiting.current = null
  }
  const write = useRef(() => {
    if (waiting.current) forms().keep(place, waiting.current.draft)
    callOff()
  })
  useEffect(() => {
    const writeNow = write.current
    window.addEventListener('pagehide', writeNow)
    return () => {
      window.removeEventListener('pagehide', writeNow)
      writeNow()
    }
  }, [])

  return {
    kept,
    keep(draft: Draft) {
      callOff()
      waiting.current = { draft, timer: setTimeout(write.current, pause) }
    },
    drop() {
      callOff()
      forms().drop(place)
      setKept(null)
    },
  }
}
