// The file of a case: everything that proves it, and the program that checks it, in one HTML page that opens
// anywhere. Written piece by piece: a long history is never in memory as a whole.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HistoryEntry, registerNames } from '../engine/case.ts'
import type { CaseFile, FiledVersion } from '../engine/case-file.ts'
import { CaseNotFoundError, ProcessNotFoundError } from './faults.ts'
import type { Heads } from './heads/heads.ts'
import type { Processes } from './processes.ts'
import { readHistory } from './readable-history.ts'
import type { RegisterReader } from './registers.ts'
import type { CaseRow, Store } from './store/store.ts'

const page = join(import.meta.dirname, '..', 'dist', 'case-file.html')

/** Where the build leaves room for the case. */
const room = '<!--case-->'

export type CaseFiles = {
  store: Store
  processes: Pick<Processes, 'version'>
  registers: RegisterReader
  heads: Heads
}

/** The file as pieces of JSON. Throws CaseNotFoundError. */
export async function* writeCaseJson(
  { store, processes, registers, heads }: CaseFiles,
  caseId: string,
  madeAt: string,
): AsyncIterable<string> {
  const row = await store.loadCase(caseId)
  if (!row) throw new CaseNotFoundError(caseId)
  const proof = (await heads.prove(caseId)) ?? null
  const { definition, layout, hash, publishedAt, publishedBy } = await versionOf(processes, row)
  const version = {
    process: row.process,
    version: row.version,
    definition,
    layout,
    hash,
    publishedAt,
    publishedBy,
  }
  const about: Omit<CaseFile, 'entries' | 'registers'> = {
    kind: 'throughline-case-file',
    format: 1,
    madeAt,
    caseId,
    version,
    proof,
    keys: heads.keys(),
  }
  yield `${JSON.stringify(about).slice(0, -1)},"entries":[`
  const read = new Set<string>()
  let isFirst = true
  // What cannot be read stands as null in its place: the file says so, and has the rest.
  for await (const { entry } of readHistory(store, caseId, proof?.seq ?? row.seq)) {
    yield `${isFirst ? '' : ',\n'}${JSON.stringify(entry)}`
    isFirst = false
    for (const key of registersIn(entry)) read.add(key)
  }
  yield '],"registers":['
  isFirst = true
  for (const key of read) {
    const [name, version] = JSON.parse(key) as [(typeof registerNames)[number], number]
    const content = await registers.at(name, version)
    if (content === undefined) continue
    yield `${isFirst ? '' : ',\n'}${JSON.stringify({ name, version, content })}`
    isFirst = false
  }
  yield ']}\n'
}

/** Without the version that it ran on a history is proven all the same, but for its replay. */
async function versionOf(
  processes: CaseFiles['processes'],
  { process, version }: Pick<CaseRow, 'process' | 'version'>,
): Promise<Omit<FiledVersion, 'process' | 'version'>> {
  try {
    return await processes.version(process, version)
  } catch (error) {
    if (!(error instanceof ProcessNotFoundError)) throw error
    return { definition: null, layout: {}, hash: '', publishedAt: '', publishedBy: '' }
  }
}

function registersIn(entry: HistoryEntry | null): string[] {
  return registerNames.flatMap(name => {
    const version = entry?.facts.registers[name]
    return version === undefined ? [] : [JSON.stringify([name, version])]
  })
}

/** The page with the case in it; undefined when the screens are not built. */
export function writeCasePage(pieces: AsyncIterable<string>): AsyncIterable<string> | undefined {
  if (!existsSync(page)) return undefined
  const [before, after] = readFileSync(page, 'utf8').split(room)
  if (before === undefined || after === undefined) return undefined
  return (async function* () {
    yield `${before}<script type="application/json" id="case">`
    // Within a script nothing may look like its end, or like a comment.
    for await (const piece of pieces) yield piece.replaceAll('<', '\\u003c')
    yield `</script>${after}`
  })()
}
