import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdit } from '../../designer/editor/edit.ts'
import type { Definition } from '../../engine/definition.ts'
import { diff } from '../../engine/diff.ts'
import { indexStates } from '../../engine/paths.ts'
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

describe('a state under another key', () => {
  const titled = (definition: Definition): Definition => {
    const inState = <State extends { states?: Definition['states'] | undefined }>(
      state: State,
      path: string,
    ): State => ({
      ...state,
      title: `Called ${path}`,
      ...(state.states && {
        states: Object.fromEntries(
          Object.entries(state.states).map(([key, inner]) => [key, inState(inner, `${path}.${key}`)]),
        ),
      }),
    })
    return { ...definition, states: inState({ states: definition.states }, '').states }
  }
  const rename = (definition: Definition, path: string, key: string) =>
    applyEdit({ definition, layout: { origin: 'parent', states: {} } }, { kind: 'rename-state', path, key })
      .definition

  test('is one change, whatever leads to it and names it', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), fc.nat(), (random, n) => {
        const definition = titled(random)
        const paths = [...indexStates(definition).byPath.keys()].filter(path => path !== '')
        const was = paths[n % paths.length]!
        const name = [...was.split('.').slice(0, -1), 'fresh'].join('.')

        expect(diff(definition, rename(definition, was, 'fresh'))).toEqual([
          { kind: 'renamed', what: 'state', name, fields: [], was },
        ])
      }),
    )
  })

  test('is one change of a process that ships, whose rules and transitions name it', () => {
    const journey: Definition = JSON.parse(readFileSync('processes/customer-journey/definition.json', 'utf8'))
    const paths = [...indexStates(journey).byPath.keys()].filter(path => path !== '')

    for (const path of paths)
      expect(
        diff(journey, rename(journey, path, 'fresh')).map(({ kind }) => kind),
        path,
      ).toEqual(['renamed'])
  })

  test('is one that leads on from where the other did, where it has no title', () => {
    expect(diff(before, rename(before, 'lost', 'gone'))).toEqual([
      { kind: 'renamed', what: 'state', name: 'gone', fields: [], was: 'lost' },
    ])
  })

  test('has its other changes told too, by what it was called before', () => {
    const after = structuredClone(rename(rename(before, 'open', 'asked'), 'lost', 'gone'))
    after.states.asked!.entry = [{ type: 'notify' }]
    after.states.asked!.on!.SEND = [{ target: 'sent', guard: 'full', allow: ['sales'] }]

    expect(diff(before, after)).toEqual([
      { kind: 'renamed', what: 'state', name: 'asked', fields: [], was: 'open' },
      { kind: 'changed', what: 'state', name: 'asked', fields: ['entry'], was: 'open' },
      { kind: 'removed', what: 'state', name: 'lost', fields: [] },
      { kind: 'added', what: 'state', name: 'gone', fields: [] },
      {
        ...{ kind: 'changed', what: 'transition', name: '/states/asked/on/SEND/0', fields: ['allow'] },
        was: '/states/open/on/SEND/0',
      },
      { kind: 'removed', what: 'transition', name: '/states/open/on/SEND/1', fields: [] },
    ])
  })

  test('is one removed and one added where it could be either of two', () => {
    const twins = { ...before, states: { ...before.states, a: { title: 'Twin' }, b: { title: 'Twin' } } }
    const after = { ...before, states: { ...before.states, c: { title: 'Twin' }, d: { title: 'Twin' } } }

    expect(diff(twins, after).map(({ kind }) => kind)).toEqual(['removed', 'removed', 'added', 'added'])
  })
})

test('there is no difference exactly where two definitions say the same', () => {
  fc.assert(
    fc.property(arbitraryDefinition(), arbitraryDefinition(), (one, other) => {
      expect(diff(one, JSON.parse(canonical(one)))).toEqual([])
      expect(diff(one, other).length === 0).toBe(canonical(one) === canonical(other))
    }),
  )
})
