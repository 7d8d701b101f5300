import { join } from 'node:path'
import type { Access } from '../../server/access/access.ts'
import { createAccess } from '../../server/access/access.ts'
import { createApp } from '../../server/app.ts'
import { createBus } from '../../server/bus.ts'
import { type Limits, limits } from '../../server/limits.ts'
import { createLog } from '../../server/log.ts'
import { type Opened, openData } from '../../server/open.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { makeFolder, removeFolder } from './open-purchase.ts'
import { purchase } from './purchase.ts'

export type TestApp = Opened & {
  app: ReturnType<typeof createApp>
  access: Access
  clock: ManualClock
  /** the data folder */
  folder: string
  /** Sends a request with a key that carries these roles; with none, as nobody. */
  request(path: string, init?: RequestInit & { as?: string[] }): Promise<Response>
  keyFor(roles: string[]): Promise<string>
  end(): Promise<void>
}

/** The real application on a new data folder, with the purchase process published. */
export async function openTestApp(change: Partial<Limits> = {}): Promise<TestApp> {
  const folder = makeFolder()
  const clock = createManualClock()
  const opened = await openData({ dataFolder: folder }, clock)
  const log = createLog('silent')
  const url = 'http://localhost:3000'
  const secret = 'a secret that only these tests have, 0123456789'
  const access = await createAccess({
    database: join(folder, 'throughline.db'),
    baseUrl: url,
    secret,
    clock,
    log,
  })
  const closing = new AbortController()
  const config = { url, limits: { ...limits, ...change } }
  const app = createApp({ ...opened, access, bus: createBus(), config, log, closing: closing.signal })
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: 'test', by: 'test' })
  await opened.workspace.saveRegister(
    'strategy',
    { limit: 500 },
    {
      ifVersion: await opened.workspace.newestRegisterVersion('strategy'),
      by: 'test',
      at: clock.now().toISOString(),
      note: '',
    },
  )

  const keys = new Map<string, Promise<string>>()
  function keyFor(roles: string[]): Promise<string> {
    const name = roles.join(' ')
    const made = keys.get(name) ?? access.createToken({ name, roles, by: 'test' }).then(({ key }) => key)
    keys.set(name, made)
    return made
  }

  return {
    ...opened,
    app,
    access,
    clock,
    folder,
    keyFor,
    async request(path, { as, ...init } = {}) {
      const headers = new Headers(init.headers)
      if (as) headers.set('authorization', `Bearer ${await keyFor(as)}`)
      if (init.body !== undefined && !headers.has('content-type'))
        headers.set('content-type', 'application/json')
      return app.request(path, { ...init, headers })
    },
    async end() {
      closing.abort()
      await access.close()
      await opened.close()
      removeFolder(folder)
    },
  }
}
