// Guards: the conditions on transitions. A guard names a rule of the definition, or is CEL itself, or is a
// list of these that must all hold.

import type { RegisterName } from './case.ts'
import type { Scope } from './cel.ts'
import type { Definition, Transition } from './definition.ts'
import { compileCondition } from './explain.ts'
import type { Clause, Outcome, Verdict } from './verdict.ts'

export type Guard = {
  /** One verdict for each rule of the guard. All are asked, also after one has failed: who is stopped sees everything that is missing. */
  judge(scope: Scope): Verdict[]
  /** Whether all verdicts would be passes, at a fraction of the cost. */
  holds(scope: Scope): boolean
  /** The registers that the rules read. */
  registers: RegisterName[]
}

/** Compiles what stands in a transition's `guard`. Throws cel-js's ParseError when a condition is not CEL. */
export function compileGuard(
  definition: Definition,
  guard: NonNullable<Transition['guard']>,
  pointer: string,
): Guard {
  const conditions = (Array.isArray(guard) ? guard : [guard]).map(text => {
    const rule =
      definition.rules && Object.hasOwn(definition.rules, text) ? definition.rules[text] : undefined
    const { explain, holds, registers } = compileCondition(rule ? rule.when : text)
    const name = rule ? text : null
    const title = rule ? rule.title : text
    // What to do about it is said to whoever is stopped; a rule that holds needs no more than its clauses on record.
    const advice = rule && {
      ...(rule.fix !== undefined && { fix: rule.fix }),
      ...(rule.owner !== undefined && { owner: rule.owner }),
      ...(rule.why !== undefined && { why: rule.why }),
    }
    const judge = (scope: Scope): Verdict => {
      const clause = explain(scope)
      const { outcome } = clause
      // Keys in canonical order, here and in explain.ts: sealing then has nothing to sort.
      const verdict = { clauses: clausesOf(clause), outcome, rule: name, title, transition: pointer }
      return outcome === 'pass' || !advice ? verdict : { ...verdict, ...advice }
    }
    return { judge, holds, registers }
  })
  return {
    judge: scope => conditions.map(condition => condition.judge(scope)),
    holds: scope => conditions.every(condition => condition.holds(scope)),
    registers: [...new Set(conditions.flatMap(condition => condition.registers))],
  }
}

/** The parts of a rule: those of its outermost "and", or the whole as one part. */
function clausesOf(clause: Clause): Clause[] {
  return clause.kind === 'and' ? clause.clauses! : [clause]
}

/** What several verdicts that must all hold come to. */
export function outcomeOf(verdicts: Verdict[]): Outcome {
  if (verdicts.some(verdict => verdict.outcome === 'fail')) return 'fail'
  return verdicts.some(verdict => verdict.outcome === 'unknown') ? 'unknown' : 'pass'
}
