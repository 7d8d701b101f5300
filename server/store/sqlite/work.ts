// Timers and the outbox: rows that workers claim, and what becomes of them. The life of both stands in store.ts.

import type { SQLInputValue } from 'node:sqlite'
import type { Json } from '../../../engine/json.ts'
import type { Claim, EffectRow, Failure, TimerRow } from '../store.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

const timerColumns = 'case_id AS caseId, id, due_at AS dueAt, seq, status, attempts, last_error AS lastError'
const effectColumns =
  'key, case_id AS caseId, seq, n, process, effect, at, status, attempts, due_at AS dueAt, last_error AS lastError, answer'

/** Due and free: waiting, or claimed by a worker whose time is up. */
const free = (table: string) =>
  `(${table}.status = 'pending' OR (${table}.status = 'running' AND ${table}.claimed_until <= :now))`

export function createWork({ sql }: Database, writer: Writer) {
  const dueTimers = sql(
    `SELECT case_id, id FROM timers AS t WHERE t.status <> 'failed' AND t.due_at <= :now AND ${free('t')} ORDER BY t.due_at LIMIT :limit`,
  )
  const claimTimer = sql(
    `UPDATE timers SET status = 'running', claimed_until = ? WHERE case_id = ? AND id = ? RETURNING ${timerColumns}`,
  )
  // An earlier effect of the same case that is not finished holds the later ones up.
  const dueEffects = sql(
    `SELECT key FROM effects AS e WHERE e.status IN ('pending', 'running') AND e.due_at <= :now AND ${free('e')}
       AND NOT EXISTS (SELECT 1 FROM effects AS earlier WHERE earlier.case_id = e.case_id AND (earlier.seq, earlier.n) < (e.seq, e.n)
                       AND earlier.status IN ('pending', 'running'))
     ORDER BY e.due_at, e.case_id, e.seq, e.n LIMIT :limit`,
  )
  const claimEffect = sql(
    `UPDATE effects SET status = 'running', claimed_until = ? WHERE key = ? RETURNING ${effectColumns}`,
  )

  /** Only what is being worked on: a timer that a step has set again meanwhile keeps its new time. */
  function fail(
    table: 'timers' | 'effects',
    where: string,
    keys: string[],
    { error, retryAt }: Failure,
  ): void {
    if (retryAt === null)
      sql(
        `UPDATE ${table} SET status = 'failed', attempts = attempts + 1, last_error = ?, claimed_until = NULL WHERE ${where} AND status = 'running'`,
      ).run(error, ...keys)
    else
      sql(
        `UPDATE ${table} SET status = 'pending', attempts = attempts + 1, last_error = ?, due_at = ?, claimed_until = NULL WHERE ${where} AND status = 'running'`,
      ).run(error, retryAt, ...keys)
  }

  return {
    // A look first: most of the time nothing is due, and nothing need be written.
    async claimTimers({ now, until, limit }: Claim): Promise<TimerRow[]> {
      if (dueTimers.all({ now, limit: 1 }).length === 0) return []
      return writer.add(() =>
        dueTimers
          .all({ now, limit })
          .map(row => claimTimer.get(until, row.case_id!, row.id!) as unknown as TimerRow),
      )
    },
    recordTimerFailure(caseId: string, id: string, failure: Failure): Promise<void> {
      return writer.add(() => fail('timers', 'case_id = ? AND id = ?', [caseId, id], failure))
    },
    releaseTimers(caseId: string): Promise<void> {
      return writer.add(() => {
        sql(
          "UPDATE timers SET status = 'pending', claimed_until = NULL WHERE case_id = ? AND status = 'running'",
        ).run(caseId)
      })
    },
    dropTimer(caseId: string, id: string): Promise<void> {
      return writer.add(() => {
        sql('DELETE FROM timers WHERE case_id = ? AND id = ?').run(caseId, id)
      })
    },
    listTimers(filter: { caseId?: string; status?: string; limit?: number }): TimerRow[] {
      return filtered(
        `SELECT ${timerColumns} FROM timers`,
        filter,
        'ORDER BY due_at, id',
      ) as unknown as TimerRow[]
    },

    async claimEffects({ now, until, limit }: Claim): Promise<EffectRow[]> {
      if (dueEffects.all({ now, limit: 1 }).length === 0) return []
      return writer.add(() =>
        dueEffects.all({ now, limit }).map(row => toEffectRow(claimEffect.get(until, row.key!)!)),
      )
    },
    recordEffectDone(key: string, answer: Json): Promise<void> {
      return writer.add(() => {
        sql(
          `UPDATE effects SET status = 'done', answer = ?, last_error = NULL, claimed_until = NULL WHERE key = ?`,
        ).run(JSON.stringify(answer), key)
      })
    },
    recordEffectFailure(key: string, failure: Failure): Promise<void> {
      return writer.add(() => fail('effects', 'key = ?', [key], failure))
    },
    listEffects(filter: { caseId?: string; seq?: number; status?: string; limit?: number }): EffectRow[] {
      return filtered(`SELECT ${effectColumns} FROM effects`, filter, 'ORDER BY due_at, case_id, seq, n').map(
        toEffectRow,
      )
    },
    retryEffect(key: string, at: string): Promise<boolean> {
      return writer.add(() => {
        const retry = sql(
          `UPDATE effects SET status = 'pending', attempts = 0, due_at = ? WHERE key = ? AND status = 'failed'`,
        )
        return retry.run(at, key).changes > 0
      })
    },
  }

  function filtered(
    select: string,
    {
      caseId,
      seq,
      status,
      limit = 1_000,
    }: { caseId?: string; seq?: number; status?: string; limit?: number },
    order: string,
  ) {
    const conditions: string[] = []
    const values: SQLInputValue[] = []
    if (caseId !== undefined) {
      conditions.push('case_id = ?')
      values.push(caseId)
    }
    if (seq !== undefined) {
      conditions.push('seq = ?')
      values.push(seq)
    }
    if (status !== undefined) {
      conditions.push('status = ?')
      values.push(status)
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    return sql(`${select} ${where} ${order} LIMIT ?`).all(...values, limit)
  }
}

function toEffectRow(row: Record<string, unknown>): EffectRow {
  const answer = row.answer === null ? null : JSON.parse(row.answer as string)
  return { ...(row as unknown as EffectRow), effect: JSON.parse(row.effect as string), answer }
}
