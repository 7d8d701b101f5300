import { useEffect, useRef, useState } from 'react'
import type { Version } from '../../answers.ts'
import { queries, queryClient } from '../../queries.ts'
import type { Loaded } from '../load-history.ts'
import { type Compared, createRecomputing, nothingCompared, type Recomputing } from './recomputing.ts'

/** Drawing how far it has come takes longer than coming further. */
const restMs = 250

/** How far the history agrees with what the engine makes of it again; null: without the version nothing is computed. */
export function useCompared(loaded: Loaded, version: Version | null): Compared {
  const [compared, set] = useState(nothingCompared)
  const recomputing = useRef<Recomputing>(undefined)
  const latest = useRef(loaded)
  latest.current = loaded
  useEffect(() => {
    if (!version) return
    const made = createRecomputing({
      definition: version.definition,
      version: version.version,
      askForRegister: (name, n) => queryClient.fetchQuery(queries.registerVersion(name, n)),
    })
    recomputing.current = made
    let resting: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      resting = undefined
      set(made.get())
    }
    const unsubscribe = made.subscribe(() => {
      const { agreed, end } = made.get()
      if (end || agreed === latest.current.count) tell()
      else resting ??= setTimeout(tell, restMs)
    })
    made.follow(latest.current)
    return () => {
      clearTimeout(resting)
      unsubscribe()
      made.stop()
    }
  }, [version])
  useEffect(() => recomputing.current?.follow(loaded), [loaded])
  return compared
}
