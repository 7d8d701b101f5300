import { createReadStream, existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename } from 'node:path'
import { parseMapping } from '../../engine/eventlog/check-mapping.ts'
import type { ImportResult } from '../import/result.ts'
import { type ImportProgress, importLogs } from '../import.ts'
import { toMarkdown } from '../report.ts'
import { readText } from './check.ts'
import { type AddCommand, CommandError, print, printJson, say, startProgress, withData } from './command.ts'

type Options = { process: string; mapping: string; report?: string; json?: boolean }

export const addImport: AddCommand = program => {
  program
    .command('import')
    .description('run event logs (CSV, XES) through a process; importing twice changes nothing')
    .argument('<file...>', 'the logs that the mapping reads')
    .requiredOption('--process <id>', 'the process')
    .requiredOption('--mapping <file>', 'how rows become events (docs/guide/import.md)')
    .option('--report <file>', 'write a report, as Markdown')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s throughline -- import leads.csv deals.csv --process customer-journey --mapping leads.mapping.json --report report.md',
    )
    .action(async (files: string[], { process, mapping: mappingFile, report, json }: Options) => {
      for (const file of files) if (!existsSync(file)) throw new CommandError(`There is no file "${file}".`)
      const { mapping, problems } = parseMapping(readText(mappingFile))
      if (!mapping)
        throw new CommandError(
          `The mapping "${mappingFile}" is not right: ${problems.map(({ at, message }) => `${at}: ${message}`).join(' ')}`,
        )
      if (mapping.process !== process)
        throw new CommandError(
          `The mapping is for the process "${mapping.process}", not for "${process}". Give --process ${mapping.process}, or another mapping.`,
        )
      const result = await withData(opened => {
        const bars = startBars()
        return importLogs(opened, {
          mapping,
          files: files.map(file => ({ name: basename(file), open: () => createReadStream(file) })),
          by: userInfo().username,
          onProgress: bars.update,
        }).finally(bars.stop)
      })
      if (report !== undefined) await writeFile(report, toMarkdown(result))
      if (json) printJson(result)
      else print(summary(result))
      if (report !== undefined) say(`The report is in ${report}.`)
    })
}

function startBars() {
  const reading = startProgress('Reading rows')
  const importing = startProgress('Importing cases')
  return {
    update(progress: ImportProgress) {
      if (progress.phase === 'reading') reading.update(progress.rows, progress.rows)
      else {
        reading.stop()
        importing.update(progress.cases, progress.of)
      }
    },
    stop() {
      reading.stop()
      importing.stop()
    },
  }
}

function summary({ rows, events, cases, contradictions }: ImportResult): string {
  const selfContradicting = contradictions.reduce((sum, { count }) => sum + count, 0)
  return [
    `${rows.read} rows: ${rows.accepted} accepted, ${rows.refused} refused by the process, ${rows.reported} reported.`,
    `${events.sent} events sent (${events.supplied} of all supplied by the mapping), ${events.repeated} on record already, ${events.timers} timers fired.`,
    `${cases.found} cases: ${cases.started} started, ${cases.repeated} there already, ${cases.notStarted} not started.`,
    ...(selfContradicting > 0
      ? [`${selfContradicting} rows contradict themselves; see --report or --json.`]
      : []),
  ].join('\n')
}
