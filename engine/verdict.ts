import type { Json } from './json.ts'

/** `unknown`: cannot be decided, because something that the rule reads is missing. */
export type Outcome = 'pass' | 'fail' | 'unknown'

/** One part of a rule and what became of it. */
export type Clause = {
  /** the part's own text, as the owner wrote it: `data.score >= strategy.threshold` */
  text: string
  outcome: Outcome
  /** what it read: `{ "data.score": 40, "strategy.threshold": 60 }` */
  values: Record<string, Json>
  /** the paths that are missing, or the sentence that evaluation ended with */
  missing?: string[]
  /** how `clauses` combine; `element`: one element of a list that a macro looked at */
  kind?: 'and' | 'or' | 'not' | 'if' | 'list' | 'element'
  clauses?: Clause[]
}

/** Why a guard said yes or no. */
export type Verdict = {
  /** name of the rule, null for a guard written as an expression */
  rule: string | null
  title: string
  outcome: Outcome
  clauses: Clause[]
  why?: string
  fix?: string
  /** the role that can mend it */
  owner?: string
  /** JSON Pointer of the transition that asked */
  transition: string
}
