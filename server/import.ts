// Runs event logs through a process:
//
//   files → rows → put together by case → planned → sent through the door → counted
//
// 1. Files are read as streams and rows are put together on disk, so memory does not grow with the log.
// 2. Nothing is sent before every file could be read.
// 3. Every row is accepted, refused by the process, or reported: rows read = accepted + refused + reported.

import type { Registers } from '../engine/case.ts'
import type { Process } from '../engine/compile.ts'
import { checkMapping } from '../engine/eventlog/check-mapping.ts'
import { ExpressionFailedError } from '../engine/eventlog/expression.ts'
import type { Mapping } from '../engine/eventlog/mapping.ts'
import { createPlanner, type Planner, type SourceRow } from '../engine/eventlog/plan.ts'
import type { Clock } from './clock.ts'
import { type Counter, createCounter } from './import/counter.ts'
import { assignFiles, ImportNotPossibleError, type LogFile, readSourceRows } from './import/read-files.ts'
import { pinRegisters } from './import/registers.ts'
import type { ImportResult, RowNews } from './import/result.ts'
import { runCases } from './import/run-cases.ts'
import { openStaging, type Staging } from './import/staging.ts'
import type { Processes } from './processes.ts'
import type { RegisterReader } from './registers.ts'
import type { Store } from './store/store.ts'
import type { Workspace } from './workspace/workspace.ts'

export type ImportProgress =
  | { phase: 'reading'; rows: number }
  | { phase: 'importing'; cases: number; of: number; events: number }

export type ImportRequest = {
  mapping: Mapping
  /** where the rows say themselves what was sent; the mapping's own otherwise */
  planner?: Planner
  files: LogFile[]
  /** the process's newest version, where none is given */
  version?: number
  /** who imports, for the registers that the mapping brings */
  by: string
  onProgress?: (progress: ImportProgress) => void
  /** told every row that was refused or reported */
  onRow?: (news: RowNews) => void
}

export type ImportPorts = {
  store: Store
  workspace: Workspace
  processes: Pick<Processes, 'load' | 'newest'>
  registers: RegisterReader
  clock: Clock
}

/**
 * Imports event logs. Again, or after it was interrupted: what is on record already is recognised, and the rest
 * is sent.
 *
 * Throws `ImportNotPossibleError` and `UnreadableLogError` before anything is sent.
 */
export async function importLogs(ports: ImportPorts, request: ImportRequest): Promise<ImportResult> {
  const { mapping, onProgress = () => {}, onRow = () => {} } = request
  const { processes, clock } = ports
  const process = await (request.version === undefined
    ? processes.newest(mapping.process)
    : processes.load(mapping.process, request.version))
  const problems = checkMapping(mapping, process.definition)
  if (problems.length > 0)
    throw new ImportNotPossibleError(problems.map(({ at, message }) => `${at}: ${message}`))
  const files = assignFiles(mapping, request.files)
  const planner = request.planner ?? createPlanner(mapping)
  const counter = createCounter(new Map([...files].map(([source, { name }]) => [source, name])), onRow)
  const staging = openStaging(Object.keys(mapping.sources))
  try {
    await readAll({ mapping, files, planner, counter, staging, onProgress })
    const pinned = await pinRegisters(mapping, { ...ports, by: request.by, at: clock.now().toISOString() })
    await runCases({ ...ports, mapping, process, registers: pinned, planner, counter, staging, onProgress })
    return counter.result({
      mapping,
      process: process.id,
      version: process.version,
      registers: versionsOf(pinned),
      horizon: planner.horizon,
      stages: stagesOf(process),
    })
  } finally {
    staging.close()
  }
}

type Reading = {
  mapping: Mapping
  files: Map<string, LogFile>
  planner: Planner
  counter: Counter
  staging: Staging
  onProgress: (progress: ImportProgress) => void
}

async function readAll({ mapping, files, planner, counter, staging, onProgress }: Reading): Promise<void> {
  let rows = 0
  for (const [source, file] of files) {
    const isCase = mapping.sources[source]!.case !== undefined
    const lookedUpBy = columnsLookedUp(mapping, source)
    for await (const row of readSourceRows(mapping, source, file)) {
      if (isCase) counter.addRow(source)
      else counter.addLookedUp()
      stage(row, isCase ? planner : null, { counter, staging, lookedUpBy })
      if (++rows % 1_000 === 0) onProgress({ phase: 'reading', rows })
    }
  }
  onProgress({ phase: 'reading', rows })
}

/** Puts a row with its case, or reports why that cannot be; without a planner the row is only looked up. */
function stage(
  row: SourceRow,
  planner: Planner | null,
  { counter, staging, lookedUpBy }: Pick<Reading, 'counter' | 'staging'> & { lookedUpBy: string[] },
): void {
  try {
    const caseId = planner ? planner.caseOf(row) : null
    if (caseId !== '') staging.add(row, caseId, lookedUpBy)
    else
      counter.addReport(
        { row, reason: 'no-case', message: 'The row belongs to no case: its id is blank.' },
        null,
      )
  } catch (error) {
    if (!(error instanceof ExpressionFailedError)) throw error
    counter.addReport({ row, reason: 'failed', message: `${error.message}.` }, null)
  }
}

function columnsLookedUp({ sources }: Mapping, source: string): string[] {
  const lookups = Object.values(sources).flatMap(({ lookups = {} }) => Object.values(lookups))
  return [...new Set(lookups.filter(lookup => lookup.source === source).map(({ column }) => column))]
}

/** All stages, in the order in which the definition has them. */
function stagesOf({ index }: Process): string[] {
  return [...new Set([...index.byPath.values()].map(({ stage }) => stage).filter(stage => stage !== null))]
}

function versionsOf(registers: Registers): Record<string, number> {
  return Object.fromEntries(Object.entries(registers).map(([name, { version }]) => [name, version]))
}
