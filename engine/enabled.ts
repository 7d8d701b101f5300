// What a person could do with a case now, and for everything else: why not.

import type { Actor, Registers, Snapshot } from './case.ts'
import type { Scope } from './cel.ts'
import { type Candidate, mayBeSentBy, type Process } from './compile.ts'
import { missingIn } from './explain.ts'
import { outcomeOf } from './guard.ts'
import type { JsonSchema } from './json.ts'
import type { RefusalReason } from './refusal.ts'
import { activeNodes } from './snapshot.ts'
import { newScope } from './step.ts'
import type { Outcome, Verdict } from './verdict.ts'

/** An event that the active states have a transition for. */
export type EnabledEvent = {
  type: string
  title: string
  description: string | null
  enabled: boolean
  /** why not; null when it can be sent */
  reason: RefusalReason | null
  verdicts: Verdict[]
  /** the roles that may send it here; null: everyone */
  allow: string[] | null
  /** its form: JSON Schema of its data */
  schema: JsonSchema | null
  transitions: { pointer: string; title: string | null; target: string[]; kind: 'forward' | 'feedback' }[]
}

/**
 * Every event of the active states, in the definition's order, inner states first.
 *
 * What a rule reads from the event itself is not known before somebody fills in the form: a rule that is
 * undecided for that alone does not block.
 */
export function enabled(
  process: Process,
  snapshot: Snapshot,
  asked: { actor: Actor; at: string; registers: Registers },
): EnabledEvent[] {
  if (snapshot.status === 'closed') return []
  const byType = new Map<string, Candidate[]>()
  for (const { path } of activeNodes(process, snapshot))
    for (const [type, candidates] of process.candidates.get(path) ?? [])
      if (!process.raised.has(type) || process.eventTypes.has(type))
        byType.set(type, [...(byType.get(type) ?? []), ...candidates])
  const scope = scopeOf(process, snapshot, asked)

  return [...byType].map(([type, candidates]) => {
    const answers = candidates.map(candidate =>
      answer(candidate, asked.actor, () => candidate.guard?.judge(scope) ?? []),
    )
    const open = answers.some(({ kind }) => kind === 'open')
    const form = process.definition.events?.[type]
    const roles = candidates.map(({ transition }) => transition.allow)
    return {
      type,
      title: titleOf(candidates, form?.title ?? type),
      description: form?.description ?? null,
      enabled: open,
      reason: open ? null : reasonOf(answers),
      verdicts: answers.flatMap(({ verdicts }) => verdicts),
      allow: roles.some(allow => allow === undefined) ? null : [...new Set(roles.flatMap(allow => allow!))],
      schema: form?.schema ?? null,
      transitions: candidates.map(({ pointer, transition, target }) => ({
        pointer,
        title: transition.title ?? null,
        target,
        kind: transition.kind ?? 'forward',
      })),
    }
  })
}

/** What the rules of an event can read before its form is filled in. */
export function scopeOf(
  process: Process,
  snapshot: Snapshot,
  { actor, at, registers }: { actor: Actor; at: string; registers: Registers },
): Scope {
  const active = new Set(activeNodes(process, snapshot).map(({ path }) => path))
  const event = { id: '', type: '', data: {}, actor, at }
  const scope = newScope(event, snapshot.data, snapshot.tally, registers)
  scope[' active'] = path => active.has(path)
  return scope
}

type Answer = { kind: 'open' | 'forbidden' | Exclude<Outcome, 'pass'>; verdicts: Verdict[] }

function answer({ transition }: Candidate, actor: Actor, judge: () => Verdict[]): Answer {
  if (transition.allow && !mayBeSentBy(actor, transition.allow)) return { kind: 'forbidden', verdicts: [] }
  const verdicts = judge()
  const blocking = verdicts.filter(verdict => verdict.outcome !== 'pass' && !waitsForTheForm(verdict))
  const outcome = outcomeOf(blocking)
  return { kind: outcome === 'pass' ? 'open' : outcome, verdicts }
}

/** A verdict that is undecided for nothing but what the event's form will say. */
export function waitsForTheForm(verdict: Verdict): boolean {
  if (verdict.outcome !== 'unknown') return false
  const missing = verdict.clauses.filter(({ outcome }) => outcome === 'unknown').flatMap(missingIn)
  return missing.length > 0 && missing.every(path => /^(event|promise)\b/.test(path))
}

function reasonOf(answers: Answer[]): RefusalReason {
  if (answers.every(({ kind }) => kind === 'forbidden')) return 'not-permitted'
  return answers.some(({ kind }) => kind === 'fail') ? 'guard-false' : 'guard-unknown'
}

/** A transition's own title, when all of the event's transitions agree on it. */
function titleOf(candidates: Candidate[], title: string): string {
  const own = new Set(candidates.map(({ transition }) => transition.title))
  return own.size === 1 ? ([...own][0] ?? title) : title
}
