import { useEffect, useState, useSyncExternalStore } from 'react'
import { api } from '../queries.ts'
import { createHistoryLoad, type Loaded } from './load-history.ts'

/** The whole history of a case that is at `seq`, as far as it has come; and how to try again. */
export function useHistory(id: string, seq: number): [Loaded, again: () => void] {
  const [load] = useState(() => createHistoryLoad(page => api.history(id, page)))
  useEffect(() => void load.loadUntil(seq), [load, seq])
  useEffect(() => () => load.stop(), [load])
  return [useSyncExternalStore(load.subscribe, load.get), () => void load.loadUntil(seq)]
}
