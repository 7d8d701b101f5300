// A case that travels by itself: its timers, and a clock that is turned by hand.

import type { CaseEvent, Registers, Snapshot, Step, Timer } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { fireTimer, start, step } from '../../engine/step.ts'
import type { Move } from './arbitrary-definition.ts'

/** One event on the way, and what it did. `from` is where the case was before: null at the start. */
export type Taken = { event: CaseEvent; from: Snapshot | null; outcome: Step | Refusal }

const beginning = Date.parse('2026-01-05T08:00:00.000Z')

/** Starts a case; a start that is refused throws. Everything that happens is in `taken`. */
export function beginCase(process: Process, data: JsonObject, registers: Registers = {}) {
  const taken: Taken[] = []
  let now = beginning
  let timers: Timer[] = []

  function newEvent(type: string, values: JsonObject, roles: string[], kind: 'person' | 'timer'): CaseEvent {
    const at = new Date(now).toISOString()
    return { id: `e${taken.length}`, type, data: values, actor: { kind, id: 'walker', roles }, at }
  }

  function keep(event: CaseEvent, from: Snapshot | null, outcome: Step | Refusal): Step | Refusal {
    taken.push({ event, from, outcome })
    if (outcome.kind === 'step') {
      timers = timers.filter(({ id }) => !outcome.timersCleared.includes(id))
      timers.push(...outcome.timersSet)
    }
    return outcome
  }

  const opening = newEvent('start', data, [], 'person')
  const opened = keep(opening, null, start(process, opening, registers))
  if (opened.kind === 'refusal') throw new Error(`${opened.reason}: ${opened.message}`)
  let snapshot = opened.to
  const follow = (outcome: Step | Refusal) => {
    if (outcome.kind === 'step') snapshot = outcome.to
    return outcome
  }

  return {
    taken,
    snapshot: () => snapshot,
    send(type: string, values: JsonObject = {}, roles: string[] = []): Step | Refusal {
      const event = newEvent(type, values, roles, 'person')
      return follow(keep(event, snapshot, step(process, snapshot, event, registers)))
    },
    /** Lets time pass. Timers that are due by then fire, each once, in the order of their times. */
    wait(ms: number): void {
      now += ms
      const due = timers.filter(({ dueAt }) => Date.parse(dueAt) <= now)
      due.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
      for (const timer of due) {
        // An earlier one may have cleared it.
        if (!timers.includes(timer)) continue
        timers.splice(timers.indexOf(timer), 1)
        const event = newEvent(timer.id, {}, [], 'timer')
        follow(keep(event, snapshot, fireTimer(process, snapshot, event, registers)))
      }
    },
  }
}

/** Takes a random walk through a process. */
export function takeWalk(process: Process, data: JsonObject, moves: Move[]): Taken[] {
  const walker = beginCase(process, data)
  for (const move of moves) {
    if (move.kind === 'wait') walker.wait(move.ms)
    else walker.send(move.type, move.data, move.roles)
  }
  return walker.taken
}
