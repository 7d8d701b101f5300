import type { Notification, NotificationKind } from '../store.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

type Received = Notification & { readAt: string | null }

export function createNotifications({ sql }: Database, writer: Writer) {
  const newest = (column: 'person' | 'role') =>
    sql(
      `SELECT n.id, n.kind, n.person, n.role, n.title, n.text, n.case_id AS caseId, n.at, r.read_at AS readAt
       FROM notifications n LEFT JOIN notification_reads r ON r.id = n.id AND r.person = ?
       WHERE n.${column} = ? AND n.kind NOT IN (SELECT value FROM json_each(?)) ORDER BY n.at DESC, n.id LIMIT ?`,
    )
  const write = createNotificationWriter({ sql })

  return {
    write,
    add: (notification: Notification): Promise<void> => writer.add(() => write(notification)),
    /** The newest for the person and for each role, and of these the newest: older ones cost nothing. */
    list(reader: {
      person: string
      roles: string[]
      limit: number
      without?: NotificationKind[]
    }): Received[] {
      const { person, roles, limit, without = [] } = reader
      const kinds = JSON.stringify(without)
      const rows = [
        newest('person').all(person, person, kinds, limit),
        ...[...new Set(roles)].map(role => newest('role').all(person, role, kinds, limit)),
      ].flat() as unknown as Received[]
      const received = once(rows)
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

/** Within a transaction of the writer. Does nothing when the id is there already. */
export function createNotificationWriter({ sql }: Pick<Database, 'sql'>) {
  const add = sql(
    'INSERT OR IGNORE INTO notifications (id, kind, person, role, title, text, case_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  return ({ id, kind, person, role, title, text, caseId, at }: Notification): void => {
    add.run(id, kind, person, role, title, text, caseId, at)
  }
}

/** What several of one's roles were told is one thing; read once, it is read. */
function once(rows: Received[]): Received[] {
  const kept: Received[] = []
  const byContent = new Map<string, Received>()
  for (const row of rows) {
    const key = JSON.stringify([row.kind, row.caseId, row.at, row.title, row.text])
    const known = row.role === null ? undefined : byContent.get(key)
    if (known && known.role !== row.role) known.readAt ??= row.readAt
    else {
      kept.push(row)
      if (row.role !== null) byContent.set(key, row)
    }
  }
  return kept
}
