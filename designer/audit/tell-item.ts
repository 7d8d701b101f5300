// One place of a history in words, when it comes into sight: nothing else of the history is looked at for it.

import type { HistoryEntry, StepEntry } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { humanise } from '../ui/format.ts'
import type { Places } from '../work/places.ts'
import { nameOfActor, tell } from '../work/sentence.ts'
import { words } from './texts.ts'
import { type Item, stepAt, type Trail, type What } from './trail.ts'

export type Mark = keyof typeof words.marks

export type Told = {
  seq: number
  kind: What
  /** '' for a hole */
  who: string
  what: string
  /** where the case was afterwards, or why it was refused */
  afterwards: string | null
  at: string | null
  marks: Mark[]
}

export type Around = { definition: Definition; places: Places }

export function tellItem(trail: Trail, position: number, around: Around): Told {
  const item = trail.items[position]!
  const kind = trail.whats[position]!
  if (item.kind === 'hole')
    return { seq: item.seq, kind, who: '', what: holeIn(item), afterwards: null, at: null, marks: [] }
  return { ...tellEntry(item.entry, stepAt(trail, position - 1), around), seq: item.seq, kind }
}

/** An entry in words. Where the step before is not known, it says where the case was afterwards. */
export function tellEntry(
  entry: HistoryEntry,
  before: StepEntry | undefined,
  { definition, places }: Around,
): Omit<Told, 'kind'> {
  const common = { seq: entry.seq, at: entry.event.at, marks: marksOf(entry) }
  try {
    const [told] = tell(before ? [before, entry] : [entry], definition, places)
    return { ...common, who: told!.who, what: told!.what, afterwards: told!.afterwards }
  } catch {
    // A damaged entry may have anything in it. What is in it can be seen below.
    const what = words.untold(humanise(entry.event.type))
    return { ...common, who: nameOfActor(entry.event.actor), what, afterwards: null }
  }
}

const holeIn = ({ why, seq, last }: Item & { kind: 'hole' }) => words.hole[why](seq, last)

/** What an auditor looks for: how it came about, and by whose authority. */
function marksOf({ kind, event: { actor, origin } }: HistoryEntry): Mark[] {
  return [
    ...(kind === 'refusal' ? (['refused'] as const) : []),
    ...(actor.kind === 'timer' || actor.kind === 'process' || actor.kind === 'key' ? [actor.kind] : []),
    ...(actor.roles.includes('admin') ? (['administrator'] as const) : []),
    ...(origin ? (['import'] as const) : []),
    ...(origin?.supplied ? (['supplied'] as const) : []),
  ]
}
