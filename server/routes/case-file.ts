// The file of a case: what an auditor takes along.

import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { type CaseFiles, writeCaseJson, writeCasePage } from '../case-file.ts'
import type { Clock } from '../clock.ts'
import { RequestError } from '../problem.ts'
import { type AddRoute, found } from './route.ts'

export function addCaseFileRoute(add: AddRoute, around: CaseFiles & { clock: Clock }): void {
  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/cases/{id}/case-file',
      tag: 'Audit',
      summary: 'A case with all that proves it, in one file',
      description:
        'As a page it opens anywhere, without a network: it shows and replays the history, and checks the chain, ' +
        'the replay, the place in the log and the signed head itself. As JSON it is what the page has in it.',
      params: z.strictObject({ id: z.string().min(1).max(200) }),
      query: z.strictObject({ as: z.enum(['html', 'json']).default('html') }),
      answers: { 200: { description: 'The file', mediaType: 'text/html' } },
      problems: ['not-found', 'rewritten', 'busy'],
    },
    async ({ params: { id }, query: { as } }) => {
      const { store, clock } = around
      found(await store.loadCase(id), `No case has the id ${JSON.stringify(id)}.`)
      // What is wrong from the beginning is an answer, not a file that ends early.
      const json = await begun(writeCaseJson(around, id, clock.now().toISOString()))
      const pieces = as === 'json' ? json : writeCasePage(json)
      if (!pieces)
        throw new RequestError(
          'busy',
          'The page that case files are made of is not built. Run "npm start", which builds it.',
        )
      const type = as === 'json' ? 'application/json' : 'text/html; charset=utf-8'
      return new Response(Readable.toWeb(Readable.from(encode(pieces))) as ReadableStream, {
        headers: {
          'content-type': type,
          'content-disposition': `attachment; filename="${nameOf(id)}.${as}"`,
          // Opened here it would be one of our own pages.
          'content-security-policy': "sandbox; default-src 'none'",
        },
      })
    },
  )
}

/** What every file system takes. */
const nameOf = (id: string) => `case-${id.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)}`

/** The same pieces, the first of them made already. */
async function begun(pieces: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const from = pieces[Symbol.asyncIterator]()
  const first = await from.next()
  return (async function* () {
    for (let piece = first; !piece.done; piece = await from.next()) yield piece.value
  })()
}

async function* encode(pieces: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
