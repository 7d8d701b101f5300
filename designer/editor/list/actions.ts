// What can be done to a row: one list for the menu, the keys and the palette.

import { stateAt } from '../apply/tree.ts'
import { words as canvasWords } from '../canvas/texts.ts'
import { append, connecting } from '../commands.ts'
import type { Editor } from '../editor.ts'
import { pointerOf, transitionAt, transitionsOf } from '../transitions.ts'
import { addInside, reorder } from './edits.ts'
import type { Row } from './rows.ts'
import { words } from './texts.ts'

export type Asked = 'title' | 'key' | 'event' | 'transition' | 'target' | 'into'

export type RowAction = { id: string; title: string; keys?: string; run(): void }

type Around = {
  editor: Editor
  /** asks for a text in the row, or opens a dialog */
  ask(what: Asked, id: string): void
  /** goes to a row */
  go(id: string): void
  say(sentence: string): void
}

export function actionsOf(row: Row, { editor, ask, go, say }: Around): RowAction[] {
  if (editor.readOnly) return []
  const { draft } = editor.get()
  const isRoot = row.id === ''
  const move = (title: string, keys: string, by: 1 | -1): RowAction[] => {
    const moved = isRoot ? null : reorder(draft, row.id, by)
    if (!moved) return []
    const run = () => {
      editor.apply(moved.edit)
      go(moved.id)
    }
    return [{ id: `move ${by}`, title, keys, run }]
  }
  const order = [...move(words.up, 'Alt+↑', -1), ...move(words.down, 'Alt+↓', 1)]

  if (row.kind === 'transition')
    return [
      { id: 'title', title: words.retitle, keys: 'F2', run: () => ask('title', row.id) },
      ...(hasKey(editor, row.id)
        ? [{ id: 'event', title: words.changeEvent, run: () => ask('event', row.id) }]
        : []),
      { id: 'target', title: words.changeTarget, keys: 'G', run: () => ask('target', row.id) },
      ...order,
      {
        id: 'remove',
        title: words.remove,
        keys: 'Delete',
        run() {
          const at = transitionAt(editor.get().draft.definition, row.id)
          if (!at) return
          editor.apply({ kind: 'remove-transitions', at: [at] })
          go(row.parent ?? '')
          say(words.removed(row.title))
        },
      },
    ]

  const canLead = row.type !== 'final' && row.type !== 'history'
  return [
    ...(isRoot ? [] : [{ id: 'title', title: words.retitle, keys: 'F2', run: () => ask('title', row.id) }]),
    {
      id: 'add',
      title: isRoot ? words.addStateAtTop : words.addState,
      keys: 'N',
      run() {
        const path = append(editor, isRoot ? undefined : row.id)
        go(path)
        ask('title', path)
      },
    },
    ...(canLead && !isRoot
      ? [
          {
            id: 'inside',
            title: words.addInside,
            keys: 'Shift+N',
            run() {
              const { edit, path } = addInside(editor.get().draft, row.id, canvasWords.newTitles.atomic)
              editor.apply(edit)
              go(path)
              ask('title', path)
            },
          },
          { id: 'transition', title: words.addTransition, keys: 'C', run: () => ask('transition', row.id) },
        ]
      : []),
    ...(isRoot
      ? []
      : [
          { id: 'key', title: words.changeKey, run: () => ask('key', row.id) },
          { id: 'into', title: words.moveInto, keys: 'M', run: () => ask('into', row.id) },
          ...order,
          {
            id: 'remove',
            title: words.remove,
            keys: 'Delete',
            run() {
              editor.apply({ kind: 'remove-states', paths: [row.id] })
              go(row.parent ?? '')
              say(words.removed(row.title))
            },
          },
        ]),
  ]
}

const hasKey = (editor: Editor, pointer: string) => {
  const at = transitionAt(editor.get().draft.definition, pointer)
  return at !== undefined && 'key' in at
}

/** The action that a key means on a row. */
export function actionFor(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): string | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event
  if (ctrlKey || metaKey) return undefined
  if (altKey) return key === 'ArrowUp' ? 'move -1' : key === 'ArrowDown' ? 'move 1' : undefined
  const name = key.toLowerCase()
  if (name === 'n') return shiftKey ? 'inside' : 'add'
  return {
    f2: 'title',
    enter: 'title',
    c: 'transition',
    g: 'target',
    m: 'into',
    delete: 'remove',
    backspace: 'remove',
  }[name]
}

/** A transition from a state to another; answers its pointer, where it could be made. */
export function connect(editor: Editor, from: string, to: string, event: string): string | undefined {
  const edit = connecting(editor, from, to, event)
  if (edit.kind !== 'add-transition') return undefined
  const before = editor.get().draft.definition
  editor.apply(edit)
  const { definition } = editor.get().draft
  const state = stateAt(definition, from)
  const count = (state && transitionsOf(state, edit.to)?.length) ?? 0
  return definition === before ? undefined : pointerOf({ ...edit.to, index: count - 1 })
}
