import { useMemo, useState } from 'react'
import { api, queryClient } from '../queries.ts'
import { createFollowing, type Following } from './follow.ts'

/** The saved scenarios of a process follow its draft. `isWaiting`: they do not yet say what the draft says. */
export function useFollowing(process: string): { following: Following; isWaiting: boolean } {
  const [isWaiting, show] = useState(false)
  const following = useMemo(
    () =>
      createFollowing(process, {
        load: api.scenarios,
        save: api.saveScenarios,
        later: (ms, work) => void setTimeout(work, ms),
        show,
        changed: () => void queryClient.invalidateQueries({ queryKey: ['scenarios', process] }),
      }),
    [process],
  )
  return { following, isWaiting }
}
