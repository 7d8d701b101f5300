/** A highlight, with the word that says what it means. */
export type Mark = {
  tone: 'now' | 'been' | 'added' | 'removed' | 'changed' | 'error' | 'warning' | 'covered' | 'uncovered'
  label?: string
}

/** By dotted path of the state and JSON pointer of the transition. */
export type Marks = { states?: Record<string, Mark>; transitions?: Record<string, Mark> }
