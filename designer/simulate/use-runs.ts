import { useEffect, useRef, useState } from 'react'
import type { Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { ScenarioResult } from '../../engine/run-scenario.ts'
import type { ScenarioFile } from '../../engine/scenario.ts'
import { runInSlices } from './run-in-slices.ts'

/** Title of the scenario → what became of it. */
export type Results = ReadonlyMap<string, ScenarioResult>
const none: Results = new Map()

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
    let done = 0
    await runInSlices(
      { process, file, registers },
      chosen,
      () => !stopped.current,
      ran => {
        for (const result of ran) found.set(result.scenario, result)
        done += ran.length
        setResults(new Map(found))
        setProgress({ done, all: chosen.length })
      },
    )
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
