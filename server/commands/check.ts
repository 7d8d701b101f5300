import { readFileSync } from 'node:fs'
import type { Problem } from '../../engine/problems.ts'
import { check } from '../processes.ts'
import { type AddCommand, CommandError, print, printJson } from './command.ts'

export const addCheck: AddCommand = program => {
  program
    .command('check')
    .description('parse and verify definitions; exit 1 when one has an error')
    .argument('<file...>', 'definitions, as JSON')
    .option('--json', 'print the problems as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s throughline -- check processes/customer-journey/definition.json',
    )
    .action((files: string[], { json }: { json?: boolean }) => {
      const found = files.map(file => ({ file, problems: check(readText(file)).problems }))
      if (json) printJson(found)
      else
        for (const { file, problems } of found) for (const problem of problems) print(toLine(file, problem))
      const errors = found.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error')
      if (!json && found.every(({ problems }) => problems.length === 0)) print('Nothing found.')
      if (errors.length > 0) process.exitCode = 1
    })
}

/** As compilers write it, so that editors can jump there. */
function toLine(file: string, { line, column, severity, code, at, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`
  return `${place}: ${severity}: ${message} [${code}${at ? ` at ${at}` : ''}]`
}

/** The text of a file. Strictly: a letter that was mended on the way would be published for good. */
export function readText(file: string): string {
  const bytes = readBytes(file)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // Said below.
  }
  throw new CommandError(`"${file}" is not UTF-8 text. Save it as UTF-8, then try again.`)
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandError(
      code === 'ENOENT'
        ? `There is no file "${file}".`
        : `"${file}" cannot be read (${code ?? 'unknown reason'}).`,
    )
  }
}
