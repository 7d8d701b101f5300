// A million events out, in every format, by a process of its own whose memory is watched: `export.ts FOLDER FORMAT`
// writes them to nowhere and says on stdout how many characters that were and how much memory it took, in MB.
// EVENTS=200000 has fewer.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { type ExportFormat, exportFormats, exportHistories } from '../../server/export.ts'
import { openSqliteStore } from '../../server/store/sqlite/open.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, openPurchase, removeFolder } from '../support/open-purchase.ts'
import { ana, bob } from '../support/purchase.ts'
import type { Comparison } from './measure.ts'

const promised = 200
const eventCount = Number(process.env.EVENTS ?? 1_000_000)
const inLongCase = 100_000

export async function benchExport(): Promise<Comparison[]> {
  const folder = makeFolder()
  await fill(folder)
  const found = exportFormats.map(format => {
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, folder, format], {
      encoding: 'utf8',
    })
    if (stdout === '') throw new Error(stderr)
    const { memory } = JSON.parse(stdout)
    return {
      name: `memory of ${eventCount} events as ${format} / promised`,
      target: 'at most 1',
      ours: memory,
      theirs: promised,
      unit: 'MB',
      ratio: memory / promised,
      met: memory <= promised,
    }
  })
  removeFolder(folder)
  return found
}

/** Copies of one case that was made through the door, and one case that is a hundred thousand entries long. */
async function fill(folder: string): Promise<void> {
  const { store, cases } = openPurchase(createManualClock(), folder)
  await cases.start({ process: 'purchase', id: 'like', data: { amount: 100 }, actor: ana })
  const send = (type: string, actor = bob, data = {}) => cases.send({ caseId: 'like', type, actor, data })
  await send('ASK', ana, { item: 'a lamp that is bright' })
  await send('APPROVE', ana)
  await send('APPROVE')
  for (let n = 0; n < 3; n++) for (const type of ['PAUSE', 'RESUME']) await send(type)
  await store.close()

  const database = new DatabaseSync(join(folder, 'throughline.db'))
  const { no, each } = database
    .prepare('SELECT c.no, c.seq AS each FROM cases c WHERE id = ?')
    .get('like') as { no: number; each: number }
  const long = Math.min(inLongCase, eventCount / 2)
  const count = Math.floor((eventCount - long) / each)
  const copy = (n: string) => `replace(h.entry, '"caseId":"like"', '"caseId":"k' || ${n} || '"')`
  database.exec(`PRAGMA synchronous = OFF; BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE n (no) AS (SELECT 1 UNION ALL SELECT no + 1 FROM n WHERE no <= ${count}) SELECT no FROM n;
    INSERT INTO cases (no, id, process, version, seq, moved_seq, moved_position, hash, status, stage, assignee, opened_at,
        updated_at, active_states, places, search, clocks, due, priority)
      SELECT ${no} + n.no, 'k' || n.no, t.process, t.version, t.seq, t.moved_seq, t.moved_position, t.hash, t.status,
        t.stage, NULL, t.opened_at, t.updated_at, t.active_states, t.places, '', t.clocks, t.due, t.priority
      FROM n JOIN cases t ON t.no = ${no};
    INSERT INTO history (position, case_no, entry)
      SELECT ${each} + n.no * ${each} + h.position, ${no} + n.no, ${copy('n.no')}
      FROM n JOIN history h ON h.case_no = ${no} WHERE n.no <= ${count} ORDER BY n.no, h.position;
    INSERT INTO history_keys (case_no, key, position)
      SELECT h.case_no, CAST(json_extract(h.entry, '$.seq') AS INTEGER), h.position FROM history h WHERE h.case_no > ${no};
    CREATE TEMP TABLE top AS SELECT max(position) AS position FROM history;
    CREATE TEMP TABLE longer AS WITH RECURSIVE s (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM s WHERE seq < ${long}) SELECT seq FROM s;
    INSERT INTO history (position, case_no, entry)
      SELECT (SELECT position FROM top) + s.seq, ${no} + ${count} + 1, json_set(${copy(`${count + 1}`)}, '$.seq', s.seq)
      FROM longer s JOIN history h ON h.case_no = ${no} AND json_extract(h.entry, '$.seq') = 2;
    INSERT INTO history_keys (case_no, key, position)
      SELECT ${no} + ${count} + 1, s.seq, (SELECT position FROM top) + s.seq FROM longer s;
    COMMIT`)
  database.close()
}

async function measure(folder: string, format: ExportFormat): Promise<void> {
  const store = openSqliteStore({ file: join(folder, 'throughline.db') })
  let [characters, memory] = [0, 0]
  for await (const part of exportHistories(store, format, { filter: {}, only: 'cases' })) {
    characters += part.length
    memory = Math.max(memory, process.memoryUsage.rss())
  }
  await store.close()
  process.stdout.write(JSON.stringify({ characters, memory: memory / 1_000_000 }))
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await measure(process.argv[2]!, process.argv[3] as ExportFormat)
