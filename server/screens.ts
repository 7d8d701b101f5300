import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { compress } from 'hono/compress'
import type { AppEnv } from './routes/route.ts'

const root = join(import.meta.dirname, '..', 'dist')

/** The built screens. A path that is no file is a place within them: the browser's own router finds it. */
export function serveScreens(app: OpenAPIHono<AppEnv>, folder = root): void {
  // What the build names by its content never changes; the page that names them always may.
  app.use('/assets/*', compress(), async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
  })
  app.get('*', async (c, next) => {
    await next()
    if (c.res.headers.get('content-type')?.startsWith('text/html'))
      c.res.headers.set('cache-control', 'no-cache')
  })
  app.get(
    '*',
    serveStatic({ root: relative(process.cwd(), folder) || '.', rewriteRequestPath: path => path }),
  )
  app.get('*', async (c, next) => {
    if (/^\/(api|assets)\//.test(c.req.path)) return next()
    const page = join(folder, 'index.html')
    if (!existsSync(page))
      return c.text(
        'The screens are not built yet. Run "npm start", which builds them, or "npm run build".',
        503,
      )
    return c.html(await readFile(page, 'utf8'))
  })
}
