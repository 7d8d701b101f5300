import type { Version, VersionPage, VersionRow } from '../store.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

const about = 'process, version, hash, note, published_at AS publishedAt, published_by AS publishedBy'

export function createVersions({ sql }: Database, writer: Writer) {
  return {
    /** The number is given inside the transaction, so that two publishers never get the same. */
    add(version: Omit<Version, 'version'>, onTopOf?: number): Promise<Version | 'conflict'> {
      return writer.add(() => {
        const newest = sql('SELECT * FROM versions WHERE process = ? ORDER BY version DESC LIMIT 1').get(
          version.process,
        )
        if (newest && newest.hash === version.hash) return load(version.process, newest.version as number)!
        if (onTopOf !== undefined && onTopOf !== (newest?.version ?? 0)) return 'conflict'
        const next = newest ? (newest.version as number) + 1 : 1
        sql(
          `INSERT INTO versions (process, version, definition, layout, hash, note, published_at, published_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(
          version.process,
          next,
          JSON.stringify(version.definition),
          JSON.stringify(version.layout ?? null),
          version.hash,
          version.note,
          version.publishedAt,
          version.publishedBy,
        )
        return { ...version, version: next }
      })
    },
    load,
    list(process: string, { before = Number.MAX_SAFE_INTEGER, limit = -1 }: VersionPage = {}): VersionRow[] {
      return sql(
        `SELECT ${about} FROM versions WHERE process = ? AND version < ? ORDER BY version DESC LIMIT ?`,
      ).all(process, before, limit) as never
    },
    newest(): Version[] {
      const rows = sql(
        'SELECT process, max(version) AS version FROM versions GROUP BY process ORDER BY process',
      ).all()
      return rows.map(({ process, version }) => load(process as string, version as number)!)
    },
  }

  function load(process: string, version: number): Version | undefined {
    const row = sql(
      `SELECT ${about}, definition, layout FROM versions WHERE process = ? AND version = ?`,
    ).get(process, version)
    if (!row) return undefined
    const { definition, layout, ...rest } = row
    return {
      ...(rest as unknown as Version),
      definition: JSON.parse(definition as string),
      layout: JSON.parse(layout as string),
    }
  }
}
