// What an event costs in a long history, and among many cases; and what memory the server takes then.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { systemClock } from '../../server/clock.ts'
import { openSqliteStore } from '../../server/store/sqlite/open.ts'
import { makeFolder, openPurchase, removeFolder } from '../support/open-purchase.ts'
import { ana, bob } from '../support/purchase.ts'
import { end, startChild } from './http.ts'
import { type Comparison, compare, perSecond } from './measure.ts'

type Cases = ReturnType<typeof openPurchase>['cases']

async function move(cases: Cases, caseId: string, n: number): Promise<void> {
  if (n % 2 === 0) await cases.send({ caseId, type: 'ASK', data: { item: 'chairs' }, actor: ana })
  else await cases.send({ caseId, type: 'RETURN', data: { reason: 'which?' }, actor: bob })
}

export async function benchLength(): Promise<Comparison[]> {
  const folder = makeFolder()
  const { store, cases } = openPurchase(systemClock, folder)
  for (const id of ['long', 'short0'])
    await cases.start({ process: 'purchase', id, data: { amount: 1 }, actor: ana })
  for (let n = 0; n < 10_000; n++) await move(cases, 'long', n)
  let short = 0
  const result = await compare(
    'an event in a case with 10,000 entries / with 10',
    'µs',
    {
      ours: async () => 1e6 / (await perSecond(1, 300, (_, n) => move(cases, 'long', n))),
      theirs: async () => {
        let spent = 0
        for (let round = 0; round < 30; round++) {
          const id = `short${++short}`
          await cases.start({ process: 'purchase', id, data: { amount: 1 }, actor: ana })
          spent += 10 / (await perSecond(1, 10, (_, n) => move(cases, id, n)))
        }
        return (spent / 300) * 1e6
      },
      rounds: 5,
    },
    { atMost: 1.3 },
  )
  await store.close()
  removeFolder(folder)
  return [result]
}

export async function benchCases(many = 1_000_000): Promise<Comparison[]> {
  const [small, large] = [makeFolder(), makeFolder()]
  await fill(small, 1_000)
  await fill(large, many)
  const few = openPurchase(systemClock, small)
  const lot = openPurchase(systemClock, large)
  // Cold cases, spread over the whole store, each moved twice.
  const spread = (cases: Cases, of: number) => {
    let next = 0
    return async () => {
      const ids = Array.from({ length: 500 }, () => `k${String((next++ * 7_919) % of).padStart(7, '0')}`)
      return 1e6 / (await perSecond(1, 2 * ids.length, (_, n) => move(cases, ids[n >> 1]!, n)))
    }
  }
  const cost = await compare(
    `an event among ${many.toLocaleString('en')} cases / among 1,000`,
    'µs',
    { ours: spread(lot.cases, many), theirs: spread(few.cases, 1_000), rounds: 15 },
    { atMost: 1.3 },
  )
  await few.store.close()
  await lot.store.close()

  const server = await startChild('real-server.ts', large)
  const [url, key] = server.words
  for (let n = 0; n < 200; n++) {
    const response = await fetch(
      `${url}/api/cases?limit=100&${n % 2 === 0 ? 'status=open' : 'process=purchase&stage=sales'}`,
      {
        headers: { authorization: `Bearer ${key}` },
      },
    )
    await response.arrayBuffer()
  }
  const rss = await new Promise<number>(resolve => {
    server.child.once('message', bytes => resolve(Number(bytes)))
    server.child.send('memory')
  })
  await end(server.child)
  removeFolder(small)
  removeFolder(large)
  const mb = rss / 1_048_576
  const memory = {
    name: `memory of the server with ${many.toLocaleString('en')} cases / 300 MB`,
    target: 'at most 1',
    ours: mb,
    theirs: 300,
    unit: 'MB',
    ratio: mb / 300,
    met: mb <= 300,
  }
  return [cost, memory]
}

/** Many cases that have just begun, as the door would have written them, written in bulk. */
async function fill(folder: string, count: number): Promise<void> {
  const { store, cases } = openPurchase(systemClock, folder)
  await cases.start({ process: 'purchase', id: 'template', data: { amount: 1 }, actor: ana })
  await store.close()
  const file = join(folder, 'throughline.db')
  openSqliteStore({ file })
    .close()
    .catch(() => {})
  const database = new DatabaseSync(file)
  const [history] = database.prepare('SELECT entry FROM history').all()
  const addEntry = database.prepare('INSERT INTO history (position, case_no, entry) VALUES (?, ?, ?)')
  const addKeys = database.prepare(
    "INSERT INTO history_keys (case_no, key, position) VALUES (:no, 'start', :no), (:no, 1, :no)",
  )
  const addCase = database.prepare(
    `INSERT INTO cases (no, id, process, version, seq, moved_seq, moved_position, hash, status, stage, opened_at, updated_at, active_states, places, search, clocks, due, priority)
     SELECT :no, :id, process, version, seq, moved_seq, :no, hash, status, stage, opened_at, updated_at, active_states, places, search, clocks, due, priority FROM cases WHERE no = 1`,
  )
  const [place] = database.prepare('SELECT place, updated FROM case_places WHERE case_no = 1').all()
  const addPlace = database.prepare('INSERT INTO case_places (place, updated, case_no) VALUES (?, ?, ?)')
  const [work] = database.prepare('SELECT place, taken, priority, due FROM case_work').all()
  const addWork = database.prepare(
    'INSERT INTO case_work (place, taken, priority, due, case_no) VALUES (:place, :taken, :priority, :due, :no)',
  )
  database.exec('PRAGMA synchronous = OFF')
  for (let from = 0; from < count; from += 50_000) {
    database.exec('BEGIN')
    for (let n = from; n < Math.min(count, from + 50_000); n++) {
      const id = `k${String(n).padStart(7, '0')}`
      // The template is case and position 1.
      const no = n + 2
      addCase.run({ no, id })
      addEntry.run(no, no, history!.entry as string)
      addKeys.run({ no })
      addWork.run({ ...work!, no })
      addPlace.run(place!.place!, place!.updated!, no)
    }
    database.exec('COMMIT')
  }
  for (const table of ['case_counts', 'work_counts'])
    database.exec(`UPDATE ${table} SET cases = (SELECT count(*) FROM cases)`)
  database.close()
}
