// A real case as it is now, to go on from in a simulation. The case itself is only read.

import { type HistoryEntry, isStep, type Timer } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import { activeNodes } from '../../engine/snapshot.ts'
import { waitingAfter } from '../../engine/trial.ts'
import type { Api } from '../api.ts'
import type { Beginning } from './simulation.ts'
import { words } from './texts.ts'

/** Where it is, and what waits for its time; or a sentence why the draft cannot go on from there. */
export async function asItIsNow(
  api: Pick<Api, 'history' | 'replay'>,
  process: Process,
  id: string,
  at: string,
): Promise<Beginning | string> {
  const { snapshot } = await api.replay(id)
  if (!snapshot) return words.noCase(id)
  let timers: Timer[] = []
  let last = at
  for (let after: number | null = 0; after !== null; ) {
    const page: { items: HistoryEntry[]; next: number | null } = await api.history(id, { after, limit: 200 })
    for (const entry of page.items) {
      if (!isStep(entry)) continue
      if (entry.kind === 'timer') timers = timers.filter(({ id }) => id !== entry.event.type)
      timers = waitingAfter(timers, entry)
      last = entry.event.at
    }
    after = page.next
  }
  const isUnknown = ({ id }: Timer) => !process.timerEvents.has(id) && !id.startsWith('raise ')
  if (!isPlace(process, snapshot)) return words.elsewhere(id)
  return {
    ...{ kind: 'case', id, snapshot },
    at: last > at ? last : at,
    // The draft may not know a timer of the version that the case runs on.
    timers: timers.filter(timer => !isUnknown(timer)),
  }
}

function isPlace(process: Process, snapshot: Parameters<typeof activeNodes>[1]): boolean {
  try {
    return activeNodes(process, snapshot).length > 0
  } catch {
    return false
  }
}
