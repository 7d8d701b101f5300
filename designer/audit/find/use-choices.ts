import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { FacetKind } from '../../../engine/facets.ts'
import { api } from '../../queries.ts'

/** As many as the server gives at once. Where there are more, those that fit what is typed are asked for. */
const most = 200

export type Choice = { value: string; label: string; entries?: number }

/** What entries can be found by, of one kind: those that most entries have first, called what people call them. */
export function useChoices(
  kind: FacetKind,
  process: string | undefined,
  typed: string,
  labelOf: (value: string) => string,
): { choices: Choice[]; isPending: boolean; isError: boolean } {
  const [asked] = useDebouncedValue(typed.trim(), 200)
  const common = { kind, limit: String(most), ...(process !== undefined && { process }) }
  const first = useQuery({
    queryKey: ['audit', 'facets', common],
    queryFn: () => api.facets(common),
    staleTime: 60_000,
  })
  const isMore = first.data?.length === most && asked !== ''
  const fitting = useQuery({
    queryKey: ['audit', 'facets', common, asked],
    queryFn: () => api.facets({ ...common, q: asked }),
    staleTime: 60_000,
    enabled: isMore,
  })
  const found = new Map([...(first.data ?? []), ...(fitting.data ?? [])].map(one => [one.value, one]))
  const choices = [...found.values()].map(({ value, entries }) => ({ value, entries, label: labelOf(value) }))
  return { choices, isPending: first.isPending, isError: first.isError }
}
