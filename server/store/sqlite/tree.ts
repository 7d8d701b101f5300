// Keeps the tree over all entries, behind the commits: a step waits for no hash of it. Whoever asks for a proof has
// what is missing made first.

import { leafOf, nodeOf } from '../../../engine/log/tree.ts'
import { bytesDigest, digest } from '../../digest.ts'
import type { EntryTree } from '../store.ts'
import { nextTurn } from './cases.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

/** Hashes in a row, as a power of two, and how many bytes each has. */
const rowBits = 8
const rowSize = 2 ** rowBits
const width = 32

/** How many entries are taken in at a time. */
const batch = 8_192

/** What stands for an entry in the tree: its hash; for one that cannot be read, the hash of what is there. */
const hashColumn = `CASE WHEN json_valid(entry) THEN json_extract(entry, '$.hash') END AS hash, entry`
type HashRow = { position: number; hash: string | null; entry: string }
const missing = digest('')
const hashIn = ({ hash, entry }: HashRow): string =>
  hash !== null && /^[0-9a-f]{64}$/.test(hash) ? hash : digest(entry)

export function createTree({ sql }: Database, writer: Writer) {
  const last = sql('SELECT max(position) AS position FROM history')
  const between = sql(
    `SELECT position, ${hashColumn} FROM history WHERE position > ? AND position <= ? ORDER BY position`,
  )
  const row = sql('SELECT hashes FROM tree WHERE level = ? AND no = ?')
  const lastRow = sql('SELECT no, length(hashes) AS bytes FROM tree WHERE level = ? ORDER BY no DESC LIMIT 1')
  const write = sql('INSERT OR REPLACE INTO tree (level, no, hashes) VALUES (?, ?, ?)')
  const clear = sql('DELETE FROM tree')
  const place = sql(
    `SELECT k.position FROM cases c CROSS JOIN history_keys k ON k.case_no = c.no
     WHERE c.id = ? AND k.key = CAST(? AS INTEGER)`,
  )

  const entries = () => (last.get() as { position: number | null }).position ?? 0
  const countAt = (level: number) => {
    const end = lastRow.get(level) as { no: number; bytes: number } | undefined
    return end ? end.no * rowSize + end.bytes / width : 0
  }
  const hashesOf = (level: number, no: number): Uint8Array =>
    (row.get(level, no) as { hashes: Uint8Array } | undefined)?.hashes ?? new Uint8Array()

  /** The hashes from a place on, one for each place: where an entry was taken away stands the hash of nothing. */
  function hashesAfter(from: number, to: number): string[] {
    const found = Array.from({ length: to - from }, () => missing)
    for (const row of between.all(from, to) as HashRow[]) found[row.position - from - 1] = hashIn(row)
    return found
  }

  /** Takes in the next entries. */
  function extend(upTo: number): void {
    const size = countAt(0)
    const hashes = hashesAfter(size, Math.min(upTo, size + batch))
    append(
      0,
      hashes.map(hash => leafOf(hash, bytesDigest)),
    )
  }

  /** Adds hashes at the end of a level; each row that gets full is one hash more in the level above. */
  function append(level: number, hashes: Uint8Array[]): void {
    if (hashes.length === 0) return
    const above: Uint8Array[] = []
    const count = countAt(level)
    let no = Math.floor(count / rowSize)
    let open = [...split(hashesOf(level, no)).slice(0, count - no * rowSize)]
    const keep = () => write.run(level, no, Buffer.concat(open))
    for (const hash of hashes) {
      open.push(hash)
      if (open.length < rowSize) continue
      keep()
      above.push(fold(open))
      open = []
      no += 1
    }
    if (open.length > 0) keep()
    append(level + 1, above)
  }

  /** The node over the first `size` entries, from the rows; whole subtrees only. */
  function node(level: number, index: number): Uint8Array {
    const rowLevel = Math.floor(level / rowBits)
    const span = 2 ** (level % rowBits)
    const first = index * span
    const no = Math.floor(first / rowSize)
    const from = (first - no * rowSize) * width
    const hashes = split(hashesOf(rowLevel, no).subarray(from, from + span * width))
    if (hashes.length < span) throw new Error(`The tree of entries has no node ${index} at level ${level}.`)
    return fold(hashes)
  }

  return {
    async open(): Promise<EntryTree> {
      const size = entries()
      // Somebody has taken entries away: what the tree kept of them would prove what is not there.
      if (countAt(0) > size) await writer.add(() => void clear.run())
      while (countAt(0) < size) {
        await writer.add(() => extend(size))
        await nextTurn()
      }
      return { size, read: async (level, index) => node(level, index) }
    },

    placeOf(caseId: string, seq: number): number | undefined {
      return (place.get(caseId, seq) as { position: number } | undefined)?.position
    },

    async *hashes(): AsyncIterable<string> {
      const end = entries()
      for (let from = 0; from < end; from += batch) {
        yield* hashesAfter(from, Math.min(from + batch, end))
        await nextTurn()
      }
    },
  }
}

const split = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / width }, (_, n) => bytes.subarray(n * width, (n + 1) * width))

/** The root over a power of two of hashes. */
function fold(hashes: Uint8Array[]): Uint8Array {
  let level = hashes
  while (level.length > 1)
    level = Array.from({ length: level.length / 2 }, (_, n) =>
      nodeOf(level[2 * n]!, level[2 * n + 1]!, bytesDigest),
    )
  return level[0]!
}
