// What the server and every command work on, opened in the order in which each needs the others.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createAccess } from './access/access.ts'
import { loadSecret } from './access/secret.ts'
import { type Cases, createCases } from './cases.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createEffects, type Effects } from './effects/effects.ts'
import { loadWebhookSettings } from './effects/webhook-settings.ts'
import { StoreBusyError } from './faults.ts'
import { createDiskFiles } from './files/disk.ts'
import type { Files } from './files/files.ts'
import { type Heads, openHeads } from './heads/heads.ts'
import type { Log } from './log.ts'
import { createProcesses, type Processes } from './processes.ts'
import { createRegisters, type RegisterReader } from './registers.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'
import { createTemplates, type Templates } from './templates.ts'
import { createFileWorkspace } from './workspace/files.ts'
import { seedWorkspace } from './workspace/seed.ts'
import type { Workspace } from './workspace/workspace.ts'

export const shippedProcesses = join(import.meta.dirname, '..', 'processes')
export const databaseFile = (dataFolder: string) => join(dataFolder, 'throughline.db')
export const workspaceFolder = (dataFolder: string) => join(dataFolder, 'workspace')
export const filesFolder = (dataFolder: string) => join(dataFolder, 'files')

export type Opened = {
  store: Store
  workspace: Workspace
  processes: Processes
  templates: Templates
  registers: RegisterReader
  cases: Cases
  /** contents of the files that are attached to cases */
  files: Files
  /** the log of all entries, as its signed heads say */
  heads: Heads
  clock: Clock
  close(): Promise<void>
}

/**
 * Opens the data folder, making and seeding it where it is new. Several processes may have it open. `cacheMb`: how
 * much of the store is kept in memory at the most.
 */
export async function openData(
  config: Pick<Config, 'dataFolder'> & { cacheMb?: number },
  clock: Clock = systemClock,
): Promise<Opened> {
  makeFolder(config.dataFolder)
  const store = openSqliteStore({ file: databaseFile(config.dataFolder), cacheMb: config.cacheMb })
  const workspace = createFileWorkspace(workspaceFolder(config.dataFolder))
  const processes = createProcesses({ store, workspace, clock })
  const registers = createRegisters(workspace)
  const cases = createCases({ store, processes, registers, clock })
  const files = createDiskFiles(filesFolder(config.dataFolder))
  const close = () => store.close()
  let heads: Heads
  try {
    // What signs is made before anything happens that it could be asked about.
    heads = openHeads({ store, clock, dataFolder: config.dataFolder })
    await seed({ store, workspace, processes, clock })
  } catch (error) {
    await close()
    throw error
  }
  const templates = createTemplates(shippedProcesses)
  return { store, workspace, processes, templates, registers, cases, files, heads, clock, close }
}

/** What is in it (accounts, customers) is for whoever runs the server alone. */
function makeFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'there is a file in its place' : `${code}`
    throw new StoreBusyError(
      `The data folder ${JSON.stringify(dataFolder)} cannot be made: ${why}. Name another with THROUGHLINE_DATA.`,
      error,
    )
  }
}

/** Puts what ships into a new folder, and publishes it as version 1. */
async function seed({
  store,
  workspace,
  processes,
  clock,
}: Pick<Opened, 'store' | 'workspace' | 'processes' | 'clock'>) {
  await seedWorkspace(workspace, shippedProcesses, {
    by: 'throughline',
    at: clock.now().toISOString(),
    publish: async (process, { definition, layout }) => {
      if ((await store.listVersions(process)).length > 0) return
      // A version that cases ran on, and that is gone, is for `verify` to tell, not for a start to replace.
      if ((await store.countCases(process)).length > 0) return
      const note = 'Shipped with the product'
      const published = await processes.publish({ process, definition, layout, note, by: 'throughline' })
      if (published.kind === 'problems')
        throw new Error(`The process "${process}" that ships is wrong: ${published.problems[0]?.message}`)
    },
  })
}

/** Accounts and keys, on the same database. */
export async function openAccess(config: Pick<Config, 'dataFolder' | 'url'>, clock: Clock, log: Log) {
  const secret = await loadSecret(config.dataFolder)
  return createAccess({ database: databaseFile(config.dataFolder), baseUrl: config.url, secret, clock, log })
}

/** What the outbox does, through the door that is given. */
export function openEffects(
  config: Pick<Config, 'url' | 'dataFolder'>,
  { store, clock }: Opened,
  cases: Cases,
): Effects {
  const webhook = { url: config.url, ...loadWebhookSettings(config.dataFolder) }
  return createEffects({ store, cases, clock, webhook })
}
