// Moves many cases at once and says of each event, on stdout, when it was acknowledged; until it is killed.

import { writeSync } from 'node:fs'
import { systemClock } from '../../server/clock.ts'
import { openPurchase } from '../support/open-purchase.ts'
import { ana, bob } from '../support/purchase.ts'

const folder = process.argv[2]!
const run = process.argv[3]!
const { cases } = openPurchase(systemClock, folder)

async function client(n: number): Promise<never> {
  for (let round = 0; ; round++) {
    const caseId = `${run}-${n}-${round}`
    const started = await cases.start({ process: 'purchase', id: caseId, data: { amount: 1 }, actor: ana })
    acknowledge(started)
    for (let turn = 0; turn < 20; turn++) {
      acknowledge(await cases.send({ caseId, type: 'ASK', data: { item: 'x' }, actor: ana }))
      acknowledge(await cases.send({ caseId, type: 'RETURN', data: { reason: 'y' }, actor: bob }))
    }
  }
}

function acknowledge(outcome: Awaited<ReturnType<typeof cases.send>>): void {
  if (outcome.kind === 'sent')
    writeSync(1, `${outcome.entry.caseId} ${outcome.entry.seq} ${outcome.entry.hash}\n`)
}

await Promise.all(Array.from({ length: 64 }, (_, n) => client(n)))
