// Bytes to text. Event logs are UTF-8, with or without a byte order mark; everything else is recognised and
// named, because a log read in the wrong encoding looks right until somebody's name is in it.

import { UnreadableLogError } from './row.ts'

const byteOrderMarks: [encoding: string, bytes: number[]][] = [
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
]

/**
 * The text of a file, in pieces, as they come in. A byte order mark is left out.
 *
 * Throws `UnreadableLogError` for other encodings and for compressed or binary files.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const place = { line: 1, column: 1 }
  let isFirst = true
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    if (isFirst) refuseOtherFormats(chunk, file)
    isFirst = false
    const text = decodeOrExplain(decoder, chunk, place, file)
    const nul = text.indexOf('\0')
    if (nul >= 0) {
      advance(place, text.slice(0, nul))
      throw unreadable(file, place, 'has a NUL character, so it is not a text file, or not in UTF-8')
    }
    advance(place, text)
    yield text
  }
  try {
    decoder.decode()
  } catch (cause) {
    throw unreadable(file, place, 'the file ends in the middle of a character: it was cut off', cause)
  }
}

function unreadable(file: string, place: { line: number; column: number }, what: string, cause?: unknown) {
  return new UnreadableLogError(file, place.line, place.column, what, cause)
}

function refuseOtherFormats(start: Uint8Array, file: string): void {
  const begins = (bytes: number[]) => bytes.every((byte, i) => start[i] === byte)
  const refuse = (what: string) => {
    throw new UnreadableLogError(file, 1, 1, what)
  }
  if (begins([0x1f, 0x8b])) refuse('is compressed with gzip. Unpack it first')
  if (begins([0x50, 0x4b, 0x03, 0x04]))
    refuse('is a ZIP archive, or a spreadsheet. Unpack it, or save the sheet as CSV (UTF-8)')
  for (const [encoding, bytes] of byteOrderMarks)
    if (begins(bytes)) refuse(`is encoded in ${encoding}. Save it as UTF-8 and import it again`)
  // Letters of European languages in UTF-16 have a zero in every second byte.
  const sample = start.subarray(0, 64)
  const zeros = [...sample].filter(byte => byte === 0).length
  if (zeros > 0 && zeros >= sample.length / 4)
    refuse('seems to be encoded in UTF-16. Save it as UTF-8 and import it again')
}

function decodeOrExplain(
  decoder: TextDecoder,
  chunk: Uint8Array,
  place: { line: number; column: number },
  file: string,
): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch (cause) {
    const good = longestGoodStart(chunk)
    advance(place, new TextDecoder().decode(chunk.subarray(0, good)))
    const byte = chunk[good]?.toString(16).padStart(2, '0').toUpperCase()
    throw unreadable(
      file,
      place,
      `the byte ${byte} is not UTF-8; the file is probably in Windows-1252 or ISO 8859-1. ` +
        'Save it as UTF-8 and import it again',
      cause,
    )
  }
}

/** How many bytes at the start are UTF-8. A character that began in the chunk before counts as good. */
function longestGoodStart(chunk: Uint8Array): number {
  let start = 0
  while (start < 3 && isContinuation(chunk[start])) start++
  for (let i = start; i < chunk.length; ) {
    const length = lengthOfCharacter(chunk[i]!)
    const rest = chunk.subarray(i + 1, i + length)
    if (length === 0 || ![...rest].every(isContinuation)) return i
    i += length
  }
  return chunk.length - 1
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80

function lengthOfCharacter(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead < 0xe0) return 2
  if (lead >= 0xe0 && lead < 0xf0) return 3
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0
}

/** Moves a place in a file to behind the text. */
function advance(place: { line: number; column: number }, text: string): void {
  let lineStart = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', lineStart)) {
    place.line++
    place.column = 1
    lineStart = end + 1
  }
  place.column += text.length - lineStart
}
