// What was being tried when the owner went to another tab: done again on the draft as it is then.

import type { Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { ScenarioStep } from '../../engine/scenario.ts'
import type { People } from '../../engine/trial.ts'
import { again, type Beginning, begin, type Simulation, stepsOf } from './simulation.ts'

type Memory = { beginning: Beginning; steps: ScenarioStep[]; added: People }

const memories = new Map<string, Memory>()

export function remember(process: string, simulation: Simulation | null, added: People): void {
  if (simulation)
    memories.set(process, { beginning: simulation.beginning, steps: stepsOf(simulation), added })
  else memories.delete(process)
}

export const peopleOf = (process: string): People => memories.get(process)?.added ?? {}

/** Null when there is nothing, or the draft has changed so far that it cannot begin. */
export function recall(
  id: string,
  process: Process,
  people: People,
  registers: Registers,
): Simulation | null {
  const memory = memories.get(id)
  if (!memory) return null
  try {
    const begun = begin(process, people, registers, memory.beginning)
    return 'kind' in begun ? null : again(begun, memory.steps)
  } catch {
    // A state that the case was in is gone.
    return null
  }
}
