// What was found so far. The server looks a while at a time and may come back with nothing: then it is asked again,
// a few times by itself, and after that when the reader says so.

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queryClient } from '../../queries.ts'

const pageSize = 50
/** So often in a row it goes on by itself while nothing is found. */
const byItself = 5

export function useFind(filter: Record<string, string>, by: 'entries' | 'cases') {
  const queryKey = ['audit', 'entries', filter, by]
  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.findEntries({
        ...filter,
        by,
        limit: String(pageSize),
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    getNextPageParam: page => page.next,
    // What is read is on record: it is asked for once, not whenever the window is looked at again.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const [allowed, setAllowed] = useState(byItself)
  const [isStopped, setStopped] = useState(false)

  const pages = query.data?.pages ?? []
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const empty = pages.length - 1 - pages.findLastIndex(({ items }) => items.length > 0)
  const mayGoOn = hasNextPage && !isFetching && !isFetchNextPageError

  return {
    query,
    pages,
    lookedBackTo: pages.at(-1)?.lookedBackTo ?? null,
    behind: pages[0]?.behind ?? 0,
    /** nothing was found in the last pages, and there is more to look through */
    isWaiting: mayGoOn && empty > 0 && (isStopped || empty >= allowed),
    /** what it is doing now has found nothing yet */
    isLookingBack: isFetching && empty > 0,
    /** Asks for the next page, unless it has been told to stop or has looked in vain for long. */
    goOn(): void {
      if (mayGoOn && !(empty > 0 && (isStopped || empty >= allowed))) void fetchNextPage()
    },
    further(): void {
      setStopped(false)
      setAllowed(empty + byItself)
      void fetchNextPage()
    },
    stop(): void {
      setStopped(true)
      void queryClient.cancelQueries({ queryKey })
    },
    again: () => void queryClient.resetQueries({ queryKey }),
  }
}

export type Finding = ReturnType<typeof useFind>
