// All cases of an import, several at a time: their steps share transactions, and each case's are in order.

import type { Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { Mapping } from '../../engine/eventlog/mapping.ts'
import { createMeasure } from '../../engine/eventlog/measure.ts'
import { type CaseRows, type Planner, valuesOf } from '../../engine/eventlog/plan.ts'
import { stageOf } from '../../engine/snapshot.ts'
import { createCases } from '../cases.ts'
import type { Clock } from '../clock.ts'
import type { Processes } from '../processes.ts'
import type { Store } from '../store/store.ts'
import type { Counter } from './counter.ts'
import { driveCase } from './drive.ts'
import type { Staging } from './staging.ts'

const casesAtOnce = 64

type Running = {
  store: Store
  processes: Pick<Processes, 'load' | 'newest'>
  clock: Clock
  mapping: Mapping
  process: Process
  /** that the cases are judged by */
  registers: Registers
  planner: Planner
  counter: Counter
  staging: Staging
  onProgress: (progress: { phase: 'importing'; cases: number; of: number; events: number }) => void
}

/** Drives and counts every case that is staged. The first failure ends it, when the cases on their way are done. */
export async function runCases(running: Running): Promise<void> {
  const { staging, onProgress } = running
  const runOne = createRunner(running)
  const of = staging.countCases()
  const waiting = staging.readCases()[Symbol.iterator]()
  let failed = false
  let [cases, events] = [0, 0]

  async function takeCases(): Promise<void> {
    for (let next = waiting.next(); !next.done && !failed; next = waiting.next()) {
      const seen = await runOne(next.value)
      events += seen
      cases += 1
      onProgress({ phase: 'importing', cases, of, events })
    }
  }

  const lines = Array.from({ length: casesAtOnce }, () =>
    takeCases().catch(error => {
      failed = true
      throw error
    }),
  )
  const broken = (await Promise.allSettled(lines)).find(line => line.status === 'rejected')
  if (broken) throw broken.reason
}

/** Answers how many events the case has seen. */
function createRunner(running: Running): (rows: CaseRows) => Promise<number> {
  const { store, processes, clock, mapping, process, registers, planner, counter, staging } = running
  const driving = {
    cases: createCases({ store, processes, registers: { current: async () => registers }, clock }),
    store,
    process: process.id,
    version: process.version,
    horizon: planner.horizon,
    timersAreEvents: planner.timersAreEvents ?? false,
    stageOf: stageOf.bind(null, process),
  }
  const measure = createMeasure(mapping)

  return async rows => {
    lookUp(rows, planner, staging)
    const { reports, contradictions, ...plan } = planner.plan(rows)
    const driven = await driveCase(driving, plan)
    const { row } = driven
    counter.addCase({
      caseId: rows.caseId,
      driven,
      reports,
      contradictions,
      state: row && placeIn(row.activeStates),
      measure:
        row && measure({ data: row.snapshot.data, history: row.snapshot.tally, rows: valuesOf(rows.rows) }),
    })
    return driven.events.length + driven.timers
  }
}

function lookUp({ rows }: CaseRows, planner: Planner, staging: Staging): void {
  for (const row of Object.values(rows).flat())
    for (const { name, source, column, value } of planner.lookupsOf(row))
      row.found = { ...row.found, [name]: staging.find(source, column, value) }
}

/** The state that a case is in; where it is in several at once, the innermost one around all of them. */
function placeIn(activeStates: string[]): string | null {
  const [first, ...others] = activeStates.map(path => path.split('.'))
  if (!first) return null
  const shared = first.findIndex((name, depth) => others.some(path => path[depth] !== name))
  return first.slice(0, shared < 0 ? first.length : shared).join('.')
}
