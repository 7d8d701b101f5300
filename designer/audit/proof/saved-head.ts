// Whether the log still begins with a head that somebody has saved: computed here, from what the server can show.

import { flawOfHead, type LogKeys, readHead, type SignedHead } from '../../../engine/log/head.ts'
import { checkConsistency, fromHex } from '../../../engine/log/tree.ts'
import { words } from './texts.ts'

export type Comparison = { outcome: 'holds' | 'broken' | 'unreadable'; sentence: string }

/** What the server is asked for. */
export type LogAsked = {
  head(): Promise<SignedHead>
  logKeys(): Promise<LogKeys>
  consistency(from: number, to: number): Promise<string[]>
}

/** Compares the text of a saved head with the log as it is now. Throws where the server cannot be asked. */
export async function compareHead(text: string, ask: LogAsked): Promise<Comparison> {
  const saved = readHead(text)
  if (typeof saved === 'string') return { outcome: 'unreadable', sentence: saved }
  const [now, keys] = [await ask.head(), await ask.logKeys()]
  const flaw = flawOfHead(saved, keys)
  if (flaw !== undefined) return { outcome: 'broken', sentence: flaw }
  const flawNow = flawOfHead(now, keys)
  if (flawNow !== undefined) return { outcome: 'broken', sentence: words.serversHead(flawNow) }
  if (saved.size > now.size)
    return { outcome: 'broken', sentence: words.shorter(saved.size, now.size, saved.at) }
  const proof = await ask.consistency(saved.size, now.size)
  return isSameLog(saved, now, proof)
    ? { outcome: 'holds', sentence: words.goesOn(saved.size, now.size, saved.at) }
    : { outcome: 'broken', sentence: words.rewritten(saved.size, saved.at) }
}

function isSameLog(saved: SignedHead, now: SignedHead, proof: string[]): boolean {
  const [from, to] = [saved, now].map(({ size, root }) => ({ size, root: fromHex(root) }))
  try {
    return checkConsistency(from!, to!, proof.map(fromHex))
  } catch {
    // What is no hash shows nothing.
    return false
  }
}
