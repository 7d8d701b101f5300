// After states have moved, been renamed or removed: whatever names them in the draft follows, and their places.

import type { Definition } from '../../../engine/definition.ts'
import { type Moved, relinkStates, writeTarget } from '../../../engine/relink.ts'
import { indexStates } from '../../indexed.ts'
import type { Draft, Layout } from '../draft.ts'

/** `after`: the definition with its states moved and nothing else changed. */
export const relink = (before: Draft, after: Definition, moved: Moved): Draft => ({
  definition: relinkStates(before.definition, after, moved, indexStates),
  layout: movePlaces(before.layout, moved),
})

/** A target that means `to`, as it is written in the state `from`. */
export function targetFrom(definition: Definition, from: string, to: string): string {
  const index = indexStates(definition)
  const source = index.byPath.get(from)
  return source ? writeTarget(index, source, to) : `#${to}`
}

function movePlaces(layout: Layout, moved: Moved): Layout {
  const entries = Object.entries(layout.states)
  if (entries.every(([path]) => moved(path) === path)) return layout
  const states = entries.flatMap(([path, place]) => {
    const to = moved(path)
    return to === null ? [] : [[to, place] as const]
  })
  return { ...layout, states: Object.fromEntries(states) }
}
