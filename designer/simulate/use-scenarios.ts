import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, queryClient } from '../queries.ts'
import { type Change, type Kept, saveChange, toLoaded } from './scenario-file.ts'

/** The scenarios of a draft as they are on the server, and how they are changed there. */
export function useScenarios(process: string, mayRead: boolean) {
  const queryKey = ['scenarios', process]
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: () => api.scenarios(process),
    enabled: mayRead,
  })
  const loaded = useMemo(() => toLoaded(data ?? null), [data])
  async function change(change: Change): Promise<Kept> {
    const kept = await saveChange(api.saveScenarios, process, loaded, change)
    await queryClient.invalidateQueries({ queryKey })
    return kept
  }
  return { loaded, error, isLoaded: !mayRead || data !== undefined, change, retry: () => void refetch() }
}
