import { readFileSync } from 'node:fs'
import { readHead, type SignedHead } from '../../engine/log/head.ts'
import { type Check, verifyAll, verifyCase } from '../audit.ts'
import {
  type AddCommand,
  CommandError,
  print,
  printJson,
  startProgress,
  withDataThatExists,
} from './command.ts'

type Options = { case?: string; head?: string; json?: boolean }

export const addVerify: AddCommand = program => {
  program
    .command('verify')
    .description(
      'recompute the hash chains and the replay of every case; exit 1 and the first entry that disagrees',
    )
    .option('--case <id>', 'one case only')
    .option('--head <file>', 'compare with a saved head of the log')
    .option('--json', 'print the result as JSON')
    .action(async ({ case: caseId, head, json }: Options) => {
      if (head !== undefined && caseId !== undefined)
        throw new CommandError('A head is of all entries: leave --case away to hold it against them.')
      const saved = head === undefined ? [] : [readHeadFile(head)]
      const check = await withDataThatExists(async (opened): Promise<Check> => {
        if (caseId !== undefined) return { ...(await verifyCase(opened, caseId)), cases: 1 }
        const progress = startProgress('Verifying')
        try {
          return await verifyAll(opened, { onProgress: progress.update, saved })
        } finally {
          progress.stop()
        }
      })
      if (json) printJson(check)
      else print(sentence(check))
      if (!check.ok) process.exitCode = 1
    })
}

function readHeadFile(file: string): SignedHead {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandError(`The head "${file}" cannot be read (${(error as Error).message}).`)
  }
  const head = readHead(text)
  if (typeof head === 'string') throw new CommandError(`"${file}": ${head}`)
  return head
}

function sentence({ cases, entries, firstBad, log }: Check): string {
  if (!firstBad) {
    const held = `${entries} entries of ${cases} case${cases === 1 ? '' : 's'} verified: every chain holds, every replay agrees.`
    if (!log) return held
    const against = log.heads === 1 ? 'the one head' : `all ${log.heads} heads`
    const logged =
      log.heads === 0
        ? 'No head of the log is kept here: none was given out yet, or the file of them was removed.'
        : `The log agrees with ${against} of it.`
    return [`${held} ${logged}`, ...log.notes.map(note => `Note: ${note}`)].join('\n')
  }
  const { caseId, seq, reason } = firstBad
  if (caseId === null) return reason
  if (seq === 0) return `Case ${caseId}: ${reason}`
  return `Case ${caseId}, entry ${seq}: ${reason}`
}
