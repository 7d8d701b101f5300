// One append-only log over all entries: a Merkle tree as in RFC 6962, section 2.1 (Certificate Transparency).
//
// 1. Entries are leaves in the order in which they were written, whatever their case. A leaf is the hash of the
//    byte 0 and an entry's own hash, a node the hash of the byte 1 and its two children.
// 2. A root vouches for every entry and for their order. That an entry is in a log, and that one log goes on where
//    another ended, is shown with a number of hashes that grows with the logarithm of the log.
// 3. Nodes of whole subtrees never change: they can be kept, and read by `level` (0: leaves) and `index`.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'

/** A digest of bytes. A server may hand in its platform's own, which is several times as fast. */
export type BytesDigest = (bytes: Uint8Array) => Uint8Array

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

export const toHex = bytesToHex
export const fromHex = hexToBytes

/** The leaf of an entry, from its hash in hexadecimal. Throws an Error for what is no hash. */
export const leafOf = (hash: string, digest: BytesDigest = sha256): Uint8Array =>
  leafOfBytes(hexToBytes(hash), digest)

/** RFC 6962: MTH({d}) = SHA-256(0x00 || d). */
export const leafOfBytes = (bytes: Uint8Array, digest: BytesDigest = sha256): Uint8Array =>
  digest(concatBytes(leafMark, bytes))

/** RFC 6962: SHA-256(0x01 || left || right). */
export const nodeOf = (left: Uint8Array, right: Uint8Array, digest: BytesDigest = sha256): Uint8Array =>
  digest(concatBytes(nodeMark, left, right))

/** The root of a log without entries. */
export const emptyRoot = (digest: BytesDigest = sha256): Uint8Array => digest(new Uint8Array())

/** A tree that leaves are added to, kept as the roots of its whole subtrees: a few hashes, however long the log. */
export type Frontier = { add(leaf: Uint8Array): void; size(): number; root(): Uint8Array }

export function createFrontier(digest: BytesDigest = sha256): Frontier {
  /** at each level the root of the whole subtree that ends the log there; undefined where there is none */
  const whole: (Uint8Array | undefined)[] = []
  let size = 0
  return {
    add(leaf) {
      let carried = leaf
      let level = 0
      for (; whole[level] !== undefined; level++) {
        carried = nodeOf(whole[level]!, carried, digest)
        whole[level] = undefined
      }
      whole[level] = carried
      size += 1
    },
    size: () => size,
    root() {
      let root: Uint8Array | undefined
      for (const one of whole) if (one) root = root ? nodeOf(one, root, digest) : one
      return root ?? emptyRoot(digest)
    },
  }
}

/** Reads the root of the whole subtree over the leaves from `index * 2 ** level`, `2 ** level` of them. */
export type ReadNode = (level: number, index: number) => Promise<Uint8Array>

/** The root of the first `size` leaves. */
export async function rootOf(size: number, read: ReadNode): Promise<Uint8Array> {
  return size === 0 ? emptyRoot() : rangeRoot(0, size, read)
}

async function rangeRoot(start: number, size: number, read: ReadNode): Promise<Uint8Array> {
  const level = Math.log2(size)
  if (Number.isInteger(level) && start % size === 0) return read(level, start / size)
  const left = splitOf(size)
  return nodeOf(await rangeRoot(start, left, read), await rangeRoot(start + left, size - left, read))
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** RFC 6962, 2.1.1: what leads from the leaf at `index` to the root of the first `size` leaves, from below. */
export async function proveInclusion(index: number, size: number, read: ReadNode): Promise<Uint8Array[]> {
  const path = async (start: number, size: number): Promise<Uint8Array[]> => {
    if (size === 1) return []
    const left = splitOf(size)
    return index < start + left
      ? [...(await path(start, left)), await rangeRoot(start + left, size - left, read)]
      : [...(await path(start + left, size - left)), await rangeRoot(start, left, read)]
  }
  return path(0, size)
}

/** RFC 6962, 2.1.2: what shows that the first `from` of the first `to` leaves are still those that they were. */
export async function proveConsistency(from: number, to: number, read: ReadNode): Promise<Uint8Array[]> {
  const proof = async (m: number, start: number, size: number, isKnown: boolean): Promise<Uint8Array[]> => {
    if (m === size) return isKnown ? [] : [await rangeRoot(start, size, read)]
    const left = splitOf(size)
    return m <= left
      ? [...(await proof(m, start, left, isKnown)), await rangeRoot(start + left, size - left, read)]
      : [...(await proof(m - left, start + left, size - left, false)), await rangeRoot(start, left, read)]
  }
  return from === 0 || from === to ? [] : proof(from, 0, to, true)
}

/** Does the path lead from the leaf to the root? (RFC 9162, 2.1.3.2) */
export function checkInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false
  let [at, last, hash] = [index, size - 1, leaf]
  for (const one of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeOf(one, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else hash = nodeOf(hash, one)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && isSame(hash, root)
}

/** Is the log of `to` leaves the one of `from` leaves, gone on? (RFC 9162, 2.1.4.2) */
export function checkConsistency(
  from: { size: number; root: Uint8Array },
  to: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (from.size > to.size) return false
  if (from.size === to.size) return proof.length === 0 && isSame(from.root, to.root)
  if (from.size === 0) return proof.length === 0 && isSame(from.root, emptyRoot())
  const isWhole = Number.isInteger(Math.log2(from.size))
  const [first, ...rest] = isWhole ? [from.root, ...proof] : proof
  if (!first) return false
  let [at, last] = [from.size - 1, to.size - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  let [before, after] = [first, first]
  for (const one of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = nodeOf(one, before)
      after = nodeOf(one, after)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else after = nodeOf(after, one)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && isSame(before, from.root) && isSame(after, to.root)
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, n) => byte === b[n])
