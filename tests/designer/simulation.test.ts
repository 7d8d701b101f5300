import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationBetween, durationOf } from '../../designer/simulate/duration.ts'
import { record } from '../../designer/simulate/recording.ts'
import { readRegister } from '../../designer/simulate/registers.ts'
import {
  begin,
  changeRegisters,
  eventsFor,
  lookAt,
  marksOf,
  now,
  open,
  type Simulation,
  send,
  skipTo,
  stepsOf,
  wait,
} from '../../designer/simulate/simulation.ts'
import { compile } from '../../engine/compile.ts'
import { runScenarios } from '../../engine/run-scenario.ts'
import { parseScenarios, type ScenarioFile } from '../../engine/scenario.ts'
import { personOf } from '../../engine/trial.ts'
import { arbitraryDefinition, walkData } from '../support/arbitrary-definition.ts'
import { compiled, registers } from '../support/purchase.ts'

const at = '2026-03-02T09:00:00.000Z'
const people = { ana: ['sales'], bob: ['strategy'] }

function begun(amount = 100): Simulation {
  const simulation = begin(compiled, people, registers, { kind: 'data', at, as: 'ana', data: { amount } })
  if ('kind' in simulation) throw new Error(simulation.message)
  return simulation
}

const asked = (amount?: number) => send(begun(amount), 'ASK', { item: 'chairs' }, 'ana')
const named = { name: 'What was done', description: '' }

describe('a simulation', () => {
  test('moves as the process would, with its own verdicts', () => {
    const approved = send(asked(), 'APPROVE', {}, 'bob')

    expect(now(approved).trial.snapshot.states).toEqual({ fulfilment: { goods: 'open', money: 'open' } })
    expect(now(approved).outcomes).toMatchObject([{ kind: 'step', effects: [{ type: 'notify' }] }])
  })

  test('shows a refusal as a move that leaves the case where it is', () => {
    const refused = send(asked(900), 'APPROVE', {}, 'bob')

    expect(now(refused).outcomes).toMatchObject([{ kind: 'refusal', reason: 'guard-false' }])
    expect(now(refused).trial.snapshot.states).toBe('approval')
  })

  test('lets several people take turns, so that nobody approves what they asked for', () => {
    const canApprove = (name: string) =>
      eventsFor(asked(), personOf({ ana: ['sales'], bob: ['sales'] }, name)).find(
        ({ type }) => type === 'APPROVE',
      )?.enabled

    expect([canApprove('ana'), canApprove('bob')]).toEqual([false, true])
  })

  test('does not begin with data that the process does not take', () => {
    const refused = begin(compiled, people, registers, { kind: 'data', at, data: {} })

    expect(refused).toMatchObject({ kind: 'refusal', reason: 'invalid-data' })
  })

  test('skips to a timer, and its clock with it', () => {
    const [timer] = now(asked()).trial.timers

    const lapsed = skipTo(asked(), timer!)

    expect(timer!.dueAt).toBe('2026-03-05T09:00:00.000Z')
    expect(now(lapsed).trial).toMatchObject({
      snapshot: { states: 'lapsed', status: 'closed' },
      timers: [],
      at: timer!.dueAt,
    })
  })

  test('lets time pass without a timer, and past several', () => {
    expect(now(wait(asked(), 'P1D')).trial).toMatchObject({ snapshot: { states: 'approval' } })
    expect(now(wait(asked(), 'P5D'))).toMatchObject({
      outcomes: [{ kind: 'step', event: { actor: { kind: 'timer' }, at: '2026-03-05T09:00:00.000Z' } }],
      trial: { at: '2026-03-07T09:00:00.000Z', snapshot: { states: 'lapsed' } },
    })
  })

  test('reads registers as they are changed on the way', () => {
    const richer = changeRegisters(asked(900), { strategy: { limit: 1_000 } })

    expect(now(send(asked(900), 'APPROVE', {}, 'bob')).outcomes[0]!.kind).toBe('refusal')
    expect(now(send(richer, 'APPROVE', {}, 'bob')).outcomes[0]!.kind).toBe('step')
  })

  test('goes on as a real case is now, with its data, timers and history', () => {
    const { snapshot, timers } = now(asked()).trial

    const simulation = begin(compiled, people, registers, { kind: 'case', id: 'c1', at, snapshot, timers })

    if ('kind' in simulation) throw new Error(simulation.message)
    expect(eventsFor(simulation, personOf(people, 'ana')).map(({ type }) => type)).toEqual([
      'APPROVE',
      'RETURN',
    ])
    expect(now(skipTo(simulation, timers[0]!)).trial.snapshot.states).toBe('lapsed')
    // A customer's data stays out of what is kept with the process.
    expect(record(simulation, named)).toBeNull()
  })

  test('marks where the case is and has been, and the transitions it took', () => {
    expect(marksOf(asked())).toEqual({
      states: { request: { tone: 'been' }, approval: { tone: 'now' } },
      transitions: { '/states/request/on/ASK/0': { tone: 'now' } },
    })
  })
})

describe('going back', () => {
  test('keeps what came after, to go forward to', () => {
    const returned = send(asked(), 'RETURN', { reason: 'which?' }, 'bob')

    const back = lookAt(returned, 1)

    expect(now(back).trial.snapshot.states).toBe('approval')
    expect(now(lookAt(back, 2))).toBe(now(returned))
  })

  test('and doing the same again goes forward; doing something else goes another way', () => {
    const returned = send(asked(), 'RETURN', { reason: 'which?' }, 'bob')
    const back = lookAt(returned, 0)

    const same = send(back, 'ASK', { item: 'chairs' }, 'ana')
    const other = send(back, 'ASK', { item: 'tables' }, 'ana')

    expect(same.moves).toHaveLength(3)
    expect(other.moves).toHaveLength(2)
  })

  test('further than the beginning or the end stays there', () => {
    expect(lookAt(asked(), -3).cursor).toBe(0)
    expect(lookAt(asked(), 9).cursor).toBe(1)
  })
})

describe('what was done, recorded', () => {
  test('says states, refusals with their rules, effects, waits and who began', () => {
    const simulation = send(send(wait(asked(), 'P1D'), 'APPROVE', {}, 'ana'), 'APPROVE', {}, 'bob')

    expect(record(simulation, { name: 'Four eyes', description: 'Nobody approves alone.' })).toEqual({
      scenario: 'Four eyes',
      description: 'Nobody approves alone.',
      ...{ at, as: 'ana', data: { amount: 100 } },
      steps: [
        { send: 'ASK', as: 'ana', data: { item: 'chairs' }, after: 'PT0S', ...rests('approval') },
        { wait: 'P1D', ...rests('approval') },
        {
          ...{ send: 'APPROVE', as: 'ana', data: {}, after: 'PT0S' },
          ...{ refused: 'guard-false', rule: 'not-own' },
          ...rests('approval'),
        },
        {
          ...{ send: 'APPROVE', as: 'bob', data: {}, after: 'PT0S', effects: ['notify'] },
          ...rests(['fulfilment.goods.open', 'fulfilment.money.open']),
        },
      ],
    })
  })

  test('is what was done up to where one looks', () => {
    const simulation = lookAt(send(asked(), 'RETURN', { reason: 'which?' }, 'bob'), 1)

    expect(record(simulation, named)!.steps).toHaveLength(1)
  })

  test('is opened again at any of its steps, also where it goes on from another one', () => {
    const first = record(asked(), { name: 'Asked', description: '' })!
    const file: ScenarioFile = {
      people,
      scenarios: [
        first,
        {
          ...{ scenario: 'Returned', given: 'Asked', registers: { strategy: { limit: 1 } } },
          steps: [{ send: 'RETURN', as: 'bob', data: { reason: 'which?' } }],
        },
      ],
    }

    const opened = open(compiled, file, file.scenarios[1]!, registers, 0)
    const before = open(compiled, file, file.scenarios[1]!, registers, -1)

    if ('kind' in opened || 'kind' in before) throw new Error('refused')
    expect(now(opened).trial).toMatchObject({ snapshot: { states: 'request' } })
    expect(now(opened).trial.registers.strategy?.content).toEqual({ limit: 1 })
    expect(now(before).trial.snapshot.states).toBe('approval')
  })
})

// biome-ignore lint/suspicious/noThenProperty: a word of the scenario format, never a function
const rests = (states: string | string[]) => ({ then: states })

test('whatever is done in a simulation, its recording is a scenario that passes, and ends in the same place', () => {
  const walk = fc.array(fc.nat(40), { maxLength: 14 })
  fc.assert(
    fc.property(arbitraryDefinition(), walk, (definition, choices) => {
      const process = compile(definition, 1)
      const start = begin(process, people, {}, { kind: 'data', at, as: 'ana', data: walkData })
      if ('kind' in start) return
      const move = (simulation: Simulation, choice: number): Simulation => {
        const { timers } = now(simulation).trial
        const who = choice % 2 === 0 ? 'ana' : 'bob'
        if (choice > 36) return lookAt(simulation, simulation.cursor - 1)
        if (choice > 32) return wait(simulation, `P${choice - 30}D`)
        if (choice > 30) return changeRegisters(simulation, { strategy: { limit: choice } })
        const timer = timers[choice % (timers.length + 2)]
        if (timer) return skipTo(simulation, timer)
        const event = eventsFor(simulation, personOf(people, who))[choice % 5]
        return event ? send(simulation, event.type, { amount: 3 }, who) : simulation
      }

      const walked = choices.reduce(move, start)
      const scenario = record(walked, named)!
      const { file, problems } = parseScenarios({ people, scenarios: [scenario] })
      const [result] = runScenarios(process, file!, {})

      expect(problems).toEqual([])
      expect(result!.problems.concat(result!.steps.flatMap(step => step.problems))).toEqual([])
      const reopened = open(process, file!, scenario, {}, scenario.steps.length - 1)
      if ('kind' in reopened) throw new Error(reopened.message)
      expect(now(reopened).trial.snapshot).toEqual(now(walked).trial.snapshot)
      expect(now(reopened).trial.timers).toEqual(now(walked).trial.timers)
      expect(stepsOf(walked)).toHaveLength(scenario.steps.length)
    }),
    { numRuns: 100 },
  )
})

describe('a register changed for a simulation', () => {
  const before = { limit: 500, name: 'x' }
  const read = (text: string) => readRegister('strategy', before, text)

  test('is read as the fields that differ', () => {
    expect(read('{"limit": 900, "name": "x", "more": 1}')).toEqual({
      kind: 'changes',
      changes: { strategy: { limit: 900, more: 1 } },
    })
    expect(read(JSON.stringify(before))).toEqual({ kind: 'changes', changes: {} })
  })

  test('that cannot be used says why', () => {
    expect(read('{"limit": ')).toMatchObject({ sentence: expect.stringMatching(/^This is not JSON/) })
    expect(read('[1]')).toMatchObject({ sentence: expect.stringContaining('begins with {') })
    expect(read('{"limit": 1}')).toMatchObject({ sentence: expect.stringContaining('“name” is missing') })
  })
})

test('times are written as scenarios write them', () => {
  const after = (ms: number) => durationBetween(at, new Date(Date.parse(at) + ms).toISOString())

  expect([0, 90_000, 3_600_000, 86_400_000 * 3 + 5_500].map(after)).toEqual([
    'PT0S',
    'PT1M30S',
    'PT1H',
    'P3DT5.5S',
  ])
  expect([durationOf(2, 'weeks'), durationOf(0, 'days'), durationOf(1.5, 'days')]).toEqual([
    'P2W',
    undefined,
    undefined,
  ])
  expect(durationOf(200, 'weeks')).toBe('P200W')
  expect(durationOf(40_000, 'days')).toBeUndefined()
})
