import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseMapping } from '../../engine/eventlog/check-mapping.ts'
import { importLogs } from '../../server/import.ts'
import { openData } from '../../server/open.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'

const guide = readFileSync(`${import.meta.dirname}/../../docs/guide/import.md`, 'utf8')

function example(name: string): string {
  const found = guide.split(`<!-- example: ${name} -->`)[1]?.match(/```\w+\n([\s\S]*?)```/)
  if (!found) throw new Error(`The guide has no example ${name}`)
  return found[1]!
}

const file = (name: string) => ({
  name,
  async *open() {
    yield Buffer.from(example(name))
  },
})

test('the example in the guide does what the guide says', async () => {
  const folder = makeFolder()
  const opened = await openData({ dataFolder: folder })
  try {
    const definition = (await opened.processes.newest('customer-journey')).definition
    const { mapping, problems } = parseMapping(example('leads.mapping.json'), definition)
    expect(problems).toEqual([])

    const result = await importLogs(opened, {
      mapping: mapping!,
      files: [file('leads.csv'), file('contacts.csv')],
      by: 'test',
    })

    expect(result.rows).toEqual({ read: 6, accepted: 3, refused: 2, reported: 1 })
    expect(result.refusals.map(({ event, reason, rules }) => [event, reason, rules])).toEqual([
      ['CONFIRM_FIT', 'guard-false', ['fits-target-market']],
      ['RECORD_ENGAGEMENT', 'not-accepted-here', []],
    ])
    expect(result.reports).toMatchObject([{ reason: 'no-case', rows: [{ file: 'contacts.csv', line: 5 }] }])
    expect((await opened.store.loadCase('fair-1'))!.snapshot.data.score).toBe(20)
  } finally {
    await opened.close()
    removeFolder(folder)
  }
})
