/**
 * Something in a document from elsewhere that does not come over as it stands.
 *
 * `error`: a definition cannot say it, so there is none. `warning`: left out or changed, and this is what.
 */
export type Note = {
  code: string
  severity: 'error' | 'warning'
  /** JSON Pointer: for JSON into the document, for other formats into the definition that would have been */
  at: string
  message: string
  /** from 1, where the document is text */
  line?: number
  column?: number
}
