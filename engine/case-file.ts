// A case with everything that is needed to prove it: what its file carries, and what an auditor's browser checks.
//
// 1. Nothing is taken on trust but the first key of the log: the chain is computed anew, each step is run again, and
//    the last entry is followed up to the head.
// 2. Every check is made, whatever the ones before it found: what holds is worth knowing, too.

import type { HistoryEntry, RegisterName } from './case.ts'
import { compile } from './compile.ts'
import type { Definition } from './definition.ts'
import { isHistoryEntry } from './entry-shape.ts'
import type { Json } from './json.ts'
import { flawOfHead, flawOfKeys, type LogKeys, type SignedHead, short } from './log/head.ts'
import { checkInclusion, fromHex, leafOf } from './log/tree.ts'
import { parseDefinition } from './parse.ts'
import { createReplayer, type Divergence, type RegisterAt } from './replay.ts'
import { createChainCheck } from './seal.ts'

/** The version that a case ran on, as it was published. */
export type FiledVersion = {
  process: string
  version: number
  /** null: it is gone */
  definition: Definition | null
  layout: Json
  hash: string
  publishedAt: string
  publishedBy: string
}

/** That the entry `seq`, at `index` in the log, is in the log that the head is of. Hashes are in hexadecimal. */
export type CaseProof = { head: SignedHead; seq: number; index: number; path: string[] }

export type CaseFile = {
  kind: 'throughline-case-file'
  format: 1
  madeAt: string
  caseId: string
  version: FiledVersion
  /** null: an entry that cannot be read */
  entries: (HistoryEntry | null)[]
  /** the register versions that its rules read */
  registers: { name: RegisterName; version: number; content: Json }[]
  proof: CaseProof | null
  keys: LogKeys
}

export type Finding = {
  check: 'chain' | 'replay' | 'log' | 'head'
  outcome: 'holds' | 'broken' | 'unknown'
  sentence: string
  /** the entry that it is about */
  seq?: number
}

/** What comes of the checks; `divergence`: where replay and record first differ. */
export type CaseFindings = { findings: Finding[]; divergence: Divergence | null }

export type Evidence = Pick<CaseFile, 'caseId' | 'version' | 'entries' | 'registers' | 'proof' | 'keys'>

/** Checks all of it. Long histories take a while: `rest` is called now and then, so that a page can stay alive. */
export async function checkCase(
  evidence: Evidence,
  rest: () => Promise<void> = async () => {},
): Promise<CaseFindings> {
  const unreadable = evidence.entries.findIndex(entry => !isHistoryEntry(entry))
  if (unreadable >= 0) return unreadableAt(unreadable + 1, evidence)
  const whole: Whole = { ...evidence, entries: evidence.entries as HistoryEntry[] }
  const chain = await checkChain(whole, rest)
  const { finding: replay, divergence } = await checkReplay(whole, rest)
  return { findings: [chain, replay, checkLog(whole, chain), checkHead(evidence)], divergence }
}

type Whole = Omit<Evidence, 'entries'> & { entries: HistoryEntry[] }

/** Neither the chain nor a replay goes past what cannot be read; the rest of the history can still be looked at. */
function unreadableAt(seq: number, evidence: Evidence): CaseFindings {
  const findings = [
    broken('chain', `Entry ${seq} cannot be read: what is on record is damaged, or is no entry.`, seq),
    unknown('replay', `Nothing can be run again past entry ${seq}, which cannot be read.`),
    unknown(
      'log',
      `Its last entry may be in the log; with entry ${seq} damaged, that says nothing of the entries.`,
    ),
    checkHead(evidence),
  ]
  return { findings, divergence: null }
}

const entriesAtOnce = 200

async function checkChain({ entries, caseId }: Whole, rest: () => Promise<void>): Promise<Finding> {
  const chain = createChainCheck()
  for (const [n, entry] of entries.entries()) {
    if (n % entriesAtOnce === 0) await rest()
    if (entry.caseId !== caseId)
      return broken('chain', `Entry ${entry.seq} is of the case ${entry.caseId}.`, entry.seq)
    if (!chain.add(entry)) break
  }
  const { firstBad } = chain.result()
  if (firstBad) return broken('chain', `Entry ${firstBad.seq}: ${firstBad.reason}`, firstBad.seq)
  if (entries.length === 0) return broken('chain', 'There are no entries.')
  return holds(
    'chain',
    `${counted(entries.length)}, each with the hash of the one before: none was changed, put in, taken out or moved.`,
  )
}

async function checkReplay(
  { entries, version, registers }: Whole,
  rest: () => Promise<void>,
): Promise<{ finding: Finding; divergence: Divergence | null }> {
  if (entries.length === 0)
    return { finding: unknown('replay', 'There is nothing to run again.'), divergence: null }
  const process = compileFiled(version)
  if (typeof process === 'string') return { finding: unknown('replay', process), divergence: null }
  const other = entries.find(entry => entry.process !== version.process || entry.version !== version.version)
  if (other) {
    const sentence = `Entry ${other.seq} ran on version ${other.version} of "${other.process}"; what is here is version ${version.version} of "${version.process}".`
    return { finding: broken('replay', sentence, other.seq), divergence: null }
  }
  const replayer = createReplayer(process, registersOf(registers))
  for (const [n, entry] of entries.entries()) {
    if (n % entriesAtOnce === 0) await rest()
    const divergence = replayer.next(entry)
    if (divergence) return { finding: broken('replay', divergence.message, divergence.seq), divergence }
  }
  const finding = holds(
    'replay',
    `Run again on version ${version.version}, every step comes to what is on record: states, data, verdicts, effects and timers.`,
  )
  return { finding, divergence: null }
}

/** The process of a version, or the sentence that says why it cannot be run. */
function compileFiled({
  definition,
  process,
  version,
}: Pick<FiledVersion, 'definition' | 'process' | 'version'>) {
  if (definition === null)
    return `Version ${version} of "${process}", on which it ran, is gone: it cannot be run again.`
  try {
    const parsed = parseDefinition(definition)
    if (parsed.definition) return compile(parsed.definition, version)
  } catch {
    // Said below.
  }
  return `Version ${version} of "${process}" cannot be run by this Throughline: it is damaged, or of another time.`
}

function registersOf(registers: CaseFile['registers']): RegisterAt {
  const known = new Map(registers.map(({ name, version, content }) => [`${name} ${version}`, content]))
  return (name, version) => known.get(`${name} ${version}`)
}

function checkLog({ entries, proof }: Whole, chain: Finding): Finding {
  if (!proof)
    return unknown(
      'log',
      'No head of the log was given with it: whether all of it was written anew cannot be told.',
    )
  const { head, seq, index, path } = proof
  const last = entries.find(entry => entry.seq === seq)
  if (!last || entries.at(-1)?.seq !== seq) {
    const there = entries.at(-1)?.seq ?? 0
    return broken('log', `The proof is of entry ${seq}, but the history ends at ${there}.`, seq)
  }
  if (!isIncluded(last.hash, proof))
    return broken(
      'log',
      `Its last entry is not in the log of ${head.size} entries: the history is not the one that was signed.`,
      seq,
    )
  if (chain.outcome !== 'holds')
    return unknown(
      'log',
      'The hash of its last entry is in the log; with the chain broken, that says nothing of the entries.',
    )
  return holds(
    'log',
    `Its last entry is number ${index + 1} of the ${head.size} in the log, proven by ${path.length === 1 ? '1 hash' : `${path.length} hashes`}; with it, by the chain, are all before it.`,
  )
}

function isIncluded(hash: string, { head, index, path }: CaseProof): boolean {
  try {
    return checkInclusion(leafOf(hash), index, head.size, path.map(fromHex), fromHex(head.root))
  } catch {
    // What is no hash proves nothing.
    return false
  }
}

function checkHead({ proof, keys }: Evidence): Finding {
  if (!proof) return unknown('head', 'There is no head.')
  const { head } = proof
  const flaw = flawOfHead(head, keys) ?? flawOfKeys({ ...keys, keys: upTo(keys, head.key) })
  if (flaw !== undefined) return broken('head', flaw)
  return holds(
    'head',
    `The head of ${head.size} entries was signed on ${head.at} with the key ${short(head.key)} of the log ${short(head.log)}.`,
  )
}

const upTo = ({ keys }: LogKeys, id: string) => keys.slice(0, keys.findIndex(key => key.id === id) + 1)

const counted = (entries: number) => (entries === 1 ? '1 entry' : `${entries} entries`)

const finding =
  (outcome: Finding['outcome']) =>
  (check: Finding['check'], sentence: string, seq?: number): Finding => ({
    check,
    outcome,
    sentence,
    ...(seq !== undefined && { seq }),
  })
const holds = finding('holds')
const broken = finding('broken')
const unknown = finding('unknown')
