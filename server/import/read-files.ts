// Which file is which source, and its rows.

import { missingColumns } from '../../engine/eventlog/check-mapping.ts'
import { readCsv } from '../../engine/eventlog/csv.ts'
import { decodeText } from '../../engine/eventlog/decode.ts'
import type { Mapping, SourceMapping } from '../../engine/eventlog/mapping.ts'
import type { SourceRow } from '../../engine/eventlog/plan.ts'
import type { Row } from '../../engine/eventlog/row.ts'
import { readXesRows } from '../../engine/eventlog/xes.ts'

/** A file to import. `open` reads it from the beginning. */
export type LogFile = { name: string; open(): AsyncIterable<Uint8Array> }

/** The import cannot begin, or not go on: nothing of what it was about to do is half done. */
export class ImportNotPossibleError extends Error {
  readonly reasons: string[]
  constructor(reasons: string[], cause?: unknown) {
    super(reasons.join('\n'), { cause })
    this.name = 'ImportNotPossibleError'
    this.reasons = reasons
  }
}

/** Finds each source's file, by the pattern in the mapping, or else by its place in the list. */
export function assignFiles(mapping: Mapping, files: LogFile[]): Map<string, LogFile> {
  const sources = Object.entries(mapping.sources)
  const assigned = new Map<string, LogFile>()
  const reasons: string[] = []
  for (const [i, [name, source]] of sources.entries()) {
    const matching = source.file === undefined ? [] : files.filter(file => matches(source.file!, file.name))
    const file = source.file === undefined ? files[i] : matching[0]
    if (matching.length > 1)
      reasons.push(
        `Several files match "${source.file}", the source "${name}": ${listed(matching)}. Name one.`,
      )
    if (file) assigned.set(name, file)
    else
      reasons.push(
        `No file is given for the source "${name}"${source.file === undefined ? '' : ` ("${source.file}")`}. ` +
          `Given: ${files.length === 0 ? 'none' : listed(files)}.`,
      )
  }
  const used = new Set(assigned.values())
  for (const file of files)
    if (!used.has(file))
      reasons.push(
        `The file "${file.name}" is none of the mapping's sources (${sources.map(([name]) => name).join(', ')}).`,
      )
  if (reasons.length > 0) throw new ImportNotPossibleError(reasons)
  return assigned
}

const listed = (files: LogFile[]) => files.map(({ name }) => `"${name}"`).join(', ')

/** `*` stands for any text; the name is the last part of the path. */
function matches(pattern: string, file: string): boolean {
  const name = file.split(/[\\/]/).at(-1)!
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(name)
}

/** The rows of one source. Throws `UnreadableLogError`, and `ImportNotPossibleError` when columns are missing. */
export async function* readSourceRows(
  mapping: Mapping,
  source: string,
  file: LogFile,
): AsyncGenerator<SourceRow> {
  const settings = mapping.sources[source]!
  for await (const row of rowsOf(mapping, source, settings, file))
    yield { ...row, source, file: file.name, key: keyOf(row, settings) }
}

function rowsOf(
  mapping: Mapping,
  source: string,
  settings: SourceMapping,
  file: LogFile,
): AsyncIterable<Row> {
  const text = decodeText(file.open(), file.name)
  if (settings.format === 'xes') return readXesRows(text, { file: file.name })
  const { delimiter } = settings
  return readCsv(text, {
    file: file.name,
    delimiter,
    onColumns(columns) {
      const other =
        columns.length === 1 &&
        [';', '\t', '|', ','].find(sign => sign !== (delimiter ?? ',') && columns[0]!.includes(sign))
      if (other)
        throw new ImportNotPossibleError([
          `${file.name}: the first line has one column, "${columns[0]!.slice(0, 60)}". Set "delimiter": ${JSON.stringify(other)} for the source "${source}"?`,
        ])
      const missing = missingColumns(mapping, source, columns)
      if (missing.length > 0) throw new ImportNotPossibleError(missing.map(what => `${file.name}: ${what}`))
    },
  })
}

function keyOf(row: Row, { key }: SourceMapping): string {
  if (!key || row.damage !== undefined) return String(row.line)
  return key.map(column => String(row.values[column] ?? '')).join('|')
}
