// A history of any length, page after page. A page that the server cannot read is asked for in smaller pieces, until
// the entry is found that is damaged; what stands after it is read all the same.

import { ApiError } from '../api.ts'
import { createTrail, type Trail } from './trail.ts'

/** Entries with a higher seq than `after`, in order, at most `limit`. */
export type AskForEntries = (page: { after: number; limit: number }) => Promise<{ items: unknown[] }>

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
/** Pages that are on their way at once, where nothing is wrong with them. */
const ahead = 2
/** So many in a row that cannot be read are no damage of single entries: the server has another trouble. */
const mostUnreadable = 25

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
  function next(limit: number): ReturnType<AskForEntries> {
    const after = trail.last
    if (limit < pageSize) return ask({ after, limit })
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
    let limit = pageSize
    let unreadable = 0
    coming.clear()
    while (trail.last < loaded.until && !isStopped) {
      try {
        const { items } = await next(limit)
        if (items.length === 0) trail.addHole(loaded.until, 'missing')
        else trail.add(items)
        limit = Math.min(pageSize, limit * 4)
        unreadable = 0
      } catch (error) {
        if (!isFault(error) || unreadable === mostUnreadable) throw error
        if (limit === 1) {
          trail.addHole(trail.last + 1, 'unreadable')
          unreadable += 1
        } else limit = Math.max(1, Math.floor(limit / 4))
      }
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

/** The server was reached, and broke on what was asked for. */
const isFault = (error: unknown) => error instanceof ApiError && error.status === 500
