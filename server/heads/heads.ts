// Heads of the log of all entries: made, kept, and held against each other.
//
// 1. No head is signed that contradicts one signed before: whoever has saved one would rightly call it a forgery.
// 2. Every head that is given out is kept beside the database. So somebody who changes the database alone is found
//    out here already; somebody who changes the whole data folder is found out by a head that is kept elsewhere.

import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { headBytes, type LogKeys, readHead, type SignedHead } from '../../engine/log/head.ts'
import { proveConsistency, proveInclusion, rootOf, toHex } from '../../engine/log/tree.ts'
import type { Clock } from '../clock.ts'
import type { EntryTree, Store } from '../store/store.ts'
import { type Keys, keysFile, openKeys } from './keys.ts'

/** That an entry is in the log that the head is of. Hashes are in hexadecimal. */
export type Proof = { head: SignedHead; seq: number; index: number; path: string[] }

export type Heads = {
  /** The log as it is now, signed. Throws RewrittenError. */
  now(): Promise<SignedHead>
  /** That the last entry of a case is in the log, and with it, by the chain, those before it; undefined: no such case. */
  prove(caseId: string): Promise<Proof | undefined>
  /** What shows that the log of `from` entries is the beginning of the one of `to`; undefined: it is not that long. */
  consistency(from: number, to: number): Promise<string[] | undefined>
  /** The heads that were given out, the first one first; a line that is none is a sentence. */
  given(): (SignedHead | string)[]
  keys(): LogKeys
  rotate(): ReturnType<Keys['rotate']>
}

/** The entries are no longer those that were signed. */
export class RewrittenError extends Error {
  constructor(head: SignedHead, size: number) {
    super(
      size < head.size
        ? `No head is signed: one of ${head.size} entries was given out on ${head.at}, and now there are ${size}. Entries were taken away; "verify" says more.`
        : `No head is signed: the first ${head.size} entries are not those of which a head was given out on ${head.at}. They were changed; "verify" says more.`,
    )
    this.name = 'RewrittenError'
  }
}

export const headsFile = (dataFolder: string) => join(dataFolder, 'log', 'heads.jsonl')

export function openHeads({
  store,
  clock,
  dataFolder,
}: {
  store: Pick<Store, 'openTree' | 'loadCase' | 'placeOf'>
  clock: Clock
  dataFolder: string
}): Heads {
  const time = () => clock.now().toISOString()
  const file = headsFile(dataFolder)
  const keys = openKeys(keysFile(dataFolder), time, readLines(file).length === 0)

  function given(): (SignedHead | string)[] {
    return readLines(file).map(line => readHead(line))
  }

  function sign(size: number, root: string): SignedHead {
    const at = time()
    const { key, log, signature } = keys.sign((key, log) => headBytes({ log, size, root, at, key: key.id }))
    return { log, size, root, at, key: key.id, signature, publicKey: key.publicKey }
  }

  /** The tree with its head. What was given out is read first: the log is at least as long then. */
  async function headed(): Promise<{ tree: EntryTree; head: SignedHead }> {
    const last = given().findLast(head => typeof head !== 'string')
    const tree = await store.openTree()
    return { tree, head: await headOf(tree, last) }
  }

  async function headOf(tree: EntryTree, last: SignedHead | undefined): Promise<SignedHead> {
    const root = toHex(await rootOf(tree.size, tree.read))
    if (last) {
      if (last.size > tree.size || toHex(await rootOf(last.size, tree.read)) !== last.root)
        throw new RewrittenError(last, tree.size)
      // Nothing has happened since: the same head is as good as another one.
      if (last.size === tree.size && last.key === keys.known().keys.at(-1)!.id) return last
    }
    const head = sign(tree.size, root)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    appendFileSync(file, `${JSON.stringify(head)}\n`, { mode: 0o600, flush: true })
    return head
  }

  return {
    now: async () => (await headed()).head,

    async prove(caseId) {
      const row = await store.loadCase(caseId)
      if (!row) return undefined
      const place = await store.placeOf(caseId, row.seq)
      if (place === undefined) return undefined
      const { tree, head } = await headed()
      const path = await proveInclusion(place - 1, head.size, tree.read)
      return { head, seq: row.seq, index: place - 1, path: path.map(toHex) }
    },

    async consistency(from, to) {
      const tree = await store.openTree()
      if (to > tree.size || from > to) return undefined
      return (await proveConsistency(from, to, tree.read)).map(toHex)
    },

    given,
    keys: keys.known,
    rotate: () => keys.rotate(time()),
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
