import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Definition } from '../../engine/definition.ts'
import { diff } from '../../engine/diff.ts'
import { canonical } from '../../engine/seal.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'

const before: Definition = {
  id: 'order',
  name: 'Order',
  initial: 'open',
  rules: { full: { title: 'Full', when: 'true' } },
  events: { SEND: {} },
  states: {
    open: { on: { SEND: [{ target: 'sent', guard: 'full' }, { target: 'lost' }] } },
    sent: { type: 'final' },
    lost: { type: 'final' },
  },
}

const changed = (change: (definition: Definition) => void) => {
  const after = structuredClone(before)
  change(after)
  return diff(before, after)
}

test('says what was added, removed and changed, and where', () => {
  const changes = changed(({ states, rules, events }) => {
    delete states.lost
    states.late = { type: 'final' }
    states.open!.title = 'Open'
    states.open!.on!.SEND = [{ target: 'sent', guard: 'full', allow: ['sales'] }]
    states.open!.after = { P1D: [{ target: 'late' }] }
    rules!.full!.when = 'data.n > 0'
    events!.STOP = {}
  })

  expect(changes).toEqual([
    { kind: 'changed', what: 'state', name: 'open', fields: ['title'] },
    { kind: 'removed', what: 'state', name: 'lost', fields: [] },
    { kind: 'added', what: 'state', name: 'late', fields: [] },
    { kind: 'changed', what: 'transition', name: '/states/open/on/SEND/0', fields: ['allow'] },
    { kind: 'removed', what: 'transition', name: '/states/open/on/SEND/1', fields: [] },
    { kind: 'added', what: 'transition', name: '/states/open/after/P1D/0', fields: [] },
    { kind: 'added', what: 'event', name: 'STOP', fields: [] },
    { kind: 'changed', what: 'rule', name: 'full', fields: ['when'] },
  ])
})

test('transitions that change places are told: the first that holds is taken', () => {
  const changes = changed(({ states }) => states.open!.on!.SEND!.reverse())

  expect(changes.map(({ name, fields }) => [name, fields])).toEqual([
    ['/states/open/on/SEND/0', ['order']],
    ['/states/open/on/SEND/1', ['order']],
  ])
})

test('the name and the case data of a process are compared too', () => {
  const changes = changed(after => Object.assign(after, { name: 'Orders', data: { type: 'object' } }))

  expect(changes).toEqual([
    { kind: 'changed', what: 'process', name: '', fields: ['name'] },
    { kind: 'changed', what: 'data', name: '', fields: ['data'] },
  ])
})

test('there is no difference exactly where two definitions say the same', () => {
  fc.assert(
    fc.property(arbitraryDefinition(), arbitraryDefinition(), (one, other) => {
      expect(diff(one, JSON.parse(canonical(one)))).toEqual([])
      expect(diff(one, other).length === 0).toBe(canonical(one) === canonical(other))
    }),
  )
})
