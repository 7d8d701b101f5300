import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { compile, InvalidDefinitionError } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { api } from '../queries.ts'
import { inForce } from '../simulate/registers.ts'
import { runInSlices } from '../simulate/run-in-slices.ts'
import { toLoaded } from '../simulate/scenario-file.ts'
import { afterPaint } from './after-paint.ts'
import classes from './Publish.module.css'
import { words } from './texts.ts'

type Props = { process: string; definition: Definition; isWaiting: boolean; show(): void }

/** How long they are run at most. What is left then is said, and can be run in the Simulate tab. */
const mostMs = 5_000

/** Whether the scenarios still go as they say. A warning: it blocks nothing. */
export function Scenarios({ show, ...what }: Props) {
  const ran = useRan(what)
  if (!ran) return null
  const { run, failed, all, isDone } = ran
  return (
    <section className={classes.part} aria-label={words.scenarios}>
      <div className={classes.head}>
        <h3>{words.scenarios}</h3>
        {failed > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={show}>
            {words.seeScenarios}
          </Button>
        )}
      </div>
      <p role="status">
        {!isDone ? (
          words.runningScenarios
        ) : failed > 0 ? (
          <>
            <strong>{words.warning}</strong> {words.scenariosDiffer(failed, run)}
          </>
        ) : (
          words.scenariosPass(run)
        )}
        {isDone && run < all && ` ${words.scenariosLeft(all - run)}`}
      </p>
    </section>
  )
}

type Ran = { run: number; failed: number; all: number; isDone: boolean }

/** What came of the saved scenarios on the draft; null where there are none, or they cannot be run. */
function useRan({ process, definition, isWaiting }: Omit<Props, 'show'>): Ran | null {
  const [ran, setRan] = useState<Ran | null>(null)
  const saved = useQuery({ queryKey: ['scenarios', process], queryFn: () => api.scenarios(process) })
  const registers = useQuery({ queryKey: ['registers'], queryFn: api.registers })
  const file = useMemo(() => saved.data && toLoaded(saved.data).file, [saved.data])
  // They are about to follow the draft: what they say until then is not what they will say.
  const isReady = file && registers.data && !isWaiting
  useEffect(() => {
    const compiled = isReady && file.scenarios.length > 0 ? tryCompile(definition) : null
    if (!isReady || !compiled) {
      setRan(null)
      return
    }
    let isWanted = true
    let so: Ran = { run: 0, failed: 0, all: file.scenarios.length, isDone: false }
    setRan(so)
    afterPaint(async () => {
      const until = performance.now() + mostMs
      await runInSlices(
        { process: compiled, file, registers: inForce(registers.data) },
        file.scenarios,
        () => isWanted && performance.now() < until,
        results => {
          const failed = results.filter(({ passed }) => !passed).length
          so = { ...so, run: so.run + results.length, failed: so.failed + failed }
        },
      )
      if (isWanted) setRan({ ...so, isDone: true })
    })
    return () => {
      isWanted = false
    }
  }, [definition, file, registers.data, isReady])
  return ran
}

function tryCompile(definition: Definition) {
  try {
    return compile(definition, 1)
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return null
    throw error
  }
}
