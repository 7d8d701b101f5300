import type { words } from './texts.ts'
import type { Trail } from './trail.ts'

export type Filter = keyof typeof words.timeline.filters

/** The positions of what is shown; holes always are. Null: all of them. */
export function positionsOf({ items, whats }: Trail, count: number, filter: Filter): number[] | null {
  if (filter === 'all') return null
  const found: number[] = []
  for (let n = 0; n < count; n++) {
    const item = items[n]!
    const isShown =
      item.kind === 'hole' ||
      (filter === 'imported' ? item.entry.event.origin !== undefined : whats[n] === filter)
    if (isShown) found.push(n)
  }
  return found
}
