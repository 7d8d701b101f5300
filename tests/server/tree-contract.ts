// What every store promises of the tree over all entries.

import { describe, expect, test } from 'vitest'
import { createFrontier, leafOf, rootOf, toHex } from '../../engine/log/tree.ts'
import type { CaseRow, Store } from '../../server/store/store.ts'
import { aCommit } from './store-contract.ts'

async function write(store: Store, entries: number, from = 0): Promise<string[]> {
  const hashes: string[] = []
  const rows = new Map<string, CaseRow>()
  for (let n = from; n < from + entries; n++) {
    const id = `${from}-${n % 7}`
    const commit = aCommit(id, rows.get(id) ?? null)
    expect(await store.commit(commit)).toBe('committed')
    rows.set(id, commit.row)
    hashes.push(commit.entry.hash)
  }
  return hashes
}

async function read(hashes: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const hash of hashes) found.push(hash)
  return found
}

function rootByHand(hashes: string[]): string {
  const frontier = createFrontier()
  for (const hash of hashes) frontier.add(leafOf(hash))
  return toHex(frontier.root())
}

export function treeContract(name: string, open: () => Promise<Store>) {
  describe(`${name}: the tree over all entries`, () => {
    test('is empty as long as nothing happened', async () => {
      const store = await open()

      const tree = await store.openTree()

      expect(tree.size).toBe(0)
      expect(toHex(await rootOf(0, tree.read))).toBe(rootByHand([]))
      await store.close()
    })

    test('has the entries as leaves, in the order written, however often it is asked for meanwhile', async () => {
      const store = await open()
      const hashes: string[] = []

      // Across the rows of 256 in which it is kept, asked for in between.
      for (const more of [1, 2, 250, 3, 1, 600]) {
        hashes.push(...(await write(store, more, hashes.length)))
        const { size, read: node } = await store.openTree()
        expect(size).toBe(hashes.length)
        expect(toHex(await rootOf(size, node))).toBe(rootByHand(hashes))
      }

      expect(await read(store.readHashes())).toEqual(hashes)
      const { read: node } = await store.openTree()
      for (const size of [1, 2, 255, 256, 257, 512, 700])
        expect(toHex(await rootOf(size, node))).toBe(rootByHand(hashes.slice(0, size)))
      await store.close()
    })

    test('says where an entry stands among all', async () => {
      const store = await open()
      await write(store, 20)

      expect(await store.placeOf('0-3', 2)).toBe(11)
      expect(await store.placeOf('0-3', 9)).toBeUndefined()
      expect(await store.placeOf('nobody', 1)).toBeUndefined()
      await store.close()
    })
  })
}
