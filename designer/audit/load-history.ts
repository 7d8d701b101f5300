// A history of any length, page after page.

import type { HistoryPage } from '../answers.ts'
import { createTrail, type Trail } from './trail.ts'

/** Entries with a higher seq than `after`, in order, at most `limit`. */
export type AskForEntries = (page: {
  after: number
  limit: number
}) => Promise<Pick<HistoryPage, 'items' | 'damaged'>>

export type Loaded = {
  trail: Trail
  /** how many places of the trail are there */
  count: number
  /** seq up to which it is being loaded */
  until: number
  state: 'loading' | 'whole' | 'failed'
  error: Error | null
}

export type HistoryLoad = {
  get(): Loaded
  subscribe(listener: () => void): () => void
  /** Loads what is not there yet, up to this seq; also again after a failure. */
  loadUntil(seq: number): Promise<void>
  stop(): void
}

const pageSize = 1_000
/** Pages that are on their way at once. */
const ahead = 2

export function createHistoryLoad(ask: AskForEntries): HistoryLoad {
  const trail = createTrail()
  const listeners = new Set<() => void>()
  let loaded: Loaded = { trail, count: 0, until: 0, state: 'loading', error: null }
  let isRunning = false
  let isStopped = false

  function tell(change: Partial<Loaded>): void {
    loaded = { ...loaded, ...change, count: trail.items.length }
    for (const listener of listeners) listener()
  }

  /** Pages that were asked for before they are needed, by what they come after. */
  const coming = new Map<number, ReturnType<AskForEntries>>()

  /** The page after the last entry that is there; those that should follow are asked for meanwhile. */
  function next(): ReturnType<AskForEntries> {
    const after = trail.last
    for (let n = 0; n < ahead; n++) {
      const from = after + n * pageSize
      if (from >= loaded.until || coming.has(from)) continue
      const page = ask({ after: from, limit: pageSize })
      // What goes wrong is told where it is waited for, if it ever is.
      page.catch(() => {})
      coming.set(from, page)
    }
    const page = coming.get(after)!
    coming.delete(after)
    return page
  }

  async function run(): Promise<void> {
    coming.clear()
    while (trail.last < loaded.until && !isStopped) {
      const { items, damaged } = await next()
      if (items.length + damaged.length === 0) trail.addHole(loaded.until, 'missing')
      else trail.add(items, damaged)
      if (!isStopped) tell({})
    }
  }

  return {
    get: () => loaded,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async loadUntil(seq) {
      isStopped = false
      loaded = { ...loaded, until: Math.max(seq, loaded.until) }
      if (isRunning || trail.last >= loaded.until) return
      isRunning = true
      tell({ state: 'loading', error: null })
      try {
        await run()
        if (!isStopped) tell({ state: 'whole' })
      } catch (error) {
        tell({ state: 'failed', error: error as Error })
      } finally {
        isRunning = false
      }
    },
    stop() {
      isStopped = true
    },
  }
}
