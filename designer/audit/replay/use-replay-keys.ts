import { useEffect } from 'react'
import { useSteady } from '../../ui/use-steady.ts'
import type { PlayerControls } from './use-player.ts'

/** Keys of the replay, wherever the focus is, except where they mean something else. */
export function useReplayKeys({ player, toggle, step, jump }: PlayerControls): void {
  const { onKeyDown } = useSteady({
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target as HTMLElement
      if (target.closest('select, textarea, [role=dialog], [role=application], pre')) return
      if (target.closest('input:not([type=range]):not([type=checkbox])')) return
      if (event.key === ' ' && target.closest('button, a, summary, [type=checkbox]')) return
      const far = event.shiftKey ? 10 : 1
      const act = {
        ' ': toggle,
        ArrowRight: () => step(far),
        ArrowLeft: () => step(-far),
        Home: () => jump(0),
        End: () => jump(player.length - 1),
      }[event.key]
      if (!act) return
      event.preventDefault()
      act()
    },
  })
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onKeyDown])
}
