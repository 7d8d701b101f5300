// The server, from the environment to a listening port, and back.

import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { forgetAddress, writeAddress } from './address.ts'
import { createApp } from './app.ts'
import { announceMoves, announceNotifications, createBus } from './bus.ts'
import { type Config, localUrl, readConfig } from './config.ts'
import { signHourly } from './heads/hourly.ts'
import { createLog, type Log } from './log.ts'
import { type Opened, openAccess, openData, openEffects } from './open.ts'
import { lockServer } from './store/sqlite/lock.ts'
import { createWorkers } from './workers/loop.ts'

export type RunningServer = {
  url: string
  /** the link that makes the first account; null once there is one */
  setupLink: string | null
  /** Finishes what is in flight, then closes the store. */
  stop(): Promise<void>
}

/** What `start` runs: prints where the server is, and stops in order when it is told to. */
export async function runServer(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const server = await startServer(config, log)
  process.stdout.write(`Throughline is at ${server.url}\n`)
  if (server.setupLink)
    process.stdout.write(`Make the first account here, once (valid for 7 days):\n  ${server.setupLink}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      log.info('Stopping: finishing what is in flight', { signal })
      server.stop().then(
        () => process.exit(0),
        error => {
          log.error('The server did not stop in order', { error })
          process.exit(1)
        },
      )
    })
}

/** Throws with one sentence when the folder has a server already, or the port is taken. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const lock = lockServer(config.dataFolder)
  let opened: Opened | undefined
  try {
    opened = await openData(config)
    await opened.files.removeUnfinished()
    return await serve(config, log, opened, lock.release)
  } catch (error) {
    await opened?.close()
    lock.release()
    throw error
  }
}

/** How long requests that are in flight have to finish when the server stops. */
const patienceMs = 10_000

async function serve(config: Config, log: Log, opened: Opened, release: () => void): Promise<RunningServer> {
  const { store, clock } = opened
  const access = await openAccess(config, clock, log)
  const bus = createBus()
  const closing = new AbortController()
  const app = createApp({ ...opened, access, bus, config, log, closing: closing.signal })
  const cases = announceMoves(opened.cases, bus)
  const announced = { ...opened, store: announceNotifications(store, bus) }
  const effects = openEffects(config, announced, cases)
  const workers = createWorkers({
    ...{ store, cases, effects, clock, log, processes: opened.processes },
    workerId: `server ${process.pid}`,
    onNotified: at => bus.publish({ kind: 'notified', at }),
  })

  const server = createAdaptorServer({ fetch: app.fetch })
  const port = await listen(server, config).catch(error => {
    access.close()
    throw error
  })
  const url = config.port === 0 ? localUrl(config.host, port) : config.url
  writeAddress(config.dataFolder, url)
  workers.start()
  const endSigning = signHourly(opened.heads, log)
  const setupToken = await access.createSetupToken()

  return {
    url,
    setupLink: setupToken === null ? null : `${url}/setup?token=${setupToken}`,
    async stop() {
      closing.abort()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      // Kept-open connections that ask for nothing would hold up the end.
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      // A client that never ends its request must not keep the server from ending.
      const patience = setTimeout(
        () => 'closeAllConnections' in server && server.closeAllConnections(),
        patienceMs,
      )
      await closed
      clearTimeout(patience)
      await workers.stop()
      await endSigning()
      await access.close()
      await store.close()
      forgetAddress(config.dataFolder)
      release()
    },
  }
}

function listen(server: ReturnType<typeof createAdaptorServer>, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new Error(`Port ${port} on ${host} is taken. Stop what is there, or choose another with PORT.`),
        )
      else if (error.code === 'EACCES')
        reject(new Error(`Port ${port} may not be used. Choose one above 1023 with PORT.`))
      else reject(error)
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
