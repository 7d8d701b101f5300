// Many open cases like one, written in bulk as the door would have written them, while no server runs.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Copies of the case `like`, with dates over the next weeks. Their histories have its last entry alone. */
export function fillWith(folder: string, count: number, like: string): void {
  const database = new DatabaseSync(join(folder, 'throughline.db'))
  const { no } = database.prepare('SELECT no FROM cases WHERE id = ?').get(like) as { no: number }
  const { last } = database.prepare('SELECT max(no) AS last FROM cases').get() as { last: number }
  const numbers = `WITH RECURSIVE n (no) AS (SELECT ${last + 1} UNION ALL SELECT no + 1 FROM n WHERE no < ${last + count})`
  database.exec(`PRAGMA synchronous = OFF; BEGIN;
    CREATE TEMP TABLE base AS SELECT max(position) AS position FROM history;
    ${numbers} INSERT INTO cases (no, id, process, version, seq, moved_seq, moved_position, hash, status, stage, assignee, opened_at,
        updated_at, active_states, places, search, clocks, due, priority)
      SELECT n.no, 'k' || n.no, t.process, t.version, t.seq, t.moved_seq, (SELECT position FROM base) + n.no - ${last}, t.hash, t.status,
        t.stage, NULL, t.opened_at, t.updated_at, t.active_states, t.places, 'k' || n.no || substr(t.search, length(t.id) + 1), t.clocks,
        ${Date.now()} + n.no * 600000, n.no % 4
      FROM n JOIN cases t ON t.no = ${no};
    INSERT INTO history (position, case_no, entry)
      SELECT c.moved_position, c.no, h.entry FROM cases c JOIN cases t ON t.no = ${no} JOIN history h ON h.position = t.moved_position
      WHERE c.no > ${last};
    INSERT INTO case_places (place, updated, case_no)
      SELECT p.place, p.updated, c.no FROM cases c JOIN case_places p ON p.case_no = ${no} WHERE c.no > ${last};
    INSERT INTO case_work (place, taken, priority, due, case_no)
      SELECT p.place, 0, c.priority, c.due, c.no FROM cases c JOIN case_places p ON p.case_no = c.no WHERE c.no > ${last};
    DELETE FROM work_counts;
    INSERT INTO work_counts (places, taken, priority, cases)
      SELECT places, assignee IS NOT NULL, priority, count(*) FROM cases WHERE status = 'open' GROUP BY 1, 2, 3;
    COMMIT`)
  database.close()
}
