import { describe, expect, test } from 'vitest'
import { words } from '../../designer/editor/canvas/texts.ts'
import { type Key, keysOf, keyTable, meaningOf } from '../../designer/editor/keys.ts'

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const meant = (key: Partial<Key> & { key: string }) => meaningOf({ ...none, ...key })

test.for<[Partial<Key> & { key: string }, string | undefined]>([
  [{ key: 'z', ctrlKey: true }, 'undo'],
  [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'redo'],
  [{ key: 'y', metaKey: true }, 'redo'],
  [{ key: 'c', ctrlKey: true }, 'copy'],
  [{ key: 'x', ctrlKey: true }, 'cut'],
  [{ key: 'v', ctrlKey: true }, 'paste'],
  [{ key: 'd', ctrlKey: true }, 'duplicate'],
  [{ key: 'Delete' }, 'remove'],
  [{ key: 'Backspace' }, 'remove'],
  [{ key: 'a', ctrlKey: true }, 'select-all'],
  [{ key: 'f', ctrlKey: true }, 'search'],
  [{ key: 'F2' }, 'rename'],
  [{ key: 'Enter' }, 'rename'],
  [{ key: 'Tab' }, 'append'],
  [{ key: 'n' }, 'append'],
  [{ key: 'c' }, 'connect'],
  [{ key: '+', shiftKey: true }, 'zoom-in'],
  [{ key: '-' }, 'zoom-out'],
  [{ key: '0' }, 'actual-size'],
  [{ key: '1' }, 'fit'],
  [{ key: 's', ctrlKey: true }, 'save'],
  [{ key: 'p', ctrlKey: true }, 'properties'],
  [{ key: 'b', ctrlKey: true }, 'problems'],
  [{ key: '?', shiftKey: true }, 'keys'],
  [{ key: 'F10', shiftKey: true }, 'menu'],
  [{ key: 'ContextMenu' }, 'menu'],
  [{ key: 'Escape' }, 'select-none'],
  [{ key: 'q' }, undefined],
  [{ key: 'N', shiftKey: true }, undefined],
  [{ key: 'Tab', shiftKey: true }, undefined],
  [{ key: 'r', ctrlKey: true }, undefined],
])('the key %j means %s', ([key, action]) => {
  expect(meant(key)?.action).toBe(action)
})

test.for<[Partial<Key> & { key: string }, string, string]>([
  [{ key: 'ArrowUp' }, 'move', 'up'],
  [{ key: 'ArrowLeft', shiftKey: true }, 'move-far', 'left'],
  [{ key: 'ArrowRight', altKey: true }, 'walk', 'right'],
  [{ key: 'ArrowDown', altKey: true, shiftKey: true }, 'walk-on', 'down'],
  [{ key: 'ArrowRight', ctrlKey: true }, 'resize', 'right'],
])('the arrow %j means %s, %s', ([key, action, towards]) => {
  expect(meant(key)).toMatchObject({ action, towards })
})

test('only keys with Ctrl mean something while somebody types', () => {
  const everywhere = keyTable.flatMap(({ rows }) => rows.filter(row => row.reach === 'text'))

  expect(everywhere.map(({ action }) => action)).toEqual(['search', 'save', 'properties', 'problems'])
  expect(everywhere.flatMap(({ keys }) => keys).every(key => key.startsWith('Ctrl+'))).toBe(true)
})

describe('the table of keys', () => {
  test('gives no key two meanings', () => {
    const keys = keyTable.flatMap(({ rows }) =>
      rows.flatMap(({ keys }) => keys.map(key => key.toLowerCase())),
    )

    expect(new Set(keys).size).toBe(keys.length)
  })

  test('has a name for everything in it, to be listed', () => {
    const rows = keyTable.flatMap(({ rows }) => rows)

    expect(rows.every(({ action }) => words.actions[action].length > 0)).toBe(true)
  })

  test('knows the keys of an action, and that another has none', () => {
    expect(keysOf('redo')).toEqual(['Ctrl+Y', 'Ctrl+Shift+Z'])
    expect(keysOf('tidy')).toEqual([])
  })
})
