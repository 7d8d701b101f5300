// The same thing done to many cases, one after the other, a few at a time.
//
//   waiting → running → done | failed    each case, in the order of the list
//   waiting → stopped                    when somebody stops it; what is under way is finished
//
// A case that fails does not keep the others from being done.

export type BulkState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped'
/** `reason`: a sentence for people. */
export type BulkResult = { id: string; state: BulkState; reason?: string }
/** What became of one case: null when it was done, otherwise the sentence that says why not. */
export type BulkWork = (id: string) => Promise<string | null>

export type BulkRun = { stop(): void; ended: Promise<void> }

const atOnce = 4

/** `onChange` is told everything anew after each change. `work` answers; whatever it throws is for `sentenceOf`. */
export function runBulk(
  ids: readonly string[],
  around: { work: BulkWork; sentenceOf(error: Error): string; onChange(results: BulkResult[]): void },
): BulkRun {
  const { work, sentenceOf, onChange } = around
  let results: BulkResult[] = ids.map(id => ({ id, state: 'waiting' }))
  let isStopped = false
  let next = 0

  const set = (n: number, result: Omit<BulkResult, 'id'>) => {
    results = results.with(n, { id: ids[n]!, ...result })
    onChange(results)
  }

  async function goOn(): Promise<void> {
    while (!isStopped && next < ids.length) {
      const n = next++
      set(n, { state: 'running' })
      const reason = await work(ids[n]!).catch((error: unknown) =>
        sentenceOf(error instanceof Error ? error : new Error(String(error))),
      )
      set(n, reason === null ? { state: 'done' } : { state: 'failed', reason })
    }
  }

  return {
    stop() {
      isStopped = true
      results = results.map(result =>
        result.state === 'waiting' ? { id: result.id, state: 'stopped' } : result,
      )
      onChange(results)
    },
    ended: Promise.all(Array.from({ length: Math.min(atOnce, ids.length) }, goOn)).then(() => {}),
  }
}

/** How many of them are in each state. */
export function countBulk(results: readonly BulkResult[]): Record<BulkState, number> {
  const counts = { waiting: 0, running: 0, done: 0, failed: 0, stopped: 0 }
  for (const { state } of results) counts[state]++
  return counts
}

/** Those to try again: what failed, and what was stopped before its turn. */
export const unfinished = (results: readonly BulkResult[]): string[] =>
  results.flatMap(({ id, state }) => (state === 'failed' || state === 'stopped' ? [id] : []))

/** What one event of a case looks like to somebody who wants to send it to many. */
export type Sendable = { type: string; title: string; schema: unknown }

/** The events that every one of these cases would take, with the same form; in the first one's order. */
export function sharedEvents<Event extends Sendable>(ofEach: readonly (readonly Event[])[]): Event[] {
  const [first = [], ...others] = ofEach
  const looks = ({ type, schema }: Sendable) => `${type} ${JSON.stringify(schema)}`
  const sets = others.map(events => new Set(events.map(looks)))
  return first.filter(event => sets.every(set => set.has(looks(event))))
}
