// What keys mean in the designer: one table, from which the list of keys is made as well. Off while somebody
// types, but for those that mean the whole page.

import type { ActionId } from './actions.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Where a key counts: on the drawing; on every tab, but where text is written; also while it is written. */
export type Reach = 'drawing' | 'page' | 'text'

/** A key of the table, and where the arrow points when it is one. */
export type Meant = { action: ActionId; towards?: Direction; reach: Reach }

type Row = {
  action: ActionId
  /** `Ctrl` is `⌘` on a Mac; `Arrows` are all four of them */
  keys: readonly string[]
  /** 'drawing', where it is left out */
  reach?: Reach
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
      { action: 'undo', keys: ['Ctrl+Z'], reach: 'page' },
      { action: 'redo', keys: ['Ctrl+Y', 'Ctrl+Shift+Z'], reach: 'page' },
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
      { action: 'search', keys: ['Ctrl+F'], reach: 'text' },
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
      { action: 'save', keys: ['Ctrl+S'], reach: 'text' },
      { action: 'properties', keys: ['Ctrl+P'], reach: 'text' },
      { action: 'problems', keys: ['Ctrl+B'], reach: 'text' },
      { action: 'keys', keys: ['?'] },
    ],
  },
]

const meanings = new Map<string, Meant>(
  keyTable.flatMap(({ rows }) =>
    rows.flatMap(({ action, keys, reach = 'drawing' }) =>
      keys.map((key): [string, Meant] => [key.toLowerCase(), { action, reach }]),
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

/** Inputs that are pressed or chosen, not written in. */
const pressed = ['radio', 'checkbox', 'button', 'submit', 'reset', 'file', 'color', 'range']
const written = `textarea, [contenteditable="true"], input${pressed.map(type => `:not([type="${type}"])`).join('')}`

/** Whether text is written there, which has an undo of its own. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(written) !== null

/** Whether letters belong to whatever has the focus. */
export const isTyping = (target: EventTarget | null): boolean =>
  isWriting(target) || (target instanceof HTMLElement && target.closest('select') !== null)

/** Whether a control that has the focus has a meaning of its own for a key: it is pressed by it, or chosen among others. */
export function isForControl({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('button, a')) return key === 'Enter' || key === ' '
  if (target.closest('input[type="radio"]')) return key === ' ' || key.startsWith('Arrow')
  return target.closest('input[type="checkbox"]') !== null && key === ' '
}

/** Whether something that lies over the page has the keys. */
export const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null
