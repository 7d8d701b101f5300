// The contract, published: as OpenAPI 3.1 for programs, and as a page that works without any network but ours.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { problemKinds } from './problem.ts'
import type { AddRoute, AppEnv } from './routes/route.ts'

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const files: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

export function addDocs(app: OpenAPIHono<AppEnv>, add: AddRoute): void {
  const tag = 'Operations'
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'throughline.session_token',
  })

  let document: unknown
  add(
    {
      need: 'public',
      method: 'get',
      path: '/api/openapi.json',
      tag,
      summary: 'This contract, as OpenAPI 3.1',
      answers: { 200: { description: 'The document', schema: z.looseObject({ openapi: z.string() }) } },
    },
    (_, c) => {
      document ??= app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Throughline', version: '1', description: introduction() },
      })
      return c.json(document as object)
    },
  )

  add(
    {
      need: 'public',
      method: 'get',
      path: '/api/docs',
      tag,
      summary: 'This contract, as a page',
      answers: { 200: { description: 'The page', mediaType: 'text/html' } },
    },
    (_, c) => c.html(page),
  )
  app.get('/api/docs/start.js', c =>
    c.body(starter, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  app.get('/api/docs/:file', c => {
    const type = files[c.req.param('file')]
    if (!type) return c.notFound()
    return c.body(readFileSync(join(assets, c.req.param('file'))), 200, { 'content-type': type })
  })
}

function introduction(): string {
  const rows = Object.entries(problemKinds).map(
    ([kind, { status, title }]) => `| \`${kind}\` | ${status} | ${title} |`,
  )
  return [
    'Errors are problem details (RFC 9457, `application/problem+json`). The last part of `type` is one of:',
    '',
    '| kind | status | meaning |',
    '|---|---|---|',
    ...rows,
    '',
    'A refused event carries `refusal`: the reason, and for every rule its verdict with the clauses and the values read.',
  ].join('\n')
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Throughline API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<main id="contract"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</html>
`

const starter = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#contract', deepLinking: true, tryItOutEnabled: false })\n`
