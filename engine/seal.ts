// What makes a history provable: a canonical text for every entry, and a chain of hashes through them.
//
// 1. The canonical text is RFC 8785 (JSON Canonicalization Scheme): the same entry has one text, whoever
//    writes it, in whatever order its fields were made.
// 2. An entry's hash is SHA-256 over the canonical text of the entry without its `hash` field. `prev` is
//    among the fields, so a hash vouches for everything before it.

import { sha256 as sha256Bytes } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { HistoryEntry } from './case.ts'

/** The `prev` of a first entry: 64 zeros. */
export const genesis = '0'.repeat(64)

/** An entry before it has its place in a chain. */
export type Unsealed = HistoryEntry extends infer Entry
  ? Entry extends HistoryEntry
    ? Omit<Entry, 'prev' | 'hash'>
    : never
  : never

/** A sealed entry, and its canonical text, so that nobody has to write it a second time. */
export type Sealed = { entry: HistoryEntry; text: string }

/** The canonical JSON of a value (RFC 8785). Throws a TypeError for what JSON cannot say: NaN, infinities, functions. */
export function canonical(value: unknown): string {
  try {
    return JSON.stringify(sorted(value))
  } catch (error) {
    if (error === unsortable) return spelled(value)
    throw error
  }
}

/** Thrown where an object cannot be brought in order, because JavaScript has an order of its own for such keys. */
const unsortable = new Error('an object has a key that JavaScript would put elsewhere')
const hasOwnOrder = (key: string) => (key.charCodeAt(0) <= 57 && /^\d+$/.test(key)) || key === '__proto__'

/** The value with its keys in canonical order, as far as JavaScript lets them be: what is sealed later has less to sort. */
export function inOrder<T>(value: T): T {
  try {
    return sorted(value) as T
  } catch (error) {
    if (error === unsortable) return value
    throw error
  }
}

/** The slow way, letter by letter, for any keys. */
function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(element => spelled(element ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${spelled(inner)}`).join(',')}}`
}

/**
 * The value with every object's keys in order (as UTF-16, which is how JavaScript compares strings). The very
 * same value where they are already: most of an entry is made, or was read, in order, and JSON.stringify
 * does the rest of RFC 8785 (numbers, escapes) natively.
 */
function sorted(value: unknown): unknown {
  if (typeof value === 'object') {
    if (value === null) return null
    return Array.isArray(value) ? sortedArray(value) : sortedObject(value as Record<string, unknown>)
  }
  if (
    typeof value === 'number'
      ? !Number.isFinite(value)
      : typeof value === 'function' || typeof value === 'bigint'
  )
    throw new TypeError(`JSON has no word for ${String(value)}`)
  return value
}

function sortedArray(array: unknown[]): unknown[] {
  let copy: unknown[] | undefined
  for (let i = 0; i < array.length; i++) {
    const inner = sorted(array[i])
    if (inner !== array[i]) {
      copy ??= array.slice()
      copy[i] = inner
    }
  }
  return copy ?? array
}

function sortedObject(object: Record<string, unknown>): Record<string, unknown> {
  let before = ''
  for (const key in object) {
    if (before > key || hasOwnOrder(key)) return copyInOrder(object)
    before = key
    const value = object[key]
    if (typeof value === 'string' || typeof value === 'boolean') continue
    if (sorted(value) !== value) return copyInOrder(object)
  }
  return object
}

function copyInOrder(object: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(object).sort()) {
    if (hasOwnOrder(key)) throw unsortable
    copy[key] = sorted(object[key])
  }
  return copy
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export type Digest = (text: string) => string

/** The digest that runs anywhere. A server may hand in its platform's own, which is several times as fast. */
export const sha256: Digest = text => {
  return bytesToHex(sha256Bytes(utf8ToBytes(text)))
}

/** Gives an entry its place in the chain: after the entry whose hash is `prev`. */
export function seal(entry: Unsealed, prev: string, digest: Digest = sha256): Sealed {
  const {
    caseId,
    effects,
    event,
    facts,
    kind,
    process,
    recordedAt,
    refusal,
    seq,
    timersCleared,
    timersSet,
    to,
  } = entry as Unsealed &
    Partial<Record<'effects' | 'refusal' | 'timersCleared' | 'timersSet' | 'to', unknown>>
  const { verdicts, version } = entry
  // The fields on either side of `hash`, written in canonical order, so that one text serves for both.
  const before = { caseId, effects, event, facts }
  const after = {
    kind,
    prev,
    process,
    recordedAt,
    refusal,
    seq,
    timersCleared,
    timersSet,
    to,
    verdicts,
    version,
  }
  const first = canonical(before).slice(0, -1)
  const last = canonical(after).slice(1)
  const hash = digest(`${first},${last}`)
  return { entry: { ...entry, prev, hash } as HistoryEntry, text: `${first},"hash":"${hash}",${last}` }
}

/** The hash that an entry should have, from all its other fields. */
export function hashOf(entry: HistoryEntry, digest: Digest = sha256): string {
  const { hash: _, ...rest } = entry
  return digest(canonical(rest))
}

export type ChainCheck = { ok: boolean; entries: number; firstBad?: { seq: number; reason: string } }

/** Checks that entries follow each other without a gap and that none was changed, from the first on. */
export function verifyChain(entries: Iterable<HistoryEntry>, digest: Digest = sha256): ChainCheck {
  const chain = createChainCheck(digest)
  for (const entry of entries) if (!chain.add(entry)) break
  return chain.result()
}

/** The same, entry by entry, for histories that are too long to hold. */
export function createChainCheck(digest: Digest = sha256): {
  add(entry: HistoryEntry): boolean
  result(): ChainCheck
} {
  let prev = genesis
  let entries = 0
  let caseId: string | undefined
  let firstBad: ChainCheck['firstBad']
  return {
    add(entry) {
      const reason = wrongWith(entry, prev, entries + 1, caseId, digest)
      if (reason !== undefined) firstBad ??= { seq: entry.seq, reason }
      caseId ??= entry.caseId
      prev = entry.hash
      entries += 1
      return reason === undefined
    },
    result: () => ({ ok: !firstBad, entries, ...(firstBad && { firstBad }) }),
  }
}

function wrongWith(
  entry: HistoryEntry,
  prev: string,
  seq: number,
  caseId: string | undefined,
  digest: Digest,
): string | undefined {
  if (entry.seq !== seq) return `Entry ${seq} is missing: the next one on record is ${entry.seq}.`
  if (caseId !== undefined && entry.caseId !== caseId) return `It belongs to another case, ${entry.caseId}.`
  if (entry.prev !== prev) return 'It does not follow the entry before: their hashes do not meet.'
  if (hashOf(entry, digest) !== entry.hash)
    return 'Its content does not match its hash: it was changed after it was written.'
  return undefined
}
