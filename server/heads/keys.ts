// What heads are signed with. Made at the first start, kept in the data folder beside the database, readable by its
// owner only: who has a copy of the database cannot sign.
//
// 1. The file holds every public key that there ever was, the first one first, and the private part of the last.
// 2. A new key is endorsed by the one before it, whose private part is then forgotten.
// 3. It is written aside and put into place: of two processes that start at once one makes it, both read the same.

import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { endorsementBytes, keyIdOf, type LogKey, type LogKeys } from '../../engine/log/head.ts'

type Ring = LogKeys & { privateKey: string | null }

export type Keys = {
  /** every key, without its private part */
  known(): LogKeys
  /** Signs with the last key. */
  sign(bytes: (key: LogKey, log: string) => Uint8Array): { key: LogKey; log: string; signature: string }
  /** Makes the next key, endorsed by the last one. */
  rotate(at: string): LogKey
}

/** The file is damaged, or was changed by hand. Nothing is signed then. */
export class DamagedKeysError extends Error {
  constructor(file: string, cause?: unknown) {
    super(
      `${file} holds no keys that can be read. Put it back from a copy; without it heads that were saved earlier cannot be checked here.`,
      { cause },
    )
    this.name = 'DamagedKeysError'
  }
}

export const keysFile = (dataFolder: string) => join(dataFolder, 'log', 'keys.json')

/** Keys were used, and are gone. New ones would make another log of it. */
class MissingKeysError extends DamagedKeysError {
  constructor(file: string) {
    super(file)
    this.name = 'MissingKeysError'
    this.message = `${file} is missing, although heads were given out. Put it back from a copy. Until then no head is signed, and none can be checked.`
  }
}

/** `mayBegin`: no key was ever used here, so that there may be a first one. */
export function openKeys(file: string, now: () => string, mayBegin: boolean): Keys {
  const ring = read(file)
  if (!ring) {
    if (mayBegin) begin(file, now())
  }
  // Brought back from a backup: what signs was not in it, and nobody can endorse its follower.
  else if (ring.privateKey === null) write(file, follow(ring, now()))

  const load = (): Ring => {
    const ring = read(file)
    if (!ring) throw new MissingKeysError(file)
    return ring
  }
  return {
    known: () => publicOf(load()),
    sign(bytes) {
      const ring = load()
      const [key, secret] = [ring.keys.at(-1)!, secretOf(ring) ?? fail(file)]
      return { key, log: ring.log, signature: sign(null, bytes(key, ring.log), secret).toString('hex') }
    },
    rotate(at) {
      const next = follow(load(), at)
      write(file, next)
      return next.keys.at(-1)!
    },
  }
}

const publicOf = ({ log, keys }: Ring): LogKeys => ({ log, keys })

/** What of the file may lie elsewhere: all but what signs. */
export function withoutSecret(content: string): string {
  const ring: Ring = { ...(JSON.parse(content) as Ring), privateKey: null }
  return text(ring)
}

function begin(file: string, at: string): void {
  const { key, secret } = makeKey(at)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const aside = writeAside(file, text({ log: key.id, keys: [key], privateKey: secret }))
  try {
    linkSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(aside)
  }
}

function follow(ring: Ring, at: string): Ring {
  const { key, secret } = makeKey(at)
  const before = ring.keys.at(-1)!
  const signer = secretOf(ring)
  const endorsement = signer && {
    by: before.id,
    signature: sign(null, endorsementBytes(ring.log, key), signer).toString('hex'),
  }
  return {
    log: ring.log,
    keys: [...ring.keys, { ...key, endorsement: endorsement ?? null }],
    privateKey: secret,
  }
}

function makeKey(madeAt: string): { key: LogKey; secret: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // The raw key is the end of its SPKI form (RFC 8410).
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  return { key: { id: keyIdOf(raw), publicKey: raw, madeAt, endorsement: null }, secret }
}

const secretOf = ({ privateKey }: Ring): KeyObject | null =>
  privateKey === null
    ? null
    : createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })

const text = (ring: Ring) => `${JSON.stringify(ring, null, 2)}\n`

function write(file: string, ring: Ring): void {
  renameSync(writeAside(file, text(ring)), file)
}

function writeAside(file: string, content: string): string {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(aside, content, { mode: 0o600, flag: 'wx', flush: true })
  return aside
}

function read(file: string): Ring | undefined {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const ring = JSON.parse(content) as Ring
    if (ring.keys.length > 0 && ring.log === ring.keys[0]!.id) return ring
  } catch (error) {
    return fail(file, error)
  }
  return fail(file)
}

function fail(file: string, cause?: unknown): never {
  throw new DamagedKeysError(file, cause)
}
