// Signed heads of the log of all entries, and what proves that an entry, or an earlier log, is in it.

import { z } from '@hono/zod-openapi'
import type { Heads } from '../heads/heads.ts'
import { type AddRoute, found } from './route.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const head = z
  .object({
    log: hash.describe('Name of the log: the id of its first key'),
    size: z.number().describe('Entries'),
    root: hash.describe('Root of the Merkle tree over them (RFC 6962)'),
    at: z.string(),
    key: hash.describe('SHA-256 of the public key'),
    signature: z.string().describe('Ed25519, hexadecimal'),
    publicKey: z.string(),
  })
  .openapi('SignedHead')

export function addHeadRoutes(add: AddRoute, { heads }: { heads: Heads }): void {
  const tag = 'Audit'

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/head',
      tag,
      summary: 'The signed head of the log of all entries',
      description:
        'Save it elsewhere: `verify --head` and the page Proof find out whether the log still begins with it.',
      answers: { 200: { description: 'The head', schema: head } },
      problems: ['rewritten', 'busy'],
    },
    async (_, c) => c.json(await heads.now()),
  )

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/keys',
      tag,
      summary: 'The keys that heads were ever signed with',
      answers: {
        200: {
          description: 'The first one first, each endorsed by the one before it',
          schema: z.object({
            log: hash,
            keys: z.array(
              z.object({
                id: hash,
                publicKey: z.string(),
                madeAt: z.string(),
                endorsement: z.object({ by: hash, signature: z.string() }).nullable(),
              }),
            ),
          }),
        },
      },
      problems: ['busy'],
    },
    (_, c) => c.json(heads.keys()),
  )

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/audit/consistency',
      tag,
      summary: 'That the log of one head is the beginning of the log of another',
      query: z.strictObject({
        from: z.coerce.number().int().min(0).describe('Entries of the earlier head'),
        to: z.coerce.number().int().min(0).describe('Entries of the later head'),
      }),
      answers: {
        200: { description: 'RFC 6962, section 2.1.2', schema: z.object({ proof: z.array(hash) }) },
      },
      problems: ['not-found'],
    },
    async ({ query: { from, to } }, c) => {
      const sentence =
        from > to
          ? `The earlier log has ${from} entries, the later one ${to}: swap them.`
          : `The log has not as many as ${to} entries: the later ones were taken away, or the head is of another installation.`
      return c.json({ proof: found(await heads.consistency(from, to), sentence) })
    },
  )

  add(
    {
      need: 'audit.read',
      method: 'get',
      path: '/api/cases/{id}/proof',
      tag,
      summary: 'That the history of a case is in the log',
      description:
        'Its last entry, with the path from there to the root of the head. The entries before it are proven by the chain.',
      params: z.strictObject({ id: z.string().min(1).max(200) }),
      answers: {
        200: {
          description: 'RFC 6962, section 2.1.1',
          schema: z.object({ head, seq: z.number(), index: z.number(), path: z.array(hash) }),
        },
      },
      problems: ['not-found', 'rewritten', 'busy'],
    },
    async ({ params: { id } }, c) =>
      c.json(found(await heads.prove(id), `No case has the id ${JSON.stringify(id)}.`)),
  )
}
