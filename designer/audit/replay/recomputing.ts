// Follows a history as it arrives and has it computed again in a thread of its own, one batch at a time: what waits
// for its turn waits in the history, and is not copied.

import type { HistoryEntry, RegisterName } from '../../../engine/case.ts'
import type { Definition } from '../../../engine/definition.ts'
import type { Json } from '../../../engine/json.ts'
import type { Loaded } from '../load-history.ts'
import type { Trail } from '../trail.ts'
import type { Recomputed, Stop } from './recompute.ts'
import { startHere, startWorker, type Thread } from './thread.ts'

/**
 * Why the comparison ended before the history did: what the engine says, or
 *
 * - `hole`: entries are missing or damaged, and nothing can be computed past them
 * - `register`: a version of a register that the entry read cannot be had
 */
export type End =
  | Stop
  | { kind: 'hole'; seq: number }
  | { kind: 'register'; seq: number; name: RegisterName; version: number; message: string }

export type Compared = {
  /** so many places, from the first, agree with the record */
  agreed: number
  end: End | null
  /** by position: the transitions that its entry took, as numbers of `pointers` */
  taken: readonly (readonly number[])[]
  pointers: readonly string[]
  /** JSON Pointer of a transition → position at which it was first taken */
  firstTaken: ReadonlyMap<string, number>
}

export const nothingCompared: Compared = {
  agreed: 0,
  end: null,
  taken: [],
  pointers: [],
  firstTaken: new Map(),
}

export type Recomputing = {
  get(): Compared
  subscribe(listener: () => void): () => void
  /** There is more of the history now. */
  follow(loaded: Loaded): void
  stop(): void
}

const batchSize = 1_000

type Around = {
  definition: Definition
  version: number
  askForRegister(name: RegisterName, version: number): Promise<{ content: Json }>
}

export function createRecomputing({ definition, version, askForRegister }: Around): Recomputing {
  const listeners = new Set<() => void>()
  const taken: number[][] = []
  const pointers: string[] = []
  const firstTaken = new Map<string, number>()
  const known = new Set<string>()
  let compared: Compared = { ...nothingCompared, taken, pointers, firstTaken }
  let thread: Thread | undefined
  let trail: Trail | undefined
  let count = 0
  /** places that were sent, and batches of them that are not answered yet */
  let sent = 0
  let waiting = 0
  let isSending = false
  let isStopped = false

  function tell(change: Partial<Compared>): void {
    compared = { ...compared, ...change }
    for (const listener of listeners) listener()
  }

  function begin(): Thread {
    try {
      thread = startWorker(take, beginHere)
    } catch {
      thread = startHere(take, () => {})
    }
    thread.send({ kind: 'begin', definition, version })
    return thread
  }

  /** The thread is gone, and all that it had been told: it is begun anew without one. */
  function beginHere(): void {
    if (isStopped) return
    thread?.stop()
    for (const list of [taken, pointers]) list.length = 0
    for (const set of [firstTaken, known]) set.clear()
    thread = startHere(take, () => {})
    thread.send({ kind: 'begin', definition, version })
    sent = waiting = 0
    isSending = false
    tell({ agreed: 0, end: null })
    void goOn()
  }

  function take(batch: Recomputed): void {
    waiting -= 1
    pointers.push(...batch.pointers)
    for (const numbers of batch.taken) {
      for (const n of numbers) if (!firstTaken.has(pointers[n]!)) firstTaken.set(pointers[n]!, taken.length)
      taken.push(numbers)
    }
    tell({ agreed: taken.length, end: batch.stop ?? compared.end })
    void goOn()
  }

  async function goOn(): Promise<void> {
    // One batch is computed while the next is on its way.
    if (isSending || isStopped || compared.end || !trail || sent >= count || waiting === 2) return
    const entries: HistoryEntry[] = []
    for (const item of trail.items.slice(sent, Math.min(count, sent + batchSize))) {
      if (item.kind === 'hole') break
      entries.push(item.entry)
    }
    if (entries.length === 0) {
      if (waiting === 0) tell({ end: { kind: 'hole', seq: trail.items[sent]!.seq } })
      return
    }
    isSending = true
    const to = thread ?? begin()
    const end = await teachRegisters(entries, to)
    // Begun anew meanwhile: then they are sent again.
    if (isStopped || to !== thread) return
    isSending = false
    if (end) return tell({ end })
    sent += entries.length
    waiting += 1
    to.send({ kind: 'entries', text: JSON.stringify(entries) })
    void goOn()
  }

  async function teachRegisters(entries: HistoryEntry[], to: Thread): Promise<End | null> {
    for (const { seq, facts } of entries)
      for (const [name, version] of Object.entries(facts.registers) as [RegisterName, number][]) {
        if (known.has(`${name} ${version}`)) continue
        try {
          const { content } = await askForRegister(name, version)
          if (isStopped || to !== thread) return null
          known.add(`${name} ${version}`)
          to.send({ kind: 'register', name, version, content })
        } catch (error) {
          return { kind: 'register', seq, name, version, message: (error as Error).message }
        }
      }
    return null
  }

  return {
    get: () => compared,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow(loaded) {
      trail = loaded.trail
      count = loaded.count
      void goOn()
    },
    stop() {
      isStopped = true
      thread?.stop()
    },
  }
}
