// The roots are those of the reference tests of Certificate Transparency (the eight inputs of RFC 6962's own
// implementation); inclusion and consistency are held against a tree that is computed naively.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkConsistency,
  checkInclusion,
  createFrontier,
  emptyRoot,
  fromHex,
  leafOfBytes,
  nodeOf,
  proveConsistency,
  proveInclusion,
  type ReadNode,
  rootOf,
  toHex,
} from '../../engine/log/tree.ts'

const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, n) => leafOfBytes(Uint8Array.of(n, n >> 8)))

function naive(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot()
  if (leaves.length === 1) return leaves[0]!
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return nodeOf(naive(leaves.slice(0, half)), naive(leaves.slice(half)))
}

const reader =
  (leaves: Uint8Array[]): ReadNode =>
  async (level, index) => {
    const size = 2 ** level
    expect((index + 1) * size, 'only whole subtrees are asked for').toBeLessThanOrEqual(leaves.length)
    return naive(leaves.slice(index * size, (index + 1) * size))
  }

test('the roots are those of the reference implementation', () => {
  const frontier = createFrontier()

  const found = inputs.map(input => {
    frontier.add(leafOfBytes(fromHex(input)))
    return toHex(frontier.root())
  })

  expect(found).toEqual(roots)
})

test('a log without entries has the hash of nothing as its root', async () => {
  expect(toHex(createFrontier().root())).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  expect(toHex(await rootOf(0, reader([])))).toBe(toHex(createFrontier().root()))
})

describe('for logs of any length', () => {
  const size = fc.integer({ min: 1, max: 70 })

  test('the root that is read from whole subtrees is the one that is computed leaf by leaf', async () => {
    await fc.assert(
      fc.asyncProperty(size, async size => {
        const leaves = leavesOf(size)
        const frontier = createFrontier()
        for (const leaf of leaves) frontier.add(leaf)

        expect(toHex(frontier.root())).toBe(toHex(naive(leaves)))
        expect(toHex(await rootOf(size, reader(leaves)))).toBe(toHex(naive(leaves)))
      }),
    )
  })

  test('every entry is proven to be in it, and no other one, nor at another place', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (size, at, elsewhere) => {
        const leaves = leavesOf(size)
        const [index, other] = [at % size, elsewhere % size]
        const root = naive(leaves)

        const path = await proveInclusion(index, size, reader(leaves))

        expect(checkInclusion(leaves[index]!, index, size, path, root)).toBe(true)
        expect(checkInclusion(leaves[other]!, index, size, path, root)).toBe(other === index)
        expect(checkInclusion(leaves[index]!, other, size, path, root)).toBe(other === index)
        expect(checkInclusion(leaves[index]!, index, size, [...path, root], root)).toBe(false)
        if (path.length > 0)
          expect(checkInclusion(leaves[index]!, index, size, path.slice(1), root)).toBe(false)
      }),
    )
  })

  test('a longer one is proven to go on where a shorter one ended, unless one of its entries was changed', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (size, to, changed) => {
        const leaves = leavesOf(size)
        const first = 1 + (to % size)
        const [from, now] = [
          { size: first, root: naive(leaves.slice(0, first)) },
          { size, root: naive(leaves) },
        ]

        const proof = await proveConsistency(first, size, reader(leaves))
        expect(checkConsistency(from, now, proof)).toBe(true)

        // An entry of the shorter log is another one now: no proof from the new log fits the old root.
        const rewritten = [...leaves]
        rewritten[changed % first] = leafOfBytes(Uint8Array.of(9, 9, 9))
        const forged = await proveConsistency(first, size, reader(rewritten))
        expect(checkConsistency(from, { size, root: naive(rewritten) }, forged)).toBe(false)
        expect(checkConsistency(now, from, proof)).toBe(first === size)
      }),
    )
  })
})
