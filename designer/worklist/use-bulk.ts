import { useRef, useState } from 'react'
import type { Priority } from '../../engine/case.ts'
import { caseName } from '../../engine/case-name.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { WorkItem } from '../answers.ts'
import { ApiError } from '../api.ts'
import { api, queryClient } from '../queries.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { newId } from '../work/new-id.ts'
import { refusalSentence } from '../work/refusal-sentence.ts'
import { type BulkResult, type BulkRun, runBulk, unfinished } from './bulk.ts'
import { words } from './texts.ts'
import type { WorkList } from './use-work-list.ts'

/** What is done to each. `title`: as it is told. */
export type Deed = { title: string } & (
  | { kind: 'assign'; to: string | null; note: string }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'event'; type: string; data: JsonObject }
)

export type RunningBulk = {
  title: string
  results: BulkResult[]
  isOver: boolean
  nameOf(id: string): string
}

/** One thing done to many cases: under way, over, tried again. The list is asked for anew when it is closed. */
export function useBulk(list: WorkList) {
  const [running, setRunning] = useState<RunningBulk | null>(null)
  const run = useRef<BulkRun | null>(null)
  const begun = useRef<{ deed: Deed; items: Map<string, WorkItem>; attempts: Map<string, string> } | null>(
    null,
  )

  function go(ids: string[]): void {
    const { deed, items, attempts } = begun.current!
    const before = running?.results.filter(({ id }) => !ids.includes(id)) ?? []
    const show = (results: BulkResult[], isOver: boolean) =>
      setRunning({
        title: deed.title,
        results: [...results, ...before],
        isOver,
        nameOf: id => caseName(items.get(id)?.data ?? {}) ?? id,
      })
    let latest: BulkResult[] = ids.map(id => ({ id, state: 'waiting' }))
    show(latest, false)
    run.current = runBulk(ids, {
      // Seen anew by now, if the list has been told of a change.
      work: id => attempt(deed, list.items.find(item => item.id === id) ?? items.get(id)!, attempts),
      sentenceOf,
      onChange: results => {
        latest = results
        show(latest, false)
      },
    })
    void run.current.ended.then(() => {
      show(latest, true)
      void queryClient.invalidateQueries({ queryKey: ['work', 'counts'] })
    })
  }

  return {
    running,
    start(items: WorkItem[], deed: Deed) {
      begun.current = { deed, items: new Map(items.map(item => [item.id, item])), attempts: new Map() }
      go(items.map(({ id }) => id))
    },
    stop: () => run.current?.stop(),
    again: () => go(unfinished(running?.results ?? [])),
    close() {
      setRunning(null)
      void list.showNow()
    },
  }
}

/** An attempt that got no answer may have arrived: sent again under its id, it counts once. */
async function attempt(deed: Deed, item: WorkItem, attempts: Map<string, string>): Promise<string | null> {
  const id = attempts.get(item.id) ?? newId()
  attempts.set(item.id, id)
  try {
    const why = await does(deed, item, id)
    attempts.delete(item.id)
    return why
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 0) attempts.delete(item.id)
    throw error
  }
}

async function does(deed: Deed, item: WorkItem, id: string): Promise<string | null> {
  switch (deed.kind) {
    case 'assign':
      await api.assign(item.id, { assignee: deed.to, from: item.assignee, note: deed.note, id })
      return null
    case 'priority':
      await api.setPriority(item.id, { priority: deed.priority, id })
      return null
    case 'event': {
      const answer = await api.sendEvent(item.id, { type: deed.type, data: deed.data, seq: item.seq, id })
      if (answer.kind === 'sent') return null
      if (answer.reason === 'stale') return words.bulk.stale
      const first = answer.violations?.[0]?.message
      return first === undefined ? refusalSentence(answer) : `${refusalSentence(answer)} ${first}`
    }
  }
}
