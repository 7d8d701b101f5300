// What a click on the drawing was on.

import type { Editor } from '../editor.ts'

export type Thing = { state: string } | { transition: string } | null

export function thingAt(target: EventTarget | null): Thing {
  if (!(target instanceof Element)) return null
  const pointed = target.closest<HTMLElement | SVGElement>('[data-transition], [data-reach]')?.dataset
  const transition = pointed?.transition ?? pointed?.reach
  if (transition) return { transition }
  const state = target.closest('.react-flow__node')?.getAttribute('data-id')
  return state ? { state } : null
}

/** A menu is about what it is opened on: that is selected, unless it is a part of what is selected already. */
export function selectThing(editor: Editor, thing: Thing): void {
  const { selection } = editor.get()
  if (!thing) editor.select({ states: [], transitions: [] })
  else if ('state' in thing) {
    if (!selection.states.includes(thing.state)) editor.select({ states: [thing.state], transitions: [] })
  } else if (!selection.transitions.includes(thing.transition))
    editor.select({ states: [], transitions: [thing.transition] })
}
