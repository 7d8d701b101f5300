import { userInfo } from 'node:os'
import { check } from '../processes.ts'
import { readText } from './check.ts'
import { type AddCommand, CommandError, print, printJson, withData } from './command.ts'

type Options = { as?: string; note: string; json?: boolean }

export const addPublish: AddCommand = program => {
  program
    .command('publish')
    .description('publish a definition into the store as its next version')
    .argument('<file>', 'the definition, as JSON')
    .option('--as <id>', 'publish it under another id')
    .option('--note <text>', 'what changed', 'Published from the command line')
    .option('--json', 'print the version as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s throughline -- publish my-process.json --as orders --note "Second approval"',
    )
    .action(async (file: string, { as, note, json }: Options) => {
      const checked = check(readText(file))
      if (checked.kind === 'problems') {
        if (json) printJson({ problems: checked.problems })
        const errors = checked.problems.filter(({ severity }) => severity === 'error')
        const first = errors[0]!
        throw new CommandError(
          `"${file}" has ${errors.length} error${errors.length === 1 ? '' : 's'}, so it was not published. ` +
            `The first${first.line ? ` (line ${first.line})` : ''}: ${first.message} See all with: check ${file}`,
        )
      }
      const { definition } = checked
      await withData(async ({ processes }) => {
        const by = userInfo().username
        const published = await processes.publish({ process: as ?? definition.id, definition, note, by })
        if (published.kind === 'problems') throw new CommandError(published.problems[0]!.message)
        if (published.kind === 'conflict')
          throw new CommandError('Somebody else has published in between. Nothing was published; try again.')
        const { process, version, hash, publishedAt } = published.version
        if (json) printJson({ process, version, hash, publishedAt })
        else print(`${process} version ${version}`)
      })
    })
}
