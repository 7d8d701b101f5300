// CSV as in RFC 4180, and as spreadsheets write it: any line ending, a byte order mark, semicolons or tabs.
//
// A parser of our own, because a library's cannot say at which character a file goes wrong, and its build for
// browsers wants the whole file at once. It reads pieces of text, so a file is never in memory as a whole.
//
// 1. A quote opens a quoted value only where the value begins; elsewhere it is a character like others.
// 2. After the closing quote comes a delimiter or the end of the line. Anything else is an error: from there
//    on it is anybody's guess which quotes open and which close.
// 3. A row with too few or too many values is damaged, but the next line is sound again.
// 4. A blank line is no row.

import { type Row, setValue, UnreadableLogError } from './row.ts'

export type CsvOptions = {
  /** how errors name the file */
  file: string
  /** between two values; a comma when not given */
  delimiter?: string | undefined
  /** told the names of the columns before the first row */
  onColumns?: (columns: string[]) => void
}

/** In characters. A longer row is a quote that somebody forgot to close, or no CSV. */
const longestRow = 1_000_000

const lineFeed = 10
const carriageReturn = 13
const quote = 34

/**
 * The rows of a CSV file whose first line names the columns. Every value is text, as it stands: blanks, and
 * words such as "unknown", are values too.
 *
 * A column without a name is called `column N`; the second of two with the same name `name (2)`.
 */
export async function* readCsv(
  chunks: AsyncIterable<string> | Iterable<string>,
  options: CsvOptions,
): AsyncGenerator<Row> {
  let columns: string[] | undefined
  for await (const record of readRecords(chunks, options)) {
    if (columns) yield toRow(columns, record)
    else {
      columns = nameColumns(record.values)
      options.onColumns?.(columns)
    }
  }
  if (!columns)
    throw new UnreadableLogError(options.file, 1, 1, 'is empty: the first line must name the columns')
}

function nameColumns(header: string[]): string[] {
  const seen = new Map<string, number>()
  return header.map((text, i) => {
    const name = text.trim() || `column ${i + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

function toRow(columns: string[], { line, values }: CsvRecord): Row {
  const row: Row = { line, values: {} }
  for (const [i, column] of columns.entries()) setValue(row.values, column, values[i] ?? '')
  if (values.length !== columns.length)
    row.damage = `has ${values.length} values, but there are ${columns.length} columns`
  return row
}

type CsvRecord = { line: number; values: string[] }

async function* readRecords(
  chunks: AsyncIterable<string> | Iterable<string>,
  { file, delimiter = ',' }: CsvOptions,
): AsyncGenerator<CsvRecord> {
  const separator = delimiter.charCodeAt(0)
  let rest = ''
  let line = 1
  let isFirst = true
  const readFrom = (text: string, isLast: boolean) => scan(text, { file, separator, line, isLast })
  for await (const chunk of chunks) {
    rest += isFirst && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk
    isFirst = false
    const { records, end, nextLine } = readFrom(rest, false)
    rest = rest.slice(end)
    line = nextLine
    yield* records
  }
  yield* readFrom(rest, true).records
}

type Scan = { file: string; separator: number; line: number; isLast: boolean }

/** All whole records of a text, and where the first that is not whole begins. */
function scan(text: string, { file, separator, line, isLast }: Scan) {
  const records: CsvRecord[] = []
  let end = 0
  let nextLine = line
  while (end < text.length) {
    const record: CsvRecord = { line: nextLine, values: [] }
    const after = scanRecord(text, end, record.values)
    if (after < 0) break
    nextLine += countLineEnds(text, end, after)
    end = after
    if (record.values.length > 1 || record.values[0] !== '') records.push(record)
  }
  return { records, end, nextLine }

  /** Fills `values` and answers where the next record begins; -1 when this one goes on in the next chunk. */
  function scanRecord(text: string, start: number, values: string[]): number {
    let at = start
    for (;;) {
      const isQuoted = text.charCodeAt(at) === quote
      const valueEnd = isQuoted ? endOfQuoted(text, start, at) : endOfValue(text, at)
      if (valueEnd < 0 || (valueEnd >= text.length && !isLast)) return giveUp(text, start, at)
      const raw = text.slice(at, valueEnd)
      values.push(isQuoted ? raw.slice(1, -1).replaceAll('""', '"') : raw)
      const next = text.charCodeAt(valueEnd)
      if (next === separator) at = valueEnd + 1
      else if (next === lineFeed) return valueEnd + 1
      else if (next === carriageReturn) {
        // The line feed that belongs to it may still be to come.
        if (valueEnd + 1 >= text.length && !isLast) return -1
        return text.charCodeAt(valueEnd + 1) === lineFeed ? valueEnd + 2 : valueEnd + 1
      } else if (valueEnd >= text.length) return valueEnd
      else
        throw unreadable(
          text,
          start,
          valueEnd,
          `after a closing quote comes ${JSON.stringify(text[valueEnd])}, where a value should end. ` +
            'A quote inside a quoted value is written twice',
        )
      if (at >= text.length) {
        if (!isLast) return -1
        values.push('')
        return at
      }
    }
  }

  function endOfValue(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === separator || code === lineFeed || code === carriageReturn) return at
    }
    return text.length
  }

  /** Behind the quote that closes the value; -1 when there is none. */
  function endOfQuoted(text: string, start: number, from: number): number {
    let at = text.indexOf('"', from + 1)
    while (at >= 0 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
    if (at < 0 && isLast) throw unreadable(text, start, from, 'a quote opens here that is never closed')
    return at < 0 ? -1 : at + 1
  }

  function giveUp(text: string, start: number, at: number): number {
    if (text.length - start <= longestRow) return -1
    const isQuoted = text.charCodeAt(at) === quote
    const what = isQuoted ? 'a quote opens here that is not closed' : 'the row does not end'
    throw unreadable(text, start, at, `${what} within a million characters`)
  }

  function unreadable(text: string, start: number, at: number, what: string): UnreadableLogError {
    const lastLineEnd = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1))
    const column = at - Math.max(lastLineEnd + 1, start) + 1
    return new UnreadableLogError(file, nextLine + countLineEnds(text, start, at), column, what)
  }
}

/** Lines end in a line feed, a carriage return, or both together. */
function countLineEnds(text: string, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) count++
  }
  return count
}
