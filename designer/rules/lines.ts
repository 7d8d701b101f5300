// A condition as the builder shows it: groups of lines joined by "and" or "or", each line about one field.

export type Literal = string | number | boolean

export type Group = { combinator: 'and' | 'or'; not?: boolean; rules: (Group | Line)[] }

export type Line = {
  /** a term; `noField` as long as none is chosen */
  field: string
  operator: Operator
  /** a literal, a list of literals (`in`, `not-in`), a term (`valueSource: 'field'`), a group (`match`); null: none yet */
  value: unknown
  valueSource?: 'value' | 'field'
  /** the field is a list, and the group in `value` is asked of its elements */
  match?: { mode: 'all' | 'some' | 'none' | 'exactly'; threshold?: number }
  /** what the text calls the element; `@` in the lines of the group */
  variable?: string
}

export type Operator =
  | Comparison
  | Method
  | `not-${Method}`
  | 'in'
  | 'not-in'
  | 'includes'
  | 'excludes'
  | 'given'
  | 'missing'
  | 'yes'
  | 'no'
  | 'null'
  | 'not-null'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
export type Method = 'contains' | 'startsWith' | 'endsWith' | 'matches'

/** What the library calls a field that is not chosen yet. */
export const noField = '~'

/** The field of a line that asks where the case is. */
export const whereField = 'active()'

/** The element of a list, in the lines asked of it. */
export const elementField = '@'
