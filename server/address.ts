// Where the running server is reached, for commands beside it: they may be started with another environment.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileIn = (dataFolder: string) => join(dataFolder, 'server.address')

export function writeAddress(dataFolder: string, url: string): void {
  writeFileSync(fileIn(dataFolder), `${url}\n`, { mode: 0o600 })
}

export function forgetAddress(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true })
}

/** The address of the server on this folder; undefined where none runs. A server that was killed leaves its last one. */
export function readAddress(dataFolder: string): string | undefined {
  try {
    return readFileSync(fileIn(dataFolder), 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
