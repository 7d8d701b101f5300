import type { Json } from '../json.ts'

/** One row of an event log: a line of a CSV file, an event of an XES file. */
export type Row = {
  /** where it begins in its file, from 1 */
  line: number
  values: { [column: string]: Json }
  /** Why its values cannot be trusted, for a row that its file contains but that is not whole. */
  damage?: string
}

/** Also for a name such as `__proto__`, which plain assignment would drop. */
export function setValue(values: Row['values'], name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(values, name, { value, enumerable: true, configurable: true })
  else values[name] = value
}

/**
 * The rest of a file cannot be read: what follows the place that is named could mean anything. A row that is
 * damaged alone is no reason for this; see `Row.damage`.
 */
export class UnreadableLogError extends Error {
  readonly file: string
  readonly line: number
  /** in characters, from 1 */
  readonly column: number
  constructor(file: string, line: number, column: number, what: string, cause?: unknown) {
    super(`${file}, line ${line}, column ${column}: ${what}`, { cause })
    this.name = 'UnreadableLogError'
    this.file = file
    this.line = line
    this.column = column
  }
}
