// Whether the server can be reached, as the last request found it. While it cannot, it is asked again and again.

type Send = (path: string, init: RequestInit) => Promise<Response>

const everyMs = 4_000

export function createReach(send: Send) {
  let isAway = false
  let asking: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  function set(away: boolean): void {
    if (away !== isAway) {
      isAway = away
      for (const listener of listeners) listener()
    }
    clearTimeout(asking)
    // /healthz costs nothing and needs nobody to be signed in.
    if (away) asking = setTimeout(() => void watched('/healthz', {}).catch(() => {}), everyMs)
  }

  /** As `send`; what becomes of it is noted. */
  async function watched(path: string, init: RequestInit): Promise<Response> {
    try {
      const response = await send(path, init)
      set(false)
      return response
    } catch (error) {
      // Called off by whoever asked: says nothing about the server.
      if (!init.signal?.aborted) set(true)
      throw error
    }
  }

  return {
    send: watched,
    isAway: () => isAway,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
