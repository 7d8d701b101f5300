// A head of the log: how long it is and what its root is, signed (Ed25519, RFC 8032). Whoever has saved one can tell
// later whether the log still begins with what it was then.
//
// 1. What is signed is a line that names its kind, and the canonical JSON (RFC 8785) of what is said.
// 2. The log is named after its first key. A later key is endorsed by the one before it, so that who trusts the
//    first one, or any since, can follow.

import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical, sha256 } from '../seal.ts'

hashes.sha512 = sha512

/** Hashes, keys and signatures are in hexadecimal. */
export type LogHead = {
  /** name of the log: the id of its first key */
  log: string
  /** entries */
  size: number
  root: string
  /** when it was signed, ISO 8601 */
  at: string
  /** id of the key */
  key: string
}
export type SignedHead = LogHead & { signature: string; publicKey: string }

/** A key that heads are signed with; `id` is the SHA-256 of the public one. */
export type LogKey = {
  id: string
  publicKey: string
  madeAt: string
  /** the key before it has signed that this one follows; null for a first key, and where the one before was lost */
  endorsement: { by: string; signature: string } | null
}

/** A log's keys, the first one first. */
export type LogKeys = { log: string; keys: LogKey[] }

export const keyIdOf = (publicKey: string): string => sha256(publicKey)

const headLine = 'throughline log head 1\n'
const keyLine = 'throughline log key 1\n'

/** What is signed of a head. */
export const headBytes = ({ log, size, root, at, key }: LogHead): Uint8Array =>
  utf8ToBytes(headLine + canonical({ log, size, root, at, key }))

/** What the key before signs of a new one. */
export const endorsementBytes = (log: string, { id, publicKey, madeAt }: Omit<LogKey, 'endorsement'>) =>
  utf8ToBytes(keyLine + canonical({ log, id, publicKey, madeAt }))

const isSigned = (signature: string, bytes: Uint8Array, publicKey: string): boolean => {
  try {
    return verify(hexToBytes(signature), bytes, hexToBytes(publicKey))
  } catch {
    // Not hexadecimal, not on the curve, not of that length: no signature.
    return false
  }
}

const hex = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`)
const [hash, signed] = [hex(64), hex(128)]

/** A head from the text of a file, or the sentence that says why it is none. */
export function readHead(text: string): SignedHead | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'It is no JSON. A head is what "Save the head" and the command "head" write.'
  }
  const head = (typeof value === 'object' && value !== null ? value : {}) as Partial<SignedHead>
  const { log, size, root, at, key, signature, publicKey } = head
  const wrong = [
    ['log', typeof log === 'string' && hash.test(log)],
    ['size', Number.isSafeInteger(size) && size! >= 0],
    ['root', typeof root === 'string' && hash.test(root)],
    ['at', typeof at === 'string' && !Number.isNaN(Date.parse(at))],
    ['key', typeof key === 'string' && hash.test(key)],
    ['signature', typeof signature === 'string' && signed.test(signature)],
    ['publicKey', typeof publicKey === 'string' && hash.test(publicKey)],
  ] as const
  const missing = wrong.filter(([, isRight]) => !isRight).map(([name]) => `"${name}"`)
  if (missing.length > 0)
    return `It is no head of a log: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing or not as in a head.`
  return { log, size, root, at, key, signature, publicKey } as SignedHead
}

/**
 * What is wrong with a head, as a sentence; undefined when it is signed by a key of this log. Says nothing about
 * whether the log still begins so: that is for its root.
 */
export function flawOfHead(head: SignedHead, keys: LogKeys): string | undefined {
  if (keyIdOf(head.publicKey) !== head.key) return 'Its key is not the one that it names.'
  if (!isSigned(head.signature, headBytes(head), head.publicKey))
    return 'Its signature is wrong: it was changed after it was signed.'
  if (head.log !== keys.log)
    return `It is a head of another installation (log ${short(head.log)}); the log here is ${short(keys.log)}.`
  if (!keys.keys.some(({ id }) => id === head.key))
    return `It is signed with the key ${short(head.key)}, which is none of this log's.`
  return undefined
}

/** What is wrong with a log's keys: each must be endorsed by the one before. Undefined when nothing is. */
export function flawOfKeys({ log, keys }: LogKeys): string | undefined {
  for (const [n, key] of keys.entries()) {
    if (keyIdOf(key.publicKey) !== key.id) return `The key ${short(key.id)} is not the one that its id names.`
    const before = keys[n - 1]
    if (!before) {
      if (key.id !== log)
        return `The first key is ${short(key.id)}, but the log is named after ${short(log)}.`
      continue
    }
    const { endorsement } = key
    if (!endorsement)
      return `Nobody has endorsed the key ${short(key.id)}, made ${key.madeAt}: the key before it was lost, or somebody else has put it there.`
    const isEndorsed =
      endorsement.by === before.id &&
      isSigned(endorsement.signature, endorsementBytes(log, key), before.publicKey)
    if (!isEndorsed)
      return `The key ${short(key.id)} is not endorsed by the one before it, ${short(before.id)}.`
  }
  return keys.length === 0 ? 'There are no keys.' : undefined
}

/** The first letters of a hash: enough for people to compare. */
export const short = (hash: string): string => hash.slice(0, 16)
