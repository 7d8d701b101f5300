// A million events out by the command line, in every format, and the most memory that the process had.
// EVENTS=200000 has fewer.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { exportFormats } from '../../server/export.ts'
import { openData } from '../../server/open.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { ana, bob, purchase } from '../support/purchase.ts'
import type { Comparison } from './measure.ts'

const promised = 200
const eventCount = Number(process.env.EVENTS ?? 1_000_000)
const inLongCase = 100_000

export async function benchExport(): Promise<Comparison[]> {
  const folder = makeFolder()
  await fill(folder)
  const found = exportFormats.map(format => {
    const memory = memoryOf(folder, format)
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

/** The most memory, in MB, that the command had while it wrote everything to a file. */
function memoryOf(folder: string, format: string): number {
  const tell = 'process.on("exit", () => console.log(process.resourceUsage().maxRSS))'
  const cli = join(import.meta.dirname, '../../server/cli.ts')
  const command = ['export', '--process', 'purchase', '--format', format, '--out', join(folder, 'out')]
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, cli, ...command],
    { encoding: 'utf8', env: { ...process.env, THROUGHLINE_DATA: folder } },
  )
  if (status !== 0) throw new Error(stderr)
  return (Number(stdout) * 1024) / 1_000_000
}

/** Copies of one case that was made through the door, and one case that is a hundred thousand entries long. */
async function fill(folder: string): Promise<void> {
  const { cases, processes, close } = await openData({ dataFolder: folder }, createManualClock())
  await processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'bench' })
  await cases.start({ process: 'purchase', id: 'like', data: { amount: 100 }, actor: ana })
  for (let n = 0; n < 5; n++) {
    const data = { item: 'a lamp that is bright' }
    await cases.send({ caseId: 'like', type: 'ASK', actor: ana, data })
    await cases.send({ caseId: 'like', type: 'RETURN', actor: bob, data: { reason: 'too bright' } })
  }
  await close()

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
