// Who has which draft open, now. Kept in memory: after a restart everybody who is still there says so again
// within one beat.
//
// 1. A tab that does not say that it is still there for `restsMs` has left.
// 2. Whoever looks gets what is true at that moment: those who rest are dropped before the answer is made.
// 3. A change is announced once; a beat that says nothing new is not.

import type { Clock } from './clock.ts'

/** A drawing that is open in somebody's browser. */
export type Present = {
  /** of the browser tab; two tabs of one person are two */
  tab: string
  person: string
  name: string
  since: string
  /** dotted paths of states and pointers of transitions that are selected there */
  selected: string[]
}

export type Presence = {
  /** Says that the tab is there. Answers everybody who has the draft open. */
  beat(process: string, present: Omit<Present, 'since'>): Present[]
  /** Only its own person can take a tab away. */
  leave(process: string, tab: string, person: string): void
  list(process: string): Present[]
}

/** Three beats of a browser (designer/editor/presence/presence.ts), so that one that is late is no leave. */
const restsMs = 45_000
/** Far more than draw on one process; so that a client that runs away cannot fill the memory. */
const mostTabs = 100

export function createPresence(
  clock: Clock,
  announce: (process: string, present: Present[]) => void,
): Presence {
  const open = new Map<string, Map<string, Present & { seen: number }>>()

  const list = (process: string): Present[] =>
    [...(open.get(process)?.values() ?? [])].map(({ seen: _, ...present }) => present)

  /** Looks through all drafts: a draft that nobody opens again is not left in memory. */
  function dropResting(now: number): void {
    for (const [process, tabs] of open) {
      const resting = [...tabs.values()].filter(({ seen }) => now - seen >= restsMs)
      for (const { tab } of resting) tabs.delete(tab)
      if (tabs.size === 0) open.delete(process)
      if (resting.length > 0) announce(process, list(process))
    }
  }

  return {
    beat(process, { tab, person, name, selected }) {
      const now = clock.now()
      dropResting(now.getTime())
      const tabs = open.get(process) ?? new Map<string, Present & { seen: number }>()
      open.set(process, tabs)
      const before = tabs.get(tab)
      // A tab belongs to whoever opened it, until they have left.
      if (before && before.person !== person) return list(process)
      if (!before && tabs.size >= mostTabs) return list(process)
      const since = before?.since ?? now.toISOString()
      tabs.set(tab, { tab, person, name, since, selected, seen: now.getTime() })
      const isNews = !before || before.selected.join('\n') !== selected.join('\n')
      if (isNews) announce(process, list(process))
      return list(process)
    },
    leave(process, tab, person) {
      const tabs = open.get(process)
      if (tabs?.get(tab)?.person !== person) return
      tabs.delete(tab)
      if (tabs.size === 0) open.delete(process)
      announce(process, list(process))
    },
    list(process) {
      dropResting(clock.now().getTime())
      return list(process)
    },
  }
}
