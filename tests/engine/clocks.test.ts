import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CaseEvent, type HistoryEntry, isStep } from '../../engine/case.ts'
import { type Clocks, dueOf, tick } from '../../engine/clocks.ts'
import { compile, type Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import type { JsonObject } from '../../engine/json.ts'
import { activeNodes } from '../../engine/snapshot.ts'
import { createStandingTimers } from '../../engine/standing-timers.ts'
import { arbitraryDefinition, arbitraryWalk, walkData } from '../support/arbitrary-definition.ts'
import { recordHistory } from '../support/history.ts'
import { takeWalk } from '../support/walk.ts'

const offer: Definition = {
  id: 'offer',
  name: 'Offer',
  initial: 'sales',
  states: {
    sales: {
      initial: 'open',
      after: { P30D: [{ target: 'lost' }] },
      on: { RESTART: [{ target: 'sales', reenter: true }] },
      states: {
        open: {
          on: { SEND: [{ target: 'sent' }], SAY: [{}] },
          after: { P2D: [{ effects: [{ type: 'notify' }] }], P9D: [{}] },
        },
        sent: { on: { COUNTER: [{ target: 'open' }] } },
      },
    },
    lost: { type: 'final' },
  },
}
const process = compile(offer, 1)

const march = (day: number) => `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`
let made = 0
function on(day: number, type: string, data: JsonObject = {}): CaseEvent {
  const kind = type.startsWith('after') ? 'timer' : 'person'
  return { id: `e${++made}`, type, data, actor: { id: 'ana', kind, roles: [] }, at: march(day) }
}

function clocksAfter(...events: CaseEvent[]): Clocks {
  return clocksOf(process, recordHistory(process, {}, [on(1, 'start'), ...events]))
}

function clocksOf(process: Process, history: HistoryEntry[]): Clocks {
  return history.reduce<Clocks>(
    (clocks, entry) => (isStep(entry) ? tick(process, clocks, entry) : clocks),
    {},
  )
}

describe('a state', () => {
  test('has a clock from when it was entered, due when its earliest timer is', () => {
    const clocks = clocksAfter()

    expect(clocks).toEqual({
      sales: { since: march(1), due: march(31) },
      'sales.open': { since: march(1), due: march(3) },
    })
    expect(dueOf(clocks)).toBe(march(3))
  })

  test('that is left loses its clock; what is around it keeps its own', () => {
    expect(clocksAfter(on(2, 'SEND'))).toEqual({
      sales: { since: march(1), due: march(31) },
      'sales.sent': { since: march(2), due: null },
    })
  })

  test('that is entered again starts anew', () => {
    expect(clocksAfter(on(2, 'SEND'), on(5, 'COUNTER'))['sales.open']).toEqual({
      since: march(5),
      due: march(7),
    })
  })

  test('that is left and entered again in one step starts anew, and all inside it', () => {
    expect(clocksAfter(on(2, 'SEND'), on(4, 'RESTART'))).toMatchObject({
      sales: { since: march(4) },
      'sales.open': { since: march(4), due: march(6) },
    })
    expect(clocksAfter(on(2, 'RESTART'))['sales.open']).toEqual({ since: march(2), due: march(4) })
  })

  test('whose timer has fired while it stays is overdue, not without a date', () => {
    expect(clocksAfter(on(3, 'after P2D in sales.open'), on(4, 'SAY'))['sales.open']).toEqual({
      since: march(1),
      due: march(3),
    })
  })
})

test('a case without timers is due at no time', () => {
  expect(dueOf({ a: { since: march(1), due: null } })).toBeNull()
  expect(dueOf({})).toBeNull()
})

test('on any walk, clocks kept step by step are those of the whole history, for exactly the active states', () => {
  fc.assert(
    fc.property(fc.tuple(arbitraryDefinition(), arbitraryWalk()), ([definition, moves]) => {
      const process = compile(definition, 1)
      let kept: Clocks = {}
      const taken = takeWalk(process, walkData, moves)
      for (const { outcome } of taken) if (outcome.kind === 'step') kept = tick(process, kept, outcome)

      const events = taken.map(({ event }) => event)
      const history: HistoryEntry[] = JSON.parse(JSON.stringify(recordHistory(process, {}, events)))
      const last = taken.findLast(({ outcome }) => outcome.kind === 'step')!.outcome
      expect(kept).toEqual(clocksOf(compile(definition, 1), history))
      if (last.kind !== 'step') return
      const active = activeNodes(process, last.to).map(({ path }) => path)
      expect(Object.keys(kept).filter(Boolean).sort()).toEqual(active.filter(Boolean).sort())
      // Whatever timer still stands, its state is due by then.
      const timers = createStandingTimers()
      history.forEach(timers.add)
      for (const [id, { dueAt }] of timers.standing) {
        const clock = kept[/^after .+ in (\S+)$/.exec(id)?.[1] ?? '']
        if (clock) expect(clock.due !== null && clock.due <= dueAt).toBe(true)
      }
    }),
    { numRuns: 150 },
  )
})
