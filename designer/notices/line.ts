// Whether what happens on the server arrives. A line that is mended at once is not worth a word.

const patienceMs = 4_000

export function createLine(around: { later(ms: number, work: () => void): () => void; now(): string }) {
  let broke: string | null = null
  let downSince: string | null = null
  let callOff = () => {}
  const listeners = new Set<() => void>()

  function show(since: string | null): void {
    if (since === downSince) return
    downSince = since
    for (const listener of listeners) listener()
  }

  function set(isOpen: boolean): void {
    if (isOpen) {
      callOff()
      broke = null
      show(null)
    } else if (broke === null) {
      broke = around.now()
      callOff = around.later(patienceMs, () => show(broke))
    }
  }

  return {
    set,
    /** Nobody listens on purpose. */
    forget: () => set(true),
    /** The instant of the last contact; null while there is nothing to say. */
    downSince: () => downSince,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
