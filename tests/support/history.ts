import type { CaseEvent, HistoryEntry, Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { JsonObject } from '../../engine/json.ts'
import { genesis, seal } from '../../engine/seal.ts'
import { fireTimer, start, step } from '../../engine/step.ts'
import { anEvent, compiled, registers } from './purchase.ts'

/** The history of a purchase that these events make; refused ones are entries too. */
export function historyOf(data: JsonObject, ...events: CaseEvent[]): HistoryEntry[] {
  return recordHistory(compiled, registers, [anEvent('start', data), ...events])
}

/** Runs events through a process and seals what they do, as the door does. The first starts the case. */
export function recordHistory(process: Process, registers: Registers, events: CaseEvent[]): HistoryEntry[] {
  const entries: HistoryEntry[] = []
  let prev = genesis
  let snapshot: Parameters<typeof step>[1] | undefined
  for (const event of events) {
    const timer = event.actor.kind === 'timer'
    const outcome = !snapshot
      ? start(process, event, registers)
      : (timer ? fireTimer : step)(process, snapshot, event, registers)
    const place = {
      caseId: 'c1',
      event,
      process: process.id,
      recordedAt: event.at,
      seq: entries.length + 1,
      version: process.version,
    }
    const { verdicts, facts } = outcome
    let sealed: HistoryEntry
    if (outcome.kind === 'step') {
      const { effects, timersCleared, timersSet, to } = outcome
      const kind = snapshot ? (timer ? 'timer' : 'event') : 'start'
      sealed = seal({ ...place, effects, facts, kind, timersCleared, timersSet, to, verdicts }, prev).entry
      snapshot = to
    } else {
      const { kind: _, verdicts: _v, facts: _f, ...refusal } = outcome
      sealed = seal({ ...place, facts, kind: 'refusal', refusal, verdicts }, prev).entry
    }
    entries.push(sealed)
    prev = sealed.hash
  }
  return entries
}
