import { expect, test } from 'vitest'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { waitsOf } from '../../engine/waits.ts'

const delivery: Definition = {
  id: 'delivery',
  name: 'Delivery',
  initial: 'work',
  on: { REFUSE: [{ target: 'ended', allow: ['sales'] }] },
  states: {
    work: {
      initial: 'packing',
      states: {
        packing: { on: { PACK: [{ target: 'moving', allow: ['operations'] }] } },
        moving: {
          on: { ARRIVE: [{ target: 'learning', allow: ['process'] }] },
          after: { P9D: [{ target: 'learning' }] },
        },
        learning: {
          on: { LEARN: [{ target: '#ended', allow: ['strategy', 'sales'] }] },
          entry: [{ type: 'raise', params: { event: 'NOTED' } }],
        },
        open: { on: { ASK: [{ target: 'packing' }], NOTED: [{}] } },
        last: { type: 'history' },
      },
    },
    silent: { on: { NOTED: [{}] }, always: [{ target: 'ended', guard: 'data.n > 1' }] },
    ended: { id: 'ended', type: 'final' },
  },
}

test('a state waits for the roles that may send some event in it or around it', () => {
  expect(Object.fromEntries(waitsOf(compile(delivery, 1)))).toEqual({
    'work.packing': ['sales', 'operations'],
    // What another process sends, and a timer, come by themselves.
    'work.moving': ['sales'],
    'work.learning': ['sales', 'strategy'],
    'work.open': null,
    silent: ['sales'],
    ended: ['sales'],
  })
})

test('where only others’ events and timers go on, it waits for nobody', () => {
  const { on: _, ...quiet } = delivery

  expect(waitsOf(compile(quiet, 1)).get('work.moving')).toEqual([])
})
