// Checks a definition without running it: whether everything that it names exists, every expression makes
// sense, and every case can get somewhere. What is found is in the words of problems.ts.
//
// 1. It never throws, and never runs long: each check is near-linear in the size of the definition, and what
//    would not be (pairs of guards in one list, "did you mean" among thousands) is cut off at a few dozen.
// 2. Guards are not run. What is called unreachable, shadowed or endless is so whatever the data; what depends
//    on the data is a warning, or nothing.
// 3. One slip is one problem: a wrong target counts as the one that it probably meant, and what follows from
//    an unreachable state or a dead end is not said again.

import type { Definition } from './definition.ts'
import type { Problem } from './problems.ts'
import { checkAssignments } from './verify/assignments.ts'
import { checkConflicts } from './verify/conflicts.ts'
import { checkDeadEnds } from './verify/dead-ends.ts'
import { checkEffects } from './verify/effects.ts'
import { checkEvents } from './verify/events.ts'
import { checkExpressions } from './verify/expressions.ts'
import { checkForms } from './verify/forms.ts'
import { checkGuards } from './verify/guards.ts'
import { checkLoops } from './verify/loops.ts'
import { checkNames } from './verify/names.ts'
import { checkReach, reach } from './verify/reach.ts'
import { checkStages } from './verify/stages.ts'
import { createReport, survey } from './verify/survey.ts'
import { checkTimers } from './verify/timers.ts'
import { checkWaysBack } from './verify/ways-back.ts'

/** Everything wrong with a definition that `parseDefinition` accepted; empty when nothing is. */
export function verify(definition: Definition): Problem[] {
  const { report, problems } = createReport()
  const surveyed = survey(definition, report)
  checkNames(surveyed)
  checkForms(surveyed)
  checkEvents(surveyed)
  checkWaysBack(surveyed)
  checkEffects(surveyed)
  checkAssignments(surveyed)
  checkExpressions(surveyed)
  checkGuards(surveyed)
  checkConflicts(surveyed)
  if (surveyed.isUncharted) return problems()

  const reached = reach(surveyed)
  checkReach(surveyed, reached)
  checkDeadEnds(surveyed, reached)
  checkLoops(surveyed, reached)
  checkTimers(surveyed, reached)
  checkStages(surveyed, reached)
  return problems()
}
