// Whether the entries are still those of which heads were given out: kept here, or saved by somebody elsewhere.

import { flawOfHead, flawOfKeys, type LogKeys, type SignedHead, short } from '../../engine/log/head.ts'
import { createFrontier, leafOf, rootOf, toHex } from '../../engine/log/tree.ts'
import { bytesDigest as digest } from '../digest.ts'
import type { Store } from '../store/store.ts'
import type { Heads } from './heads.ts'
import { DamagedKeysError } from './keys.ts'

/** What the log comes to, recomputed from the entries; `flaw`: the first thing that is not as it should be. */
export type LogCheck = {
  size: number
  root: string
  /** heads that were held against it */
  heads: number
  flaw?: string
  /** what is no flaw, and yet should be known */
  notes: string[]
}

export async function checkLog(
  { store, heads }: { store: Pick<Store, 'readHashes' | 'openTree'>; heads: Pick<Heads, 'given' | 'keys'> },
  saved: readonly SignedHead[] = [],
): Promise<LogCheck> {
  const keys = keysOf(heads)
  if (typeof keys === 'string') return { size: 0, root: '', heads: 0, flaw: keys, notes: [] }
  const given = heads.given()
  const known = given.filter(head => typeof head !== 'string')
  const roots = await rootsAt(
    store,
    [...known, ...saved].map(({ size }) => size),
  )
  const { size, root } = roots
  const check = { size, root, heads: known.length + saved.length }
  const flaw =
    saved.map(head => flawOf(head, keys, roots, known)).find(flaw => flaw !== undefined) ??
    flawOfGiven(given, keys, roots, known) ??
    (await flawOfTree(store, roots))
  const keysFlaw = flawOfKeys(keys)
  return { ...check, ...(flaw !== undefined && { flaw }), notes: keysFlaw === undefined ? [] : [keysFlaw] }
}

/** The keys, or why there are none. */
function keysOf(heads: Pick<Heads, 'keys'>): LogKeys | string {
  try {
    return heads.keys()
  } catch (error) {
    if (error instanceof DamagedKeysError) return error.message
    throw error
  }
}

type Roots = { size: number; root: string; at: ReadonlyMap<number, string> }

/** The root after each of these numbers of entries, and after all. */
async function rootsAt(store: Pick<Store, 'readHashes'>, sizes: number[]): Promise<Roots> {
  const wanted = new Set(sizes)
  const at = new Map<number, string>()
  const frontier = createFrontier(digest)
  const look = () => {
    if (wanted.has(frontier.size())) at.set(frontier.size(), toHex(frontier.root()))
  }
  look()
  for await (const hash of store.readHashes()) {
    frontier.add(leafOf(hash, digest))
    look()
  }
  return { size: frontier.size(), root: toHex(frontier.root()), at }
}

function flawOf(
  head: SignedHead,
  keys: LogKeys,
  { size, at }: Roots,
  known: readonly SignedHead[],
): string | undefined {
  const wrong = flawOfHead(head, keys)
  const name = `The head of ${head.size} entries, signed ${head.at}`
  if (wrong !== undefined) return `${name}: ${wrong}`
  if (head.size > size)
    return `${name}, is of a longer log: ${size} entries are there. The last ${head.size - size} were taken away.`
  if (at.get(head.size) === head.root) return undefined
  // Of those heads that still hold the longest: what is wrong is after it.
  const sound = known
    .filter(({ size, root }) => size < head.size && at.get(size) === root)
    .reduce((most, { size }) => Math.max(most, size), 0)
  return `${name}, does not match: the first ${head.size} entries come to ${short(at.get(head.size)!)}, not ${short(head.root)}. Something was changed, put in or taken out among the entries written as number ${sound + 1} to ${head.size} of all.`
}

function flawOfGiven(
  given: readonly (SignedHead | string)[],
  keys: LogKeys,
  roots: Roots,
  known: readonly SignedHead[],
): string | undefined {
  for (const [n, head] of given.entries()) {
    if (typeof head === 'string') return `Line ${n + 1} of the heads that were given out: ${head}`
    const flaw = flawOf(head, keys, roots, known)
    if (flaw !== undefined) return flaw
  }
  return undefined
}

/** Proofs are read from what is kept of the tree: it has to be the tree of these entries. */
async function flawOfTree(
  store: Pick<Store, 'openTree'>,
  { size, root }: Roots,
): Promise<string | undefined> {
  const tree = await store.openTree()
  if (tree.size < size) return 'Entries were taken away while they were read.'
  return toHex(await rootOf(size, tree.read)) === root
    ? undefined
    : 'The tree that proofs are read from is not that of the entries: one of the two was changed.'
}
