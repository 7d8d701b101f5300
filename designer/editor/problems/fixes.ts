// What mends a problem with one press, where that is obvious.
//
// 1. Each code says here how it is mended, or that it is not: a problem without an entry does not compile.
// 2. A fix is tried before it is offered: the draft it gives parses, and has the problem no more.

import type { Definition } from '../../../engine/definition.ts'
import { parseDefinition } from '../../../engine/parse.ts'
import type { Problem, ProblemCode } from '../../../engine/problems.ts'
import { verify } from '../../../engine/verify.ts'
import { indexStates } from '../../indexed.ts'
import type { Draft } from '../draft.ts'
import { applyEdit, type Edit, EditError } from '../edit.ts'
import type { Fix, Fixer } from './fix.ts'
import * as names from './fix-names.ts'
import * as reasons from './fix-reasons.ts'
import * as states from './fix-states.ts'
import * as ways from './fix-ways.ts'

/** null: nobody but the owner can know what was meant. */
const fixers: Record<ProblemCode, Fixer | null> = {
  'unknown-target': names.unknownTarget,
  'conflicting-targets': names.conflictingTargets,
  'unknown-initial': names.unknownInitial,
  'no-states': states.noStates,
  'missing-initial': names.missingInitial,
  'useless-initial': states.uselessInitial,
  'bad-state-key': names.badStateKey,
  'bad-state-id': names.idInTheWay,
  'duplicate-id': names.idInTheWay,
  'id-hides-state': names.idInTheWay,
  'type-contradicts-states': states.typeContradictsStates,
  'final-goes-on': states.finalGoesOn,
  'history-misuse': states.historyMisuse,
  'unknown-rule': names.unknownRule,
  'unused-rule': names.unusedRule,
  'empty-guard': names.emptyExpression,
  'reserved-event': names.reservedEvent,
  'unknown-event': names.unknownEvent,
  'undeclared-event': names.undeclaredEvent,
  'unused-event': names.unusedEvent,
  'unknown-role': names.unknownRole,
  'nobody-may-send': names.nobodyMaySend,
  'nobody-has-the-role': names.nobodyMaySend,
  'unknown-effect': names.unknownEffect,
  'unknown-param': names.unknownParam,
  'unknown-name': names.meant,
  'unknown-function': names.meant,
  'unknown-state': names.meant,
  'unknown-data': names.unknownData,
  'unknown-schema-type': names.unknownSchemaType,
  'bad-data-path': names.badDataPath,
  'constant-guard': ways.constantGuard,
  unreachable: ways.unreachable,
  'dead-end': ways.deadEnd,
  'done-leads-nowhere': ways.doneLeadsNowhere,
  'no-way-to-finish': ways.noWayToFinish,
  'eventless-loop': ways.eventlessLoop,
  'eventless-loop-possible': ways.eventlessLoop,
  'shadowed-transition': ways.shadowed,
  'same-guard': ways.shadowed,
  'overlapping-guards': ways.overlapping,
  'invalid-timer': ways.invalidTimer,
  'timer-never-fires': ways.timerNeverFires,
  'left-at-once': names.deadTransitions,
  'never-done': ways.neverDone,
  'no-way-back': ways.noWayBack,
  'back-without-reason': reasons.askWhy,

  // What was to be computed, shown or matched is not to be guessed.
  'missing-param': null,
  'wrong-param': null,
  'bad-expression': null,
  'ill-typed': null,
  'not-a-condition': null,
  'costly-expression': null,
  'bad-pattern': null,
  'slow-pattern': null,
  'computed-pattern': null,
  'unknown-reference': null,
  'endless-reference': null,
  // Of texts that are no definition yet: a draft has been parsed.
  'cannot-compile': null,
  'not-json': null,
  'not-data': null,
  'duplicate-key': null,
  'reserved-key': null,
  'too-large': null,
  'too-deep': null,
  'too-many-states': null,
  'too-many-transitions': null,
  'too-long': null,
  'wrong-type': null,
  'missing-field': null,
  'unknown-field': null,
  'not-one-of': null,
  'empty-text': null,
  malformed: null,
  'more-problems': null,
}

/** Whether it is worth asking for fixes: cheap, for long lists. */
export const mayHaveFix = ({ code }: Problem): boolean => fixers[code] !== null

/** Ways to mend the problem, the best first. `selected`: the state that is selected, for what leads from there. */
export function fixesFor(problem: Problem, draft: Draft, selected?: string): Fix[] {
  const index = indexStates(draft.definition)
  const proposed = fixers[problem.code]?.(problem, { draft, index, selected }) ?? []
  const titles = new Set<string>()
  return proposed.filter(({ title, edit }) => {
    if (titles.has(title) || !mends(problem, draft, edit)) return false
    titles.add(title)
    return true
  })
}

function mends(problem: Problem, draft: Draft, edit: Edit): boolean {
  try {
    const { definition } = applyEdit(draft, edit)
    if (!parseDefinition(definition).definition) return false
    return alike(problem, definition) < alike(problem, draft.definition)
  } catch (error) {
    if (error instanceof EditError) return false
    throw error
  }
}

/** By their words, not by their place: removing one transition gives the next one its pointer. */
const alike = ({ code, message }: Problem, definition: Definition): number =>
  verify(definition).filter(one => one.code === code && one.message === message).length
