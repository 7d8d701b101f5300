import { describe, expect, test } from 'vitest'
import { copyStates } from '../../designer/editor/clipboard.ts'
import { append, nudge, pasteFragment, removeSelected } from '../../designer/editor/commands.ts'
import { createEditor } from '../../designer/editor/create-editor.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { verify } from '../../engine/verify.ts'

const draft: Draft = {
  definition: {
    id: 'order',
    name: 'Order',
    initial: 'open',
    states: { open: { on: { SEND: [{ target: 'sent' }] } }, sent: { type: 'final' } },
  },
  layout: { origin: 'parent', states: { open: { x: 0, y: 0 }, sent: { x: 300, y: 0 } } },
}

function open(readOnly = false) {
  const said: string[] = []
  const editor = createEditor(draft, { tell: sentence => said.push(sentence), readOnly })
  return { editor, said }
}

const selected = (...states: string[]) => ({ states, transitions: [] })

describe('the editor', () => {
  test('shows the problems of the draft as it is now', () => {
    const { editor } = open()

    editor.apply({
      kind: 'change-transition',
      at: { state: 'open', list: 'on', key: 'SEND', index: 0 },
      change: { target: 'snet' },
    })
    const wrong = editor.checked.get().problems.map(({ code }) => code)
    editor.undo()

    expect(wrong).toContain('unknown-target')
    expect(editor.checked.get().problems).toEqual([])
  })

  test('shows an edit before it is checked, and takes no answer about an earlier draft', () => {
    const waiting: (() => void)[] = []
    const editor = createEditor(draft, {
      tell: () => {},
      readOnly: false,
      check: (definition, found) => void waiting.push(() => found(verify(definition))),
    })
    for (const work of waiting.splice(0)) work()
    const before = editor.checked.get().problems

    editor.apply({ kind: 'remove-states', paths: ['sent'] })
    editor.undo()
    editor.apply({ kind: 'change-state', path: 'open', change: { initial: 'nowhere' } })
    const shown = editor.get()
    const [gone, ...rest] = waiting.splice(0)
    gone!()
    const meanwhile = editor.checked.get()
    for (const work of rest) work()

    expect(shown.draft.definition.states.open?.initial).toBe('nowhere')
    expect(meanwhile).toEqual({ problems: before, isChecking: true })
    expect(editor.checked.get().isChecking).toBe(false)
    expect(editor.checked.get().problems).not.toEqual([])
  })

  test('tells why an edit cannot be made, and keeps the draft', () => {
    const { editor, said } = open()

    editor.apply({ kind: 'rename-state', path: 'open', key: 'sent' })

    expect(said).toEqual(['There is a state "sent" here already.'])
    expect(editor.get().draft).toBe(draft)
  })

  test('no longer selects what is gone', () => {
    const { editor } = open()
    editor.select({ states: ['sent'], transitions: ['/states/open/on/SEND/0'] })

    editor.apply({ kind: 'remove-states', paths: ['sent'] })

    expect(editor.get().selection).toEqual(selected())
  })

  test('finds what a problem is about', () => {
    const { editor } = open()

    editor.reveal('/states/open/on/SEND/0/guard')
    const transition = editor.get().selection
    editor.reveal('/states/sent/title')

    expect(transition).toEqual({ states: [], transitions: ['/states/open/on/SEND/0'] })
    expect(editor.get().selection).toEqual(selected('sent'))
  })

  test('changes nothing for whoever may only look', () => {
    const { editor } = open(true)

    editor.apply({ kind: 'remove-states', paths: ['sent'] })

    expect(editor.get().draft).toBe(draft)
  })
})

describe('commands', () => {
  test('a state is appended to the selected one, led to, beside it, and free of others', () => {
    const { editor } = open()
    editor.select(selected('open'))

    const path = append(editor)

    const { definition, layout } = editor.get().draft
    expect(definition.states.open!.on!.NEXT).toEqual([{ target: path }])
    expect(layout.states[path]).toEqual({ x: 272, y: 112 })
    expect(editor.get().selection).toEqual(selected(path))
    editor.undo()
    expect(editor.get().draft).toBe(draft)
  })

  test('nothing leads out of an end, so a state appended to it stands alone', () => {
    const { editor } = open()
    editor.select(selected('sent'))

    append(editor)

    expect(editor.get().draft.definition.states.sent).toEqual({ type: 'final' })
  })

  test('arrows held down are one step to undo', () => {
    const { editor } = open()
    editor.select(selected('open'))

    for (let n = 0; n < 5; n++) nudge(editor, { x: 8, y: 0 }, 'held')

    expect(editor.get().draft.layout.states.open).toEqual({ x: 40, y: 0 })
    editor.undo()
    expect(editor.get().draft).toBe(draft)
  })

  test('what is removed takes the selected transitions along, as one step', () => {
    const { editor } = open()
    editor.select({ states: ['sent'], transitions: ['/states/open/on/SEND/0'] })

    removeSelected(editor)

    expect(editor.get().draft.definition.states).toEqual({ open: {} })
    editor.undo()
    expect(editor.get().draft).toBe(draft)
  })

  test('what is pasted is selected', () => {
    const { editor } = open()

    pasteFragment(editor, copyStates(draft, ['open', 'sent']))

    expect(editor.get().selection).toEqual(selected('open-2', 'sent-2'))
    expect(editor.get().draft.definition.states['open-2']!.on!.SEND).toEqual([{ target: 'sent-2' }])
  })
})
