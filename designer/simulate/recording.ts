// What was done in a simulation, kept as a scenario: the same steps, and what became of them as what is expected.

import type { Step } from '../../engine/case.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { stoppedBy } from '../../engine/run-scenario.ts'
import type { Scenario, ScenarioStep } from '../../engine/scenario.ts'
import { activeStates } from '../../engine/snapshot.ts'
import type { Move, Simulation } from './simulation.ts'

/** Up to the move that is looked at. Null for one that began as a real case: its data is a customer's. */
export function record(
  { beginning, moves, cursor }: Simulation,
  { name, description }: { name: string; description: string },
): Scenario | null {
  if (beginning.kind === 'case') return null
  const { kind: _, ...begins } = beginning
  return {
    scenario: name,
    ...(description !== '' && { description }),
    ...begins,
    steps: moves.slice(1, cursor + 1).map(stepOf),
  }
}

function stepOf({ step, outcomes, trial }: Move): ScenarioStep {
  const states = activeStates(trial.process, trial.snapshot)
  const effects = effectsOf(outcomes)
  const after = {
    // biome-ignore lint/suspicious/noThenProperty: a word of the format, never a function
    then: states.length === 1 ? states[0]! : states,
    ...(effects.length > 0 && { effects }),
    ...(step!.registers && { registers: step!.registers }),
  }
  if ('wait' in step!) return { wait: step.wait, ...after }
  const { send, as, data, at, after: gap, late } = step!
  const refusal = outcomes.at(-1)
  return {
    ...{ send, as },
    ...(data && { data }),
    ...(at !== undefined && { at }),
    ...(gap !== undefined && { after: gap }),
    ...(late && { late }),
    ...(refusal?.kind === 'refusal' && refusedAs(refusal)),
    ...after,
  }
}

function refusedAs(refusal: Refusal) {
  const rules = [...new Set(stoppedBy(refusal))]
  return {
    refused: refusal.reason,
    ...(rules.length > 0 && { rule: rules.length === 1 ? rules[0]! : rules }),
  }
}

/** Types of effects, each once. */
function effectsOf(outcomes: (Step | Refusal)[]): string[] {
  const types = outcomes.flatMap(one => (one.kind === 'step' ? one.effects.map(({ type }) => type) : []))
  return [...new Set(types)]
}
