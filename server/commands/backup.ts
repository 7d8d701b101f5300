// A backup is one file: a consistent copy of the database, with the workspace's documents and the contents of
// attached files beside its tables.
// The secret that signs sessions is not in it: after a restore elsewhere people sign in again. Nor is what signs heads
// of the log, only what they are checked by, and the heads that were given out.

import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readConfig } from '../config.ts'
import { contentFile } from '../files/disk.ts'
import { isSha256 } from '../files/files.ts'
import { headsFile } from '../heads/heads.ts'
import { keysFile, withoutSecret } from '../heads/keys.ts'
import { databaseFile, filesFolder, workspaceFolder } from '../open.ts'
import { lockServer } from '../store/sqlite/lock.ts'
import { type AddCommand, CommandError, say, startProgress, withDataThatExists } from './command.ts'

export const addBackup: AddCommand = program => {
  program
    .command('backup')
    .description(
      'write cases, their files, accounts, processes and registers into one file, while the server runs',
    )
    .argument('<file>', 'a new file')
    .action(async (file: string) => {
      if (existsSync(file)) throw new CommandError(`"${file}" is there already. Choose a new name.`)
      const part = `${file}.part`
      rmSync(part, { force: true })
      mkdirSync(dirname(resolve(file)), { recursive: true })
      await withDataThatExists(async ({ store }, config) => {
        const progress = startProgress('Copying')
        try {
          // Before the cases: they are at least as long as the heads say.
          const log = readLog(config.dataFolder)
          await store.backup(part, progress.update)
          addDocuments(part, workspaceFolder(config.dataFolder))
          // After the cases: a content is there before the entry that names it.
          addContents(part, filesFolder(config.dataFolder))
          addLog(part, log)
        } catch (error) {
          rmSync(part, { force: true })
          throw new CommandError(
            `The backup "${file}" could not be written (${(error as Error).message}); nothing is left of it. Is there room for it?`,
          )
        } finally {
          progress.stop()
        }
      })
      renameSync(part, file)
      say(`Everything is in ${file}.`)
    })
}

export const addRestore: AddCommand = program => {
  program
    .command('restore')
    .description('put a backup into the data folder, which has to be new or empty, or --force')
    .argument('<file>', 'a file that backup wrote')
    .option('--force', 'replace what is in the data folder; it is kept beside it')
    .action((file: string, { force }: { force?: boolean }) => {
      const { dataFolder } = readConfig()
      if (!existsSync(file)) throw new CommandError(`There is no file "${file}".`)
      const taken = existsSync(databaseFile(dataFolder))
      if (taken && !force)
        throw new CommandError(
          `The data folder "${dataFolder}" is in use. Name another (THROUGHLINE_DATA), or replace what is there with --force.`,
        )
      if (taken) lockServer(dataFolder).release()
      const fresh = `${dataFolder}.restoring`
      rmSync(fresh, { recursive: true, force: true })
      mkdirSync(fresh, { recursive: true })
      cpSync(file, databaseFile(fresh))
      takeDocuments(databaseFile(fresh), workspaceFolder(fresh))
      takeLog(databaseFile(fresh), fresh)
      takeContents(databaseFile(fresh), filesFolder(fresh))
      let kept = ''
      if (existsSync(dataFolder)) {
        kept = `${dataFolder}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
        renameSync(dataFolder, kept)
      }
      renameSync(fresh, dataFolder)
      say(`Restored into ${dataFolder}.${taken ? ` What was there is in ${kept}.` : ''}`)
    })
}

const table = 'CREATE TABLE backup_documents (path TEXT PRIMARY KEY, content BLOB NOT NULL)'

function addDocuments(file: string, folder: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec(`BEGIN; ${table}`)
    const add = database.prepare('INSERT INTO backup_documents (path, content) VALUES (?, ?)')
    for (const path of globSync('**/*.json', { cwd: folder })) add.run(path, readFileSync(join(folder, path)))
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

function takeDocuments(file: string, folder: string): void {
  const database = openBackup(file)
  try {
    for (const { path, content } of database.prepare('SELECT path, content FROM backup_documents').all()) {
      const target = resolve(folder, path as string)
      if (!target.startsWith(resolve(folder)))
        throw new CommandError(`The backup names a file outside of the workspace: ${path}`)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content as Uint8Array)
    }
    database.exec('DROP TABLE backup_documents')
  } finally {
    database.close()
  }
}

function addContents(file: string, folder: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec('BEGIN; CREATE TABLE backup_files (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL)')
    const add = database.prepare('INSERT INTO backup_files (sha256, content) VALUES (?, ?)')
    for (const path of globSync('*/*', { cwd: folder })) {
      const sha256 = basename(path)
      // Not what is being received just now.
      if (isSha256(sha256)) add.run(sha256, readFileSync(join(folder, path)))
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** One at a time: all of them may be more than fits into memory. Backups of earlier versions have none. */
function takeContents(file: string, folder: string): void {
  const database = new DatabaseSync(file)
  try {
    const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_files'").get()
    if (!table) return
    for (const { sha256, content } of database
      .prepare('SELECT sha256, content FROM backup_files')
      .iterate()) {
      if (!isSha256(String(sha256))) throw new CommandError(`The backup names a file that is none: ${sha256}`)
      const target = contentFile(folder, String(sha256))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content as Uint8Array, { mode: 0o600 })
    }
    database.exec('DROP TABLE backup_files; VACUUM')
  } finally {
    database.close()
  }
}

/** What heads are checked by, and those that were given out. */
const logParts: { file(dataFolder: string): string; kept(content: string): string }[] = [
  { file: keysFile, kept: withoutSecret },
  { file: headsFile, kept: content => content },
]

const readLog = (dataFolder: string): [name: string, content: string][] =>
  logParts.flatMap(({ file, kept }) => {
    const path = file(dataFolder)
    return existsSync(path) ? [[basename(path), kept(readFileSync(path, 'utf8'))]] : []
  })

function addLog(file: string, log: [name: string, content: string][]): void {
  const database = new DatabaseSync(file)
  try {
    database.exec('BEGIN; CREATE TABLE backup_log (name TEXT PRIMARY KEY, content TEXT NOT NULL)')
    const add = database.prepare('INSERT INTO backup_log (name, content) VALUES (?, ?)')
    for (const [name, content] of log) add.run(name, content)
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** Backups of earlier versions have none: the log begins anew then. */
function takeLog(file: string, dataFolder: string): void {
  const database = new DatabaseSync(file)
  try {
    if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_log'").get()) return
    const content = database.prepare('SELECT content FROM backup_log WHERE name = ?')
    for (const { file } of logParts) {
      const path = file(dataFolder)
      const row = content.get(basename(path))
      if (!row) continue
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, row.content as string, { mode: 0o600 })
    }
    database.exec('DROP TABLE backup_log')
  } finally {
    database.close()
  }
}

function openBackup(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file)
    database.prepare('SELECT 1 FROM backup_documents').get()
    return database
  } catch {
    throw new CommandError('This file is not a backup of Throughline, or it is damaged. Nothing was changed.')
  }
}
