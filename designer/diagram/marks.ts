/** A highlight, with the word that says what it means. */
export type Mark = {
  tone:
    | 'now'
    | 'been'
    | 'added'
    | 'removed'
    | 'changed'
    | 'error'
    | 'warning'
    | 'covered'
    | 'uncovered'
    | 'timed'
  label?: string
  /** of `timed`: how much, from 1, little, to 5 */
  heat?: Heat
}
export type Heat = 1 | 2 | 3 | 4 | 5

/** By dotted path of the state and JSON pointer of the transition. */
export type Marks = { states?: Record<string, Mark>; transitions?: Record<string, Mark> }
