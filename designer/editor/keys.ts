// What keys mean in the designer: one table, from which the list of keys is made as well. Off while somebody
// types, but for those that mean the whole page.

import type { ActionId } from './actions.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** A key of the table, and where the arrow points when it is one. */
export type Meant = { action: ActionId; towards?: Direction; everywhere: boolean }

type Row = {
  action: ActionId
  /** `Ctrl` is `⌘` on a Mac; `Arrows` are all four of them */
  keys: readonly string[]
  /** also outside the drawing, and while somebody types */
  everywhere?: boolean
}

export type KeyGroup = { group: 'change' | 'draw' | 'select' | 'view' | 'page'; rows: readonly Row[] }

export const keyTable: readonly KeyGroup[] = [
  {
    group: 'draw',
    rows: [
      { action: 'append', keys: ['N', 'Tab'] },
      { action: 'connect', keys: ['C'] },
      { action: 'rename', keys: ['F2', 'Enter'] },
      { action: 'rename-key', keys: ['Shift+F2'] },
      { action: 'move-into', keys: ['M'] },
      { action: 'move', keys: ['Arrows'] },
      { action: 'move-far', keys: ['Shift+Arrows'] },
      { action: 'resize', keys: ['Ctrl+Arrows'] },
    ],
  },
  {
    group: 'change',
    rows: [
      { action: 'undo', keys: ['Ctrl+Z'] },
      { action: 'redo', keys: ['Ctrl+Y', 'Ctrl+Shift+Z'] },
      { action: 'copy', keys: ['Ctrl+C'] },
      { action: 'cut', keys: ['Ctrl+X'] },
      { action: 'paste', keys: ['Ctrl+V'] },
      { action: 'duplicate', keys: ['Ctrl+D'] },
      { action: 'remove', keys: ['Delete', 'Backspace'] },
    ],
  },
  {
    group: 'select',
    rows: [
      { action: 'walk', keys: ['Alt+Arrows'] },
      { action: 'walk-on', keys: ['Alt+Shift+Arrows'] },
      { action: 'select-all', keys: ['Ctrl+A'] },
      { action: 'select-none', keys: ['Escape'] },
      { action: 'search', keys: ['Ctrl+F'], everywhere: true },
      { action: 'menu', keys: ['Shift+F10', 'ContextMenu'] },
    ],
  },
  {
    group: 'view',
    rows: [
      { action: 'zoom-in', keys: ['+', '='] },
      { action: 'zoom-out', keys: ['-'] },
      { action: 'actual-size', keys: ['0'] },
      { action: 'fit', keys: ['1'] },
      { action: 'zoom-selection', keys: ['2'] },
    ],
  },
  {
    group: 'page',
    rows: [
      { action: 'save', keys: ['Ctrl+S'], everywhere: true },
      { action: 'properties', keys: ['Ctrl+P'], everywhere: true },
      { action: 'problems', keys: ['Ctrl+B'], everywhere: true },
      { action: 'keys', keys: ['?'] },
    ],
  },
]

const meanings = new Map<string, Meant>(
  keyTable.flatMap(({ rows }) =>
    rows.flatMap(({ action, keys, everywhere = false }) =>
      keys.map((key): [string, Meant] => [key.toLowerCase(), { action, everywhere }]),
    ),
  ),
)

const arrows: Record<string, Direction> = {
  arrowleft: 'left',
  arrowright: 'right',
  arrowup: 'up',
  arrowdown: 'down',
}

export function meaningOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): Meant | undefined {
  const towards = arrows[key.toLowerCase()]
  const name = towards ? 'arrows' : key.toLowerCase()
  // Signs that some keyboards have above a digit and others beside it: Shift is a part of the sign.
  const isSign = /^[^\p{L}\p{N}\s]$/u.test(key)
  const chord = [(ctrlKey || metaKey) && 'ctrl', altKey && 'alt', shiftKey && !isSign && 'shift', name]
  const meant = meanings.get(chord.filter(Boolean).join('+'))
  return meant && towards ? { ...meant, towards } : meant
}

/** The keys of an action, as they are written on the screen. */
export const keysOf = (action: ActionId): readonly string[] =>
  keyTable.flatMap(({ rows }) => rows).find(row => row.action === action)?.keys ?? []

/** Whether the keys belong to whatever has the focus. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"]') !== null
