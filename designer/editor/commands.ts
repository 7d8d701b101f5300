// What the owner does to the selection, as edits. Used by keys, buttons and menus alike.

import { indexStates } from '../../engine/paths.ts'
import { boxesOf } from '../diagram/boxes.ts'
import { targetFrom } from './apply/relink.ts'
import { isWithin, parentOf, stateAt } from './apply/tree.ts'
import { copyStates, type Fragment } from './clipboard.ts'
import type { Place } from './draft.ts'
import type { Edit } from './edit.ts'
import type { Editor } from './editor.ts'
import { words } from './texts.ts'
import { freshKey, freshName, transitionAt } from './transitions.ts'

const step = 272

/** A new state: after the selected one, led to by a transition, or on its own. Answers its path. */
export function append(editor: Editor): string {
  const { draft, selection } = editor.get()
  const from = selection.states.at(-1)
  const parent = from === undefined ? '' : parentOf(from)
  const key = freshKey(draft, parent, words.newState)
  const path = parent === '' ? key : `${parent}.${key}`
  const boxes = boxesOf(draft.definition, draft.layout)
  const beside = from === undefined ? undefined : boxes.get(from)?.box
  const place = freePlace(
    beside ? { x: beside.x + beside.w + step - 200, y: beside.y } : { x: 0, y: 0 },
    parent,
    boxes,
  )
  const adding: Edit = { kind: 'add-state', parent, key, state: { title: words.newState }, place }
  const source = from === undefined ? undefined : stateAt(draft.definition, from)
  const leadsOn = source && source.type !== ('final' as string) && source.type !== ('history' as string)
  // The new state is a sibling of the one that leads to it.
  const leading = leadsOn ? [{ ...connecting(editor, from!, path), transition: { target: key } } as Edit] : []
  editor.apply({ kind: 'all', edits: [adding, ...leading] })
  editor.select({ states: [path], transitions: [] })
  return path
}

/** Below whatever stands there already. */
function freePlace(wish: Place, parent: string, boxes: ReturnType<typeof boxesOf>): Place {
  const beside = [...boxes.values()].filter(({ node }) => parentOf(node.path) === parent)
  const isTaken = ({ x, y }: Place) =>
    beside.some(({ box }) => x < box.x + box.w && x + 200 > box.x && y < box.y + box.h && y + 72 > box.y)
  let place = wish
  while (isTaken(place)) place = { ...place, y: place.y + 112 }
  return place
}

/** A transition between two states; without a name, under one that the source does not use yet. */
export function connecting(editor: Editor, from: string, to: string, event = ''): Edit {
  const { definition } = editor.get().draft
  const used = stateAt(definition, from)?.on ?? {}
  const key = event.trim() || freshName('NEXT', name => Object.hasOwn(used, name))
  const target = targetFrom(definition, from, to)
  return { kind: 'add-transition', to: { state: from, list: 'on', key }, transition: { target } }
}

export function removeSelected(editor: Editor): void {
  const { draft, selection } = editor.get()
  const at = selection.transitions.flatMap(pointer => transitionAt(draft.definition, pointer) ?? [])
  const edits: Edit[] = [
    ...(at.length > 0 ? [{ kind: 'remove-transitions' as const, at }] : []),
    ...(selection.states.length > 0 ? [{ kind: 'remove-states' as const, paths: selection.states }] : []),
  ]
  if (edits.length > 0) editor.apply({ kind: 'all', edits })
}

/** Moves what is selected; what lies inside another of them moves with it. */
export function nudge(editor: Editor, by: { x: number; y: number }, gesture: string): void {
  const { draft, selection } = editor.get()
  const boxes = boxesOf(draft.definition, draft.layout)
  const outer = selection.states.filter(
    path => !selection.states.some(one => one !== path && isWithin(path, one)),
  )
  const places = Object.fromEntries(
    outer.flatMap(path => {
      const box = boxes.get(path)?.box
      return box ? [[path, { ...draft.layout.states[path], x: box.x + by.x, y: box.y + by.y }]] : []
    }),
  )
  editor.apply({ kind: 'place', places }, gesture)
}

/** The state after or before the selected one, in the definition's order. */
export function walk(editor: Editor, way: 'next' | 'before'): void {
  const { draft, selection } = editor.get()
  const paths = [...indexStates(draft.definition).byPath.keys()].filter(path => path !== '')
  const at = paths.indexOf(selection.states.at(-1) ?? '')
  const next = paths[(at + (way === 'next' ? 1 : -1) + paths.length) % paths.length]
  if (next !== undefined) editor.select({ states: [next], transitions: [] })
}

export function selectAll(editor: Editor): void {
  const { definition } = editor.get().draft
  editor.select({ states: Object.keys(definition.states), transitions: [] })
}

export const copySelected = (editor: Editor): Fragment | null => {
  const { draft, selection } = editor.get()
  return selection.states.length > 0 ? copyStates(draft, selection.states) : null
}

/** Beside what is selected; the pasted states are selected then. */
export function pasteFragment(editor: Editor, fragment: Fragment): void {
  const { draft, selection } = editor.get()
  const near = selection.states.at(-1)
  const into = near === undefined ? '' : parentOf(near)
  const box = near === undefined ? undefined : boxesOf(draft.definition, draft.layout).get(near)?.box
  const before = new Set(Object.keys(stateAt(draft.definition, into)?.states ?? {}))
  const at = box ? { x: box.x + 24, y: box.y + box.h + 40 } : { x: 40, y: 40 }
  editor.apply({ kind: 'paste', fragment, into, at })
  const after = Object.keys(stateAt(editor.get().draft.definition, into)?.states ?? {})
  const states = after.filter(key => !before.has(key)).map(key => (into === '' ? key : `${into}.${key}`))
  editor.select({ states, transitions: [] })
}
