// biome-ignore-all lint/suspicious/noThenProperty: a word of the scenario format, never a function

import { expect, test } from 'vitest'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { runScenarios } from '../../engine/run-scenario.ts'
import { parseScenarios, type Scenario } from '../../engine/scenario.ts'

const offer: Definition = {
  id: 'offer',
  name: 'Offer',
  initial: 'open',
  data: { type: 'object', properties: { price: { type: 'number', default: 10 } } },
  rules: { 'price-at-floor': { title: 'The price is at the floor', when: 'data.price >= strategy.floor' } },
  events: { RAISE: {}, SIGN: {} },
  states: {
    open: {
      on: {
        RAISE: [{ target: 'open', reenter: true, allow: ['sales'], assign: { price: 'data.price + 5' } }],
        SIGN: [{ target: 'signed', guard: 'price-at-floor', effects: [{ type: 'notify' }] }],
      },
      after: { P2D: [{ target: 'cooling' }] },
    },
    cooling: { after: { P1D: [{ target: 'lapsed' }] }, on: { RAISE: [{ target: 'open' }] } },
    lapsed: { type: 'final' },
    signed: { type: 'final' },
  },
}
const registers = { strategy: { version: 1, content: { floor: 12 } } }
const begin = { at: '2026-03-02T09:00:00Z', data: {} }

function run(...scenarios: Scenario[]) {
  const { file, problems } = parseScenarios({ people: { sam: ['sales'], guest: [] }, scenarios })
  if (!file) throw new Error(problems.join('\n'))
  return runScenarios(compile(offer, 1), file, registers)
}

const problemsOf = (results: ReturnType<typeof run>) =>
  results.map(({ problems, steps }) => [...problems, ...steps.flatMap(step => step.problems)])

test('a scenario passes when everything happens as it says', () => {
  const results = run({
    scenario: 'Signed at the second price',
    ...begin,
    steps: [
      { send: 'SIGN', as: 'sam', refused: 'guard-false', rule: 'price-at-floor' },
      { send: 'RAISE', as: 'guest', refused: 'not-permitted' },
      { send: 'RAISE', as: 'sam', then: 'open', expect: { price: 15 } },
      { send: 'SIGN', as: 'sam', then: 'signed', effects: ['notify'] },
    ],
  })

  expect(problemsOf(results)).toEqual([[]])
  expect(results[0]!.passed).toBe(true)
})

test('a scenario says in which step, and how, it is not so', () => {
  const results = run({
    scenario: 'All wrong',
    ...begin,
    steps: [
      { send: 'SIGN', as: 'sam', then: 'signed' },
      { send: 'RAISE', as: 'sam', refused: 'guard-false', effects: ['notify'], expect: { price: 20 } },
    ],
  })

  expect(results[0]!.passed).toBe(false)
  expect(results[0]!.steps[0]!.problems).toEqual([
    expect.stringContaining('SIGN was refused (guard-false)'),
    'Is not in signed, but in open.',
  ])
  expect(results[0]!.steps[1]!.problems).toEqual([
    'RAISE was taken, not refused (guard-false); now in open.',
    'Has no effect "notify".',
    'price is 15, not 20.',
  ])
})

test('timers that fall due on the way fire first, one after the other', () => {
  const results = run(
    {
      scenario: 'Time passes',
      ...begin,
      steps: [
        { wait: 'P2D', then: 'cooling' },
        { wait: 'P1D', then: 'lapsed' },
      ],
    },
    { scenario: 'Long silence', ...begin, steps: [{ wait: 'P30D', then: 'lapsed' }] },
    { scenario: 'A late event', ...begin, steps: [{ send: 'RAISE', as: 'sam', after: 'P2D', then: 'open' }] },
  )

  expect(problemsOf(results)).toEqual([[], [], []])
  expect(results[1]!.steps[0]!.outcomes).toHaveLength(2)
  expect(results[2]!.steps[0]!.outcomes.map(outcome => outcome.kind)).toEqual(['step', 'step'])
})

test('a late timer lets an event through that should have come too late', () => {
  const results = run({
    scenario: 'The server was down',
    ...begin,
    steps: [
      { send: 'RAISE', as: 'sam', after: 'P9D', late: true, then: 'open', expect: { price: 15 } },
      { wait: 'P2D', then: 'cooling' },
    ],
  })

  expect(problemsOf(results)).toEqual([[]])
})

test('a scenario goes on from where another ended, with its time and data', () => {
  const results = run(
    { scenario: 'Raised', ...begin, steps: [{ send: 'RAISE', as: 'sam' }] },
    {
      scenario: 'Raised and cooled',
      given: 'Raised',
      steps: [
        { wait: 'P2D', then: 'cooling', expect: { price: 15 } },
        { send: 'RAISE', as: 'sam', then: 'open' },
      ],
    },
  )

  expect(problemsOf(results)).toEqual([[], []])
})

test('a scenario does not run when the one that it goes on from fails', () => {
  const results = run(
    { scenario: 'Wrong', ...begin, steps: [{ send: 'RAISE', as: 'sam', then: 'signed' }] },
    { scenario: 'Built on sand', given: 'Wrong', steps: [{ wait: 'P2D', then: 'cooling' }] },
  )

  expect(results[1]!.problems).toEqual([
    '“Wrong”, which it goes on from, fails: Is not in signed, but in open.',
  ])
})

test('registers are replaced for one scenario, or from one step on', () => {
  const results = run(
    {
      scenario: 'A lower floor',
      ...begin,
      registers: { strategy: { floor: 5 } },
      steps: [{ send: 'SIGN', as: 'sam', then: 'signed' }],
    },
    {
      scenario: 'The floor is lowered on the way',
      ...begin,
      steps: [
        { send: 'SIGN', as: 'sam', refused: 'guard-false' },
        { send: 'SIGN', as: 'sam', registers: { strategy: { floor: 5 } }, then: 'signed' },
      ],
    },
  )

  expect(problemsOf(results)).toEqual([[], []])
})

test('a file of scenarios that cannot be meant is not run: every slip is named with its place', () => {
  const { file, problems } = parseScenarios({
    people: { sam: ['sales'] },
    scenarios: [
      { scenario: 'A', steps: [] },
      { scenario: 'A', at: '2026-03-02T09:00:00Z', given: 'Z', steps: [{ send: 'SIGN', as: 'ana' }] },
    ],
  })

  expect(file).toBeUndefined()
  expect(problems).toEqual([
    '/scenarios/0: says neither "at" nor "given".',
    '/scenarios/1: there are two scenarios "A".',
    '/scenarios/1/given: no scenario before this one is called "Z".',
    '/scenarios/1: begins where another ends, so it cannot have "at", "as" or "data" of its own.',
    '/scenarios/1/steps/0/as: nobody among the people is called "ana".',
  ])
  expect(
    parseScenarios({ people: {}, scenarios: [{ scenario: 'B', steps: [{ wait: 'long' }] }] }).problems[0],
  ).toMatch(/^\/scenarios\/0\/steps\/0/)
})
