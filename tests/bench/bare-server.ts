// A Hono route that parses its body with zod and answers: what HTTP itself costs.

import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'

const body = z.strictObject({
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  id: z.string().optional(),
})
const app = new Hono().post('/api/cases/:id/events', async c => {
  const parsed = body.safeParse(await c.req.json())
  return parsed.success ? c.json({ id: c.req.param('id'), type: parsed.data.type }) : c.json({}, 400)
})

const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
)
process.once('SIGTERM', () => process.exit(0))
