import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyChain } from '../../engine/seal.ts'
import { systemClock } from '../../server/clock.ts'
import { makeFolder, openPurchase, removeFolder } from '../support/open-purchase.ts'

const times = 50

/** Lets the load run until it has acknowledged some, then ends it without warning; what it had acknowledged. */
async function killUnderLoad(folder: string, run: number): Promise<string[]> {
  const load: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'load.ts'), folder, `r${run}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let text = ''
  // A different moment each time: in the middle of a first group, of a later one, of a checkpoint.
  const enough = 200 + run * 150
  load.stdout!.setEncoding('utf8').on('data', chunk => {
    text += chunk
    if (text.length > enough * 70) load.kill('SIGKILL')
  })
  await once(load, 'close')
  // A line that was cut short by the kill was not acknowledged.
  return text.split('\n').slice(0, -1)
}

test(`killed ${times} times under load, every acknowledged event is there, and every chain holds`, {
  timeout: 300_000,
}, async () => {
  const folder = makeFolder()
  const acknowledged: string[] = []
  for (let run = 0; run < times; run++) acknowledged.push(...(await killUnderLoad(folder, run)))

  const { store } = openPurchase(systemClock, folder)
  const onRecord = new Set<string>()
  const broken: string[] = []
  for await (const caseId of store.readCaseIds()) {
    const history = await store.listHistory(caseId)
    const row = await store.loadCase(caseId)
    if (!verifyChain(history).ok || row?.hash !== history.at(-1)?.hash || row?.seq !== history.length)
      broken.push(caseId)
    for (const { seq, hash } of history) onRecord.add(`${caseId} ${seq} ${hash}`)
  }
  const timers = await store.listTimers({ limit: 1_000_000 })
  await store.close()
  removeFolder(folder)

  expect(acknowledged.length).toBeGreaterThan(times * 200)
  expect(acknowledged.filter(line => !onRecord.has(line))).toEqual([])
  expect(broken).toEqual([])
  expect(timers.every(({ id }) => id === 'after P3D in approval')).toBe(true)
})
