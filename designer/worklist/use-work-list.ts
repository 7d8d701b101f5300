// The list of one's work, which stays as it is under the reader's hands. What happens changes the rows that it is
// about, and those alone; what is new is counted, and comes in when it is asked for. Pages are never all asked for
// again: there may be hundreds.

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { WorkItem, WorkPage } from '../answers.ts'
import { gather } from '../notices/gather.ts'
import { isOfWork, onHappening, onMissed } from '../notices/use-stream.ts'
import { api, queries, queryClient } from '../queries.ts'
import { comesBefore } from './in-order.ts'
import { useOutcomes } from './outcomes.ts'
import { words } from './texts.ts'
import { toQuery, type WorkSearch } from './work-search.ts'

type Pages = InfiniteData<WorkPage, string>

const gatherMs = 1_000
/** More cases than this at once are not looked up one by one. */
const mostLookedUp = 8
/** A list of so few pages is simply asked for again. */
const fewPages = 3

const later = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

export function useWorkList(search: WorkSearch) {
  const asked = toQuery(search)
  const options = queries.work(asked)
  const { queryKey } = options
  const query = useInfiniteQuery({
    ...options,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const items = useMemo(() => withoutRepeats(query.data?.pages ?? []), [query.data])
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const [hasChanged, setChanged] = useState(false)
  const { outcomes, tell, forget } = useOutcomes(ids => void settle(ids))
  const now = useRef({ items, outcomes, hasNext: query.hasNextPage })
  now.current = { items, outcomes, hasNext: query.hasNextPage }

  // A page may be empty, and have a next one all the same.
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  const isShort = items.length === 0 && hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (isShort) void fetchNextPage()
  }, [isShort, fetchNextPage])

  const change = (pageOf: (page: WorkPage) => WorkPage) =>
    queryClient.setQueryData<Pages>(queryKey, data => data && { ...data, pages: data.pages.map(pageOf) })
  const replace = (item: WorkItem) =>
    change(page => ({ ...page, items: page.items.map(old => (old.id === item.id ? item : old)) }))
  const remove = (id: string) =>
    change(page => ({ ...page, items: page.items.filter(item => item.id !== id) }))

  /** The case as this list has it now; null when it is no longer in it. */
  async function lookUp(id: string): Promise<WorkItem | null> {
    const { items } = await api.work({ ...asked, q: `${asked.q ?? ''} ${id}`.trim(), limit: 50 })
    return items.find(item => item.id === id) ?? null
  }

  /** Takes in what has become of cases that are in the list or may be. */
  async function refresh(ids: readonly string[]): Promise<void> {
    await Promise.all(
      ids.map(async id => {
        const found = await lookUp(id).catch(() => undefined)
        if (found === undefined) return
        const { items, outcomes, hasNext } = now.current
        const isShown = items.some(item => item.id === id)
        const outcome = outcomes.get(id)
        // Whoever has just done something reads about it first.
        if (isShown && (outcome?.kind === 'sending' || outcome?.kind === 'done')) return
        if (isShown && found) replace(found)
        else if (isShown) tell(id, { kind: 'gone', text: words.act.gone })
        const last = items.at(-1)
        const isBeyond = hasNext && found && last && !comesBefore(found, last, search.sort)
        if (found && !isShown && isBeyond) return
        setFresh(before => withOr(before, id, found !== null && !isShown))
      }),
    )
  }

  /** Shows what a word stood for: the case as it is now, or no case. */
  async function settle(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const found = await lookUp(id).catch(() => undefined)
      if (found === null) remove(id)
      if (found) replace(found)
      forget(id)
    }
  }

  /** The list anew, from its beginning. */
  function showNow(): Promise<unknown> {
    setFresh(new Set())
    setChanged(false)
    queryClient.setQueryData<Pages>(
      queryKey,
      data => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    )
    return query.refetch()
  }

  /** After some may have been missed. */
  function askAgain(): void {
    const pages = queryClient.getQueryData<Pages>(queryKey)?.pages.length ?? 0
    if (pages > 0 && pages <= fewPages) void query.refetch()
    else if (pages > 0) setChanged(true)
  }

  const latest = useRef({ refresh, askAgain })
  latest.current = { refresh, askAgain }
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the list that is shown
  useEffect(() => {
    // Gone back to after a while: something may have happened since.
    const { data, dataUpdatedAt } = queryClient.getQueryState<Pages>(queryKey) ?? {}
    if (data && Date.now() - (dataUpdatedAt ?? 0) > gatherMs) latest.current.askAgain()
    const gathered = gather<string>(gatherMs, later, ids => {
      if (ids.size > mostLookedUp) setChanged(true)
      else void latest.current.refresh([...ids])
    })
    const deaf = [
      onHappening(message => isOfWork(message) && gathered.add(message.case)),
      onMissed(() => latest.current.askAgain()),
    ]
    return () => {
      gathered.stop()
      for (const stop of deaf) stop()
      setFresh(new Set())
      setChanged(false)
    }
  }, [JSON.stringify(queryKey)])

  return { query, items, outcomes, tell, forget, refresh, showNow, fresh: fresh.size, hasChanged }
}

export type WorkList = ReturnType<typeof useWorkList>

/** A case that moved in the order while pages were fetched may be in two of them. */
function withoutRepeats(pages: WorkPage[]): WorkItem[] {
  return [...new Map(pages.flatMap(page => page.items).map(item => [item.id, item])).values()]
}

function withOr(before: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  if (before.has(id) === isIn) return before
  const after = new Set(before)
  if (isIn) after.add(id)
  else after.delete(id)
  return after
}
