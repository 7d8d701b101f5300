import { writeFileSync } from 'node:fs'
import { short } from '../../engine/log/head.ts'
import { type AddCommand, CommandError, print, printJson, say, withDataThatExists } from './command.ts'

export const addHead: AddCommand = program => {
  program
    .command('head')
    .description('sign the log of all entries as it is now; keep the head elsewhere, for verify --head')
    .option('--out <file>', 'a new file, instead of standard output')
    .addHelpText('after', '\nExample:\n  npm run -s throughline -- head --out head-2026-03-02.json')
    .action(async ({ out }: { out?: string }) => {
      const head = await withDataThatExists(({ heads }) => heads.now())
      if (out === undefined) return printJson(head)
      try {
        // Never over one that was saved before: it is the older ones that prove the most.
        writeFileSync(out, `${JSON.stringify(head, null, 2)}\n`, { flag: 'wx' })
      } catch (error) {
        throw new CommandError(
          (error as NodeJS.ErrnoException).code === 'EEXIST'
            ? `"${out}" is there already. Choose a new name.`
            : `The head could not be written to "${out}" (${(error as Error).message}).`,
        )
      }
      say(`The head of ${head.size} entries is in ${out}. Keep it where nobody here can change it.`)
    })
}

export const addKeys: AddCommand = program => {
  program
    .command('keys')
    .description('the keys that heads are signed with')
    .option('--rotate', 'make a new key, endorsed by the one before it; heads that were signed stay valid')
    .option('--json', 'print them as JSON')
    .action(async ({ rotate, json }: { rotate?: boolean; json?: boolean }) => {
      const { log, keys } = await withDataThatExists(async ({ heads }) => {
        // What was signed so far ends with a head of the old key.
        if (rotate) {
          await heads.now()
          heads.rotate()
        }
        return heads.keys()
      })
      if (json) return printJson({ log, keys })
      print(`The log is called ${log}.`)
      for (const [n, { id, madeAt, endorsement }] of keys.entries()) {
        const by = endorsement
          ? `endorsed by ${short(endorsement.by)}`
          : n === 0
            ? 'the first'
            : 'endorsed by nobody'
        print(`${id}  made ${madeAt}, ${by}${n === keys.length - 1 ? ', signs now' : ''}`)
      }
    })
}
