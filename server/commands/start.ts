import { runServer } from '../main.ts'
import type { AddCommand } from './command.ts'

export const addStart: AddCommand = program => {
  program
    .command('start')
    .description(
      'serve everything at http://localhost:3000 (PORT, HOST), on the data folder (THROUGHLINE_DATA)',
    )
    .action(() => runServer())
}
