import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { type ExportFormat, exportFormats, exportHistories } from '../export.ts'
import { type AddCommand, CommandError, say, withDataThatExists } from './command.ts'

type Options = { process: string; format: string; out?: string }

export const addExport: AddCommand = program => {
  program
    .command('export')
    .description('write the histories of a process: JSON Lines, CSV, or XES, the standard for event logs')
    .requiredOption('--process <id>', 'the process')
    .option('--format <format>', exportFormats.join(', '), 'jsonl')
    .option('--out <file>', 'a file, instead of standard output')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s throughline -- export --process customer-journey --format csv --out journey.csv',
    )
    .action(async ({ process: id, format, out }: Options) => {
      if (!isFormat(format))
        throw new CommandError(
          `"${format}" is not a format that can be written yet. There are: ${exportFormats.join(', ')}.`,
        )
      stayInLittleMemory()
      await withDataThatExists(async ({ store, processes }) => {
        await processes.versions(id)
        const lines = Readable.from(
          exportHistories(store, format, { filter: { process: id }, only: 'cases' }),
        )
        if (out === undefined) return pipeline(lines, process.stdout, { end: false })
        // A file that is there under its name is whole.
        await pipeline(lines, createWriteStream(`${out}.part`)).catch(async error => {
          await rm(`${out}.part`, { force: true })
          throw new CommandError(
            `The histories could not be written to "${out}" (${error.message}); nothing is left of it.`,
          )
        })
        await rename(`${out}.part`, out)
        say(`The histories are in ${out}.`)
      }, littleCache)
    })
}

/** Each entry is read once: to keep much of the store at hand gains nothing. */
const littleCache = { cacheMb: 2 }

/** Entries live for a moment. The part of the heap that they are made in is emptied instead of growing. */
const stayInLittleMemory = () => setFlagsFromString('--optimize-for-size')

const isFormat = (format: string): format is ExportFormat => exportFormats.some(known => known === format)
