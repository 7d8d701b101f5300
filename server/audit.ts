// Recomputes what is on record: the chain of each history, the replay of each case on its version, the versions
// themselves, and whether the store's lists say the same. Reads in pages, so that neither a long history nor many
// cases have to fit into memory.

import { type HistoryEntry, type Priority, registerNames } from '../engine/case.ts'
import type { Process } from '../engine/compile.ts'
import type { SignedHead } from '../engine/log/head.ts'
import { createReplayer } from '../engine/replay.ts'
import { canonical, createChainCheck } from '../engine/seal.ts'
import { activeStates, stageOf } from '../engine/snapshot.ts'
import { createStandingTimers, type StandingTimer } from '../engine/standing-timers.ts'
import { assigneeOf, priorityOf } from './case-record.ts'
import { digest } from './digest.ts'
import { CaseNotFoundError, ProcessNotFoundError } from './faults.ts'
import type { Files } from './files/files.ts'
import { checkLog, type LogCheck } from './heads/check.ts'
import type { Heads } from './heads/heads.ts'
import type { Processes } from './processes.ts'
import { readPlaces } from './readable-history.ts'
import type { RegisterReader } from './registers.ts'
import type { CaseRow, Store, TimerRow } from './store/store.ts'

export type Record = {
  store: Store
  processes: Pick<Processes, 'load'>
  registers: RegisterReader
  files: Pick<Files, 'open'>
  heads: Pick<Heads, 'given' | 'keys'>
}

/** `firstBad`: the first thing that is not as it should be, with the reason; of a case, where it is one's. */
export type CaseCheck = {
  ok: boolean
  entries: number
  firstBad?: { caseId: string | null; seq: number; reason: string }
}
/** `log`: what the log of all entries comes to, and how many heads were held against it. */
export type Check = CaseCheck & { cases: number; log?: Omit<LogCheck, 'flaw'> }

const pageSize = 500

/** Checks one case. Throws CaseNotFoundError. */
export async function verifyCase(record: Record, caseId: string): Promise<CaseCheck> {
  const row = await record.store.loadCase(caseId)
  if (!row) throw new CaseNotFoundError(caseId)
  return verifyRow(record, row)
}

async function verifyRow(record: Record, row: CaseRow): Promise<CaseCheck> {
  const { store, registers, files } = record
  const bad = (seq: number, reason: string, entries: number): CaseCheck => ({
    ok: false,
    entries,
    firstBad: { caseId: row.id, seq, reason },
  })

  const chain = createChainCheck(digest)
  const process = await loadVersion(record, row)
  if (typeof process === 'string') return bad(0, process, 0)
  let registerAt: Awaited<ReturnType<RegisterReader['loadPinnedOf']>> = () => undefined
  const replayer = createReplayer(process, (name, version) => registerAt(name, version))
  const timers = createStandingTimers()
  let last: HistoryEntry | undefined
  let assignee: string | null = null
  let priority: Priority = 'normal'
  let entries = 0
  for (;;) {
    const places = await readPlaces(store, row.id, { after: last?.seq ?? 0, limit: pageSize })
    const damaged = places.find(({ entry }) => !entry)
    // Up to there it is checked, so that what is named is the first that is not as it should be.
    const sound = damaged ? places.slice(0, places.indexOf(damaged)) : places
    const page = sound.flatMap(({ entry }) => entry ?? [])
    registerAt = await registers.loadPinnedOf(page)
    for (const entry of page) {
      if (!chain.add(entry)) {
        const { seq, reason } = chain.result().firstBad!
        return bad(seq, reason, entries)
      }
      const gone = missingRegister(entry, registerAt)
      if (gone !== undefined) return bad(entry.seq, gone, entries)
      const divergence = replayer.next(entry)
      if (divergence) return bad(divergence.seq, divergence.message, entries)
      const lost = await lostFile(entry, files)
      if (lost !== undefined) return bad(entry.seq, lost, entries)
      timers.add(entry)
      if (entry.kind === 'assignment') assignee = assigneeOf(entry)
      if (entry.kind === 'priority') priority = priorityOf(entry)
      last = entry
      entries += 1
    }
    if (damaged) return bad(damaged.seq, damaged.raw === undefined ? unreadable : noEntry, entries)
    if (places.length < pageSize) break
  }
  if (last?.seq !== row.seq || last.hash !== row.hash) {
    // It may have moved while its history was read.
    const now = await store.loadCase(row.id)
    if (now && now.seq > row.seq) return verifyRow(record, now)
    return bad(
      row.seq,
      `The case stands at entry ${row.seq}, but its history ends at ${last?.seq ?? 0}.`,
      entries,
    )
  }
  const isListedRight =
    row.stage === stageOf(process, row.snapshot) &&
    row.activeStates.join() === activeStates(process, row.snapshot).join()
  if (row.assignee !== assignee)
    return bad(
      row.seq,
      `The list of cases gives it to ${row.assignee ?? 'nobody'}, its history to ${assignee ?? 'nobody'}.`,
      entries,
    )
  if (row.priority !== priority)
    return bad(
      row.seq,
      `The list of cases says that it is ${row.priority}, its history that it is ${priority}.`,
      entries,
    )
  if (!isListedRight)
    return bad(row.seq, 'The list of cases shows it in other states than it is in.', entries)
  if (row.snapshot.status === 'open') {
    const wrong = wrongTimer(timers.standing, await store.listTimers({ caseId: row.id }))
    // Fired or set meanwhile: then the case has moved.
    if (wrong !== undefined && (await store.loadCase(row.id))?.seq === row.seq)
      return bad(row.seq, wrong, entries)
  }
  return { ok: true, entries }
}

/** The version that a case runs on, or why there is none. */
async function loadVersion({ processes }: Record, { process, version }: CaseRow): Promise<Process | string> {
  try {
    return await processes.load(process, version)
  } catch (error) {
    if (error instanceof ProcessNotFoundError)
      return `It runs on version ${version} of the process "${process}", which is gone.`
    throw error
  }
}

function missingRegister(
  { facts }: HistoryEntry,
  registerAt: Awaited<ReturnType<RegisterReader['loadPinnedOf']>>,
): string | undefined {
  for (const name of registerNames) {
    const version = facts.registers[name]
    if (version !== undefined && registerAt(name, version) === undefined)
      return `Its rules read version ${version} of the register "${name}", which is gone: it cannot be replayed.`
  }
  return undefined
}

/** What is wrong with the content of a file that the entry attaches. */
async function lostFile(entry: HistoryEntry, files: Record['files']): Promise<string | undefined> {
  if (entry.kind !== 'file') return undefined
  const { name, sha256 } = entry.event.data
  const content = await files.open(String(sha256))
  if (typeof content !== 'string') return undefined
  return content === 'missing'
    ? `The content of its file "${name}" is gone.`
    : `The content of its file "${name}" is not the one that was attached.`
}

/** How the store's timers differ from those of the history. One that failed before is due later than it was set. */
function wrongTimer(standing: ReadonlyMap<string, StandingTimer>, rows: TimerRow[]): string | undefined {
  const kept = new Map(rows.map(row => [row.id, row]))
  for (const [id, { dueAt, seq }] of standing) {
    const row = kept.get(id)
    if (!row) return `Its timer "${id}", due ${dueAt}, is gone.`
    if (row.seq !== seq || (row.attempts === 0 && row.dueAt !== dueAt))
      return `Its timer "${id}" is due ${row.dueAt}, but was set for ${dueAt}.`
  }
  const stray = rows.find(({ id }) => !standing.has(id))
  return stray && `It has a timer "${stray.id}" that no entry has set.`
}

const unreadable = 'It cannot be read: it is no JSON any more.'
const noEntry = 'It is no entry: parts that every entry has are missing.'

/**
 * Checks everything; stops at the first that is not as it should be. `saved`: heads that somebody has kept elsewhere,
 * which the log has to begin with.
 */
export async function verifyAll(
  record: Record,
  {
    onProgress = () => {},
    saved = [],
  }: { onProgress?(done: number, total: number): void; saved?: readonly SignedHead[] } = {},
): Promise<Check> {
  const { store } = record
  const counts = await store.countCases()
  const total = counts.reduce((sum, { cases }) => sum + cases, 0)
  let cases = 0
  let entries = 0
  const bad = (reason: string, caseId: string | null = null): Check => ({
    ok: false,
    cases,
    entries,
    firstBad: { caseId, seq: 0, reason },
  })

  const changed = await findChangedVersion(store)
  if (changed !== undefined) return bad(changed)
  for await (const caseId of store.readCaseIds()) {
    const row = await store.loadCase(caseId)
    if (!row) return bad('It is in the list of cases, but the entry that moved it last is gone.', caseId)
    const check = await verifyRow(record, row)
    cases += 1
    entries += check.entries
    if (!check.ok) return { ...check, entries, cases }
    onProgress(cases, total)
  }
  const flaw = await store.findFlaw()
  if (flaw !== undefined) return bad(flaw)
  const { flaw: wrong, ...log } = await checkLog(record, saved)
  return wrong === undefined ? { ok: true, entries, cases, log } : { ...bad(wrong), log }
}

async function findChangedVersion(store: Store): Promise<string | undefined> {
  for (const { process } of await store.listProcesses())
    for (const { version, hash: recorded } of await store.listVersions(process)) {
      const { definition } = (await store.loadVersion(process, version))!
      if (digest(canonical(definition)) !== recorded)
        return `The definition of version ${version} of the process "${process}" does not match its hash: it was changed after it was published.`
    }
  return undefined
}
