// Work that is not saved yet, kept in the browser until it is: a tab that is closed, a machine that goes down
// or a server that stays away loses nothing.
//
// 1. There is one copy for each person, process and tab, and only while something is unsaved.
// 2. Whoever opens the process again is offered the copies of tabs that are no longer open. A copy goes when it
//    has been taken, or thrown away, by its owner's own hand.

import type { Unsaved } from './saving.ts'

export type Copy = Unsaved & { person: string; process: string; tab: string }

/** Where copies are kept. The browser's is in browser-copies.ts; tests have their own. */
export type CopyBox = {
  list(): Promise<Copy[]>
  put(copy: Copy): Promise<void>
  remove(tab: string): Promise<void>
}

/** Tabs that are open now. */
export type OpenTabs = () => Promise<ReadonlySet<string>>

export type Copies = ReturnType<typeof createCopies>

export function createCopies(
  { person, process, tab }: Pick<Copy, 'person' | 'process' | 'tab'>,
  box: CopyBox,
  openTabs: OpenTabs,
) {
  let waiting: Unsaved | null | undefined
  let working: Promise<void> | undefined
  /** Whether what is unsaved is safe here: then nobody has to be warned before the tab is closed. */
  let isKept = true

  /** One after the other, and of several that wait only the last: it holds what the others had. */
  async function work(): Promise<void> {
    while (waiting !== undefined) {
      const unsaved = waiting
      waiting = undefined
      try {
        if (unsaved) await box.put({ ...unsaved, person, process, tab })
        else await box.remove(tab)
        isKept = true
      } catch {
        isKept = false
      }
    }
    working = undefined
  }

  return {
    keep(unsaved: Unsaved | null): Promise<void> {
      waiting = unsaved
      working ??= work()
      return working
    },
    isKept: () => isKept && working === undefined,
    /** What was left behind, newest first. */
    async leftBehind(): Promise<Copy[]> {
      const [copies, open] = await Promise.all([box.list(), openTabs()])
      return copies
        .filter(copy => copy.person === person && copy.process === process)
        .filter(copy => copy.tab !== tab && !open.has(copy.tab))
        .sort((a, b) => (a.at < b.at ? 1 : -1))
    },
    /** After what is unsaved here is written, which may be the same work. */
    async discard(copy: Copy): Promise<void> {
      await working
      if (isKept) await box.remove(copy.tab)
    },
  }
}
