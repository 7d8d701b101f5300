// Two transitions of one state for one event (or timer, or none) that can both be taken. The first is, so:
//
//   error    the first is taken whenever the second could be: it has no guard, the same guard, or one that
//            the guard of the second includes (`score >= 60` before `score >= 80`)
//   warning  both can hold at once for certain: all that they ask for is comparisons with literals, and some
//            data satisfies them all (`score > 10` before `score < 20`)
//   nothing  they exclude each other, or it cannot be told; or the second has no guard: it is the "else"
//
// Roles count as part of the guard: a transition stands before another only for roles that both allow. An
// inner state's transition before that of a state around it is how statecharts work, and no problem.

import { canBothHold, excludes, type Formula, implies, isAlways, isNever } from './formula.ts'
import { nameOf, type Survey, type TransitionNode } from './survey.ts'
import { asList } from './targets.ts'

/** Of longer lists only this many are compared in pairs. */
const compared = 20

export function checkConflicts({ lists, report }: Survey): void {
  for (const list of lists) {
    const catchAll = list.findIndex(one => isAlways(one.guard) && allowsAll(one))
    const last = catchAll === -1 ? list.length : catchAll + 1
    const asked = list.slice(0, Math.min(last, compared)).filter(({ guard }) => !isNever(guard))
    for (const [n, other] of asked.entries()) {
      for (const one of asked.slice(0, n)) {
        const code = conflictOf(one, other)
        if (!code) continue
        report(code, other.pointer, nameOf(other), one.place)
        break
      }
    }
    for (const late of list.slice(last))
      report('shadowed-transition', late.pointer, nameOf(late), catchAll + 1)
  }
}

function conflictOf(one: TransitionNode, other: TransitionNode) {
  const rolesWithin = allowsAll(one) || (!allowsAll(other) && isSubset(allowOf(other), allowOf(one)))
  if (rolesWithin && sameGuard(one, other)) return 'same-guard'
  if (rolesWithin && implies(other.guard, one.guard)) return 'shadowed-transition'
  const isElse = isAlways(other.guard)
  return rolesMeet(one, other) && !isElse && overlap(one.guard, other.guard)
    ? 'overlapping-guards'
    : undefined
}

const overlap = (one: Formula, other: Formula) => !excludes(one, other) && canBothHold(one, other)

/** Only `on` asks for roles. */
const allowOf = ({ transition, trigger }: TransitionNode) => (trigger === 'on' ? transition.allow : undefined)
const allowsAll = (one: TransitionNode) => allowOf(one) === undefined

function isSubset(small: string[] | undefined, large: string[] | undefined): boolean {
  return (small ?? []).every(role => large?.includes(role))
}

function rolesMeet(one: TransitionNode, other: TransitionNode): boolean {
  const [a, b] = [allowOf(one), allowOf(other)]
  return !a || !b || a.some(role => b.includes(role))
}

function sameGuard(one: TransitionNode, other: TransitionNode): boolean {
  const key = ({ transition }: TransitionNode) =>
    asList(transition.guard)
      .map(text => text.trim())
      .sort()
      .join('\n')
  return one.transition.guard !== undefined && key(one) === key(other)
}
