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
  /** the link that makes the first account */
  setupLink: string
  /** Stops it as a person would, and gives the code it ended with. */
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
  const server = spawn(process.execPath, ['server/cli.ts', 'start'], {
    cwd: root,
    env: { ...env, HOST: '127.0.0.1', PORT: '0', THROUGHLINE_DATA: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')

  const setupLink = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const link = /^ *(http\S+\/setup\?token=\S+)$/m.exec(said)?.[1]
      if (link !== undefined) resolve(link)
    })
    server.once('exit', code =>
      reject(new Error(`The server ended with ${code} before it was up. It said:\n${said}`)),
    )
  })

  return {
    url: new URL(setupLink).origin,
    setupLink,
    async stop() {
      server.kill('SIGTERM')
      const [code] = await ended
      rmSync(folder, { recursive: true, force: true })
      return code
    },
  }
}
