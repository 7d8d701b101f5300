// biome-ignore-all lint/suspicious/noThenProperty: a word of the scenario format, never a function

import { describe, expect, test } from 'vitest'
import { compile } from '../../engine/compile.ts'
import { coverageOf } from '../../engine/coverage.ts'
import type { Definition } from '../../engine/definition.ts'
import { runScenarios } from '../../engine/run-scenario.ts'
import type { Scenario } from '../../engine/scenario.ts'
import { compiled, registers } from '../support/purchase.ts'

const at = '2026-03-02T09:00:00.000Z'
const people = { ana: ['sales'], bob: ['strategy'] }
const cover = (...scenarios: Scenario[]) =>
  coverageOf(compiled, runScenarios(compiled, { people, scenarios }, registers))

const begun = (amount: number, ...steps: Scenario['steps']): Scenario => ({
  ...{ scenario: `over ${amount}`, at, data: { amount } },
  steps: [{ send: 'ASK', as: 'ana', data: { item: 'chairs' } }, ...steps],
})

describe('coverage', () => {
  test('without scenarios has seen nothing', () => {
    const { states, transitions, rulesPassed } = cover()

    expect([states.seen, transitions.seen, rulesPassed.seen]).toEqual([[], [], []])
    expect(states.missed).toContain('fulfilment.goods.packed')
    expect(states.missed).not.toContain('fulfilment.before')
    expect(transitions.missed).toHaveLength(9)
  })

  test('tells rules that held from rules that stopped somebody', () => {
    const { rulesPassed, rulesFailed } = cover(
      begun(900, { send: 'APPROVE', as: 'bob', refused: 'guard-false' }),
    )

    expect(rulesPassed).toEqual({ seen: ['not-own'], missed: ['within-limit'] })
    expect(rulesFailed).toEqual({ seen: ['within-limit'], missed: ['not-own'] })
  })

  test('counts timers, the way out of states that have finished, and ends that nobody rests in', () => {
    const { states, transitions } = cover(
      begun(100, { wait: 'P3D', then: 'lapsed' }),
      begun(
        200,
        { send: 'APPROVE', as: 'bob' },
        { send: 'PACK', as: 'ana' },
        { send: 'BILL', as: 'ana', then: 'done' },
      ),
    )

    expect(transitions.seen).toEqual([
      '/states/request/on/ASK/0',
      '/states/approval/on/APPROVE/0',
      '/states/approval/after/P3D/0',
      '/states/fulfilment/onDone/0',
      '/states/fulfilment/states/goods/states/open/on/PACK/0',
      '/states/fulfilment/states/money/states/open/on/BILL/0',
    ])
    expect(states.missed).toEqual(['paused'])
  })

  test('does not ask for a rule to be seen to stop where it only chooses the way', () => {
    const { rulesPassed, rulesFailed } = coverageOf(compile(sorted, 1), [])

    expect(rulesPassed.missed).toEqual(['large'])
    expect(rulesFailed).toEqual({ seen: [], missed: [] })
  })
})

test('of two transitions that conflict, the one that was taken is named, and those that follow without an event', () => {
  const results = runScenarios(
    compile(sorted, 1),
    {
      people,
      scenarios: [
        { scenario: 'both', at, data: { amount: 5 }, steps: [{ send: 'LEAVE', as: 'ana', then: 'small' }] },
      ],
    },
    registers,
  )

  const [left] = results[0]!.steps[0]!.outcomes
  expect(left).toMatchObject({
    kind: 'step',
    transitions: ['/states/both/states/one/on/LEAVE/0', '/states/sorting/always/1'],
  })
})

/** Two regions that would both lead out, and a state that only chooses. */
const sorted: Definition = {
  id: 'sorted',
  name: 'Sorted',
  initial: 'both',
  data: { type: 'object', properties: { amount: { type: 'number' } } },
  rules: { large: { title: 'It is large', when: 'data.amount > 10' } },
  events: { LEAVE: {} },
  states: {
    both: {
      type: 'parallel',
      states: {
        one: { on: { LEAVE: [{ target: '#sorting' }] } },
        two: { on: { LEAVE: [{ target: '#small' }] } },
      },
    },
    sorting: { always: [{ target: 'large', guard: 'large' }, { target: 'small' }] },
    large: { type: 'final' },
    small: { type: 'final' },
  },
}
