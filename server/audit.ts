// Recomputes what is on record: the chain of each history, and the replay of each case on its version. Reads in
// pages, so that neither a long history nor many cases have to fit into memory.

import { hash } from 'node:crypto'
import type { HistoryEntry } from '../engine/case.ts'
import { createReplayer } from '../engine/replay.ts'
import { createChainCheck } from '../engine/seal.ts'
import { CaseNotFoundError } from './faults.ts'
import type { Processes } from './processes.ts'
import type { RegisterReader } from './registers.ts'
import type { Store } from './store/store.ts'

export type Record = { store: Store; processes: Pick<Processes, 'load'>; registers: RegisterReader }

/** `firstBad`: the first entry that is not as it should be, with the reason. */
export type CaseCheck = {
  ok: boolean
  entries: number
  firstBad?: { caseId: string; seq: number; reason: string }
}
export type Check = CaseCheck & { cases: number }

const pageSize = 500
const digest = (text: string) => hash('sha256', text)

/** Checks one case. Throws CaseNotFoundError. */
export async function verifyCase(
  { store, processes, registers }: Record,
  caseId: string,
): Promise<CaseCheck> {
  const row = await store.loadCase(caseId)
  if (!row) throw new CaseNotFoundError(caseId)
  const bad = (seq: number, reason: string, entries: number): CaseCheck => ({
    ok: false,
    entries,
    firstBad: { caseId, seq, reason },
  })

  const chain = createChainCheck(digest)
  const process = await processes.load(row.process, row.version)
  let registerAt: Awaited<ReturnType<RegisterReader['loadPinnedOf']>> = () => undefined
  const replayer = createReplayer(process, (name, version) => registerAt(name, version))
  let last: HistoryEntry | undefined
  let entries = 0
  for (;;) {
    const page = await store.listHistory(caseId, { after: entries, limit: pageSize })
    registerAt = await registers.loadPinnedOf(page)
    for (const entry of page) {
      if (!chain.add(entry)) {
        const { seq, reason } = chain.result().firstBad!
        return bad(seq, reason, entries)
      }
      const divergence = replayer.next(entry)
      if (divergence) return bad(divergence.seq, divergence.message, entries)
      last = entry
      entries += 1
    }
    if (page.length < pageSize) break
  }
  if (last?.seq !== row.seq || last.hash !== row.hash)
    return bad(
      row.seq,
      `The case stands at entry ${row.seq}, but its history ends at ${last?.seq ?? 0}.`,
      entries,
    )
  return { ok: true, entries }
}

/** Checks every case; stops at the first that is not as it should be. */
export async function verifyAll(
  record: Record,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Check> {
  const counts = await record.store.countCases()
  const total = counts.reduce((sum, { cases }) => sum + cases, 0)
  let cases = 0
  let entries = 0
  for await (const caseId of record.store.readCaseIds()) {
    const check = await verifyCase(record, caseId)
    cases += 1
    entries += check.entries
    if (!check.ok) return { ...check, entries, cases }
    onProgress(cases, total)
  }
  return { ok: true, entries, cases }
}
