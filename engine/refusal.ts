import type { Facts } from './case.ts'
import type { Verdict } from './verdict.ts'

/**
 * Why an event did not move a case. Closed: every screen has a sentence for each.
 *
 * - `unknown-event`: the process has no such event (a timer's event is none that anyone can send)
 * - `not-accepted-here`: it has, but not in the states that the case is in
 * - `not-permitted`: none of the actor's roles may send it here
 * - `invalid-data`: the data does not fit the event's form, or the case data; `violations` by field
 * - `guard-false`: a rule says no
 * - `guard-unknown`: a rule cannot be decided, because data is missing
 * - `assignment-failed`: an assignment or effect could not be computed
 * - `too-many-steps`: eventless transitions did not come to rest
 * - `stale`: the case has moved since the sender looked
 * - `closed`: the case has ended
 * - `out-of-order`: the event happened before the case's last one
 */
export const refusalReasons = [
  'unknown-event',
  'not-accepted-here',
  'not-permitted',
  'invalid-data',
  'guard-false',
  'guard-unknown',
  'assignment-failed',
  'too-many-steps',
  'stale',
  'closed',
  'out-of-order',
] as const

export type RefusalReason = (typeof refusalReasons)[number]

/** One field that does not fit its schema. `field` is a JSON Pointer into the data, `""` for the whole. */
export type Violation = { field: string; message: string }

/** The process said no: an answer, not a failure. */
export type Refusal = {
  kind: 'refusal'
  reason: RefusalReason
  /** one sentence for a person */
  message: string
  verdicts: Verdict[]
  facts: Facts
  /** for `invalid-data` */
  violations?: Violation[]
  /** for `unknown-event` and `not-accepted-here`: what the case would accept now */
  accepted?: string[]
  /** for `not-permitted`: the roles that may */
  allow?: string[]
}
