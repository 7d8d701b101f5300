import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdit, EditError } from '../../designer/editor/edit.ts'
import type { Definition } from '../../engine/definition.ts'
import { diff } from '../../engine/diff.ts'
import { isObject } from '../../engine/json.ts'
import { type Merged, merge } from '../../engine/merge.ts'
import { toPointer } from '../../engine/paths.ts'
import { canonical } from '../../engine/seal.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryWish, toEdit, type Wish } from '../support/arbitrary-edit.ts'

const base: Definition = {
  id: 'order',
  name: 'Order',
  initial: 'open',
  rules: { full: { title: 'Full', when: 'data.n > 0' } },
  states: {
    open: {
      title: 'Open',
      on: {
        SEND: [
          { target: 'sent', guard: 'full' },
          { target: 'lost', title: 'Give up' },
        ],
      },
    },
    sent: { type: 'final' },
    lost: { type: 'final' },
  },
}

const changed = (change: (definition: Definition) => void): Definition => {
  const after = structuredClone(base)
  change(after)
  return after
}
const titled = (title: string) => changed(({ states }) => Object.assign(states.open!, { title }))

test('what two people changed in different places is all there', () => {
  const mine = changed(({ states, rules }) => {
    states.open!.title = 'Received'
    rules!.full!.why = 'An empty order has no goods.'
  })
  const theirs = changed(({ states, rules, name: _ }) => {
    states.open!.stage = 'sales'
    rules!.full!.when = 'data.n > 1'
    delete states.lost
    states.open!.on!.SEND!.pop()
  })

  const { value, clashes } = merge(base, mine, theirs)

  expect(clashes).toEqual([])
  expect(value.states).toEqual({
    open: { title: 'Received', stage: 'sales', on: { SEND: [{ target: 'sent', guard: 'full' }] } },
    sent: { type: 'final' },
  })
  expect(value.rules).toEqual({
    full: { title: 'Full', when: 'data.n > 1', why: 'An empty order has no goods.' },
  })
})

test('what both changed is asked about, and each answer counts for its own place', () => {
  const [mine, theirs] = [titled('Received'), titled('Come in')]
  const asked = merge(base, mine, theirs)
  const answered = merge(base, mine, theirs, at => (at === '/states/open/title' ? 'theirs' : 'mine'))

  expect(asked.clashes).toEqual([
    { at: '/states/open/title', base: 'Open', mine: 'Received', theirs: 'Come in' },
  ])
  expect(asked.value.states.open!.title).toBe('Received')
  expect(answered.value.states.open!.title).toBe('Come in')
})

test('what one removed and the other changed is asked about', () => {
  const mine = changed(({ states }) => {
    delete states.lost
  })
  const theirs = changed(({ states }) => Object.assign(states.lost!, { title: 'Lost' }))

  expect(merge(base, mine, theirs).clashes).toEqual([
    {
      at: '/states/lost',
      base: { type: 'final' },
      mine: undefined,
      theirs: { type: 'final', title: 'Lost' },
    },
  ])
})

test('two who each add the first of something have added two', () => {
  const mine = changed(({ states }) => Object.assign(states.sent!, { after: { P1D: [{ target: 'lost' }] } }))
  const theirs = changed(({ states }) =>
    Object.assign(states.sent!, { after: { P2D: [{ target: 'open' }] } }),
  )

  const { value, clashes } = merge(base, mine, theirs)

  expect(clashes).toEqual([])
  expect(Object.keys(value.states.sent!.after!).sort()).toEqual(['P1D', 'P2D'])
})

test('two different states under one name are not mixed', () => {
  const mine = changed(({ states }) => Object.assign(states, { on: { title: 'Mine' } }))
  const theirs = changed(({ states }) => Object.assign(states, { on: { description: 'Theirs' } }))

  expect(merge(base, mine, theirs).clashes).toMatchObject([{ at: '/states/on' }])
})

test('transitions of one event are merged one by one, and keep their order', () => {
  const mine = changed(({ states }) => {
    states.open!.on!.SEND!.unshift({ target: 'open', guard: 'false' })
    states.open!.on!.SEND![1]!.allow = ['sales']
  })
  const theirs = changed(({ states }) => {
    states.open!.on!.SEND![0]!.title = 'Send it'
    states.open!.on!.SEND!.push({ target: 'sent' })
  })

  const { value, clashes } = merge(base, mine, theirs)

  expect(clashes).toEqual([])
  expect(value.states.open!.on!.SEND).toEqual([
    { target: 'open', guard: 'false' },
    { target: 'sent', guard: 'full', allow: ['sales'], title: 'Send it' },
    { target: 'lost', title: 'Give up' },
    { target: 'sent' },
  ])
})

test.each([
  [
    'two transitions were put into the same place',
    (list: object[], side: string) => list.push({ target: side }),
  ],
  [
    'one side brought them into another order',
    (list: object[], side: string) => (side === 'sent' ? list.reverse() : list.pop()),
  ],
])('which transition comes first is asked about when %s', (_, change) => {
  const side = (name: string) => changed(({ states }) => change(states.open!.on!.SEND!, name))

  expect(merge(base, side('sent'), side('lost')).clashes).toMatchObject([{ at: '/states/open/on/SEND' }])
})

test('the order of states that one side chose stays, with what the other added in its place', () => {
  const mine = changed(definition => {
    const { open, sent, lost } = definition.states
    definition.states = { lost: lost!, open: open!, sent: sent! }
  })
  const theirs = changed(definition => {
    const { open, sent, lost } = definition.states
    definition.states = { open: open!, checked: {}, sent: sent!, lost: lost! }
  })

  expect(Object.keys(merge(base, mine, theirs).value.states)).toEqual(['lost', 'open', 'checked', 'sent'])
  expect(Object.keys(merge(base, theirs, mine).value.states)).toEqual(['lost', 'open', 'checked', 'sent'])
})

const layout = { origin: 'parent' as const, states: {} }

/** Three definitions as they come about: two people who began from the same one. */
const arbitrarySides = () =>
  fc
    .tuple(
      arbitraryDefinition(),
      fc.array(arbitraryWish(), { maxLength: 4 }),
      fc.array(arbitraryWish(), { maxLength: 4 }),
    )
    .map(([base, mine, theirs]) => ({ base, mine: edited(base, mine), theirs: edited(base, theirs) }))

function edited(definition: Definition, wishes: Wish[]): Definition {
  return wishes.reduce(
    (draft, wish) => {
      const edit = toEdit(draft, wish)
      try {
        return edit ? applyEdit(draft, edit) : draft
      } catch (error) {
        if (error instanceof EditError) return draft
        throw error
      }
    },
    { definition, layout },
  ).definition
}

test('merged with a side that changed nothing, the other comes back as it is', () => {
  fc.assert(
    fc.property(arbitrarySides(), ({ base, mine }) => {
      for (const merged of [merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)]) {
        expect(merged.clashes).toEqual([])
        expect(JSON.stringify(merged.value)).toBe(JSON.stringify(mine))
      }
    }),
  )
})

test('it does not matter which side is called mine', () => {
  fc.assert(
    fc.property(arbitrarySides(), ({ base, mine, theirs }) => {
      const [one, other] = [merge(base, mine, theirs), merge(base, theirs, mine)]

      expect(other.clashes.map(({ at }) => at).sort()).toEqual(one.clashes.map(({ at }) => at).sort())
      if (one.clashes.length === 0) expect(canonical(other.value)).toBe(canonical(one.value))
      const turned = merge(base, theirs, mine, () => 'theirs')
      expect(canonical(turned.value)).toBe(canonical(merge(base, mine, theirs, () => 'mine').value))
    }),
  )
})

/** Every value that is no object, by pointer; a list is a value. */
function leavesOf(value: unknown, at = ''): Map<string, string> {
  if (!isObject(value)) return new Map([[at, canonical(value)]])
  const inner = Object.entries(value).flatMap(([key, one]) => [...leavesOf(one, at + toPointer([key]))])
  return new Map([[`${at}/`, '{}'], ...inner])
}

const isAsked = ({ clashes }: Merged<Definition>, pointer: string) =>
  clashes.some(({ at }) => pointer.startsWith(`${at}/`) || pointer === at || at.startsWith(`${pointer}/`))

test('no change of either side is left out without a clash that says so', () => {
  fc.assert(
    fc.property(arbitrarySides(), ({ base, mine, theirs }) => {
      const merged = merge(base, mine, theirs)
      const [was, ours, others, is] = [base, mine, theirs, merged.value].map(one => leavesOf(one))

      for (const [changing, resting] of [
        [ours!, others!],
        [others!, ours!],
      ] as const)
        for (const pointer of new Set([...was!.keys(), ...changing.keys()])) {
          const isChanged = changing.get(pointer) !== was!.get(pointer)
          const isTouchedByBoth = resting.get(pointer) !== was!.get(pointer)
          if (!isChanged || isAsked(merged, pointer)) continue
          if (!isTouchedByBoth) expect(is!.get(pointer)).toBe(changing.get(pointer))
          // Both touched it and nobody is asked: they agree, or it is a list that has the elements of both.
          else if (changing.get(pointer) !== resting.get(pointer))
            expect(Array.isArray(JSON.parse(is!.get(pointer) ?? 'null'))).toBe(true)
        }
    }),
  )
})

test('a merged definition differs from each side by what the other changed, and from neither when both agree', () => {
  const mine = titled('Received')

  expect(diff(mine, merge(base, mine, mine).value)).toEqual([])
  expect(
    diff(
      mine,
      merge(
        base,
        mine,
        changed(({ states }) => Object.assign(states.sent!, { title: 'Gone' })),
      ).value,
    ),
  ).toEqual([{ kind: 'changed', what: 'state', name: 'sent', fields: ['title'] }])
})
