import { seedDemo } from '../demo/seed-demo.ts'
import { type AddCommand, CommandError, print, printJson, startProgress, withData } from './command.ts'

type Options = { demo?: boolean; json?: boolean }

export const addSeed: AddCommand = program => {
  program
    .command('seed')
    .description('fill the data folder with an invented trading company; doing so twice changes nothing')
    .option('--demo', 'customers in every stage of the customer journey, over the last five months')
    .option('--json', 'print how many there are, by state, as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  THROUGHLINE_DATA=./demo npm run -s throughline -- seed --demo\n  THROUGHLINE_DATA=./demo npm start',
    )
    .action(async ({ demo, json }: Options) => {
      if (!demo) throw new CommandError('Say what to seed. There is one thing: seed --demo')
      const result = await withData(async opened => {
        const progress = startProgress('Seeding customers')
        try {
          return await seedDemo(opened, progress.update)
        } finally {
          progress.stop()
        }
      })
      if (json) return printJson(result)
      const { cases, events, refused, byState } = result
      print(
        `${cases} customers are there, in ${Object.keys(byState).length} states, with ${events} events ` +
          `(${refused} of them refused by a rule). Start the server with npm start, and open the cases.`,
      )
    })
}
