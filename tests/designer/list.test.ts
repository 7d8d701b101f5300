import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit } from '../../designer/editor/edit.ts'
import { addInside, canHold, reorder } from '../../designer/editor/list/edits.ts'
import { around, moveBy, rowsOf } from '../../designer/editor/list/rows.ts'
import { groupProblems } from '../../designer/editor/problems/groups.ts'
import { listTransitions } from '../../designer/editor/transitions.ts'
import { indexStates } from '../../engine/paths.ts'
import { verify } from '../../engine/verify.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { purchase } from '../support/purchase.ts'

const draft: Draft = { definition: purchase, layout: { origin: 'parent', states: {} } }
const none = new Set<string>()
const rows = rowsOf(purchase, [], none)
const row = (id: string) => rows.find(one => one.id === id)!

describe('the list', () => {
  test('has a row for every state and every transition, each below what it belongs to', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const rows = rowsOf(definition, [], none)

        const states = rows.filter(({ kind }) => kind === 'state').map(({ id }) => id)
        const transitions = rows.filter(({ kind }) => kind === 'transition').map(({ id }) => id)
        expect(states).toEqual([...indexStates(definition).byPath.keys()])
        expect(transitions.toSorted()).toEqual(
          listTransitions(definition)
            .map(({ pointer }) => pointer)
            .toSorted(),
        )
        for (const [n, { parent, level }] of rows.entries()) {
          if (parent === null) continue
          const above = rows.slice(0, n).findLast(({ id }) => id === parent)
          expect(above?.level).toBe(level - 1)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('says what each is: kind, department, role, where it leads, by which rules', () => {
    expect(row('request')).toMatchObject({
      title: 'request',
      what: 'State, starts here',
      stage: 'Sales',
      level: 2,
      isOpen: true,
    })
    expect(row('/states/approval/on/APPROVE/0')).toMatchObject({
      title: 'Approve',
      what: 'leads to fulfilment',
      roles: 'Strategy, Sales',
      rules: 'The amount is within the limit; Nobody approves what they asked for',
      level: 3,
    })
    expect(row('/states/approval/on/RETURN/0').what).toBe('back to request')
    expect(row('/states/approval/after/P3D/0').title).toBe('after P3D')
  })

  test('does not show what is inside a closed state', () => {
    const ids = rowsOf(purchase, [], new Set(['fulfilment', 'approval'])).map(({ id }) => id)

    expect(ids).toContain('fulfilment')
    expect(ids).not.toContain('fulfilment.goods')
    expect(ids).not.toContain('/states/approval/on/APPROVE/0')
  })

  test('counts the problems of each row', () => {
    const broken = applyEdit(draft, { kind: 'add-state', parent: '', key: 'lost', state: {} }).definition

    const lost = rowsOf(broken, verify(broken), none).find(({ id }) => id === 'lost')

    expect(lost).toMatchObject({ errors: 1, warnings: 0 })
  })

  test('what is selected elsewhere is not left in a closed state', () => {
    expect(around(purchase, 'fulfilment.goods.open')).toEqual(['', 'fulfilment', 'fulfilment.goods'])
    expect(around(purchase, '/states/approval/on/APPROVE/0')).toEqual(['', 'approval'])
  })
})

describe('keys of the list', () => {
  const last = rows.at(-1)!.id

  test.each([
    ['the next row', 'request', 'ArrowDown', { to: '/states/request/on/ASK/0' }],
    ['the row before', 'request', 'ArrowUp', { to: '' }],
    ['no further than the end', last, 'ArrowDown', { to: last }],
    ['the first row', 'paused', 'Home', { to: '' }],
    ['what is inside an open state', 'approval', 'ArrowRight', { to: '/states/approval/on/APPROVE/0' }],
    ['an open state, which is closed', 'approval', 'ArrowLeft', { close: 'approval' }],
    ['the state around a transition', '/states/approval/on/RETURN/0', 'ArrowLeft', { to: 'approval' }],
    ['nothing inside an end', 'done', 'ArrowRight', {}],
    ['nothing by a letter', 'done', 'x', null],
  ])('lead to %s', (_, from, key, expected) => {
    expect(moveBy(rows, from, key)).toEqual(expected)
  })

  test('open a closed state', () => {
    const closed = rowsOf(purchase, [], new Set(['approval']))

    expect(moveBy(closed, 'approval', 'ArrowRight')).toEqual({ open: 'approval' })
  })
})

describe('order', () => {
  test('a state goes before the one above it, with all that is in it', () => {
    const moved = reorder(draft, 'fulfilment', -1)!

    const after = applyEdit(draft, moved.edit).definition

    expect(Object.keys(after.states).slice(0, 3)).toEqual(['request', 'fulfilment', 'approval'])
    expect(after.states.fulfilment).toBe(purchase.states.fulfilment)
    expect(moved.id).toBe('fulfilment')
  })

  test('the first stays first, the last stays last, and the process stays', () => {
    expect(reorder(draft, 'request', -1)).toBeNull()
    expect(reorder(draft, 'done', 1)).toBeNull()
    expect(reorder(draft, '', 1)).toBeNull()
    expect(reorder(draft, '/states/request/on/ASK/0', 1)).toBeNull()
  })

  test('of two transitions on one event the lower is taken first after it went up', () => {
    const two = applyEdit(draft, {
      kind: 'add-transition',
      to: { state: 'request', list: 'on', key: 'ASK' },
      transition: { target: 'done' },
    })

    const moved = reorder(two, '/states/request/on/ASK/1', -1)!

    const after = applyEdit(two, moved.edit).definition
    expect(after.states.request!.on!.ASK!.map(({ target }) => target)).toEqual(['done', 'approval'])
    expect(moved.id).toBe('/states/request/on/ASK/0')
  })
})

test('a state is added inside another one, under a name of its own', () => {
  const { edit, path } = addInside(draft, 'fulfilment.goods', 'Open')

  expect(path).toBe('fulfilment.goods.open-2')
  expect(indexStates(applyEdit(draft, edit).definition).byPath.has(path)).toBe(true)
})

test('a state moves neither into itself nor into an end, nor to where it is', () => {
  const offered = [...indexStates(purchase).byPath.keys()].filter(path =>
    canHold(purchase, path, 'fulfilment'),
  )

  expect(offered).toEqual(['request', 'approval', 'paused'])
})

test('problems are listed by what they are about, errors first', () => {
  const { definition } = applyEdit(draft, {
    kind: 'all',
    edits: [
      { kind: 'add-rule', name: 'old', rule: { title: 'Old', when: 'data.amount > 1.0' } },
      { kind: 'add-state', parent: '', key: 'lost', state: { title: 'Lost' } },
    ],
  })
  const problems = verify(definition)

  const groups = groupProblems(problems, definition)

  expect(groups.map(({ title }) => title)).toEqual(['Lost', 'Rules', 'request'])
  expect(groupProblems(problems, definition, 'warning').map(({ title }) => title)).toEqual([
    'Rules',
    'request',
  ])
})
