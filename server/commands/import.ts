import { createReadStream, existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import { type MappingProblem, parseMapping } from '../../engine/eventlog/check-mapping.ts'
import type { Mapping } from '../../engine/eventlog/mapping.ts'
import { ownLog, ownLogName } from '../../engine/eventlog/own-log.ts'
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
    .requiredOption(
      '--mapping <file>',
      `how rows become events (docs/guide/import.md), or "${ownLogName}" for what "export --format xes" wrote`,
    )
    .option('--report <file>', 'write a report, as Markdown')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s throughline -- import leads.csv deals.csv --process customer-journey --mapping leads.mapping.json --report report.md',
    )
    .action(async (files: string[], { process, mapping: mappingFile, report, json }: Options) => {
      for (const file of files) if (!existsSync(file)) throw new CommandError(`There is no file "${file}".`)
      // Before the work: a report that cannot be written would be known only after it.
      if (report !== undefined && !existsSync(dirname(resolve(report))))
        throw new CommandError(
          `The report "${report}" would be in a folder that does not exist. Make the folder, or choose another.`,
        )
      const reading =
        mappingFile === ownLogName
          ? ownLog(process, files.length)
          : { mapping: readMapping(mappingFile, process) }
      const result = await withData(opened => {
        const bars = startBars()
        return importLogs(opened, {
          ...reading,
          files: files.map(file => ({ name: basename(file), open: () => createReadStream(file) })),
          by: userInfo().username,
          onProgress: bars.update,
        }).finally(bars.stop)
      })
      if (json) printJson(result)
      else print(summary(result))
      if (report === undefined) return
      await writeFile(report, toMarkdown(result))
      say(`The report is in ${report}.`)
    })
}

function readMapping(file: string, process: string): Mapping {
  const { mapping, problems } = parseMapping(readText(file))
  if (!mapping)
    throw new CommandError(
      `The mapping is not right.\n${problems.map(problem => toLine(file, problem)).join('\n')}`,
    )
  if (mapping.process !== process)
    throw new CommandError(
      `The mapping is for the process "${mapping.process}", not for "${process}". Give --process ${mapping.process}, or another mapping.`,
    )
  return mapping
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

/** As compilers write it, so that editors can jump there. */
function toLine(file: string, { at, message, line, column }: MappingProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`
  return `${place}: ${message}${at ? ` [${at}]` : ''}`
}

/** The groups with the most rows; all of them are in the report. */
const groupsShown = 5

function summary({ rows, events, cases, contradictions, refusals, reports }: ImportResult): string {
  const groups = [
    ...refusals.map(({ count, rows: [first], event, reason, rules }) => ({
      count,
      first,
      what: `${event} refused: ${reason}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}`,
    })),
    ...reports.map(({ count, rows: [first], source, reason }) => ({
      count,
      first,
      what: `${source} reported: ${reason}`,
    })),
  ].sort((a, b) => b.count - a.count)
  const selfContradicting = contradictions.reduce((sum, { count }) => sum + count, 0)
  return [
    `${rows.read} rows: ${rows.accepted} accepted, ${rows.refused} refused by the process, ${rows.reported} reported.`,
    `${events.sent} events sent (${events.supplied} of all supplied by the mapping), ${events.repeated} on record already, ${events.timers} timers fired.`,
    `${cases.found} cases: ${cases.started} started, ${cases.repeated} there already, ${cases.notStarted} not started.`,
    ...(selfContradicting > 0 ? [`${selfContradicting} rows contradict themselves.`] : []),
    ...groups
      .slice(0, groupsShown)
      .flatMap(({ count, what, first }) => [
        `  ${count} × ${what}`,
        ...(first ? [`    first ${first.file}:${first.line}: ${first.message}`] : []),
      ]),
    ...(groups.length > groupsShown ? [`  and ${groups.length - groupsShown} more kinds`] : []),
    ...(groups.length + selfContradicting > 0 ? ['Every kind, with rows: --report FILE or --json.'] : []),
  ].join('\n')
}
