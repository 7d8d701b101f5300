// Where a case can be led on the board: pure, from what the server says of it and its definition.

import { expect, test } from 'vitest'
import type { CaseEvent } from '../../designer/answers.ts'
import { type Leads, leadsOf } from '../../designer/work/board/leads.ts'
import type { Definition } from '../../engine/definition.ts'

const definition: Definition = {
  id: 'order',
  name: 'Order',
  initial: 'talk',
  states: {
    talk: {
      stage: 'sales',
      initial: 'first',
      states: {
        first: {},
        second: { initial: 'inner', states: { inner: {} } },
        last: { type: 'history', history: 'shallow' },
        deep: { type: 'history', history: 'deep' },
      },
    },
    make: {
      stage: 'operations',
      type: 'parallel',
      states: {
        build: { initial: 'open', states: { open: {}, built: { type: 'final' } } },
        check: { initial: 'waiting', states: { waiting: {}, checking: {} } },
      },
    },
    elsewhere: {},
    lost: { type: 'final', stage: 'feedback' },
  },
}

function event(type: string, targets: string[][], enabled = true): CaseEvent {
  return {
    type,
    title: type,
    description: null,
    enabled,
    reason: enabled ? null : 'guard-false',
    verdicts: [],
    allow: null,
    schema: null,
    transitions: targets.map(target => ({ pointer: '', title: null, target, kind: 'forward' as const })),
  }
}

const inFirst = (...events: CaseEvent[]) => ({ activeStates: ['talk.first'], stage: 'sales', events })
const typesIn = (leads: Leads) =>
  Object.fromEntries(
    [...leads].map(([column, { open, blocked }]) => [
      column,
      [...open.map(({ type }) => type), ...blocked.map(({ type }) => `-${type}`)].join(),
    ]),
  )

test('an event leads to the columns of the states that it enters, open or blocked', () => {
  const view = inFirst(
    event('GO', [['talk.second']]),
    event('GIVE_UP', [['lost']], false),
    event('SAY', [[]]),
    event('*', [['elsewhere']]),
  )

  const leads = leadsOf(view, definition, 'state')

  expect(typesIn(leads)).toEqual({ 'talk.second.inner': 'GO', lost: '-GIVE_UP' })
})

test('who enters parallel states enters the first of each part; a part that the case is in stays as it is', () => {
  const fromOutside = leadsOf(inFirst(event('MAKE', [['make']])), definition, 'state')
  const intoOne = leadsOf(inFirst(event('BUILT', [['make.build.built']])), definition, 'state')
  const within = leadsOf(
    {
      activeStates: ['make.build.open', 'make.check.waiting'],
      stage: 'operations',
      events: [event('CHECK', [['make.check.checking']])],
    },
    definition,
    'state',
  )

  expect(typesIn(fromOutside)).toEqual({ 'make.build.open': 'MAKE', 'make.check.waiting': 'MAKE' })
  expect(typesIn(intoOne)).toEqual({ 'make.build.built': 'BUILT', 'make.check.waiting': 'BUILT' })
  expect(typesIn(within)).toEqual({ 'make.check.checking': 'CHECK' })
})

test('a way back to where the case was leads to every state that it may have been in', () => {
  const view = {
    activeStates: ['elsewhere'],
    stage: null,
    events: [event('SHALLOW', [['talk.last']]), event('DEEP', [['talk.deep']])],
  }

  const leads = leadsOf(view, definition, 'state')

  expect(typesIn(leads)).toEqual({ 'talk.first': 'SHALLOW,DEEP', 'talk.second.inner': 'SHALLOW,DEEP' })
})

test('where the rules choose, every choice is a lead, and two events of one column are both told', () => {
  const view = inFirst(
    event('SEND', [['make'], ['elsewhere']]),
    event('SKIP', [['elsewhere']]),
    event('STOP', [['elsewhere']], false),
  )

  const leads = leadsOf(view, definition, 'state')

  expect(leads.get('elsewhere')?.open.map(({ type }) => type)).toEqual(['SEND', 'SKIP'])
  expect(leads.get('elsewhere')?.blocked.map(({ type }) => type)).toEqual(['STOP'])
  expect(leads.get('make.build.open')?.open.map(({ type }) => type)).toEqual(['SEND'])
})

test('by department, a move within one is no way to another column, and an end is none either', () => {
  const view = inFirst(
    event('GO', [['talk.second']]),
    event('MAKE', [['make']]),
    event('LOSE', [['lost']]),
    event('AWAY', [['elsewhere']]),
  )

  const leads = leadsOf(view, definition, 'stage')

  expect(typesIn(leads)).toEqual({ operations: 'MAKE', '': 'AWAY' })
})

test('the column that the case is in already is no lead, even when an event enters it anew', () => {
  const leads = leadsOf(inFirst(event('AGAIN', [['talk']])), definition, 'state')

  expect([...leads]).toEqual([])
})

test('a target that an older definition has and this one has not leads nowhere', () => {
  const leads = leadsOf(inFirst(event('GO', [['gone']])), definition, 'state')

  expect([...leads]).toEqual([])
})
