// The thread in which a history is computed again while the page goes on drawing.

import '../../no-eval.ts'
import type { HistoryEntry, RegisterName } from '../../../engine/case.ts'
import type { Definition } from '../../../engine/definition.ts'
import type { Json } from '../../../engine/json.ts'
import { createRecomputer, type Recomputer } from './recompute.ts'

/** In this order: `begin` once, then batches of entries, each after the registers that it reads. Only `entries` is answered. */
export type Told =
  | { kind: 'begin'; definition: Definition; version: number }
  | { kind: 'register'; name: RegisterName; version: number; content: Json }
  | { kind: 'entries'; entries: HistoryEntry[] }

let recomputer: Recomputer

self.onmessage = ({ data }: MessageEvent<Told>) => {
  if (data.kind === 'begin') recomputer = createRecomputer(data.definition, data.version)
  else if (data.kind === 'register') recomputer.learn(data.name, data.version, data.content)
  else self.postMessage(recomputer.add(data.entries))
}
