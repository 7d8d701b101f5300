// What to do next about a case, in one line of a list: the first event that the reader could send, or what is in
// the way of the first that they could not.

import { type EnabledEvent, waitsForTheForm } from '../engine/enabled.ts'
import type { RefusalReason } from '../engine/refusal.ts'

/** `form`: there is something to fill in first. */
export type NextAction = { type: string; title: string; form: boolean }
/** `message`: the title of the rule that says no, or who could do it. */
export type BlockedAction = { type: string; title: string; reason: RefusalReason; message: string }

/** What leads on before what stays, both before a way back; otherwise in the definition's order. */
export function nextAction(events: EnabledEvent[]): NextAction | null {
  const next = forwardFirst(events).find(({ enabled }) => enabled)
  return next ? { type: next.type, title: next.title, form: next.schema !== null } : null
}

/** The first that a rule stops; when no rule does, the first that is for others. */
export function blockedAction(events: EnabledEvent[]): BlockedAction | null {
  const blocked = forwardFirst(events).filter(({ enabled }) => !enabled)
  const first = blocked.find(({ reason }) => reason !== 'not-permitted') ?? blocked[0]
  if (!first || first.reason === null) return null
  const { type, title, reason } = first
  return { type, title, reason, message: messageOf(first) }
}

function forwardFirst(events: EnabledEvent[]): EnabledEvent[] {
  const rankOf = ({ transitions }: EnabledEvent): number => {
    if (transitions.every(({ kind }) => kind === 'feedback')) return 2
    return transitions.some(({ target, kind }) => target.length > 0 && kind !== 'feedback') ? 0 : 1
  }
  return events.filter(({ type }) => !type.includes('*')).sort((a, b) => rankOf(a) - rankOf(b))
}

function messageOf({ verdicts, allow }: EnabledEvent): string {
  const stopping =
    verdicts.find(({ outcome }) => outcome === 'fail') ??
    verdicts.find(verdict => verdict.outcome !== 'pass' && !waitsForTheForm(verdict))
  return stopping?.title ?? `For ${(allow ?? []).join(', ') || 'nobody'}`
}
