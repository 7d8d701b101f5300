// What an owner edits: a definition and where its states are drawn. The draft is the truth; the canvas, the list
// view, the JSON view and the problems are read from it, and change it only through `applyEdit` (edit.ts).

import type { Definition } from '../../engine/definition.ts'

/** Where a state is drawn, from the upper left corner of the state around it, in pixels. */
export type Place = { x: number; y: number; w?: number; h?: number; collapsed?: boolean }

/** Where things are drawn; it has no meaning. What has no place is given one by auto layout. */
export type Layout = {
  origin: 'parent'
  /** dotted path of the state → its place */
  states: Record<string, Place>
}

export type Draft = { definition: Definition; layout: Layout }

/** One list of transitions of a state: `on` and `after` have several, by event or delay. */
export type TransitionList =
  | { state: string; list: 'on' | 'after'; key: string }
  | { state: string; list: 'always' | 'onDone' }

/** One transition: a list and its place in it. As a pointer: /states/a/states/b/on/SEND/0. */
export type TransitionAt = TransitionList & { index: number }
