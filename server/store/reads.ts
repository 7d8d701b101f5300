// What a store promises of the record of who has read what. It only grows.

import type { Actor } from '../../engine/case.ts'
import type { JsonObject } from '../../engine/json.ts'

/** Something that somebody asks to read. */
export type Read = {
  reader: Actor
  /** ISO 8601, UTC */
  at: string
  /** the path of the route, `/api/cases/{id}/history`, and what people call it */
  route: string
  what: string
  /** the case that it is about; null: not about one */
  target: string | null
  /** what was asked for, by name */
  asked: JsonObject
}

/** The same, on record: how often within a minute, and when last. */
export type RecordedRead = Read & { until: string; times: number }

export type ReadQuery = {
  /** id of who has read */
  person?: string
  /** id of a case */
  target?: string
  /** ISO 8601; `from` included, `to` not */
  from?: string
  to?: string
  limit: number
  /** `next` of the page before */
  cursor?: string
}

export interface Reads {
  /** Answers when it is on disk. The same read by the same reader within a minute of the first is counted up. */
  recordRead(read: Read): Promise<void>
  /** The newest first. */
  listReads(query: ReadQuery): Promise<{ items: RecordedRead[]; next: string | null }>
}
