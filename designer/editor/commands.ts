// What the owner does to the selection, as edits. Used by keys, buttons and menus alike.

import type { StateDefinition } from '../../engine/definition.ts'
import type { StateType } from '../../engine/paths.ts'
import { boxesOf, type Placed } from '../diagram/boxes.ts'
import type { Point } from '../diagram/route.ts'
import type { Selection } from '../diagram/selection.ts'
import { targetFrom } from './apply/relink.ts'
import { join, parentOf, stateAt } from './apply/tree.ts'
import { movable } from './canvas/align.ts'
import { dropping, holderAt, placeInside } from './canvas/drop.ts'
import { words } from './canvas/texts.ts'
import { copyStates, type Fragment } from './clipboard.ts'
import type { Draft, Place } from './draft.ts'
import type { Edit } from './edit.ts'
import type { Editor } from './editor.ts'
import type { Direction } from './keys.ts'
import { freshKey, freshName, transitionAt } from './transitions.ts'

const step = 272

/** What a state of each type is when it is new. */
const fresh: Record<StateType, StateDefinition> = {
  atomic: { title: words.newTitles.atomic },
  compound: { title: words.newTitles.compound, initial: 'start', states: { start: {} } },
  parallel: { title: words.newTitles.parallel, type: 'parallel', states: { one: {}, other: {} } },
  final: { title: words.newTitles.final, type: 'final' },
  history: { title: words.newTitles.history, type: 'history', history: 'shallow' },
}

const only = (...states: string[]): Selection => ({ states, transitions: [] })

/** A new state: after the selected one, led to by a transition, or on its own. Answers its path. */
export function append(editor: Editor, after = editor.get().selection.states.at(-1)): string {
  const { draft } = editor.get()
  const parent = after === undefined ? '' : parentOf(after)
  const key = freshKey(draft, parent, fresh.atomic.title!)
  const path = join(parent, key)
  const adding: Edit = {
    kind: 'add-state',
    parent,
    key,
    state: fresh.atomic,
    place: placeBeside(draft, after),
  }
  const source = after === undefined ? undefined : stateAt(draft.definition, after)
  const leadsOn = source && source.type !== ('final' as string) && source.type !== ('history' as string)
  // The new state is a sibling of the one that leads to it.
  const leading = leadsOn
    ? [{ ...connecting(editor, after!, path), transition: { target: key } } as Edit]
    : []
  editor.apply({ kind: 'all', edits: [adding, ...leading] }, undefined, () => only(path))
  return path
}

/** A new state that a transition leads to, drawn from `from` to a point where nothing was. Answers its path. */
export function appendAt(editor: Editor, from: string, at: Point): string {
  const { draft } = editor.get()
  const placed = boxesOf(draft.definition, draft.layout)
  const parent = holderAt(placed, at)
  const key = freshKey(draft, parent, fresh.atomic.title!)
  const path = join(parent, key)
  const place = placeInside(placed, parent, { x: at.x, y: at.y - 36 })
  const adding: Edit = { kind: 'add-state', parent, key, state: fresh.atomic, place }
  const target = parent === parentOf(from) ? key : `#${path}`
  const leading = { ...connecting(editor, from, path), transition: { target } } as Edit
  editor.apply({ kind: 'all', edits: [adding, leading] }, undefined, () => only(path))
  return path
}

/**
 * A new state of a type: at a point of the picture, in the state that is drawn under the pointer; or beside the
 * selected one. Answers its path.
 */
export function addOfType(editor: Editor, type: StateType, at?: Point, pointer = at): string {
  const { draft, selection } = editor.get()
  const near = selection.states.at(-1)
  const placed = boxesOf(draft.definition, draft.layout)
  const parent = pointer ? holderAt(placed, pointer) : near === undefined ? '' : parentOf(near)
  const state = fresh[type]
  const key = freshKey(draft, parent, state.title!)
  const place = at ? placeInside(placed, parent, at) : placeBeside(draft, near)
  const path = join(parent, key)
  editor.apply({ kind: 'add-state', parent, key, state, place }, undefined, () => only(path))
  return path
}

function placeBeside(draft: Draft, path: string | undefined): Place {
  const boxes = boxesOf(draft.definition, draft.layout)
  const beside = path === undefined ? undefined : boxes.get(path)?.box
  const wish = beside ? { x: beside.x + beside.w + step - 200, y: beside.y } : { x: 0, y: 0 }
  return freePlace(wish, path === undefined ? '' : parentOf(path), boxes)
}

/** Below whatever stands there already. */
function freePlace(wish: Place, parent: string, boxes: ReadonlyMap<string, Placed>): Place {
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
export function nudge(editor: Editor, by: Point, gesture: string): void {
  placeSelected(editor, gesture, box => ({ x: box.x + by.x, y: box.y + by.y }))
}

/** Makes what is selected wider or taller, or less so. */
export function resizeBy(editor: Editor, by: Point, gesture: string): void {
  placeSelected(editor, gesture, box => ({
    x: box.x,
    y: box.y,
    w: Math.max(120, box.w + by.x),
    h: Math.max(56, box.h + by.y),
  }))
}

function placeSelected(editor: Editor, gesture: string, change: (box: Placed['box']) => Place): void {
  const { draft, selection } = editor.get()
  const boxes = boxesOf(draft.definition, draft.layout)
  const places = Object.fromEntries(
    movable(selection.states).flatMap(path => {
      const box = boxes.get(path)?.box
      return box ? [[path, { ...draft.layout.states[path], ...change(box) }]] : []
    }),
  )
  editor.apply({ kind: 'place', places }, gesture)
}

export const towards: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}

export function selectAll(editor: Editor): void {
  editor.select(only(...Object.keys(editor.get().draft.definition.states)))
}

export const copySelected = (editor: Editor): Fragment | null => {
  const { draft, selection } = editor.get()
  return selection.states.length > 0 ? copyStates(draft, selection.states) : null
}

/** At a point of the picture, in the state that is drawn there; or beside what is selected. Selects what it puts there. */
export function pasteFragment(editor: Editor, fragment: Fragment, at?: Point): void {
  const { draft, selection } = editor.get()
  const placed = boxesOf(draft.definition, draft.layout)
  const near = selection.states.at(-1)
  const holder = at ? holderAt(placed, at) : near === undefined ? '' : parentOf(near)
  // Pasting over a plain state is meant beside it, not inside.
  const isPlain = at !== undefined && holder !== '' && placed.get(holder)!.node.children.length === 0
  const into = isPlain ? parentOf(holder) : holder
  const box = near === undefined ? undefined : placed.get(near)?.box
  const beside = box ? { x: box.x + 24, y: box.y + box.h + 40 } : { x: 40, y: 40 }
  const place = at ? placeInside(placed, into, at) : beside
  editor.apply({ kind: 'paste', fragment, into, at: place }, undefined, newIn(into))
}

/** Puts dragged states down: where they are let go, and into the state that is drawn there. */
export function drop(editor: Editor, at: Record<string, Point>, holder: string): void {
  const { draft, selection } = editor.get()
  const edit = dropping(draft, at, holder)
  editor.apply(edit, undefined, edit.kind === 'move-into' ? newIn(holder) : () => selection)
}

/** Without the mouse: into a state, below what is there. */
export function moveSelectedInto(editor: Editor, parent: string): void {
  const { draft, selection } = editor.get()
  const paths = movable(selection.states)
  const boxes = boxesOf(draft.definition, draft.layout)
  const inside = [...boxes.values()].filter(({ node }) => parentOf(node.path) === parent)
  const corner = { x: parent === '' ? 0 : 32, y: parent === '' ? 0 : 56 }
  let y = inside.reduce((low, { box }) => Math.max(low, box.y + box.h + 40), corner.y)
  const places: Record<string, Place> = {}
  for (const path of paths) {
    places[path] = { ...draft.layout.states[path], x: corner.x, y }
    y += (boxes.get(path)?.box.h ?? 72) + 40
  }
  editor.apply({ kind: 'move-into', paths, parent, places }, undefined, newIn(parent))
}

/** The states inside `parent` that were not there before. */
const newIn = (parent: string) => (after: Draft, before: Draft) => {
  const known = stateAt(before.definition, parent)?.states ?? {}
  const now = Object.keys(stateAt(after.definition, parent)?.states ?? {})
  return only(...now.filter(key => !Object.hasOwn(known, key)).map(key => join(parent, key)))
}

/** Hides or shows what is inside states, as one step. */
export function collapse(editor: Editor, paths: readonly string[], collapsed: boolean): void {
  const { draft } = editor.get()
  const boxes = boxesOf(draft.definition, draft.layout)
  const places = Object.fromEntries(
    paths
      .filter(path => (draft.layout.states[path]?.collapsed === true) !== collapsed)
      .map((path): [string, Place] => {
        const { x = 0, y = 0 } = boxes.get(path)?.box ?? {}
        return [path, { x, y, ...draft.layout.states[path], collapsed }]
      }),
  )
  if (Object.keys(places).length > 0) editor.apply({ kind: 'place', places })
}

/**
 * What was written as a title. The key of a state that is still called what it was called when it was new follows
 * its first title; later a key is what cases and rules know the state by, and only changes when asked to.
 */
export function rename(editor: Editor, path: string, title: string): void {
  const { draft } = editor.get()
  const state = stateAt(draft.definition, path) as StateDefinition | undefined
  const text = title.trim()
  if (!state || text === '' || text === state.title) return
  const titled: Edit = { kind: 'change-state', path, change: { title: text } }
  const isNew = Object.values(words.newTitles).includes(state.title ?? '')
  if (!isNew) {
    editor.apply(titled)
    return
  }
  const key = freshKey(draft, parentOf(path), text)
  const keyed: Edit = { kind: 'rename-state', path, key }
  editor.apply({ kind: 'all', edits: [titled, keyed] }, undefined, () => only(join(parentOf(path), key)))
}

export function renameKey(editor: Editor, path: string, key: string): void {
  const to = join(parentOf(path), key.trim())
  editor.apply({ kind: 'rename-state', path, key: key.trim() }, undefined, () => only(to))
}
