import type { JsonObject } from '../../../engine/json.ts'
import type { Database } from './database.ts'
import type { Writer } from './writer.ts'

export function createPreferences({ sql }: Database, writer: Writer) {
  return {
    load(person: string): JsonObject | undefined {
      const row = sql('SELECT content FROM preferences WHERE person = ?').get(person)
      return row && JSON.parse(row.content as string)
    },
    save(person: string, content: JsonObject): Promise<void> {
      return writer.add(() => {
        sql('INSERT OR REPLACE INTO preferences (person, content) VALUES (?, ?)').run(
          person,
          JSON.stringify(content),
        )
      })
    },
  }
}
