// The command line. Exit codes: 0 done; 1 the thing that was asked about is wrong, or could not be done; 2 the
// command itself was wrong.

import { Command, CommanderError } from 'commander'
import { addBackup, addRestore } from './commands/backup.ts'
import { addCheck } from './commands/check.ts'
import { say } from './commands/command.ts'
import { addExport } from './commands/export.ts'
import { addHead, addKeys } from './commands/head.ts'
import { addImport } from './commands/import.ts'
import { addPublish } from './commands/publish.ts'
import { addSeed } from './commands/seed.ts'
import { addStart } from './commands/start.ts'
import { addToken, addUser } from './commands/token.ts'
import { addVerify } from './commands/verify.ts'
import { readConfig } from './config.ts'

const commands = [
  addStart,
  addCheck,
  addPublish,
  addImport,
  addExport,
  addVerify,
  addHead,
  addKeys,
  addToken,
  addUser,
  addBackup,
  addRestore,
  addSeed,
]

const program = new Command('throughline')
  .description('Draw how a customer travels from strategy to delivery, run it, prove what happened.')
  .showHelpAfterError('(add --help for what it takes)')
  .exitOverride()
for (const add of commands) add(program)
for (const command of program.commands) command.exitOverride()

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeFor(error)
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  say(error instanceof Error ? error.message : String(error))
  if (wantsStack()) say(String(error instanceof Error ? error.stack : ''))
  return 1
}

function wantsStack(): boolean {
  try {
    return readConfig().logLevel === 'debug'
  } catch {
    return false
  }
}
