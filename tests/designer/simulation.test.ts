import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  backTo,
  begin,
  eventsFor,
  marksOf,
  now,
  type Simulation,
  send,
  skipTo,
} from '../../designer/simulate/simulation.ts'
import type { Actor } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import { arbitraryDefinition, walkData } from '../support/arbitrary-definition.ts'
import { ana, bob, compiled, registers } from '../support/purchase.ts'

const at = '2026-03-02T09:00:00.000Z'

function begun(amount = 100): Simulation {
  const simulation = begin(compiled, registers, { amount }, ana, at)
  if (!('moments' in simulation)) throw new Error(simulation.message)
  return simulation
}

describe('a simulation', () => {
  test('moves as the process would, with its own verdicts', () => {
    const asked = send(begun(), 'ASK', { item: 'chairs' }, ana)
    const approved = send(asked, 'APPROVE', {}, bob)

    expect(now(approved).snapshot.states).toEqual({ fulfilment: { goods: 'open', money: 'open' } })
    expect(now(approved).outcome).toMatchObject({ kind: 'step', effects: [{ type: 'notify' }] })
  })

  test('shows a refusal as a moment that moves nothing', () => {
    const asked = send(begun(900), 'ASK', { item: 'chairs' }, ana)
    const refused = send(asked, 'APPROVE', {}, bob)

    expect(now(refused).outcome).toMatchObject({ kind: 'refusal', reason: 'guard-false' })
    expect(now(refused).snapshot).toBe(now(asked).snapshot)
  })

  test('does not begin with data that the process does not take', () => {
    expect(begin(compiled, registers, {}, ana, at)).toMatchObject({ kind: 'refusal', reason: 'invalid-data' })
  })

  test('skips to a timer, and its clock with it', () => {
    const asked = send(begun(), 'ASK', { item: 'chairs' }, ana)
    const [timer] = now(asked).timers

    const lapsed = skipTo(asked, timer!)

    expect(timer!.dueAt).toBe('2026-03-05T09:00:00.000Z')
    expect(now(lapsed)).toMatchObject({ snapshot: { states: 'lapsed', status: 'closed' }, timers: [] })
    expect(now(lapsed).event.at).toBe(timer!.dueAt)
  })

  test('forgets a timer that is cleared', () => {
    const asked = send(begun(), 'ASK', { item: 'chairs' }, ana)

    expect(now(send(asked, 'RETURN', { reason: 'which?' }, bob)).timers).toEqual([])
  })

  test('goes back to any moment, and on from there', () => {
    const asked = send(begun(), 'ASK', { item: 'chairs' }, ana)
    const returned = send(asked, 'RETURN', { reason: 'which?' }, bob)

    expect(backTo(returned, 1)).toEqual(asked)
    expect(eventsFor(backTo(returned, 0), ana).map(({ type }) => type)).toEqual(['ASK'])
  })

  test('marks where the case is and where it has been', () => {
    const { states } = marksOf(send(begun(), 'ASK', { item: 'chairs' }, ana))

    expect(states).toEqual({ request: { tone: 'been' }, approval: { tone: 'now' } })
  })
})

test('every moment of a random walk can be gone back to, and gives the same again', () => {
  const actor: Actor = { id: 'you', kind: 'person', roles: ['sales'] }
  fc.assert(
    fc.property(arbitraryDefinition(), fc.array(fc.nat(20), { maxLength: 12 }), (definition, choices) => {
      const start = begin(compile(definition, 1), {}, walkData, actor, at)
      if (!('moments' in start)) return
      const move = (simulation: Simulation, choice: number): Simulation => {
        const { timers } = now(simulation)
        const timer = timers[choice % (timers.length + 2)]
        const event = eventsFor(simulation, actor)[choice % 5]
        if (timer) return skipTo(simulation, timer)
        return event ? send(simulation, event.type, { amount: 3 }, actor) : simulation
      }

      const walked = choices.reduce(move, start)

      const half = Math.floor(walked.moments.length / 2)
      const again = walked.moments.slice(half + 1).reduce(
        (so, { event, kind }) => {
          if (kind === 'event') return send(so, event.type, event.data, actor)
          return skipTo(so, now(so).timers.find(({ id }) => id === event.type)!)
        },
        backTo(walked, half),
      )
      expect(again.moments).toEqual(walked.moments)
    }),
    { numRuns: 150 },
  )
})
