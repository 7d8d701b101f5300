import { UnknownCursorError } from '../../faults.ts'

/** A case's place in an order: what is sorted by, and the case's number where that is equal. */
export type Mark = { key: string | number; no: number }

export const toCursor = ({ key, no }: Mark): string =>
  Buffer.from(JSON.stringify([key, no])).toString('base64url')

/** Where a page ended. Throws UnknownCursorError for what is not one of ours. */
export function fromCursor(cursor: string): Mark {
  const mark = parse(Buffer.from(cursor, 'base64url').toString())
  if (!mark || toCursor(mark) !== cursor) throw new UnknownCursorError()
  return mark
}

function parse(text: string): Mark | undefined {
  try {
    const [key, no] = JSON.parse(text)
    const isKey = typeof key === 'string' || Number.isFinite(key)
    return isKey && Number.isInteger(no) ? { key, no } : undefined
  } catch {
    return undefined
  }
}
