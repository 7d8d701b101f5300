import { describe, expect, test } from 'vitest'
import { copyStates } from '../../designer/editor/clipboard.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit, type Edit, EditError } from '../../designer/editor/edit.ts'
import { begin, record, undo } from '../../designer/editor/history.ts'
import { pointerOf, transitionAt } from '../../designer/editor/transitions.ts'
import type { StateDefinition } from '../../engine/definition.ts'
import { renameInCel } from '../../engine/references.ts'

/** Draft → sent; sales has an inner state that sends back to the draft and one that remembers. */
const before: Draft = {
  definition: {
    id: 'order',
    name: 'Order',
    initial: 'draft',
    events: { SEND: { title: 'Send' }, BACK: {} },
    rules: {
      complete: { title: 'Complete', when: "data.n > 0 && !active('sales.open')" },
      once: { title: 'Once', when: 'history.count.SEND < 2 && !("SEND" in history.actors)' },
    },
    states: {
      draft: { on: { SEND: [{ target: 'sales', guard: ['complete', 'data.n < 9'] }] } },
      sales: {
        initial: 'open',
        states: {
          open: { on: { SEND: [{ target: 'closed' }], BACK: [{ target: '#draft', kind: 'feedback' }] } },
          closed: { type: 'final' },
          last: { type: 'history', target: 'open' },
        },
        on: { BACK: [{ target: '.closed' }] },
        onDone: [{ target: 'done' }],
      },
      done: { type: 'final' },
    },
  },
  layout: {
    origin: 'parent',
    states: { draft: { x: 0, y: 0 }, sales: { x: 9, y: 9 }, 'sales.open': { x: 1, y: 1 } },
  },
}

const edited = (...edits: Edit[]) => edits.reduce(applyEdit, before)
const sales = ({ definition }: Draft, key = 'sales') => definition.states[key]!
const target = (state: StateDefinition | undefined, event: string) => state?.on?.[event]?.[0]?.target

describe('renaming a state', () => {
  test('takes the transitions to it, the rules that name it and its place along', () => {
    const after = edited({ kind: 'rename-state', path: 'sales', key: 'selling' })

    expect(target(after.definition.states.draft, 'SEND')).toBe('selling')
    expect(after.definition.rules!.complete!.when).toBe("data.n > 0 && !active('selling.open')")
    expect(Object.keys(after.layout.states)).toEqual(['draft', 'selling', 'selling.open'])
    expect(Object.keys(after.definition.states)).toEqual(['draft', 'selling', 'done'])
  })

  test('takes initial states and history targets along', () => {
    const after = edited({ kind: 'rename-state', path: 'sales.open', key: 'talking' })

    expect(sales(after).initial).toBe('talking')
    expect(sales(after).states!.last!.target).toBe('talking')
  })

  test('leaves what it does not touch the same objects', () => {
    const after = edited({ kind: 'rename-state', path: 'done', key: 'finished' })

    expect(after.definition.states.draft).toBe(before.definition.states.draft)
    expect(after.definition.rules).toBe(before.definition.rules)
  })

  test.for([
    ['open', 'There is a state "open" here already.'],
    ['a.b', 'leave out dots'],
    ['', 'write something'],
  ])('to "%s" cannot be done, and says why', ([key, why]) => {
    expect(() => edited({ kind: 'rename-state', path: 'sales.closed', key: key! })).toThrow(why)
    expect(() => edited({ kind: 'rename-state', path: 'sales.closed', key: key! })).toThrow(EditError)
  })
})

describe('removing states', () => {
  test('takes everything inside them and every transition to them along', () => {
    const after = edited({ kind: 'remove-states', paths: ['sales', 'sales.open'] })

    expect(Object.keys(after.definition.states)).toEqual(['draft', 'done'])
    expect(after.definition.states.draft).toEqual({})
    expect(Object.keys(after.layout.states)).toEqual(['draft'])
  })

  test('lets the process begin in another one', () => {
    expect(edited({ kind: 'remove-states', paths: ['draft'] }).definition.initial).toBe('sales')
    expect(sales(edited({ kind: 'remove-states', paths: ['sales.open'] })).initial).toBe('closed')
  })

  test('makes a state plain again whose inner states are all gone', () => {
    const paths = ['sales.open', 'sales.closed', 'sales.last']
    const after = sales(edited({ kind: 'remove-states', paths }))

    expect(after).toEqual({})
  })
})

test('a state moved into another keeps its transitions, written as they have to be there', () => {
  const after = edited({ kind: 'move-into', paths: ['draft'], parent: 'sales' })

  expect(target(sales(after).states!.draft, 'SEND')).toEqual('#sales')
  expect(target(sales(after).states!.open, 'BACK')).toBe('draft')
  expect(after.definition.initial).toBe('sales')
  expect(after.layout.states['sales.draft']).toEqual({ x: 0, y: 0 })
})

describe('a name that no file may have', () => {
  const named = (name: string) => JSON.parse(`{"${name}":{"type":"string"}}`)
  const schema = { type: 'object', properties: named('__proto__') }
  const to = { state: 'draft', list: 'on', key: '__proto__' } as const

  test.for<[string, Edit]>([
    ['a new state', { kind: 'add-state', parent: '', key: '__proto__', state: {} }],
    ['a state', { kind: 'rename-state', path: 'sales.open', key: '__proto__' }],
    ['a new event', { kind: 'add-event', name: '__proto__', event: {} }],
    ['an event', { kind: 'rename-event', name: 'SEND', to: '__proto__' }],
    ['the event of a transition', { kind: 'add-transition', to, transition: { target: 'done' } }],
    ['a new rule', { kind: 'add-rule', name: '__proto__', rule: { title: 'Any', when: 'true' } }],
    ['a rule', { kind: 'rename-rule', name: 'once', to: '__proto__' }],
    ['a field of a form', { kind: 'change-event', name: 'SEND', change: { schema } }],
    ['a field of the case data', { kind: 'change-data', schema }],
    ['one of several edits', { kind: 'all', edits: [{ kind: 'change-data', schema }] }],
  ])('is refused for %s, in the words in which the file is', ([, edit]) => {
    expect(() => edited(edit)).toThrow(new EditError('"__proto__" cannot be used as a name. Choose another.'))
  })

  test('is not one that only JavaScript knows as well', () => {
    const after = edited({ kind: 'rename-state', path: 'done', key: 'constructor' })

    expect(Object.keys(after.definition.states)).toEqual(['draft', 'sales', 'constructor'])
  })
})

test('a state cannot be put into itself', () => {
  expect(() => edited({ kind: 'move-into', paths: ['sales'], parent: 'sales.open' })).toThrow('into itself')
})

test('an event renamed is renamed where it is sent and where rules count it', () => {
  const after = edited({ kind: 'rename-event', name: 'SEND', to: 'SUBMIT' }).definition

  expect(Object.keys(after.states.draft!.on!)).toEqual(['SUBMIT'])
  expect(Object.keys(after.states.sales!.states!.open!.on!)).toEqual(['SUBMIT', 'BACK'])
  expect(after.rules!.once!.when).toBe("history.count.SUBMIT < 2 && !('SUBMIT' in history.actors)")
  expect(Object.keys(after.events!)).toEqual(['SUBMIT', 'BACK'])
})

test('a rule removed leaves the other conditions of its guards', () => {
  const after = edited({ kind: 'remove-rule', name: 'complete' }).definition

  expect(after.states.draft!.on!.SEND![0]!.guard).toEqual(['data.n < 9'])
  expect(Object.keys(after.rules!)).toEqual(['once'])
})

describe('transitions', () => {
  const send = { state: 'draft', list: 'on', key: 'SEND', index: 0 } as const

  test('are found by their pointers', () => {
    expect(pointerOf(send)).toBe('/states/draft/on/SEND/0')
    expect(transitionAt(before.definition, '/states/draft/on/SEND/0/guard/1')).toEqual(send)
    expect(transitionAt(before.definition, '/states/draft/on/SEND/1')).toBeUndefined()
    expect(transitionAt(before.definition, '/rules/complete')).toBeUndefined()
  })

  test('moved to another source still lead to the same states', () => {
    const to = { state: 'sales.open', list: 'on', key: 'AGAIN', index: 0 } as const
    const after = edited({ kind: 'move-transition', at: send, to })

    expect(target(sales(after).states!.open, 'AGAIN')).toBe('#sales')
    expect(after.definition.states.draft).toEqual({})
  })

  test('cannot lead out of an end', () => {
    const to = { state: 'done', list: 'on', key: 'X' } as const
    expect(() => edited({ kind: 'add-transition', to, transition: {} })).toThrow('nothing leads out of it')
  })
})

test('a state made parallel and back loses nothing but what the other type cannot have', () => {
  const parallel = sales(edited({ kind: 'set-state-type', path: 'sales', type: 'parallel' }))
  const back = sales(
    edited(
      { kind: 'set-state-type', path: 'sales', type: 'parallel' },
      { kind: 'set-state-type', path: 'sales', type: 'compound' },
    ),
  )

  expect(parallel.initial).toBeUndefined()
  expect(back).toEqual(sales(before))
})

test('a pasted state gets a name of its own, and its inner transitions follow', () => {
  const fragment = copyStates(before, ['sales'])
  const after = edited({ kind: 'paste', fragment, into: '', at: { x: 50, y: 60 } })

  const copy = sales(after, 'sales-2')
  expect(target(copy.states!.open, 'SEND')).toBe('closed')
  expect(target(copy.states!.open, 'BACK')).toBeUndefined()
  expect(after.layout.states['sales-2']).toEqual({ x: 50, y: 60 })
  expect(after.layout.states['sales-2.open']).toEqual({ x: 1, y: 1 })
})

test('edits of one gesture are one step to undo', () => {
  const typed = ['O', 'Or', 'Orders'].reduce(
    (so, name) => record(so, { kind: 'change-process', change: { name } }, 'typing'),
    begin(before),
  )

  expect(typed.draft.definition.name).toBe('Orders')
  expect(undo(typed).draft).toBe(before)
})

test('names in CEL are changed where they stand, and text that only looks alike is not', () => {
  const state = (path: string) => (path === 'a' ? 'b' : path)

  expect(renameInCel(`active("a") && data.x == "active('a')"`, { state })).toBe(
    `active('b') && data.x == "active('a')"`,
  )
  expect(renameInCel('active(', { state })).toBe('active(')
  expect(renameInCel('history.count["A B"] > 1', { event: () => 'SENT' })).toBe('history.count.SENT > 1')
})
