import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OpenAPIHono } from '@hono/zod-openapi'
import { afterEach, expect, test } from 'vitest'
import type { AppEnv } from '../../server/routes/route.ts'
import { serveScreens } from '../../server/screens.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach(removeFolder))

function serve(files: Record<string, string>) {
  const folder = makeFolder()
  folders.push(folder)
  const built = join(folder, 'dist')
  mkdirSync(join(built, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret'), 'do not tell')
  for (const [name, content] of Object.entries(files)) writeFileSync(join(built, name), content)
  const app = new OpenAPIHono<AppEnv>()
  serveScreens(app, built)
  return app
}
const built = { 'index.html': '<p>Throughline</p>', 'assets/main-abc123.js': 'run()' }

test.each(['/', '/index.html', '/cases/c1', '/setup?token=x'])(
  '%s is the page, asked for anew each time',
  async path => {
    const response = await serve(built).request(path)

    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<p>Throughline</p>')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  },
)

test('what the build names by its content is kept for good', async () => {
  const response = await serve(built).request('/assets/main-abc123.js')

  expect(await response.text()).toBe('run()')
  expect(response.headers.get('cache-control')).toContain('immutable')
})

test('a part that is gone is not there, rather than a page in its place', async () => {
  expect((await serve(built).request('/assets/old-def456.js')).status).toBe(404)
})

test.each(['/../secret', '/..%2fsecret', '/%2e%2e/secret', '/assets/..%2f..%2fsecret'])(
  'nothing outside the build is served: %s',
  async path => {
    expect(await (await serve(built).request(path)).text()).not.toContain('do not tell')
  },
)

test('before the build there is a sentence that says what to run', async () => {
  const response = await serve({}).request('/')

  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm start')
})
