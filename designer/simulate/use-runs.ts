import { useEffect, useRef, useState } from 'react'
import type { Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import { runScenario, type ScenarioResult } from '../../engine/run-scenario.ts'
import type { ScenarioFile } from '../../engine/scenario.ts'

/** Title of the scenario → what became of it. */
export type Results = ReadonlyMap<string, ScenarioResult>
const none: Results = new Map()

/** As long as a page may be busy before somebody notices. */
const sliceMs = 30

/** Runs scenarios a few at a time, so that the page stays quick and the owner can stop. */
export function useRuns(process: Process, file: ScenarioFile, registers: Registers) {
  const [results, setResults] = useState(none)
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null)
  const stopped = useRef(false)
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )

  async function run(titles: string[]): Promise<void> {
    stopped.current = false
    const chosen = file.scenarios.filter(({ scenario }) => titles.includes(scenario))
    const found = new Map(results)
    for (let done = 0; done < chosen.length && !stopped.current; ) {
      const until = performance.now() + sliceMs
      do {
        const scenario = chosen[done++]!
        found.set(scenario.scenario, runScenario(process, file, scenario, registers))
      } while (done < chosen.length && performance.now() < until)
      setResults(new Map(found))
      setProgress({ done, all: chosen.length })
      await new Promise(resolve => requestAnimationFrame(resolve))
    }
    setProgress(null)
  }

  // What was run before somebody changed or removed it says nothing any more.
  const titles = file.scenarios.map(({ scenario }) => scenario)
  const known = new Map([...results].filter(([title]) => titles.includes(title)))
  return {
    results: known as Results,
    progress,
    runAll: () => run(titles),
    runOne: (title: string) => run([title]),
    stop: () => {
      stopped.current = true
    },
  }
}
