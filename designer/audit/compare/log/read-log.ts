// A file of events, read as it streams in: the whole of it is never in memory as text.

import { readCsv } from '../../../../engine/eventlog/csv.ts'
import { UnreadableLogError } from '../../../../engine/eventlog/row.ts'
import { readXes } from '../../../../engine/eventlog/xes.ts'
import type { Json } from '../../../../engine/json.ts'
import type { Collection } from './collect.ts'
import type { Columns } from './guess-columns.ts'

type Chunks = AsyncIterable<string>

export const formatOf = (start: string): 'xes' | 'csv' => (/^\uFEFF?\s*</.test(start) ? 'xes' : 'csv')

/** Throws an UnreadableLogError that says where the file goes wrong. */
export async function readXesInto(into: Collection, chunks: Chunks, file: string): Promise<void> {
  let n = 0
  for await (const { attributes, events } of readXes(chunks, { file })) {
    n += 1
    const id = textOf(attributes['concept:name']) || `${n}`
    for (const { line, attributes } of events)
      into.add({
        line,
        case: id,
        name: textOf(attributes['concept:name']),
        time: textOf(attributes['time:timestamp']),
        values: attributes,
      })
  }
}

export async function readCsvInto(
  into: Collection,
  chunks: Chunks,
  { file, delimiter, columns }: { file: string; delimiter: string; columns: Columns },
): Promise<void> {
  for await (const { line, values, damage } of readCsv(chunks, { file, delimiter })) {
    if (damage !== undefined) {
      into.note('damaged', line)
      continue
    }
    into.add({
      line,
      case: textOf(values[columns.case]),
      name: textOf(values[columns.event]),
      time: textOf(values[columns.time]),
      values,
    })
  }
}

export type Head = { columns: string[]; rows: Record<string, Json>[] }

/** The names of the columns of a CSV file, and its first rows. */
export async function readHead(chunks: Chunks, file: string, delimiter: string): Promise<Head> {
  const head: Head = { columns: [], rows: [] }
  const onColumns = (columns: string[]) => {
    head.columns = columns
  }
  for await (const { values } of readCsv(chunks, { file, delimiter, onColumns })) {
    head.rows.push(values)
    if (head.rows.length === rowsSeen) break
  }
  if (head.columns.length < 3)
    throw new UnreadableLogError(
      file,
      1,
      1,
      `has ${head.columns.length === 1 ? 'one column' : 'two columns'}, and a log needs three: the case, the event and the time`,
    )
  return head
}

const rowsSeen = 20
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value.trim() : value === undefined || value === null ? '' : String(value)
