import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseEvent, Snapshot } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import { enabled } from '../../engine/enabled.ts'
import { replay } from '../../engine/replay.ts'
import { canonical, verifyChain } from '../../engine/seal.ts'
import { fireTimer, step } from '../../engine/step.ts'
import { arbitraryDefinition, arbitraryWalk, walkData } from '../support/arbitrary-definition.ts'
import { recordHistory } from '../support/history.ts'
import { type Taken, takeWalk } from '../support/walk.ts'

// What must hold for every definition that is sound and every walk through it.

const walked = fc.tuple(arbitraryDefinition(), arbitraryWalk())

test('a random walk, sealed as a history and written as JSON, replays to the same snapshots', () => {
  fc.assert(
    fc.property(walked, ([definition, moves]) => {
      const process = compile(definition, 1)
      const taken = takeWalk(process, walkData, moves)
      const events = taken.map(({ event }) => event)
      const history = JSON.parse(JSON.stringify(recordHistory(process, {}, events)))

      expect(verifyChain(history)).toMatchObject({ ok: true })
      expect(replay(compile(definition, 1), history, () => undefined).divergence).toBeNull()
    }),
    { numRuns: 150 },
  )
})

test('a snapshot that goes into JSON and out again takes the same step', () => {
  fc.assert(
    fc.property(walked, ([definition, moves]) => {
      const process = compile(definition, 1)
      for (const { event, from, outcome } of afterStart(takeWalk(process, walkData, moves))) {
        const again = take(compile(definition, 1), JSON.parse(canonical(from)), event)
        expect(canonical(again)).toBe(
          canonical({ ...outcome, ...(outcome.kind === 'step' && { from: JSON.parse(canonical(from)) }) }),
        )
      }
    }),
    { numRuns: 100 },
  )

  function take(process: ReturnType<typeof compile>, from: Snapshot, event: CaseEvent) {
    return (event.actor.kind === 'timer' ? fireTimer : step)(process, from, event, {})
  }
})

test('an event that is refused changes nothing, and what is not listed as enabled is refused', () => {
  fc.assert(
    fc.property(walked, ([definition, moves]) => {
      const process = compile(definition, 1)
      for (const { event, from, outcome } of afterStart(takeWalk(process, walkData, moves))) {
        const before = canonical(from)
        const listed = enabled(process, from, { actor: event.actor, at: event.at, registers: {} })
        if (
          event.actor.kind !== 'timer' &&
          !listed.some(({ type, enabled }) => enabled && type === event.type)
        )
          expect(outcome.kind).toBe('refusal')
        if (outcome.kind === 'refusal') expect(canonical(from)).toBe(before)
      }
    }),
    { numRuns: 100 },
  )
})

function afterStart(taken: Taken[]) {
  return taken.flatMap(({ event, from, outcome }) => (from ? [{ event, from, outcome }] : []))
}
