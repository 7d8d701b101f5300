// An import of many small cases, and the same import as a program that can be killed: `import-load.ts FOLDER`
// says on stdout how many cases are done.

import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Mapping, mappingSchema } from '../../engine/eventlog/mapping.ts'
import type { ImportResult } from '../../server/import/result.ts'
import { importLogs } from '../../server/import.ts'
import { type Opened, openData } from '../../server/open.ts'
import { purchase } from '../support/purchase.ts'

export const caseCount = 600

const mapping: Mapping = mappingSchema.parse({
  id: 'many',
  title: 'Many',
  process: 'purchase',
  time: { zone: 'UTC' },
  horizon: '2018-12-31',
  sources: { log: { case: "'many-' + row.id" } },
  actors: { ana: { id: "'ana'", roles: ['sales'] }, bob: { id: "'bob'", roles: ['strategy'] } },
  start: { from: 'log', when: 'index == 0', at: 'time(row.at)', data: { amount: '1' }, actor: 'ana' },
  events: [
    {
      from: 'log',
      type: 'ASK',
      at: 'time(row.at)',
      data: { item: "'x'" },
      actor: 'ana',
      when: "row.what == 'ask'",
    },
    {
      from: 'log',
      type: 'RETURN',
      at: 'time(row.at)',
      data: { reason: "'y'" },
      actor: 'bob',
      when: "row.what == 'return'",
    },
  ],
  registers: { strategy: { limit: 500 } },
})

function* lines() {
  yield 'id,at,what\n'
  for (let day = 1; day <= 20; day++)
    for (let id = 0; id < caseCount; id++) {
      const what = (day + id) % 3 === 0 ? 'return' : 'ask'
      yield `${id},2018-03-${String(day).padStart(2, '0')},${what}\n`
    }
}

export async function openForImport(folder: string): Promise<Opened> {
  const opened = await openData({ dataFolder: folder })
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'test' })
  return opened
}

export function runImport(opened: Opened, onCase: (cases: number) => void = () => {}): Promise<ImportResult> {
  return importLogs(opened, {
    mapping,
    files: [
      {
        name: 'log.csv',
        async *open() {
          for (const line of lines()) yield Buffer.from(line)
        },
      },
    ],
    by: 'test',
    onProgress: progress => {
      if (progress.phase === 'importing') onCase(progress.cases)
    },
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runImport(await openForImport(process.argv[2]!), cases => writeSync(1, `${cases}\n`))
