// Durable transitions through the door, against a bare loop of prepared statements that writes the same rows in
// the same batches: what the engine, the rules, the seal and the checks cost on top of the disk.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { HistoryEntry } from '../../engine/case.ts'
import { canonical } from '../../engine/seal.ts'
import { systemClock } from '../../server/clock.ts'
import { start as schema } from '../../server/store/sqlite/schema/0001-start.ts'
import { makeFolder, openPurchase, removeFolder } from '../support/open-purchase.ts'
import { ana, bob } from '../support/purchase.ts'
import { type Comparison, compare, perSecond } from './measure.ts'

const clients = 64
const each = 100

export async function benchDoor(): Promise<Comparison[]> {
  const folder = makeFolder()
  const { store, cases } = openPurchase(systemClock, folder)
  for (let n = 0; n < clients; n++) {
    await cases.start({ process: 'purchase', id: `many${n}`, data: { amount: 1 }, actor: ana })
  }
  await cases.start({ process: 'purchase', id: 'one', data: { amount: 1 }, actor: ana })
  // Two events that belong together: one sets a timer, the other clears it.
  const move = async (caseId: string, n: number) => {
    const sent =
      n % 2 === 0
        ? await cases.send({ caseId, type: 'ASK', data: { item: 'chairs' }, actor: ana })
        : await cases.send({ caseId, type: 'RETURN', data: { reason: 'which?' }, actor: bob })
    if (sent.kind !== 'sent') throw new Error(sent.message)
  }
  await move('one', 0)
  const example = (await store.listHistory('one')).at(-1)!
  await move('one', 1)

  const bare = openBare(makeFolder(), example)
  const results = [
    await compare(
      `door, ${clients} at once / bare statements in batches of ${clients}`,
      'per second',
      {
        ours: () => perSecond(clients, each, (client, n) => move(`many${client}`, n)),
        theirs: () => bare.perSecond(clients, each),
        rounds: 5,
      },
      { atLeast: 0.25 },
    ),
    await compare(
      'door, one at a time / bare statements, one transaction each',
      'per second',
      {
        ours: () => perSecond(1, 600, (_, n) => move('one', n)),
        theirs: () => bare.perSecond(1, 600),
        rounds: 5,
      },
      { atLeast: 0.6 },
    ),
  ]
  await store.close()
  removeFolder(folder)
  bare.close()
  return results
}

/** The rows of one such event, written by nothing but prepared statements. */
function openBare(folder: string, example: HistoryEntry) {
  const database = new DatabaseSync(join(folder, 'bare.db'))
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536',
  )
  database.exec(schema)
  const eventKey = database.prepare('INSERT INTO history_keys (case_no, key, position) VALUES (?, ?, ?)')
  const seqKey = database.prepare(
    'INSERT INTO history_keys (case_no, key, position) VALUES (?, CAST(? AS INTEGER), ?)',
  )
  const entry = database.prepare('INSERT INTO history (position, case_no, entry) VALUES (?, ?, ?)')
  const row = database.prepare(
    `UPDATE cases SET version = ?, seq = ?, moved_seq = ?, moved_position = ?, hash = ?, status = ?, stage = ?, assignee = ?, updated_at = ?, active_states = ?, places = ?, search = ? WHERE no = ?`,
  )
  const place = database.prepare(
    'UPDATE case_places SET place = ?, updated = ? WHERE place = ? AND updated = ? AND case_no = ?',
  )
  const setTimer = database.prepare(
    'INSERT OR REPLACE INTO timers (case_id, id, due_at, seq) VALUES (?, ?, ?, ?)',
  )
  const dropTimer = database.prepare('DELETE FROM timers WHERE case_id = ? AND id = ?')
  const addCase = database.prepare(
    `INSERT INTO cases (no, id, process, version, seq, moved_seq, moved_position, hash, status, opened_at, updated_at, active_states, places, search) VALUES (?, ?, 'purchase', 1, 0, 0, 0, '', 'open', '', '', '', '1', '')`,
  )
  const addPlace = database.prepare('INSERT INTO case_places (place, updated, case_no) VALUES (1, 0, ?)')
  const text = canonical(example)
  const standing = new Map<string, { no: number; seq: number; updated: number }>()
  let at = Date.now()
  let position = 0

  function add(caseId: string): void {
    const no = standing.size + 1
    standing.set(caseId, { no, seq: 0, updated: 0 })
    addCase.run(no, caseId)
    addPlace.run(no)
  }

  function write(caseId: string): void {
    const found = standing.get(caseId)!
    const { no, updated } = found
    const seq = ++found.seq
    const state = seq % 2 === 1 ? 'approval' : 'request'
    const [left, entered] = seq % 2 === 1 ? [1, 2] : [2, 1]
    found.updated = ++at
    const now = new Date(at).toISOString()
    position += 1
    eventKey.run(no, `${caseId} ${seq}`, position)
    seqKey.run(no, seq, position)
    entry.run(position, no, text)
    place.run(entered!, at, left!, updated, no)
    const search = `${caseId} chairs 1`
    const { hash } = example
    row.run(1, seq, seq, position, hash, 'open', 'sales', null, now, state, String(entered), search, no)
    if (seq % 2 === 1) setTimer.run(caseId, 'after P3D in approval', now, seq)
    else dropTimer.run(caseId, 'after P3D in approval')
  }

  return {
    perSecond(batch: number, rounds: number): number {
      const ids = Array.from({ length: batch }, (_, n) => `${batch}-${n}`)
      for (const id of ids) if (!standing.has(id)) add(id)
      const start = performance.now()
      for (let n = 0; n < rounds; n++) {
        database.exec('BEGIN IMMEDIATE')
        for (const id of ids) write(id)
        database.exec('COMMIT')
      }
      return (batch * rounds) / ((performance.now() - start) / 1000)
    },
    close() {
      database.close()
      removeFolder(folder)
    },
  }
}
