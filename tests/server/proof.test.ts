// What is proven against whom. Whoever changes the store is found out; whoever changes it together with everything
// that the server keeps is found out by a head that was saved elsewhere.

import { appendFileSync, cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import type { Json } from '../../engine/json.ts'
import { flawOfHead, flawOfKeys, readHead, type SignedHead } from '../../engine/log/head.ts'
import { checkConsistency, checkInclusion, fromHex, leafOf } from '../../engine/log/tree.ts'
import { hashOf, seal } from '../../engine/seal.ts'
import { type Check, verifyAll } from '../../server/audit.ts'
import { headsFile } from '../../server/heads/heads.ts'
import { keysFile } from '../../server/heads/keys.ts'
import { databaseFile, type Opened, openData } from '../../server/open.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { purchase } from '../support/purchase.ts'

const ana = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
const bob = { id: 'bob', kind: 'person' as const, roles: ['strategy'] }

let around: string
let folder: string
let saved: SignedHead
let size: number

const copies: string[] = []

/** A few cases on two versions, with refusals and notes, written one after the other. */
async function fill({ processes, cases }: Opened, item = 'chairs', count = 6): Promise<void> {
  for (let n = 0; n < count; n++) {
    if (n === 3) {
      const changed = { ...purchase, description: 'A second version' }
      await processes.publish({ process: 'purchase', definition: changed, note: '', by: 'ana' })
    }
    const caseId = `c${n}`
    await cases.start({ process: 'purchase', id: caseId, data: { amount: 7 + n }, actor: ana })
    await cases.send({ caseId, type: 'ASK', data: { item: n === 2 ? item : 'lamps' }, actor: ana })
    if (n % 2 === 0) await cases.send({ caseId, type: 'NOPE', data: {}, actor: ana })
    else await cases.send({ caseId, type: 'APPROVE', data: {}, actor: bob })
  }
}

beforeAll(async () => {
  around = makeFolder()
  folder = join(around, 'data')
  const opened = await openData({ dataFolder: folder }, createManualClock('2026-03-02T09:00:00.000Z'))
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
  await fill(opened)
  saved = await opened.heads.now()
  size = saved.size
  await opened.close()
})

afterAll(() => removeFolder(around))

function copyOf(): string {
  const copy = join(around, `copy${copies.length}`)
  copies.push(copy)
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** Somebody with the database in their hands, who takes the triggers away first. */
function tamper(copy: string, change: (raw: DatabaseSync) => void): void {
  const raw = new DatabaseSync(databaseFile(copy), { enableForeignKeyConstraints: false })
  for (const { name } of raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
    raw.exec(`DROP TRIGGER "${name}"`)
  change(raw)
  raw.close()
}

async function verified(copy: string, heads: SignedHead[] = []): Promise<Check> {
  const opened = await openData({ dataFolder: copy })
  try {
    return await verifyAll(opened, { saved: heads })
  } finally {
    await opened.close()
    rmSync(copy, { recursive: true })
  }
}

const entryAt = (raw: DatabaseSync, position: number): HistoryEntry =>
  JSON.parse(
    (raw.prepare('SELECT entry FROM history WHERE position = ?').get(position) as { entry: string }).entry,
  )

function putEntry(raw: DatabaseSync, position: number, entry: unknown): void {
  raw.prepare('UPDATE history SET entry = ? WHERE position = ?').run(JSON.stringify(entry), position)
}

/** Changes the nth value of an entry, wherever it is. */
function changeLeaf(entry: unknown, nth: number): Json {
  const leaves: [holder: Record<string, Json>, key: string][] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0) walk(inner)
      else leaves.push([value as Record<string, Json>, key])
  }
  walk(entry)
  const [holder, key] = leaves[nth % leaves.length]!
  const was = holder[key]
  holder[key] =
    typeof was === 'number'
      ? was + 1
      : typeof was === 'boolean'
        ? !was
        : `${typeof was === 'string' ? was : ''}x`
  return entry as Json
}

test('what nobody has touched agrees with the head that was saved, and with those that were given out', async () => {
  const check = await verified(copyOf(), [saved])

  expect(check).toMatchObject({
    ok: true,
    entries: size,
    log: { size, root: saved.root, heads: 2, notes: [] },
  })
})

describe('with the database in hand, at any place', () => {
  const place = fc.nat().map(n => 1 + (n % size))

  const changes: [what: string, change: (raw: DatabaseSync, at: number, other: number) => void][] = [
    ['an edit of any field', (raw, at, nth) => putEntry(raw, at, changeLeaf(entryAt(raw, at), nth))],
    [
      'an edit whose hash was computed anew',
      (raw, at, nth) => {
        const { hash: _, ...rest } = entryAt(raw, at)
        changeLeaf(rest, nth)
        putEntry(raw, at, { ...rest, hash: hashOf(rest as HistoryEntry) })
      },
    ],
    ['a deletion', (raw, at) => void raw.prepare('DELETE FROM history WHERE position = ?').run(at)],
    [
      'an insertion',
      (raw, at, other) => {
        const entry = entryAt(raw, at)
        const [end] = [raw.prepare('SELECT max(position) AS n FROM history').get() as { n: number }]
        const no = raw.prepare('SELECT case_no AS n FROM history WHERE position = ?').get(1 + (other % size))
        raw
          .prepare('INSERT INTO history (position, case_no, entry) VALUES (?, ?, ?)')
          .run(end.n + 1, (no as { n: number }).n, JSON.stringify(entry))
      },
    ],
    [
      'two entries that changed places',
      (raw, at, nth) => {
        const to = 1 + ((at + (nth % (size - 1))) % size)
        const [one, two] = [entryAt(raw, at), entryAt(raw, to)]
        putEntry(raw, at, two)
        putEntry(raw, to, one)
      },
    ],
    [
      'a version that was swapped for one that does the same, its hash with it',
      (raw, at) => {
        const definition = { ...purchase, description: `Never published ${at}` }
        const { entry } = seal(entryAt(raw, 1), '0'.repeat(64))
        expect(entry.process).toBe('purchase')
        raw
          .prepare('UPDATE versions SET definition = ?, hash = ? WHERE process = ? AND version = ?')
          .run(JSON.stringify(definition), hashOf(definition as never), 'purchase', 1 + (at % 2))
      },
    ],
  ]

  test.each(changes)('%s is found', async (_, change) => {
    await fc.assert(
      fc.asyncProperty(place, fc.nat(), async (at, other) => {
        const copy = copyOf()
        tamper(copy, raw => change(raw, at, other))

        const check = await verified(copy)

        expect(check.ok).toBe(false)
        expect(check.firstBad?.reason.length).toBeGreaterThan(10)
      }),
      { numRuns: 25 },
    )
  })
})

describe('with everything in hand that the server keeps', () => {
  /** The same keys, other entries: what somebody makes who writes the whole anew. */
  async function forge(write: (opened: Opened) => Promise<void>): Promise<string> {
    const copy = join(around, `forged${copies.length}`)
    copies.push(copy)
    cpSync(keysFile(folder), keysFile(copy))
    const opened = await openData({ dataFolder: copy }, createManualClock('2026-03-02T09:00:00.000Z'))
    await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
    await write(opened)
    await opened.heads.now()
    await opened.close()
    return copy
  }

  test('a whole that was written anew is found by a head that was saved, and by nothing else', async () => {
    const write = (opened: Opened) => fill(opened, 'sofas')

    expect(await verified(await forge(write))).toMatchObject({ ok: true })
    const check = await verified(await forge(write), [saved])

    expect(check).toMatchObject({ ok: false, firstBad: { caseId: null } })
    expect(check.firstBad!.reason).toMatch(new RegExp(`The head of ${size} entries, .* does not match`))
  })

  test('a tail that was cut is found by a head that was saved, and by nothing else', async () => {
    const write = (opened: Opened) => fill(opened, 'chairs', 5)

    expect(await verified(await forge(write))).toMatchObject({ ok: true })
    const check = await verified(await forge(write), [saved])

    expect(check.firstBad!.reason).toContain(
      `is of a longer log: ${size - 3} entries are there. The last 3 were taken away.`,
    )
  })
})

describe('a head', () => {
  test('is signed by a key of the log, and says of whom it is when it is another’s', async () => {
    const copy = copyOf()
    const opened = await openData({ dataFolder: copy })
    const stranger = await openData({ dataFolder: join(around, 'stranger') })

    expect(flawOfHead(saved, opened.heads.keys())).toBeUndefined()
    expect(flawOfHead({ ...saved, size: 1 }, opened.heads.keys())).toContain('changed after it was signed')
    expect(flawOfHead(saved, stranger.heads.keys())).toContain('a head of another installation')
    await Promise.all([opened.close(), stranger.close()])
    expect((await verified(copy, [await strangersHead()])).firstBad?.reason).toContain('another installation')
  })

  async function strangersHead(): Promise<SignedHead> {
    const stranger = await openData({ dataFolder: join(around, 'stranger') })
    try {
      return await stranger.heads.now()
    } finally {
      await stranger.close()
    }
  }

  test.each([
    ['nonsense', 'It is no JSON'],
    ['[1]', 'It is no head of a log: "log", "size"'],
    ['{"log":"x"}', 'missing or not as in a head'],
  ])('that is none is told: %s', (text, sentence) => {
    expect(readHead(text)).toContain(sentence)
  })

  test('stays valid when the key is followed by another, which the one before endorses', async () => {
    const copy = copyOf()
    const opened = await openData({ dataFolder: copy })

    const key = opened.heads.rotate()
    await opened.cases.send({ caseId: 'c1', type: 'NOPE', data: {}, actor: ana })
    const head = await opened.heads.now()

    expect(head.key).toBe(key.id)
    const keys = opened.heads.keys()
    expect([flawOfHead(saved, keys), flawOfHead(head, keys), flawOfKeys(keys)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const [first, second] = keys.keys
    expect(
      flawOfKeys({ ...keys, keys: [first!, { ...second!, madeAt: '2020-01-01T00:00:00.000Z' }] }),
    ).toContain('is not endorsed by the one before it')
    expect(readFileSync(keysFile(copy), 'utf8').match(/"privateKey"/g)).toHaveLength(1)
    await opened.close()
    expect(await verified(copy, [saved, head])).toMatchObject({ ok: true, log: { notes: [] } })
  })

  test('is not signed when it would contradict one that was given out', async () => {
    const copy = copyOf()
    tamper(copy, raw => {
      putEntry(raw, 3, changeLeaf(entryAt(raw, 3), 0))
      const { hash: _, ...rest } = entryAt(raw, 3)
      putEntry(raw, 3, { ...rest, hash: hashOf(rest as HistoryEntry) })
      raw.exec('DELETE FROM tree')
    })
    const opened = await openData({ dataFolder: copy })

    await expect(opened.heads.now()).rejects.toThrow(/No head is signed: the first \d+ entries are not those/)
    await opened.close()
  })

  test('that somebody put among those given out is found', async () => {
    const copy = copyOf()
    appendFileSync(headsFile(copy), `${JSON.stringify({ ...saved, at: '2027-01-01T00:00:00.000Z' })}\n`)

    expect((await verified(copy)).firstBad?.reason).toContain('changed after it was signed')
  })
})

test('the history of a case is proven to be in the log, and the log of one head to begin the log of another', async () => {
  const copy = copyOf()
  const opened = await openData({ dataFolder: copy })

  const { head, seq, index, path } = (await opened.heads.prove('c2'))!
  const [last] = await opened.store.listHistory('c2', { after: seq - 1 })
  expect(checkInclusion(leafOf(last!.hash), index, head.size, path.map(fromHex), fromHex(head.root))).toBe(
    true,
  )
  expect(checkInclusion(leafOf(last!.prev), index, head.size, path.map(fromHex), fromHex(head.root))).toBe(
    false,
  )

  await opened.cases.send({ caseId: 'c1', type: 'NOPE', data: {}, actor: ana })
  const later = await opened.heads.now()
  const proof = (await opened.heads.consistency(saved.size, later.size))!
  const [from, to] = [saved, later].map(({ size, root }) => ({ size, root: fromHex(root) }))
  expect(checkConsistency(from!, to!, proof.map(fromHex))).toBe(true)
  expect(await opened.heads.consistency(1, later.size + 1)).toBeUndefined()
  expect(await opened.heads.prove('nobody')).toBeUndefined()
  await opened.close()
})
