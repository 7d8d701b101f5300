import { describe, expect, test } from 'vitest'
import { type ActionId, actionsOf, type Page } from '../../designer/editor/actions.ts'
import { createEditor } from '../../designer/editor/create-editor.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { keyTable } from '../../designer/editor/keys.ts'

const draft: Draft = {
  definition: {
    id: 'order',
    name: 'Order',
    initial: 'open',
    states: {
      open: { title: 'Open', on: { SEND: [{ target: 'sent' }] } },
      sent: { title: 'Sent' },
      group: { title: 'Group', initial: 'packed', states: { packed: { title: 'Packed' } } },
    },
  },
  layout: {
    origin: 'parent',
    states: {
      open: { x: 0, y: 0 },
      sent: { x: 300, y: 8 },
      group: { x: 0, y: 200, w: 300, h: 200 },
      'group.packed': { x: 32, y: 56 },
    },
  },
}

function open({ readOnly = false, pointer = null as { x: number; y: number } | null } = {}) {
  const asked: string[] = []
  const note =
    (what: string) =>
    (...more: unknown[]) =>
      void asked.push([what, ...more].join(' '))
  let clipboard = ''
  const page: Page = {
    zoom: note('zoom'),
    pan: ({ x, y }) => void asked.push(`pan ${x} ${y}`),
    open: note('open'),
    rename: note('rename'),
    entitle: note('entitle'),
    save: note('save'),
    tidy: note('tidy'),
    toggle: note('toggle'),
    tell: note('tell'),
    writeClipboard(text) {
      clipboard = text
    },
    readClipboard: async () => clipboard,
    pointer: () => pointer,
  }
  const editor = createEditor(draft, { tell: note('tell'), readOnly })
  const actions = actionsOf(editor, page)
  const action = (id: ActionId) => actions.find(one => one.id === id)!
  const select = (...states: string[]) => editor.select({ states, transitions: [] })
  const heard = () => editor.get().happened.sentence
  return { editor, actions, action, select, asked, heard }
}

const possible = (actions: ReturnType<typeof open>['actions']) =>
  actions.filter(one => one.isPossible()).map(({ id }) => id)

describe('the list of actions', () => {
  test('has every action once, and every one of the table of keys', () => {
    const ids = open().actions.map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    for (const { action } of keyTable.flatMap(({ rows }) => rows)) expect(ids).toContain(action)
  })

  test('says what is possible as the selection is now', () => {
    const { actions, select } = open()
    const nothing = possible(actions)
    select('open', 'sent')

    expect(nothing).not.toContain('remove')
    expect(possible(actions)).toEqual(expect.arrayContaining(['remove', 'align-left', 'duplicate']))
    expect(possible(actions)).not.toContain('distribute-vertically')
    expect(possible(actions)).not.toContain('rename')
  })

  test('changes nothing for whoever may only look', () => {
    const { editor, actions, select } = open({ readOnly: true })
    select('open')

    const before = possible(actions)

    for (const one of actions) if (one.isPossible()) one.run()

    expect(editor.get().draft).toBe(draft)
    expect(before).toEqual(expect.arrayContaining(['copy', 'search', 'fit', 'walk']))
  })
})

describe('actions', () => {
  test('arrows move what is selected, and the drawing when nothing is', () => {
    const { editor, action, select, asked } = open()

    action('move').run('down')
    select('open')
    action('move-far').run('right')

    expect(asked).toEqual(['pan 0 -40'])
    expect(editor.get().draft.layout.states.open).toEqual({ x: 40, y: 0 })
  })

  test('what is copied and pasted goes where the pointer is, into what is drawn there', async () => {
    const { editor, action, select } = open({ pointer: { x: 40, y: 380 } })
    select('open', 'sent')

    action('copy').run()
    action('paste').run()

    await expect.poll(() => editor.get().selection.states).toEqual(['group.open', 'group.sent'])
    expect(editor.get().draft.layout.states['group.open']).toEqual({ x: 40, y: 180 })
  })

  test('what is pasted and is no drawing is told', async () => {
    const { editor, action, asked } = open()

    action('paste').run()

    await expect.poll(() => asked).toEqual(['tell What is on the clipboard was not copied from a drawing.'])
    expect(editor.get().draft).toBe(draft)
  })

  test('what is moved out of a group is beside it then, as one step', () => {
    const { editor, action, select } = open()
    select('group.packed')

    action('move-out').run()

    expect(editor.get().selection.states).toEqual(['packed'])
    editor.undo()
    expect(editor.get().draft).toBe(draft)
  })

  test('a state is made the one to start in, and only where it is not already', () => {
    const { editor, action, select } = open()
    select('sent')

    action('make-initial').run()

    expect(editor.get().draft.definition.initial).toBe('sent')
    expect(action('make-initial').isPossible()).toBe(false)
  })

  test('everything is hidden and shown at once, as one step each', () => {
    const { editor, action } = open()

    action('collapse-all').run()
    const { collapsed } = editor.get().draft.layout.states.group!
    action('expand-all').run()

    expect(collapsed).toBe(true)
    expect(editor.get().draft.layout.states.group!.collapsed).toBe(false)
  })

  test('states of every kind are added beside the selection, one inside that of the selected one', () => {
    const { editor, action, select } = open()
    for (const kind of ['atomic', 'compound', 'parallel', 'final', 'history'] as const) {
      select('group.packed')
      action(`add-${kind}`).run()
    }

    const { definition } = editor.get().draft
    expect(Object.keys(definition.states.group!.states!)).toHaveLength(6)
    expect(definition.states.group!.states!.end).toEqual({ title: 'End', type: 'final' })
  })
})

test('the title of a state that was added is opened, whatever added it', () => {
  const { action, select, asked } = open()
  select('sent')
  action('append').run()
  action('add-final').run()

  expect(asked).toEqual(['entitle new-state', 'entitle end'])
})

describe('who does not see the drawing hears', () => {
  test('what was added, and what was undone and done again', () => {
    const { editor, action, select, heard } = open()
    select('sent')
    action('append').run()
    const added = heard()
    editor.undo()
    const undone = heard()
    editor.redo()

    expect(added).toBe('Added state “New state”, connected from “Sent”')
    expect(undone).toBe('Undid: Added state “New state”, connected from “Sent”')
    expect(heard()).toBe('Done again: Added state “New state”, connected from “Sent”')
  })

  test('what is selected, and where it leads', () => {
    const { editor, select, heard } = open()
    select('group.packed')
    const state = heard()
    editor.select({ states: [], transitions: ['/states/open/on/SEND/0'] })

    expect(state).toBe('Packed, state, in Group, leads nowhere')
    expect(heard()).toBe('Transition SEND, from Open to Sent')
  })

  test('the same thing said twice as two', () => {
    const { editor, action, select } = open()
    select('open')
    action('move').run('right')
    const { nth, sentence } = editor.get().happened
    action('move').run('right')

    expect(editor.get().happened.sentence).toBe(sentence)
    expect(editor.get().happened.nth).toBeGreaterThan(nth)
  })
})

test('undo goes back at least fifty steps', () => {
  const { editor, action } = open()
  for (let n = 0; n < 60; n++) action('add-final').run()

  for (let n = 0; n < 60; n++) editor.undo()

  expect(editor.get().draft).toBe(draft)
})
