import { describe, expect, test } from 'vitest'
import { messageFor, problemsOf, shortly } from '../support/problems-of.ts'

type States = Record<string, Record<string, unknown>>

const chart = (states: States, more: object = {}) => ({ initial: Object.keys(states)[0], states, ...more })
const found = (states: States, more: object = {}) => shortly(chart(states, more))
const to = (target: string, more: object = {}) => [{ target, ...more }]
const end = { type: 'final' }

describe('unreachable', () => {
  test('is a state that no transition leads to', () => {
    expect(found({ open: { on: { GO: to('shut') } }, lost: { on: { GO: to('shut') } }, shut: end })).toEqual([
      'unreachable /states/lost',
    ])
  })

  test('is not said again of its inner states', () => {
    const lost = { initial: 'a', states: { a: { on: { GO: to('b') } }, b: end }, onDone: to('shut') }

    expect(found({ open: { on: { GO: to('shut') } }, lost, shut: end })).toEqual(['unreachable /states/lost'])
  })

  test('is a state behind a guard that is never true, or an event that nobody may send', () => {
    const states = (transition: object) => ({
      open: { on: { GO: to('shut'), X: to('far', transition) } },
      far: { on: { GO: to('shut') } },
      shut: end,
    })

    expect(found(states({ guard: '1 > 2' }))).toContain('unreachable /states/far')
    expect(found(states({ allow: [] }))).toContain('unreachable /states/far')
    expect(found(states({}))).toEqual([])
  })

  test('is a state behind "onDone" of one that is never done', () => {
    const open = { initial: 'a', states: { a: { on: { GO: to('#shut') } } }, onDone: to('after') }

    expect(found({ open, after: { on: { GO: to('shut') } }, shut: end })).toEqual([
      'never-done /states/open',
      'unreachable /states/after',
    ])
  })

  test('is not a state that a history state can return to', () => {
    const work = (first: object) => ({
      work: {
        initial: 'a',
        states: {
          a: { on: { NEXT: to('b') } },
          b: { on: { END: to('#shut') } },
          back: { type: 'history', ...first },
        },
        on: { PAUSE: to('paused') },
      },
      paused: { on: { RESUME: to('work.back') } },
      shut: end,
    })

    expect(found(work({}))).toEqual([])
    expect(found(work({ history: 'deep', target: 'b' }))).toEqual([])
  })

  test('is a history state that nothing returns to', () => {
    const work = { initial: 'a', states: { a: { on: { END: to('#shut') } }, back: { type: 'history' } } }

    expect(found({ work, shut: end })).toEqual(['unreachable /states/work/states/back'])
  })
})

describe('a dead end', () => {
  test('is a state that nothing leads out of', () => {
    expect(found({ open: { on: { GO: to('stuck'), END: to('shut') } }, stuck: {}, shut: end })).toEqual([
      'dead-end /states/stuck',
    ])
    expect(messageFor(chart({ stuck: {} }))).toMatch(/"stuck" can never leave it. Add a transition/)
  })

  test('is one with transitions that only stay, or come back', () => {
    const stuck = {
      on: { NOTE: [{ assign: { note: 'event.text' } }], AGAIN: to('stuck', { reenter: true }) },
    }

    expect(found({ open: { on: { GO: to('stuck'), END: to('shut') } }, stuck, shut: end })).toEqual([
      'dead-end /states/stuck',
    ])
  })

  test('is not one that the state around it leads out of, by event or timer', () => {
    const around = (way: object) => ({ open: { initial: 'a', states: { a: {} }, ...way }, shut: end })

    expect(found(around({ on: { GO: to('shut') } }))).toEqual([])
    expect(found(around({ after: { P1D: to('shut') } }))).toEqual([])
    expect(found(around({ onDone: to('shut') }))).toContain('dead-end /states/open/states/a')
  })

  test('is one that the state around it only leads back to', () => {
    expect(found({ open: { initial: 'a', states: { a: {} }, on: { RESET: to('.a') } } })).toEqual([
      'dead-end /states/open/states/a',
    ])
  })

  test('is not one that waits while another region leads out', () => {
    const both = {
      type: 'parallel',
      states: {
        waits: { initial: 'w', states: { w: {} } },
        works: { initial: 'x', states: { x: { on: { END: to('#shut') } } } },
      },
    }

    expect(found({ both, shut: end })).toEqual([])
  })

  test('is a compound state that finishes and then leads nowhere', () => {
    const inner = { initial: 'a', states: { a: { on: { GO: to('b') } }, b: end } }

    expect(found({ open: inner, shut: end })).toEqual([
      'unreachable /states/shut',
      'done-leads-nowhere /states/open',
    ])
    expect(found({ open: { ...inner, onDone: to('shut') }, shut: end })).toEqual([])
    expect(found({ open: { ...inner, on: { STOP: to('shut') } }, shut: end })).toEqual([])
  })
})

describe('a way to finish', () => {
  test('is missing where a case can only go round: a warning at the point of no return', () => {
    const states = {
      open: { on: { GO: to('one'), END: to('shut') } },
      one: { on: { NEXT: to('two') } },
      two: { on: { BACK: to('one') } },
      shut: end,
    }

    expect(problemsOf(chart(states))).toMatchObject([
      { code: 'no-way-to-finish', severity: 'warning', at: '/states/one' },
    ])
  })

  test('is not asked of a process that has no end', () => {
    expect(found({ one: { on: { NEXT: to('two') } }, two: { on: { BACK: to('one') } } })).toEqual([])
  })

  test('may lead through the end of all regions', () => {
    const region = { initial: 'a', states: { a: { on: { GO: to('b') } }, b: end } }
    const both = { type: 'parallel', states: { one: region, two: region }, onDone: to('shut') }

    expect(found({ open: { on: { START: to('both') } }, both, shut: end })).toEqual([])
  })
})

describe('regions', () => {
  test('that cannot all finish are named', () => {
    const finishes = { initial: 'a', states: { a: { on: { GO: to('b') } }, b: end } }
    const runs = { initial: 'a', states: { a: { on: { GO: to('b') } }, b: { on: { GO: to('a') } } } }
    const both = {
      type: 'parallel',
      states: { finishes, runs },
      onDone: to('shut'),
      on: { STOP: to('shut') },
    }

    expect(messageFor(chart({ both, shut: end }))).toBe(
      '"both" can never be done: "both.runs" cannot reach a final state, and all regions have to. Add one to each, and lead to it.',
    )
  })
})

describe('an eventless loop', () => {
  test('without a guard is an error, and names the way round', () => {
    const states = { a: { always: to('b') }, b: { always: to('c') }, c: { always: to('a') } }

    expect(problemsOf(chart(states))).toMatchObject([
      { code: 'eventless-loop', severity: 'error', message: expect.stringContaining('a → b → c → a') },
    ])
  })

  test.for([
    ['a state that goes to itself', { a: { always: to('a') } }, '/states/a'],
    ['a state that goes nowhere', { a: { always: [{ assign: { n: '1' } }] } }, '/states/a'],
    [
      'a state that goes to one inside',
      { a: { initial: 'x', always: to('.x'), states: { x: {} } } },
      '/states/a',
    ],
    [
      'a way round through an initial state',
      { a: { initial: 'x', states: { x: { always: to('#b') } } }, b: { always: to('a') } },
      '/states/a/states/x',
    ],
  ] as [string, States, string][])('is %s', ([, states, at]) => {
    expect(found(states)).toContain(`eventless-loop ${at}/always/0`)
  })

  test('that an inner state always breaks is none', () => {
    const a = { initial: 'x', states: { x: { always: to('#shut') } }, always: to('.x') }

    expect(found({ a, shut: end }).filter(one => one.startsWith('eventless-loop '))).toEqual([])
  })

  test('that an assignment may end is a warning', () => {
    const a = {
      always: [
        { target: 'a', guard: 'data.n < 3', assign: { n: 'data.n + 1' }, reenter: true },
        { target: 'shut' },
      ],
    }

    expect(problemsOf(chart({ a, shut: end }))).toMatchObject([
      { code: 'eventless-loop-possible', severity: 'warning' },
    ])
  })

  test('whose guards exclude each other is none', () => {
    const states = {
      a: { always: to('b', { guard: 'data.hot' }), on: { END: to('shut') } },
      b: { always: to('a', { guard: '!data.hot' }), on: { END: to('shut') } },
      shut: end,
    }

    expect(found(states)).toEqual([])
  })

  test('is not a chain that ends', () => {
    expect(
      found({ a: { always: to('b') }, b: { always: to('c') }, c: { on: { END: to('shut') } }, shut: end }),
    ).toEqual([])
  })
})

describe('a state that is left at once', () => {
  test('never takes its events', () => {
    expect(found({ a: { always: to('b'), on: { GO: to('b') } }, b: end })).toEqual([
      'left-at-once /states/a/on/GO/0',
    ])
  })
})

describe('a department', () => {
  const stages = (back: object) => ({
    marketing: { stage: 'marketing', on: { HAND: to('sales') } },
    sales: { stage: 'sales', on: { WIN: to('shut'), ...back } },
    shut: end,
  })

  test('that nothing comes back to is a warning; the last one needs none', () => {
    expect(problemsOf(chart(stages({})))).toMatchObject([
      { code: 'no-way-back', severity: 'warning', at: '/states/marketing' },
    ])
  })

  test('is heard from by any transition from a later stage', () => {
    expect(found(stages({ RETURN: to('marketing') }))).toEqual([])
  })
})
