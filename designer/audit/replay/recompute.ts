// A history computed again by the engine, batch after batch, and compared with the record. Says little about each
// entry, so that a hundred thousand of them can be told from one thread to another: the snapshots are on record
// already, and as long as replay and record agree they are the same.

import type { HistoryEntry, RegisterName } from '../../../engine/case.ts'
import { compile } from '../../../engine/compile.ts'
import type { Definition } from '../../../engine/definition.ts'
import type { Json } from '../../../engine/json.ts'
import { createReplayer, type Divergence, type Replayer } from '../../../engine/replay.ts'

/**
 * Why it does not go on.
 *
 * - `diverged`: the first entry that comes out otherwise than it is on record
 * - `broken`: the engine cannot make anything of the entry; `message` is what it said
 * - `version`: the definition cannot be run
 */
export type Stop =
  | { kind: 'diverged'; seq: number; divergence: Divergence }
  | { kind: 'broken'; seq: number; message: string }
  | { kind: 'version'; message: string }

/** What became of a batch. */
export type Recomputed = {
  /** for each entry that agrees, in order: its transitions, as numbers of `pointers` */
  taken: number[][]
  /** JSON Pointers of transitions that were not told before; they are numbered on, from 0 */
  pointers: string[]
  stop: Stop | null
}

export type Recomputer = {
  /** A register as it was in a version; before the entries that read it. */
  learn(name: RegisterName, version: number, content: Json): void
  add(entries: readonly HistoryEntry[]): Recomputed
}

export function createRecomputer(definition: Definition, version: number): Recomputer {
  const registers = new Map<string, Json>()
  const numbers = new Map<string, number>()
  let replayer: Replayer | undefined
  let stop: Stop | null = null

  function begin(): Replayer | undefined {
    try {
      return createReplayer(compile(definition, version), (name, n) => registers.get(`${name} ${n}`))
    } catch (error) {
      stop = { kind: 'version', message: sentenceOf(error) }
      return undefined
    }
  }

  function next(replayer: Replayer, entry: HistoryEntry): Stop | null {
    const { seq } = entry
    try {
      const divergence = replayer.next(entry)
      return divergence && { kind: 'diverged', seq, divergence }
    } catch (error) {
      return { kind: 'broken', seq, message: sentenceOf(error) }
    }
  }

  return {
    learn(name, version, content) {
      registers.set(`${name} ${version}`, content)
    },
    add(entries) {
      const taken: number[][] = []
      const pointers: string[] = []
      if (!stop) replayer ??= begin()
      for (const entry of entries) {
        stop ??= replayer ? next(replayer, entry) : null
        if (stop || !replayer) break
        taken.push(
          replayer.transitions().map(pointer => {
            const known = numbers.get(pointer)
            if (known !== undefined) return known
            pointers.push(pointer)
            numbers.set(pointer, numbers.size)
            return numbers.size - 1
          }),
        )
      }
      return { taken, pointers, stop }
    },
  }
}

/**
 * In this order: `begin` once, then batches of entries, each after the registers that it reads. The entries are JSON:
 * from thread to thread a text goes several times as fast as the objects that it stands for.
 */
export type Told =
  | { kind: 'begin'; definition: Definition; version: number }
  | { kind: 'register'; name: RegisterName; version: number; content: Json }
  | { kind: 'entries'; text: string }

/** Takes what it is told, one thing after another; only `entries` is answered. */
export function hear(): (told: Told) => Recomputed | undefined {
  let recomputer: Recomputer | undefined
  return told => {
    if (told.kind === 'begin') recomputer = createRecomputer(told.definition, told.version)
    else if (told.kind === 'register') recomputer?.learn(told.name, told.version, told.content)
    else return recomputer?.add(JSON.parse(told.text) as HistoryEntry[])
    return undefined
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
