// Files that are attached to a case. What was attached, by whom and when is an entry of the history; the content is
// kept beside it under the hash that stands in the entry.

import { z } from '@hono/zod-openapi'
import type { HistoryEntry } from '../../engine/case.ts'
import { limited } from '../body.ts'
import type { Cases } from '../cases.ts'
import type { Files, Received } from '../files/files.ts'
import { allowedKinds, canBeShown, kindOf } from '../files/kinds.ts'
import { disposition, fileName } from '../files/names.ts'
import type { Limits } from '../limits.ts'
import { MalformedError, RequestError } from '../problem.ts'
import { readEntries } from '../readable-history.ts'
import type { Store } from '../store/store.ts'
import { type AddRoute, type AppContext, actorOf, found } from './route.ts'

const caseId = z.string().min(1).max(200)
const inCase = z.strictObject({ id: caseId })
const file = z
  .looseObject({
    seq: z.number(),
    at: z.string(),
    by: z.looseObject({ kind: z.string(), id: z.string() }),
    name: z.string(),
    size: z.number(),
    type: z.string(),
    sha256: z.string(),
  })
  .openapi('File', { description: 'A file of a case; `seq` is the entry that attached it' })

export function addFileRoutes(
  add: AddRoute,
  around: { cases: Cases; store: Store; files: Files; limits: Limits },
): void {
  const { cases, store, files, limits } = around
  const tag = 'Cases'

  const knownCase = async (id: string) =>
    found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)

  add(
    {
      need: 'case.send',
      method: 'post',
      path: '/api/cases/{id}/files',
      tag,
      summary: 'Attach a file to a case',
      description:
        `What it is, is told by its content: ${allowedKinds}. Its name is shortened to the last part of a path and ` +
        'gets an ending that fits. It is part of the history: it stays.',
      params: inCase,
      query: z.strictObject({
        name: z.string().max(4_000).default('').describe('What the file is called'),
        id: caseId.optional().describe('The same for every attempt: it counts once'),
      }),
      upload: `The file’s bytes, at most ${inMegabytes(limits.fileBytes)}`,
      answers: { 201: { description: 'The file as it was attached', schema: z.object({ file }) } },
      problems: ['not-found', 'busy'],
    },
    async ({ params, query: { name, id } }, c) => {
      await knownCase(params.id)
      const received = await receive(c)
      try {
        if (received.size === 0) throw new MalformedError('The file is empty: there is nothing to attach.')
        const kind = await kindOf(received.content, name)
        if (!kind)
          throw new RequestError(
            'wrong-file',
            `This is no file that can be attached. What can be: ${allowedKinds}.`,
          )
        const { sha256, size } = received
        // First the content, then the entry that says it is there.
        await received.keep()
        const sent = await cases.note({
          kind: 'file',
          caseId: params.id,
          data: { name: fileName(name, kind), size, type: kind.type, sha256 },
          actor: actorOf(c),
          ...(id !== undefined && { id }),
        })
        const attached = sent.kind === 'sent' ? toFile(sent.entry) : null
        if (!attached)
          throw new MalformedError(
            `The id ${JSON.stringify(id)} belongs to another event of this case. Make a new one.`,
          )
        return c.json({ file: attached }, 201)
      } finally {
        await received.drop()
      }
    },
  )

  async function receive(c: AppContext): Promise<Received> {
    const most = limits.fileBytes
    if (Number(c.req.header('content-length') ?? 0) > most) throw tooLarge(most)
    try {
      return await files.receive(limited(c.req.raw.body, most, tooLarge))
    } catch (error) {
      // Whoever was sending has gone, or the line has.
      const brokeOff =
        error instanceof Error && ['ECONNRESET', 'ABORT_ERR'].includes(String('code' in error && error.code))
      throw brokeOff
        ? new MalformedError('The file broke off before its end. Nothing was attached.', error)
        : error
    }
  }

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/files',
      tag,
      summary: 'The files of a case, in the order in which they were attached',
      params: inCase,
      answers: { 200: { description: 'The files', schema: z.object({ items: z.array(file) }) } },
      problems: ['not-found'],
    },
    async ({ params: { id } }, c) => {
      await knownCase(id)
      const items: AttachedFile[] = []
      for await (const entry of readEntries(store, id)) {
        const attached = toFile(entry)
        if (attached) items.push(attached)
      }
      return c.json({ items })
    },
  )

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/cases/{id}/files/{seq}',
      tag,
      summary: 'The content of a file',
      description:
        'Checked against the hash on record before the first byte is sent; a changed one is not served.',
      params: z.strictObject({ id: caseId, seq: z.coerce.number().int().positive() }),
      query: z.strictObject({
        inline: z.literal('1').optional().describe('To be looked at: pictures and PDF only'),
      }),
      headers: { 'if-none-match': 'The hash that is at hand' },
      answers: {
        200: { description: 'The bytes', mediaType: 'application/octet-stream' },
        304: { description: 'It is the one that is at hand' },
      },
      problems: ['not-found', 'damaged-file'],
    },
    async ({ params: { id, seq }, query: { inline } }, c) => {
      await knownCase(id)
      const [entry] = await store.listHistory(id, { after: seq - 1, limit: 1 })
      const attached = found(
        entry?.seq === seq ? toFile(entry) : undefined,
        `Entry ${seq} of ${JSON.stringify(id)} attaches no file.`,
      )
      const { name, type, sha256 } = attached
      const content = await files.open(sha256)
      if (typeof content === 'string') throw lost(name, content)
      const etag = `"${sha256}"`
      if (c.req.header('if-none-match') === etag)
        return new Response(null, { status: 304, headers: { etag } })
      const isShown = inline !== undefined && canBeShown(type)
      return new Response(content.stream(), {
        headers: {
          'content-type': type,
          'content-length': String(content.size),
          'content-disposition': disposition(isShown ? 'inline' : 'attachment', name),
          'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
          etag,
        },
      })
    },
  )
}

type AttachedFile = NonNullable<ReturnType<typeof toFile>>

function toFile({ kind, seq, event: { at, actor, data } }: HistoryEntry) {
  if (kind !== 'file') return null
  const { name, size, type, sha256 } = data
  const by = { kind: actor.kind, id: actor.id, ...(actor.name !== undefined && { name: actor.name }) }
  return { seq, at, by, name: String(name), size: Number(size), type: String(type), sha256: String(sha256) }
}

const inMegabytes = (bytes: number) => (bytes < 1_048_576 ? `${bytes} bytes` : `${bytes / 1_048_576} MB`)

const tooLarge = (most: number) =>
  new RequestError(
    'too-large',
    `A file may have ${inMegabytes(most)}. This one has more; nothing was attached.`,
  )

const lost = (name: string, why: 'missing' | 'damaged') =>
  new RequestError(
    'damaged-file',
    why === 'missing'
      ? `The content of "${name}" is gone from the server. It has to be brought back from a backup.`
      : `The content of "${name}" is not the one that was attached, so it is not given out. It has to be brought back from a backup.`,
  )
