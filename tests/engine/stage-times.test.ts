import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CaseEvent, type HistoryEntry, isStep } from '../../engine/case.ts'
import { compile, type Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { createStageTimer } from '../../engine/stage-times.ts'
import { arbitraryDefinition, arbitraryWalk, walkData } from '../support/arbitrary-definition.ts'
import { recordHistory } from '../support/history.ts'
import { takeWalk } from '../support/walk.ts'

const line = compile(
  {
    id: 'line',
    name: 'Line',
    initial: 'lead',
    states: {
      lead: { stage: 'marketing', on: { HAND: [{ target: 'deal' }] } },
      deal: { stage: 'sales', on: { RETURN: [{ target: 'lead' }], SAY: [{}], WIN: [{ target: 'won' }] } },
      won: { stage: 'sales', type: 'final' },
    },
  },
  1,
)
const hour = 3_600_000
const at = (hours: number) => new Date(Date.parse('2026-03-02T09:00:00.000Z') + hours * hour).toISOString()
const sent = (type: string, hours: number): CaseEvent => ({
  id: `e${hours}`,
  type,
  data: {},
  actor: { id: 'ana', kind: 'person', roles: [] },
  at: at(hours),
})

function timesOf(process: Process, history: HistoryEntry[], now: string) {
  const timer = createStageTimer(process)
  for (const entry of history) timer.add(entry)
  return timer.times(now)
}

test('a department counts all visits together, and says since when it has the case', () => {
  const history = recordHistory(line, {}, [
    sent('start', 0),
    sent('HAND', 2),
    sent('SAY', 3),
    sent('RETURN', 5),
    sent('HAND', 9),
  ])

  const times = timesOf(line, history, at(20))

  expect(times).toEqual([
    { stage: 'marketing', totalMs: 6 * hour, visits: 2, openSince: null },
    { stage: 'sales', totalMs: 14 * hour, visits: 2, openSince: at(9) },
  ])
})

test('a case that is closed grows no older, also in the department where it ended', () => {
  const history = recordHistory(line, {}, [sent('start', 0), sent('HAND', 2), sent('WIN', 6)])

  expect(timesOf(line, history, at(500))).toEqual([
    { stage: 'marketing', totalMs: 2 * hour, visits: 1, openSince: null },
    { stage: 'sales', totalMs: 4 * hour, visits: 1, openSince: null },
  ])
})

test('whatever way a case goes, its times add up to its age', () => {
  const stages = ['marketing', 'sales', null, 'operations']
  const staged = (definition: Definition): Definition => ({
    ...definition,
    states: Object.fromEntries(
      Object.entries(definition.states).map(([key, state], n) => {
        const stage = stages[n % stages.length]
        return [key, stage ? { ...state, stage } : state]
      }),
    ),
  })
  fc.assert(
    fc.property(arbitraryDefinition(), arbitraryWalk(), fc.nat(10_000), (definition, moves, hours) => {
      const process = compile(staged(definition), 1)
      const events = takeWalk(process, walkData, moves).map(({ event }) => event)
      const history = recordHistory(process, {}, events)
      const steps = history.filter(isStep)
      const closed = steps.find(({ to }) => to.status === 'closed')
      const now = new Date(Date.parse(history.at(-1)!.event.at) + hours * hour).toISOString()

      const times = timesOf(process, history, now)

      const age = Date.parse(closed?.event.at ?? now) - Date.parse(steps[0]!.event.at)
      expect(times.reduce((sum, { totalMs }) => sum + totalMs, 0)).toBe(age)
      expect(times.filter(({ openSince }) => openSince !== null)).toHaveLength(closed ? 0 : 1)
    }),
    { numRuns: 150 },
  )
})
