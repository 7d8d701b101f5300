import { describe, expect, test } from 'vitest'
import { messageFor, problemsOf, shortly, twoStates } from '../support/problems-of.ts'

describe('targets', () => {
  test('an unknown one is named, with the state that was probably meant', () => {
    const definition = {
      initial: 'sent',
      states: { sent: { on: { PAY: [{ target: 'payed' }] } }, paid: { type: 'final' } },
    }

    expect(problemsOf(definition)).toEqual([
      {
        code: 'unknown-target',
        severity: 'error',
        at: '/states/sent/on/PAY/0/target',
        message: 'Goes to "payed", which is not a state of this process. Did you mean "paid"?',
        meant: 'paid',
      },
    ])
  })

  test('a state elsewhere is suggested by its path', () => {
    const definition = {
      initial: 'sales',
      states: {
        sales: { initial: 'talk', states: { talk: { on: { WIN: [{ target: 'deliver' }] } } } },
        operations: { initial: 'deliver', states: { deliver: { on: { END: [{ target: '#over' }] } } } },
        over: { type: 'final' },
      },
    }

    expect(messageFor(definition)).toMatch(/Did you mean "#operations.deliver"\?$/)
  })

  test('with nothing like it, the message says how a target is written', () => {
    expect(shortly(twoStates({}, { target: 'somewhere-else-entirely' }))).toEqual([
      'unknown-target /states/open/on/GO/0/target',
      'unreachable /states/shut',
    ])
    expect(problemsOf(twoStates({}, { target: 'somewhere-else-entirely' }))[0]!.message).toMatch(
      /path from the root/,
    )
  })

  test('two at once have to lie in different regions', () => {
    const regions = { one: { initial: 'a', states: { a: {}, b: { type: 'final' } } }, two: { type: 'final' } }
    const to = (target: string[]) => ({
      initial: 'open',
      states: {
        open: { on: { GO: [{ target }] } },
        both: { type: 'parallel', states: regions, on: { END: [{ target: 'shut' }] } },
        shut: { type: 'final' },
      },
    })

    expect(shortly(to(['both.one.b', 'both.two']))).toEqual([])
    expect(shortly(to(['both.one.b', 'shut']))).toEqual(['conflicting-targets /states/open/on/GO/0/target'])
  })
})

describe('states', () => {
  test.for([
    ['a key with a dot', { 'a.b': {} }, 'bad-state-key /states/a.b'],
    ['a key with a #', { '#a': {} }, 'bad-state-key /states/#a'],
    ['an empty key', { '': {} }, 'bad-state-key /states/'],
    ['an id with a dot', { a: { id: 'x.y' } }, 'bad-state-id /states/a/id'],
    ['an id twice', { a: { id: 'x' }, b: { id: 'x' } }, 'duplicate-id /states/b/id'],
    ["an id that is another state's path", { a: { id: 'b' }, b: {} }, 'id-hides-state /states/a/id'],
    [
      'an atomic state with inner states',
      { a: { type: 'atomic', states: { b: {} } } },
      'type-contradicts-states /states/a/type',
    ],
    ['a compound state without any', { a: { type: 'compound' } }, 'type-contradicts-states /states/a/type'],
    [
      'a parallel state without any',
      { a: { type: 'parallel', states: {} } },
      'type-contradicts-states /states/a/type',
    ],
    ['a compound state that starts nowhere', { a: { states: { b: {} } } }, 'missing-initial /states/a'],
    [
      'a compound state that starts in an unknown one',
      { a: { initial: 'x', states: { b: {} } } },
      'unknown-initial /states/a/initial',
    ],
    ['an atomic state that starts somewhere', { a: { initial: 'x' } }, 'useless-initial /states/a/initial'],
    [
      'a final state with a transition',
      { a: { type: 'final', on: { GO: [{ target: 'b' }] } }, b: {} },
      'final-goes-on /states/a/on',
    ],
    [
      'a final state with a timer',
      { a: { type: 'final', after: { P1D: [{ target: 'b' }] } }, b: {} },
      'final-goes-on /states/a/after',
    ],
    [
      'a target that belongs to no transition',
      { a: { target: 'b' }, b: {} },
      'history-misuse /states/a/target',
    ],
    [
      'a history state with a transition',
      { a: { type: 'history', on: { GO: [{}] } } },
      'history-misuse /states/a/on',
    ],
    [
      'a history state that first goes to another',
      { a: { type: 'history', target: 'b' }, b: { type: 'history' } },
      'history-misuse /states/a/target',
    ],
    [
      'a history state that first goes outside',
      { a: { initial: 'b', states: { b: {}, h: { type: 'history', target: '#c' } } }, c: {} },
      'history-misuse /states/a/states/h/target',
    ],
    [
      'a state that starts in its history',
      { a: { initial: 'h', states: { h: { type: 'history' }, b: {} } } },
      'history-misuse /states/a/initial',
    ],
  ] as const)('%s is a problem', ([, states, expected]) => {
    expect(shortly({ initial: Object.keys(states)[0], states })).toContain(expected)
  })

  test('a process without states is a problem', () => {
    expect(shortly({ states: {} })).toContain('no-states /states')
  })

  test('names that JavaScript knows are names like any other', () => {
    const states = {
      constructor: { id: 'hasOwnProperty', on: { toString: [{ target: 'valueOf' }] } },
      valueOf: { type: 'final' },
    }

    expect(shortly({ initial: 'constructor', states })).toEqual([])
    expect(shortly({ initial: 'toString', states })).toContain('unknown-initial /initial')
  })
})

describe('rules', () => {
  const rules = { qualified: { title: 'Qualified', when: 'data.score >= 60' } }

  test('an unknown one is named, with the one that was probably meant', () => {
    expect(shortly(twoStates({}, { guard: ['qualified', 'qualifed'] }, { rules }))).toEqual([
      'unknown-rule /states/open/on/GO/0/guard/1',
    ])
    expect(messageFor(twoStates({}, { guard: ['qualified', 'qualifed'] }, { rules }))).toBe(
      'The guard "qualifed" is not a rule of this process. Did you mean "qualified"?',
    )
  })

  test('one that no guard uses is a warning', () => {
    expect(shortly(twoStates({}, {}, { rules }))).toEqual(['unused-rule /rules/qualified'])
  })

  test.for([[''], ['  '], [[]], [['qualified', '']]])('a guard may not be empty: %j', ([guard]) => {
    expect(shortly(twoStates({}, { guard }, { rules })).join()).toMatch(
      /^empty-guard \/states\/open\/on\/GO\/0\/guard/,
    )
  })
})

describe('events and roles', () => {
  test('an event that no transition uses is a warning', () => {
    expect(shortly(twoStates({}, {}, { events: { GO: {}, STOP: {} } }))).toEqual([
      'unused-event /events/STOP',
    ])
    expect(
      shortly(twoStates({ on: { 'GO.*': [{ target: 'shut' }] } }, {}, { events: { 'GO.fast': {} } })),
    ).toEqual([])
  })

  test('an event that is nearly a declared one is a warning', () => {
    const definition = twoStates({ on: { ACEPT: [{ target: 'shut' }] } }, {}, { events: { ACCEPT: {} } })

    expect(shortly(definition)).toEqual([
      'unused-event /events/ACCEPT',
      'undeclared-event /states/open/on/ACEPT',
    ])
  })

  test.for(['xstate.done', 'after P1D in a', ''])('an event cannot be called "%s"', name => {
    expect(shortly(twoStates({ on: { [name]: [{ target: 'shut' }] } }))).toEqual([
      `reserved-event /states/open/on/${name}`,
    ])
  })

  test('an event that nobody may send is a problem', () => {
    expect(shortly(twoStates({}, { allow: [] }))).toContain('nobody-may-send /states/open/on/GO/0/allow')
  })

  test('so is one for roles that no account can have', () => {
    expect(shortly(twoStates({}, { allow: ['wizard'] }))).toEqual([
      'nobody-has-the-role /states/open/on/GO/0/allow',
    ])
  })

  test('a role that work is assigned to is a role', () => {
    expect(shortly(twoStates({ assign: 'wizard' }, { allow: ['wizard'] }))).toEqual([])
  })

  test('a role that is nearly another is a warning that says which', () => {
    expect(messageFor(twoStates({}, { allow: ['slaes'] }))).toBe(
      'No account can have the role "slaes". Did you mean "sales"?',
    )
    expect(shortly(twoStates({ assign: 'oparations' }))).toEqual(['unknown-role /states/open/assign'])
    expect(shortly(twoStates({}, { guard: '"slaes" in actor.roles' }))).toEqual([
      'unknown-role /states/open/on/GO/0/guard',
    ])
  })
})

test('a transition may be left to what effects of other cases send', () => {
  expect(shortly(twoStates({}, { allow: ['process'] }))).toEqual([])
})

describe('effects', () => {
  const withEffect = (effect: object) => shortly(twoStates({ entry: [effect] }))
  const at = '/states/open/entry/0'

  test.for([
    [{ type: 'notify', params: { role: 'sales', title: 'New lead' } }],
    [{ type: 'notify', params: { title: 'New lead' }, with: { person: 'data.seller' } }],
    [{ type: 'webhook', params: { url: 'https://example.org/hook' } }],
    [{ type: 'start-case', params: { process: 'other', data: {} } }],
    [{ type: 'send-event', params: { event: 'GO' }, with: { case: 'data.parent', data: '{}' } }],
    [{ type: 'raise', params: { event: 'GO', delay: 'PT1H' } }],
    [{ type: 'assign', with: { seen: 'true' } }],
  ])('%j can be carried out', ([effect]) => {
    expect(withEffect(effect!)).toEqual([])
  })

  test.for([
    [{ type: 'notfy', params: {} }, [`unknown-effect ${at}/type`]],
    [{ type: 'notify', params: { role: 'sales' } }, [`missing-param ${at}`]],
    [{ type: 'notify', params: { title: 'x' } }, [`missing-param ${at}`]],
    [{ type: 'notify', params: { role: 'sales', title: '' } }, [`wrong-param ${at}/params/title`]],
    [
      { type: 'notify', params: { role: 'sales', titel: 'x', title: 'x' } },
      [`unknown-param ${at}/params/titel`],
    ],
    [{ type: 'webhook', params: { url: 'ftp://example.org' } }, [`wrong-param ${at}/params/url`]],
    [{ type: 'webhook', params: { url: 'https://me:secret@example.org' } }, [`wrong-param ${at}/params/url`]],
    [{ type: 'start-case', params: { process: 'other' } }, [`missing-param ${at}`]],
    [{ type: 'start-case', params: { process: 'other', data: 'x' } }, [`wrong-param ${at}/params/data`]],
    [{ type: 'send-event', params: { data: {} } }, [`missing-param ${at}`, `missing-param ${at}`]],
    [{ type: 'raise' }, [`missing-param ${at}`]],
    [{ type: 'raise', params: { event: 'NOBODY' } }, [`unknown-event ${at}/params/event`]],
    [{ type: 'raise', params: { event: 'GO', delay: 'soon' } }, [`wrong-param ${at}/params/delay`]],
    [{ type: 'assign' }, [`missing-param ${at}`]],
    [{ type: 'assign', with: { 'a..b': '1' } }, [`bad-data-path ${at}/with/a..b`]],
  ] as const)('%j cannot: %j', ([effect, expected]) => {
    expect(withEffect(effect)).toEqual(expected)
  })
})
