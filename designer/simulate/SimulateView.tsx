import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Registers } from '../../engine/case.ts'
import { compile, InvalidDefinitionError, type Process } from '../../engine/compile.ts'
import { coverageOf } from '../../engine/coverage.ts'
import type { Definition } from '../../engine/definition.ts'
import { activeStates } from '../../engine/snapshot.ts'
import { allOpen } from '../diagram/all-open.ts'
import { Diagram } from '../diagram/Diagram.tsx'
import type { Draft } from '../editor/draft.ts'
import { isTyping } from '../editor/keys.ts'
import { api } from '../queries.ts'
import { Failed } from '../ui/Message.tsx'
import { CoverageList } from './CoverageList.tsx'
import { marksOfCoverage } from './coverage-marks.ts'
import { type Place, Reveal } from './Reveal.tsx'
import { inForce } from './registers.ts'
import { Scenarios } from './Scenarios.tsx'
import classes from './Simulate.module.css'
import { marksOf } from './simulation.ts'
import { Try } from './Try.tsx'
import { words } from './texts.ts'
import { useRuns } from './use-runs.ts'
import { useScenarios } from './use-scenarios.ts'
import { useSimulation } from './use-simulation.ts'

type Props = {
  process: string
  draft: Draft
  readOnly: boolean
  /** the part that is shown at first */
  opens: Part
}
export type Part = 'try' | 'scenarios' | 'coverage'
export type Saved = ReturnType<typeof useScenarios>
export type Runs = ReturnType<typeof useRuns>

/** The Simulate tab: the draft as it is drawn now, run in the browser. */
export function SimulateView({ process: id, draft, readOnly, opens }: Props) {
  const registers = useQuery({ queryKey: ['registers'], queryFn: api.registers })
  const saved = useScenarios(id, !readOnly)
  const process = useMemo(() => tryCompile(draft.definition), [draft.definition])
  if (registers.error) return <Failed error={registers.error} retry={() => registers.refetch()} />
  if (saved.error) return <Failed error={saved.error} retry={saved.retry} />
  if (!registers.data || !saved.isLoaded) return null
  if (!process)
    return (
      <p className={classes.cannot} role="alert">
        {words.cannotRun}
      </p>
    )
  return (
    <Workbench
      // A process that has changed is tried anew, by the same moves.
      key={JSON.stringify(draft.definition)}
      {...{ id, process, draft, readOnly, opens, saved }}
      registers={inForce(registers.data)}
    />
  )
}

function tryCompile(definition: Definition): Process | null {
  try {
    return compile(definition, 1)
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return null
    throw error
  }
}

type WorkbenchProps = Omit<Props, 'process'> & {
  id: string
  process: Process
  registers: Registers
  saved: Saved
}

function Workbench({ id, process, draft, registers, saved, readOnly, opens }: WorkbenchProps) {
  const [part, setPart] = useState<Part>(opens)
  const [place, setPlace] = useState<Place | null>(null)
  const [dialog, setDialog] = useState<'save' | null>(null)
  const { file } = saved.loaded
  const trying = useSimulation({ id, process, registers, file })
  const runs = useRuns(process, file, registers)
  const layout = useMemo(() => allOpen(draft.layout), [draft.layout])
  const coverage = useMemo(
    () => (runs.results.size > 0 ? coverageOf(process, [...runs.results.values()]) : null),
    [process, runs.results],
  )
  const { simulation, now } = trying
  // Large processes are not read as a whole: the drawing follows the case.
  const [active] = now ? activeStates(process, now.trial.snapshot) : []
  const followed = useMemo(() => (active === undefined ? null : { of: active }), [active])
  const marks = useMemo(() => {
    if (part === 'coverage') return coverage ? marksOfCoverage(coverage) : {}
    return simulation ? marksOf(simulation) : {}
  }, [part, coverage, simulation])

  // What was pressed may be gone after the move; the keys go on from here.
  const side = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every move
  useEffect(() => {
    if (document.activeElement === document.body) side.current?.focus({ preventScroll: true })
  }, [simulation])

  function key(name: string): boolean {
    if (name === 'r' && !readOnly) {
      setPart('scenarios')
      void runs.runAll()
      return true
    }
    if (!simulation || part !== 'try') return false
    const [timer] = now?.trial.timers ?? []
    if (name === 'ArrowLeft') trying.lookAt(simulation.cursor - 1)
    else if (name === 'ArrowRight') trying.lookAt(simulation.cursor + 1)
    else if (name === 'Home') trying.lookAt(0)
    else if (name === 't' && timer) trying.skipTo(timer)
    else if (name === 's' && !readOnly) setDialog('save')
    else return false
    return true
  }

  return (
    <section
      className={classes.simulate}
      aria-label={words.title}
      onKeyDown={event => {
        const { key: name, altKey, ctrlKey, metaKey, target } = event
        if (altKey || ctrlKey || metaKey || isTyping(target) || isChoosing(target)) return
        if (key(name.length === 1 ? name.toLowerCase() : name)) event.preventDefault()
      }}
    >
      <div className={classes.picture}>
        <Diagram definition={draft.definition} layout={layout} marks={marks}>
          <Reveal place={part === 'try' ? followed : place} />
        </Diagram>
      </div>
      <aside ref={side} className={classes.side} aria-label={words.title} tabIndex={-1}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={words.parts.label}
          value={part}
          onChange={value => setPart(value as Part)}
          data={(['try', 'scenarios', 'coverage'] as const).map(value => ({
            value,
            label: words.parts[value],
          }))}
        />
        {part === 'try' && (
          <Try {...{ id, process, trying, saved, runs, readOnly, registers, dialog, setDialog }} />
        )}
        {part !== 'try' && readOnly && <p className={classes.about}>{words.readOnly}</p>}
        {part === 'scenarios' && !readOnly && (
          <Scenarios
            {...{ saved, runs }}
            definition={draft.definition}
            onOpen={(scenario, step) => {
              trying.open(scenario, step)
              setPart('try')
            }}
          />
        )}
        {part === 'coverage' && !readOnly && (
          <CoverageList
            {...{ coverage, runs, process }}
            hasScenarios={file.scenarios.length > 0}
            onReveal={of => setPlace({ of })}
          />
        )}
      </aside>
    </section>
  )
}

/** Arrows choose within groups of choices; there they are not ours. */
const isChoosing = (target: EventTarget) =>
  target instanceof HTMLElement && target.closest('[role="radiogroup"], [role="dialog"], summary') !== null
