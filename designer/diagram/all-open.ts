import type { Layout } from '../editor/draft.ts'

/** Everything that is drawn can be lit: nothing stays hidden. */
export const allOpen = (layout: Layout): Layout => ({
  ...layout,
  states: Object.fromEntries(
    Object.entries(layout.states).map(([path, { collapsed: _, ...place }]) => [path, place]),
  ),
})
