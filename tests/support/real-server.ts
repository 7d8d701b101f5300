// The server as people run it: its own process, the real command, a data folder and a port of its own.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

// The runner's own NODE_ENV would make a build for developers, a third larger and slower.
const env = { ...process.env, NODE_ENV: 'production' }

export type RealServer = {
  url: string
  /** its data folder */
  folder: string
  /** the link that makes the first account */
  setupLink: string
  /** Stops it as a person would; it can be started again. Gives the code it ended with. */
  goDown(): Promise<number | null>
  /** Starts it again, on the same data and the same address. */
  comeBack(): Promise<void>
  /** For good: its data goes too. Gives the code it ended with. */
  stop(): Promise<number | null>
}

/** Builds the screens when they are older than their sources, then starts on a new data folder. */
export async function startRealServer(): Promise<RealServer> {
  execFileSync(process.execPath, ['server/build-screens.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const folder = mkdtempSync(join(tmpdir(), 'throughline-'))
  let running = start(folder, '0')
  const setupLink = await running.says(/^ *(http\S+\/setup\?token=\S+)$/m)
  const url = new URL(setupLink).origin

  async function goDown(): Promise<number | null> {
    running.process.kill('SIGTERM')
    return await running.ended
  }

  return {
    url,
    folder,
    setupLink,
    goDown,
    async comeBack() {
      running = start(folder, new URL(url).port)
      await running.says(/^Throughline is at (\S+)$/m)
    },
    async stop() {
      const code = await goDown()
      rmSync(folder, { recursive: true, force: true })
      return code
    },
  }
}

function start(folder: string, port: string) {
  const server = spawn(process.execPath, ['server/cli.ts', 'start'], {
    cwd: root,
    env: { ...env, HOST: '127.0.0.1', PORT: port, THROUGHLINE_DATA: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const heard = new Set<() => void>()
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    for (const listener of heard) listener()
  })
  return {
    process: server,
    ended: once(server, 'exit').then(([code]) => code as number | null),
    /** Waits until it has said this; gives the part in brackets. */
    says: (what: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const listen = () => {
          const found = what.exec(said)?.[1]
          if (found !== undefined) resolve(found)
        }
        heard.add(listen)
        listen()
        server.once('exit', code =>
          reject(new Error(`The server ended with ${code} before it was up. It said:\n${said}`)),
        )
      }),
  }
}
