// Puts entries into the index that they are found by, shortly after they were written and never while they are: no
// step waits for it.

import type { Worker } from './worker.ts'

/**
 * Answers how many it has put there, when there are more of them than it took; otherwise it rests like the others, so
 * that what comes meanwhile is put there together.
 */
export async function indexNewEntries({ store, batch }: Pick<Worker, 'store' | 'batch'>): Promise<number> {
  const { indexed, behind } = await store.indexEntries(batch)
  return behind > 0 ? indexed : 0
}
