// An import of an invented log, from text to histories on disk, against what the product promises.

import { rmSync } from 'node:fs'
import { openForImport, runImport } from '../chaos/import-load.ts'
import { makeFolder } from '../support/open-purchase.ts'
import { type Comparison, median } from './measure.ts'

const promised = 3_000
const rounds = 3

export async function benchImport(): Promise<Comparison[]> {
  const rates: number[] = []
  for (let round = 0; round <= rounds; round++) rates.push(await eventsPerSecond())
  // The first warms up.
  const ours = median(rates.slice(1))
  return [
    {
      name: 'events imported / promised',
      target: 'at least 1',
      ours,
      theirs: promised,
      unit: 'per second',
      ratio: ours / promised,
      met: ours >= promised,
    },
  ]
}

async function eventsPerSecond(): Promise<number> {
  const folder = makeFolder()
  const opened = await openForImport(folder)
  const begun = performance.now()
  const { events } = await runImport(opened)
  const seconds = (performance.now() - begun) / 1000
  await opened.close()
  rmSync(folder, { recursive: true })
  return (events.sent + events.refused + events.timers) / seconds
}
