import { useEffect, useRef } from 'react'
import type { Action } from './actions.ts'
import { isElsewhere, isWriting, meaningOf } from './keys.ts'

/** Keys that mean the draft itself: undo and redo, on every tab, but where text is written. */
export function usePageKeys(actions: readonly Action[]): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere(event.target) || isWriting(event.target)) return
      const meant = meaningOf(event)
      if (meant?.reach !== 'page') return
      event.preventDefault()
      const action = latest.current.find(({ id }) => id === meant.action)
      if (action?.isPossible()) action.run()
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [])
}
