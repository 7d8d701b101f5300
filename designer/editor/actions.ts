// Everything that can be done to a drawing, as one list: what it is called, its keys, whether it is possible now,
// and doing it. The toolbar, the keys, the menu and the command palette read this list and know no action by
// themselves.

import type { StateType } from '../../engine/paths.ts'
import type { Point } from '../diagram/route.ts'
import { nothingSelected } from '../diagram/selection.ts'
import { indexStates } from '../indexed.ts'
import { outermost } from './apply/states.ts'
import { parentOf } from './apply/tree.ts'
import { type Alignment, alignments, movable, type Spread, spreads } from './canvas/align.ts'
import { arrange, canStart, makeInitial, turnBack, walk } from './canvas/selected.ts'
import { words } from './canvas/texts.ts'
import { fromClipboardText, toClipboardText } from './clipboard.ts'
import {
  addOfType,
  append,
  collapse,
  copySelected,
  moveSelectedInto,
  nudge,
  pasteFragment,
  removeSelected,
  resizeBy,
  selectAll,
  towards,
} from './commands.ts'
import type { Editor } from './editor.ts'
import { type Direction, keysOf } from './keys.ts'

export type ActionId =
  | 'undo'
  | 'redo'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'remove'
  | 'rename'
  | 'rename-key'
  | 'append'
  | `add-${StateType}`
  | 'connect'
  | 'reconnect'
  | 'make-initial'
  | 'move-into'
  | 'move-out'
  | 'turn-back'
  | 'move'
  | 'move-far'
  | 'resize'
  | 'walk'
  | 'walk-on'
  | 'select-all'
  | 'select-none'
  | 'search'
  | 'menu'
  | `align-${Alignment}`
  | `distribute-${Spread}`
  | 'tidy'
  | 'collapse'
  | 'expand'
  | 'collapse-all'
  | 'expand-all'
  | 'zoom-in'
  | 'zoom-out'
  | 'actual-size'
  | 'fit'
  | 'zoom-selection'
  | 'save'
  | 'properties'
  | 'problems'
  | 'keys'

export type Action = {
  id: ActionId
  name: string
  keys: readonly string[]
  isPossible(): boolean
  /** Those of the arrow keys are told where the arrow points. */
  run(direction?: Direction): void
  /** Means nothing without an arrow, or without the keys: not offered in menus. */
  byKeyOnly: boolean
}

/** What the page around the drawing can do. */
export type Page = {
  zoom(to: 'in' | 'out' | 'actual' | 'all' | 'selection'): void
  pan(by: Point): void
  open(dialog: 'connect' | 'reconnect' | 'move-into' | 'search' | 'keys' | 'menu'): void
  rename(field: 'title' | 'key'): void
  /** opens the title of a state that was just added */
  entitle(path: string): void
  save(): void
  tidy(): void
  toggle(part: 'properties' | 'problems'): void
  writeClipboard(text: string): void
  /** null: it may not be read */
  readClipboard(): Promise<string | null>
  /** where the pointer is on the picture; null: elsewhere */
  pointer(): Point | null
  /** tells what went wrong */
  tell(sentence: string): void
}

const stateTypes: readonly StateType[] = ['atomic', 'compound', 'parallel', 'final', 'history']

export function actionsOf(editor: Editor, page: Page): readonly Action[] {
  const states = () => editor.get().selection.states
  const transitions = () => editor.get().selection.transitions
  const one = () => states().at(-1)
  const always = () => true
  const mayDraw = () => !editor.readOnly
  const when = (isSo: () => boolean) => () => mayDraw() && isSo()
  const hasStates = () => states().length > 0
  const hasOne = () => states().length === 1
  const several = (count: number) => () => movable(states()).length >= count

  const action = (
    id: ActionId,
    isPossible: () => boolean,
    run: (direction: Direction) => void,
    byKeyOnly = false,
  ): Action => ({
    id,
    name: words.actions[id],
    keys: keysOf(id),
    isPossible,
    run: (direction = 'right') => run(direction),
    byKeyOnly,
  })

  const frames = () =>
    [...indexStates(editor.get().draft.definition).byPath.values()]
      .filter(({ children, path }) => children.length > 0 && path !== '')
      .map(({ path }) => path)
  const selectedFrames = (collapsed: boolean) => () => {
    const { layout } = editor.get().draft
    const known = new Set(frames())
    return states().filter(path => known.has(path) && (layout.states[path]?.collapsed === true) === collapsed)
  }

  return [
    action(
      'undo',
      when(() => editor.get().canUndo),
      editor.undo,
    ),
    action(
      'redo',
      when(() => editor.get().canRedo),
      editor.redo,
    ),
    action('cut', when(hasStates), () => {
      page.writeClipboard(clipboardText(editor) ?? '')
      removeSelected(editor)
    }),
    action('copy', hasStates, () => {
      page.writeClipboard(clipboardText(editor) ?? '')
      announceCopied(editor)
    }),
    action('paste', mayDraw, () => void page.readClipboard().then(text => pasteText(editor, page, text))),
    action('duplicate', when(hasStates), () => pasteFragment(editor, copySelected(editor)!)),
    action(
      'remove',
      when(() => hasStates() || transitions().length > 0),
      () => removeSelected(editor),
    ),

    action('append', mayDraw, () => page.entitle(append(editor))),
    ...stateTypes.map(type => action(`add-${type}`, mayDraw, () => page.entitle(addOfType(editor, type)))),
    action(
      'rename',
      when(() => hasOne() || (!hasStates() && transitions().length === 1)),
      () => page.rename('title'),
    ),
    action('rename-key', when(hasOne), () => page.rename('key')),
    action(
      'connect',
      when(() => hasOne() || (!hasStates() && transitions().length === 1)),
      () => page.open(hasOne() ? 'connect' : 'reconnect'),
    ),
    action(
      'reconnect',
      when(() => !hasStates() && transitions().length === 1),
      () => page.open('reconnect'),
    ),
    action(
      'make-initial',
      when(() => hasOne() && canStart(editor, one()!)),
      () => makeInitial(editor, one()!),
    ),
    action(
      'turn-back',
      when(() => transitions().length > 0),
      () => turnBack(editor),
    ),
    action('move-into', when(hasStates), () => page.open('move-into')),
    action(
      'move-out',
      when(() => states().some(path => parentOf(path) !== '')),
      () => moveSelectedInto(editor, parentOf(parentOf(outermost(states())[0]!))),
    ),

    action('move', always, direction => move(editor, page, direction, 8), true),
    action('move-far', always, direction => move(editor, page, direction, 40), true),
    action(
      'resize',
      when(hasStates),
      direction => resizeBy(editor, scaled(direction, 8), `resize ${states().join(' ')}`),
      true,
    ),
    action('walk', always, direction => walk(editor, direction, false), true),
    action('walk-on', always, direction => walk(editor, direction, true), true),
    action('select-all', always, () => selectAll(editor)),
    action('select-none', always, () => editor.select(nothingSelected), true),
    action('search', always, () => page.open('search')),
    action('menu', always, () => page.open('menu'), true),

    ...alignments.map(how => action(`align-${how}`, when(several(2)), () => arrange(editor, how))),
    ...spreads.map(how => action(`distribute-${how}`, when(several(3)), () => arrange(editor, how))),
    action('tidy', mayDraw, page.tidy),
    action(
      'collapse',
      when(() => selectedFrames(false)().length > 0),
      () => collapse(editor, selectedFrames(false)(), true),
    ),
    action(
      'expand',
      when(() => selectedFrames(true)().length > 0),
      () => collapse(editor, selectedFrames(true)(), false),
    ),
    action(
      'collapse-all',
      when(() => frames().length > 0),
      () => collapse(editor, frames(), true),
    ),
    action(
      'expand-all',
      when(() => frames().length > 0),
      () => collapse(editor, frames(), false),
    ),

    action('zoom-in', always, () => page.zoom('in')),
    action('zoom-out', always, () => page.zoom('out')),
    action('actual-size', always, () => page.zoom('actual')),
    action('fit', always, () => page.zoom('all')),
    action(
      'zoom-selection',
      () => hasStates() || transitions().length > 0,
      () => page.zoom('selection'),
    ),

    action('save', mayDraw, page.save),
    action('properties', always, () => page.toggle('properties')),
    action('problems', always, () => page.toggle('problems')),
    action('keys', always, () => page.open('keys')),
  ]
}

/** What is selected, as text for the clipboard. */
export function clipboardText(editor: Editor): string | null {
  const fragment = copySelected(editor)
  return fragment && toClipboardText(fragment)
}

export function announceCopied(editor: Editor): void {
  editor.announce(words.done.copied(movable(editor.get().selection.states).length))
}

export function pasteText(editor: Editor, page: Page, text: string | null): void {
  if (text === null) {
    page.tell(words.cannotCopy)
    return
  }
  const fragment = fromClipboardText(text)
  if (fragment) pasteFragment(editor, fragment, page.pointer() ?? undefined)
  else page.tell(words.nothingToPaste)
}

const scaled = (direction: Direction, by: number): Point => ({
  x: towards[direction].x * by,
  y: towards[direction].y * by,
})

function move(editor: Editor, page: Page, direction: Direction, by: number): void {
  const { states } = editor.get().selection
  if (states.length > 0) nudge(editor, scaled(direction, by), `nudge ${states.join(' ')}`)
  // The drawing goes the other way, as when it is scrolled, and faster: nobody counts pixels then.
  else page.pan(scaled(direction, -5 * by))
}
