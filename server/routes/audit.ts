import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import type { Process } from '../../engine/compile.ts'
import { createReplayer, type RegisterAt } from '../../engine/replay.ts'
import { createSourceFinder } from '../../engine/sources.ts'
import { type Record, verifyAll, verifyCase } from '../audit.ts'
import { exportFormats, exportHistories, mediaTypes } from '../export.ts'
import { type Place, readEntries, readHistory } from '../readable-history.ts'
import type { RegisterReader } from '../registers.ts'
import { filterFields, refuseContradictions, toEntryFilter } from './entry-query.ts'
import { json } from './pages.ts'
import { type AddRoute, found } from './route.ts'

const inCase = z.strictObject({ id: z.string().min(1).max(200) })
const check = z
  .looseObject({
    ok: z.boolean(),
    entries: z.number(),
    firstBad: z
      .looseObject({ caseId: z.string().nullable(), seq: z.number(), reason: z.string() })
      .optional(),
    log: z
      .looseObject({ size: z.number(), root: z.string(), heads: z.number(), notes: z.array(z.string()) })
      .optional(),
  })
  .openapi('Check')

export function addAuditRoutes(add: AddRoute, record: Record): void {
  const tag = 'Audit'
  const { store, processes, registers } = record

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/replay',
      tag,
      summary: 'The snapshot after an entry, recomputed by the engine',
      description:
        '`agrees` says whether the replay comes to what is on record; `divergence` is where it first does not.',
      params: inCase,
      query: z.strictObject({
        seq: z.coerce.number().int().positive().optional().describe('The last entry, if none'),
      }),
      answers: {
        200: {
          description: 'The snapshot',
          schema: z.looseObject({ seq: z.number(), snapshot: json, agrees: z.boolean(), divergence: json }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params: { id }, query: { seq } }, c) => {
      const row = found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)
      const last = seq ?? row.seq
      if (last > row.seq) found(undefined, `The history of ${JSON.stringify(id)} has no entry ${last}.`)
      const process = await processes.load(row.process, row.version)
      const { snapshot, divergence } = await replayUpTo(process, readHistory(store, id, last), registers)
      return c.json({ seq: last, snapshot, agrees: divergence === null, divergence })
    },
  )

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/sources',
      tag,
      summary: 'Where each value of a case comes from',
      description:
        'For every value in the data, the entry at which it last changed: `path` is a JSON Pointer, what is in a list ' +
        'is told by its position.',
      params: inCase,
      answers: {
        200: {
          description: 'A source for every value',
          schema: z.object({
            items: z.array(
              z.looseObject({
                path: z.string(),
                seq: z.number(),
                at: z.string(),
                actor: z.looseObject({ kind: z.string(), id: z.string() }),
                event: z.string(),
              }),
            ),
          }),
        },
      },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => {
      found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)
      const finder = createSourceFinder()
      for await (const entry of readEntries(store, id)) finder.add(entry)
      return c.json({ items: finder.sources() })
    },
  )

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/verify',
      tag,
      summary: 'Recompute a case’s chain of hashes and its replay',
      params: inCase,
      answers: { 200: { description: 'Whether all is as recorded', schema: check } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => c.json(await verifyCase(record, id)),
  )

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/verify',
      tag,
      summary: 'Recompute every chain and every replay',
      answers: { 200: { description: 'Whether all is as recorded', schema: check } },
    },
    async (_, c) => c.json(await verifyAll(record)),
  )

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/export',
      tag,
      summary: 'Histories, streamed',
      description:
        '`only`: the whole histories of the cases in which an entry is meant, or those entries alone. What breaks ' +
        'midway breaks the connection: an answer that ends is whole.',
      query: z
        .strictObject({
          ...filterFields,
          format: z.enum(exportFormats).default('jsonl'),
          only: z.enum(['cases', 'entries']).default('cases'),
        })
        .superRefine(refuseContradictions),
      answers: { 200: { description: 'The histories, in the format asked for', mediaType: 'text/plain' } },
    },
    ({ query }) => {
      const { format, only } = query
      const parts = exportHistories(store, format, { filter: toEntryFilter(query), only })
      return new Response(Readable.toWeb(Readable.from(encode(parts))) as ReadableStream, {
        headers: {
          'content-type': mediaTypes[format],
          'content-disposition': `attachment; filename="histories.${format}"`,
        },
      })
    },
  )
}

/** Entry by entry, however many there are. */
async function replayUpTo(process: Process, history: AsyncIterable<Place>, registers: RegisterReader) {
  let registerAt: RegisterAt = () => undefined
  const replayer = createReplayer(process, (name, version) => registerAt(name, version))
  for await (const { seq, entry, raw = null } of history) {
    if (!entry) {
      const message = `Entry ${seq} cannot be read: what is on record is damaged.`
      return {
        snapshot: replayer.snapshot(),
        divergence: { seq, field: 'kind', recorded: raw, replayed: null, message },
      }
    }
    registerAt = await registers.loadPinnedOf([entry])
    const divergence = replayer.next(entry)
    if (divergence) return { snapshot: replayer.snapshot(), divergence }
  }
  return { snapshot: replayer.snapshot(), divergence: null }
}

async function* encode(parts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const part of parts) yield encoder.encode(part)
}
