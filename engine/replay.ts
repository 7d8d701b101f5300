// Runs a history through the engine again and compares, entry by entry, with what was recorded then.

import {
  type Facts,
  type HistoryEntry,
  isStep,
  type RegisterName,
  type Registers,
  type Snapshot,
  type Step,
  type StepEntry,
} from './case.ts'
import type { Process } from './compile.ts'
import { definitionHash } from './definition-hash.ts'
import type { Json } from './json.ts'
import type { Refusal } from './refusal.ts'
import { fireTimer, start, step } from './step.ts'

/** The first entry where replay and record disagree. */
export type Divergence = {
  seq: number
  /** what differs: `to`, `verdicts`, `effects`, `timersSet`, `timersCleared`, the `definition`, or the `kind` itself */
  field: string
  recorded: Json
  replayed: Json
  message: string
}

export type Replay = {
  /** the snapshot after each entry, in order; a refused attempt or a note leaves the one before */
  snapshots: Snapshot[]
  divergence: Divergence | null
}

/** The content that a register had in a version; undefined when it is gone. */
export type RegisterAt = (name: RegisterName, version: number) => Json | undefined

/** A replay that takes entry after entry, for histories that are too long to hold. */
export type Replayer = {
  /** The snapshot after the entry, or the divergence; after one, nothing more is compared. */
  next(entry: HistoryEntry): Divergence | null
  snapshot(): Snapshot | null
  /** JSON Pointers of the transitions that the last entry took, in order; none where the case stood still. */
  transitions(): string[]
}

/** Recomputes every snapshot of a history, on the process version that it ran on. */
export function replay(process: Process, entries: HistoryEntry[], registerAt: RegisterAt): Replay {
  const replayer = createReplayer(process, registerAt)
  const snapshots: Snapshot[] = []
  for (const entry of entries) {
    const divergence = replayer.next(entry)
    if (divergence) return { snapshots, divergence }
    snapshots.push(replayer.snapshot()!)
  }
  return { snapshots, divergence: null }
}

export function createReplayer(process: Process, registerAt: RegisterAt): Replayer {
  let snapshot: Snapshot | null = null
  let transitions: string[] = []

  function take(entry: HistoryEntry): Divergence | null {
    if (!isStep(entry)) return snapshot || entry.seq === 1 ? null : missingStart(entry)
    if (entry.kind !== 'start' && !snapshot) return missingStart(entry)
    const other = otherDefinition(process, entry)
    if (other) return other
    const outcome = again(process, snapshot, entry, pinned(entry.facts, registerAt))
    const divergence = compare(entry, outcome)
    if (!divergence) ({ to: snapshot, transitions } = outcome as Step)
    return divergence
  }

  return {
    next(entry) {
      transitions = []
      try {
        return take(entry)
      } catch {
        return notRunnable(entry)
      }
    },
    snapshot: () => snapshot,
    transitions: () => transitions,
  }
}

function again(
  process: Process,
  from: Snapshot | null,
  entry: StepEntry,
  registers: Registers,
): Step | Refusal {
  switch (entry.kind) {
    case 'start':
      return start(process, entry.event, registers)
    case 'event':
      return step(process, from!, entry.event, registers)
    case 'timer':
      return fireTimer(process, from!, entry.event, registers)
  }
  return entry.kind satisfies never
}

/** The registers as the step read them: exactly those on record, in the versions on record. */
function pinned({ registers }: Facts, registerAt: RegisterAt): Registers {
  const found: Registers = {}
  for (const [name, version] of Object.entries(registers) as [RegisterName, number][]) {
    const content = registerAt(name, version)
    if (content !== undefined) found[name] = { version, content }
  }
  return found
}

const compared = ['to', 'verdicts', 'effects', 'timersSet', 'timersCleared'] as const

function compare(entry: StepEntry, outcome: Step | Refusal): Divergence | null {
  if (outcome.kind === 'refusal') {
    const message = `Entry ${entry.seq} (${entry.event.type}) is on record as taken; replayed, it is refused: ${outcome.message}`
    return { seq: entry.seq, field: 'kind', recorded: 'step', replayed: outcome.reason, message }
  }
  for (const field of compared) {
    if (isSame(entry[field], outcome[field])) continue
    const message = `Entry ${entry.seq} (${entry.event.type}): replay and record differ in "${field}".`
    const [recorded, replayed] = [entry[field], outcome[field]] as [unknown, unknown] as [Json, Json]
    return { seq: entry.seq, field, recorded, replayed, message }
  }
  return null
}

/** A version that was swapped may well come to the same: its definition is still another one. */
function otherDefinition(process: Process, { seq, facts }: StepEntry): Divergence | null {
  const recorded = facts.definition
  if (recorded === undefined) return null
  const replayed = definitionHash(process.definition)
  if (recorded === replayed) return null
  const message = `Entry ${seq} began on another definition than version ${process.version} has now: the version was changed after the case had begun.`
  return { seq, field: 'definition', recorded, replayed, message }
}

/** What somebody has changed may be no entry at all any more: a date that is none, a part that is missing. */
function notRunnable(entry: HistoryEntry): Divergence {
  const message = `Entry ${entry.seq} cannot be run again: parts of it are missing, or not as the engine writes them.`
  return { seq: entry.seq, field: 'kind', recorded: entry.kind, replayed: null, message }
}

/** Would both have the same canonical text? Asked without writing it, which is most of the work of a replay. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((element, n) => isSame(element ?? null, b[n] ?? null))
  }
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>]
  // What is undefined is not there.
  let count = 0
  for (const key of Object.keys(one)) {
    if (one[key] === undefined) continue
    if (!Object.hasOwn(other, key) || !isSame(one[key], other[key])) return false
    count += 1
  }
  for (const key of Object.keys(other)) if (other[key] !== undefined) count -= 1
  return count === 0
}

function missingStart(entry: HistoryEntry): Divergence {
  const message = `Entry ${entry.seq} (${entry.event.type}) has no beginning: the history does not start with "start".`
  return { seq: entry.seq, field: 'kind', recorded: entry.kind, replayed: 'start', message }
}
