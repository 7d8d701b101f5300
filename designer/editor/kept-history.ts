// Undo outlives leaving the page: whoever comes back to a draft that is still as it was left, goes on with its
// steps. For as long as the browser's tab is open.

import { canonical } from '../../engine/seal.ts'
import type { Draft } from './draft.ts'
import type { History } from './history.ts'

const kept = new Map<string, History>()

export function keepHistory(process: string, history: History): void {
  kept.set(process, history)
}

/** The history of a draft, when it is still the draft that was left. */
export function keptHistory(process: string, draft: Draft): History | undefined {
  const history = kept.get(process)
  return history && isSame(history.draft, draft) ? history : undefined
}

const isSame = (a: Draft, b: Draft) =>
  canonical(a.definition) === canonical(b.definition) && canonical(a.layout) === canonical(b.layout)
