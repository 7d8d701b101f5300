/** A case's place in an order: what is sorted by, and the case's number where that is equal. */
export type Mark = { key: string | number; no: number }

export const toCursor = ({ key, no }: Mark): string =>
  Buffer.from(JSON.stringify([key, no])).toString('base64url')

/** Where a page ended. A cursor that is not one of ours begins at the first page again. */
export function fromCursor(cursor: string): Mark | undefined {
  try {
    const [key, no] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return typeof key === 'string' && Number.isInteger(no) ? { key, no } : undefined
  } catch {
    return undefined
  }
}
