// What the screens ask the server for, each under its own key, through the one client.

import {
  infiniteQueryOptions,
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query'
import type { RegisterName } from '../engine/case.ts'
import type { BoardQuery, CaseQuery, WorkFilter, WorkQuery } from './answers.ts'
import { ApiError, createApi } from './api.ts'
import { keepingTime } from './clock.ts'
import { learnNames } from './ui/names.ts'
import { createReach } from './ui/reach.ts'

export const reach = createReach(keepingTime((path: string, init: RequestInit) => fetch(path, init)))
export const api = createApi(reach.send)

const pageSize = 50
/** How much of a history the case page shows and draws the stage bar from. */
const historyShown = 100

/** Trying again helps when the line is bad; an answer stays the same answer. */
const isPassing = (error: Error) => error instanceof ApiError && (error.status === 0 || error.status >= 500)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && isPassing(error) },
  },
  queryCache: new QueryCache({
    // Whoever's session has ended sees the sign-in in place of the page, and the page again afterwards.
    onError: error => {
      if (error instanceof ApiError && error.status === 401)
        queryClient.setQueryData(queries.me().queryKey, null)
    },
  }),
  mutationCache: new MutationCache({
    // The same when it ends between the page and what is sent from it: nothing that was typed goes.
    onError: error => {
      if (error instanceof ApiError && error.kind === 'not-signed-in')
        queryClient.setQueryData(queries.me().queryKey, null)
    },
  }),
})

export const queries = {
  me: () =>
    queryOptions({
      queryKey: ['me'],
      staleTime: 60_000,
      queryFn: () =>
        api.me().catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 401) return null
          throw error
        }),
    }),
  link: (token: string) =>
    queryOptions({ queryKey: ['link', token], queryFn: () => api.link(token), retry: false }),
  cases: (query: Omit<CaseQuery, 'limit' | 'cursor' | 'sort'>) =>
    infiniteQueryOptions({
      queryKey: ['cases', query],
      initialPageParam: '',
      queryFn: ({ pageParam }) =>
        api.cases({
          ...query,
          sort: '-updated',
          limit: pageSize,
          ...(pageParam !== '' && { cursor: pageParam }),
        }),
      getNextPageParam: page => page.next,
    }),
  work: (query: Omit<WorkQuery, 'limit' | 'cursor'>) =>
    infiniteQueryOptions({
      queryKey: ['work', 'list', query],
      initialPageParam: '',
      queryFn: ({ pageParam }) =>
        api.work({ ...query, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) }),
      getNextPageParam: page => page.next,
      refetchInterval: 60_000,
    }),
  workCounts: (filter: WorkFilter) =>
    queryOptions({
      queryKey: ['work', 'counts', filter],
      queryFn: () => api.workCounts(filter),
      refetchInterval: 60_000,
      placeholderData: before => before,
    }),
  board: (query: BoardQuery) =>
    queryOptions({
      queryKey: ['board', query],
      queryFn: () => api.board(query),
      refetchInterval: 60_000,
      placeholderData: before => before,
    }),
  /** A column of the board whole, in pages. Under the board's key: what makes that out of date does so to this. */
  column: (query: Omit<CaseQuery, 'limit' | 'cursor'>) =>
    infiniteQueryOptions({
      queryKey: ['board', 'column', query],
      initialPageParam: '',
      queryFn: ({ pageParam }) =>
        api.cases({ ...query, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) }),
      getNextPageParam: page => page.next,
    }),
  preferences: () => queryOptions({ queryKey: ['preferences'], queryFn: api.preferences, staleTime: 60_000 }),
  case: (id: string) =>
    queryOptions({ queryKey: ['case', id], queryFn: () => api.case(id), refetchInterval: 15_000 }),
  /** The last entries of a case that is at `seq`. */
  history: (id: string, seq: number) =>
    queryOptions({
      queryKey: ['history', id, seq],
      queryFn: () => api.history(id, { after: Math.max(0, seq - historyShown), limit: historyShown }),
      // The entries before a new one are still right; no blank in between.
      placeholderData: before => before,
    }),
  /** Under the case's own key: what makes the case out of date does so to these. */
  files: (id: string) =>
    queryOptions({ queryKey: ['case', id, 'files'], queryFn: () => api.files(id), staleTime: 60_000 }),
  times: (id: string, seq: number) =>
    queryOptions({
      queryKey: ['case', id, 'times', seq],
      queryFn: () => api.times(id),
      staleTime: 60_000,
      placeholderData: before => before,
    }),
  sources: (id: string, seq: number) =>
    queryOptions({
      queryKey: ['sources', id, seq],
      queryFn: () => api.sources(id),
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: before => before,
    }),
  /** What became of the effects of one entry; they are tried again and again. */
  effects: (id: string, seq: number) =>
    queryOptions({
      queryKey: ['case', id, 'effects', seq],
      queryFn: () => api.effects(id, seq),
      refetchInterval: 15_000,
    }),
  /** A version of a register is frozen: asked for once. */
  registerVersion: (name: RegisterName, version: number) =>
    queryOptions({
      queryKey: ['register', name, version],
      queryFn: () => api.registerVersion(name, version),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  colleagues: () =>
    queryOptions({
      queryKey: ['colleagues'],
      async queryFn() {
        const people = await api.colleagues()
        learnNames(people)
        return people
      },
      staleTime: 60_000,
    }),
  registers: () => queryOptions({ queryKey: ['registers'], queryFn: api.registers }),
  processes: () => queryOptions({ queryKey: ['processes'], queryFn: api.processes, staleTime: 60_000 }),
  drafts: () => queryOptions({ queryKey: ['drafts'], queryFn: api.drafts }),
  /** Told of by the stream; asked for now and then all the same, for what other servers on the database say. */
  notifications: () =>
    queryOptions({ queryKey: ['notifications'], queryFn: api.notifications, refetchInterval: 60_000 }),
  people: () => queryOptions({ queryKey: ['people'], queryFn: api.people }),
  keys: () => queryOptions({ queryKey: ['keys'], queryFn: api.keys }),
  /** A version is frozen: asked for once. */
  version: (process: string, version: number) =>
    queryOptions({
      queryKey: ['version', process, version],
      queryFn: () => api.version(process, version),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}
