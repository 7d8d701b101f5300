import { expect, test } from 'vitest'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit } from '../../designer/editor/edit.ts'
import { changeStates, changeTransitions, commonOf, statesOf } from '../../designer/editor/several.ts'
import { changeId } from '../../designer/editor/state-id.ts'
import { listTransitions } from '../../designer/editor/transitions.ts'
import {
  dataPathsIn,
  eventsIn,
  raisesOf,
  rolesIn,
  transitionsOfEvent,
  transitionsWithRule,
} from '../../designer/editor/uses.ts'
import type { Definition } from '../../engine/definition.ts'
import { purchase } from '../support/purchase.ts'

const draft: Draft = { definition: purchase, layout: { origin: 'parent', states: {} } }

test('several states get a department in one edit, and what differed is said to have differed', () => {
  const selection = { states: ['request', 'fulfilment'], transitions: [] }
  const before = commonOf(statesOf(purchase, selection).map(({ stage }) => stage))

  const { definition } = applyEdit(draft, changeStates(selection, { stage: 'marketing' }))

  expect(before).toEqual({ value: undefined, differs: true })
  expect(commonOf(statesOf(definition, selection).map(({ stage }) => stage))).toEqual({
    value: 'marketing',
    differs: false,
  })
})

test('several transitions become ways back in one edit', () => {
  const transitions = ['/states/approval/on/APPROVE/0', '/states/request/on/ASK/0']

  const edit = changeTransitions(purchase, { states: [], transitions }, { kind: 'feedback' })
  const { definition } = applyEdit(draft, edit)

  const back = listTransitions(definition).filter(({ transition }) => transition.kind === 'feedback')
  expect(back.map(({ pointer }) => pointer)).toEqual([
    '/states/request/on/ASK/0',
    '/states/approval/on/APPROVE/0',
    '/states/approval/on/RETURN/0',
  ])
})

test('targets that say a state’s name follow when it gets another one, and say its path when it has none', () => {
  const named: Definition = {
    ...purchase,
    states: {
      ...purchase.states,
      fulfilment: { ...purchase.states.fulfilment, id: 'work' },
      paused: { on: { RESUME: [{ target: '#work.before' }] } },
      lapsed: { on: { AGAIN: [{ target: ['#work.goods', '#work.money'] }] } },
    },
  }
  const targetsAfter = (id: string | undefined) => {
    const { definition } = applyEdit({ ...draft, definition: named }, changeId(named, 'fulfilment', id))
    return [definition.states.paused!.on!.RESUME![0]!.target, definition.states.lapsed!.on!.AGAIN![0]!.target]
  }

  expect(targetsAfter('delivery')).toEqual(['#delivery.before', ['#delivery.goods', '#delivery.money']])
  expect(targetsAfter(undefined)).toEqual(['#fulfilment.before', ['#fulfilment.goods', '#fulfilment.money']])
})

test('a process says what it uses, and where', () => {
  const raising: Definition = {
    ...purchase,
    entry: [{ type: 'raise', params: { event: 'PACK' } }],
    on: { STOP: [{ allow: ['board'] }] },
  }

  expect(eventsIn(raising)).toEqual([...Object.keys(purchase.events!), 'STOP'])
  expect(rolesIn(raising).at(-1)).toBe('board')
  expect(raisesOf(raising, 'PACK')).toBe(1)
  expect(dataPathsIn(purchase)).toEqual(['amount', 'item', 'checks', 'promises'])
  expect(transitionsOfEvent(purchase, 'PACK').map(({ source }) => source.path)).toEqual([
    'fulfilment.goods.open',
  ])
  expect(transitionsWithRule(purchase, 'not-own').map(({ pointer }) => pointer)).toEqual([
    '/states/approval/on/APPROVE/0',
  ])
})
