import type { Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import { runScenario, type ScenarioResult } from '../../engine/run-scenario.ts'
import type { Scenario, ScenarioFile } from '../../engine/scenario.ts'

/** As long as a page may be busy before somebody notices. */
const sliceMs = 30

/** Runs scenarios of a file a few at a time, and lets the page paint in between, for as long as `goesOn` says. */
export async function runInSlices(
  { process, file, registers }: { process: Process; file: ScenarioFile; registers: Registers },
  chosen: Scenario[],
  goesOn: () => boolean,
  ran: (results: ScenarioResult[]) => void,
): Promise<void> {
  for (let done = 0; done < chosen.length && goesOn(); ) {
    const until = performance.now() + sliceMs
    const results: ScenarioResult[] = []
    do results.push(runScenario(process, file, chosen[done++]!, registers))
    while (done < chosen.length && performance.now() < until)
    ran(results)
    await new Promise(resolve => requestAnimationFrame(resolve))
  }
}
