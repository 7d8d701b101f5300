import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Draft, Layout } from '../../designer/editor/draft.ts'
import { applyEdit, type Edit, EditError } from '../../designer/editor/edit.ts'
import { meet, together, without } from '../../designer/editor/saving/meet.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryWish, toEdit, type Wish } from '../support/arbitrary-edit.ts'

const base: Draft = {
  definition: {
    id: 'order',
    name: 'Order',
    initial: 'open',
    states: { open: { on: { SEND: [{ target: 'sent' }] } }, sent: {} },
  },
  layout: { origin: 'parent', states: { open: { x: 0, y: 0 }, sent: { x: 300, y: 0 } } },
}
const edit = (...edits: Edit[]) => edits.reduce(applyEdit, base)
const place = (path: string, x: number): Edit => ({ kind: 'place', places: { [path]: { x, y: 0 } } })

test('two people who each add a state have two states, and what leads to each still does', () => {
  const add = (title: string, from: string): Edit[] => [
    { kind: 'add-state', parent: '', key: 'new-state', state: { title }, place: { x: 1, y: 1 } },
    {
      kind: 'add-transition',
      to: { state: from, list: 'on', key: 'NEXT' },
      transition: { target: 'new-state' },
    },
  ]

  const { draft, clashes, renamed } = meet({
    base,
    mine: edit(...add('Mine', 'open')),
    theirs: edit(...add('Theirs', 'sent')),
  })

  const { states } = draft.definition
  expect(clashes).toEqual([])
  expect(renamed).toEqual([{ from: 'new-state', to: 'new-state-2' }])
  expect([states['new-state']!.title, states['new-state-2']!.title]).toEqual(['Theirs', 'Mine'])
  expect(states.open!.on!.NEXT).toEqual([{ target: 'new-state-2' }])
  expect(states.sent!.on!.NEXT).toEqual([{ target: 'new-state' }])
  expect(draft.layout.states['new-state-2']).toEqual({ x: 1, y: 1 })
})

test('who moves a state and who changes it do not get into each other’s way', () => {
  const mine = edit(place('open', 40))
  const theirs = edit({ kind: 'change-state', path: 'open', change: { title: 'Open' } }, place('sent', 500))

  const { draft, places } = meet({ base, mine, theirs })

  expect(draft.definition.states.open!.title).toBe('Open')
  expect(draft.layout.states).toEqual({ open: { x: 40, y: 0 }, sent: { x: 500, y: 0 } })
  expect(places).toEqual([])
})

test('a state that both moved stands where mine is, and that is told', () => {
  const { draft, places } = meet({ base, mine: edit(place('open', 40)), theirs: edit(place('open', 80)) })

  expect(draft.layout.states.open).toEqual({ x: 40, y: 0 })
  expect(places).toEqual(['open'])
})

test('what came in from somebody else is taken out again without what was changed since', () => {
  const before = base
  const after = edit({ kind: 'change-state', path: 'open', change: { title: 'Theirs' } })
  const now = applyEdit(after, { kind: 'change-state', path: 'sent', change: { title: 'Mine, since' } })

  const { states } = without({ before, after }, now).definition

  expect([states.open!.title, states.sent!.title]).toEqual([undefined, 'Mine, since'])
})

test('what came in bit by bit is one thing to look at and to take out; what another person saved is another', () => {
  const [one, two, three] = ['One', 'Two', 'Three'].map(title =>
    edit({ kind: 'change-state', path: 'open', change: { title } }),
  )
  const first = { by: 'Ben', base, before: base, after: one! }
  const second = { by: 'Ben', base: one!, before: one!, after: two! }
  const other = { by: 'Cleo', base: two!, before: two!, after: three! }

  expect(together(first, second)).toEqual({ by: 'Ben', base, before: base, after: two })
  expect(together(second, other)).toBe(other)
  expect(together(null, second)).toBe(second)
})

const arbitraryDrafts = () =>
  fc
    .tuple(
      arbitraryDefinition(),
      fc.array(arbitraryWish(), { maxLength: 4 }),
      fc.array(arbitraryWish(), { maxLength: 4 }),
    )
    .map(([definition, mine, theirs]) => {
      const base: Draft = { definition, layout: { origin: 'parent', states: {} } as Layout }
      return { base, mine: edited(base, mine), theirs: edited(base, theirs) }
    })

function edited(draft: Draft, wishes: Wish[]): Draft {
  return wishes.reduce((draft, wish) => {
    const edit = toEdit(draft, wish)
    try {
      return edit ? applyEdit(draft, edit) : draft
    } catch (error) {
      if (error instanceof EditError) return draft
      throw error
    }
  }, draft)
}

test('with a side that changed nothing, the other comes back', () => {
  fc.assert(
    fc.property(arbitraryDrafts(), ({ base, mine }) => {
      expect(meet({ base, mine, theirs: base }).draft).toEqual(mine)
      expect(meet({ base, mine: base, theirs: mine }).draft).toEqual(mine)
    }),
  )
})

test('whatever two people did, what comes of it can be drawn, whichever sides are chosen', () => {
  fc.assert(
    fc.property(arbitraryDrafts(), fc.infiniteStream(fc.boolean()), (sides, coin) => {
      const choose = () => (coin.next().value ? 'mine' : 'theirs')

      expect(parseDefinition(meet(sides, choose).draft.definition).problems).toEqual([])
    }),
  )
})
