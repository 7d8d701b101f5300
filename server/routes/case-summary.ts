// A case as lists show it.

import { z } from '@hono/zod-openapi'
import { type Actor, priorities } from '../../engine/case.ts'
import type { CaseRow } from '../store/store.ts'

export const priority = z.enum(priorities)
export const summary = z
  .looseObject({
    id: z.string(),
    process: z.string(),
    version: z.number(),
    seq: z.number(),
    activeStates: z.array(z.string()).describe('Dotted paths of the active atomic states'),
    clocks: z
      .record(z.string(), z.object({ since: z.string(), due: z.string().nullable() }))
      .describe('For each active state, since when and until when; "" is the whole case'),
    due: z.string().nullable().describe('The earliest of these dates; null when the case is closed'),
    priority,
  })
  .openapi('CaseSummary')

export function toSummary({ snapshot, movedSeq: _, hash: _h, ...row }: CaseRow) {
  return { ...row, status: snapshot.status, states: snapshot.states, data: snapshot.data }
}

/** Whose: a person's id, "me", "none". */
export function assigneeIn(asked: string | undefined, reader: Actor): string | null | undefined {
  return asked === 'none' ? null : asked === 'me' ? reader.id : asked
}
