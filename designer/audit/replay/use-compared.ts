import { useEffect, useRef, useState } from 'react'
import type { Version } from '../../answers.ts'
import { queries, queryClient } from '../../queries.ts'
import type { Loaded } from '../load-history.ts'
import { type Compared, createRecomputing, nothingCompared, type Recomputing } from './recomputing.ts'

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
    const unsubscribe = made.subscribe(() => set(made.get()))
    made.follow(latest.current)
    return () => {
      unsubscribe()
      made.stop()
    }
  }, [version])
  useEffect(() => recomputing.current?.follow(loaded), [loaded])
  return compared
}
