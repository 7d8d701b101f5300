import type { Notification } from '../store.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

type Received = Notification & { readAt: string | null }

export function createNotifications({ sql }: Database, writer: Writer) {
  const newest = (column: 'person' | 'role') =>
    sql(
      `SELECT n.id, n.person, n.role, n.title, n.text, n.case_id AS caseId, n.at, r.read_at AS readAt
       FROM notifications n LEFT JOIN notification_reads r ON r.id = n.id AND r.person = ?
       WHERE n.${column} = ? ORDER BY n.at DESC, n.id LIMIT ?`,
    )

  return {
    add({ id, person, role, title, text, caseId, at }: Notification): Promise<void> {
      return writer.add(() => {
        sql(
          'INSERT OR IGNORE INTO notifications (id, person, role, title, text, case_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ).run(id, person, role, title, text, caseId, at)
      })
    },
    /** The newest for the person and for each role, and of these the newest: older ones cost nothing. */
    list({ person, roles, limit }: { person: string; roles: string[]; limit: number }): Received[] {
      const rows = [
        newest('person').all(person, person, limit),
        ...[...new Set(roles)].map(role => newest('role').all(person, role, limit)),
      ].flat() as unknown as Received[]
      const received = [...new Map(rows.map(row => [row.id, row])).values()]
      received.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))
      return received.slice(0, limit)
    },
    markRead(id: string, person: string, at: string): Promise<void> {
      return writer.add(() => {
        sql('INSERT OR IGNORE INTO notification_reads (id, person, read_at) VALUES (?, ?, ?)').run(
          id,
          person,
          at,
        )
      })
    },
  }
}
