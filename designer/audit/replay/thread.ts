/// <reference types="vite/client" />

// Where a history is computed again: in a thread of its own; in a page that may have none (one that was opened from a
// disk), between its other work.

import type { Recomputed, Told } from './recompute.ts'

export type Thread = { send(told: Told): void; stop(): void }

/** `failed`: the thread has ended, and has said nothing of what it was sent last. */
export type StartThread = (take: (recomputed: Recomputed) => void, failed: () => void) => Thread

/** Throws where the browser refuses it at once. */
export const startWorker: StartThread = (take, failed) => {
  const worker = new Worker(new URL('./recompute-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Recomputed>) => take(data)
  worker.onerror = failed
  return { send: told => worker.postMessage(told), stop: () => worker.terminate() }
}

export const startHere: StartThread = take => {
  // The engine is loaded where it is needed: elsewhere the thread has it.
  const hearing = import('./recompute.ts').then(({ hear }) => hear())
  let last: Promise<unknown> = hearing
  let isStopped = false

  async function answer(told: Told): Promise<void> {
    const hear = await hearing
    await new Promise(resolve => setTimeout(resolve))
    if (isStopped) return
    const recomputed = hear(told)
    if (recomputed) take(recomputed)
  }

  return {
    send(told) {
      last = last.then(() => answer(told))
    },
    stop() {
      isStopped = true
    },
  }
}
