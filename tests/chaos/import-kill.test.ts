import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyAll } from '../../server/audit.ts'
import type { Opened } from '../../server/open.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { caseCount, openForImport, runImport } from './import-load.ts'

/** Kills the import as soon as it has done so many cases. */
async function killAfter(cases: number, folder: string): Promise<void> {
  const load = spawn(process.execPath, [join(import.meta.dirname, 'import-load.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  load.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (Number(text.trim().split('\n').at(-1)) >= cases) load.kill('SIGKILL')
  })
  await once(load, 'close')
}

/** Every history, without what depends on when it was written. */
async function histories(opened: Opened): Promise<Map<string, string[]>> {
  const all = new Map<string, string[]>()
  for await (const { caseId, seq, kind, event, facts, ...entry } of opened.store.readEntries({})) {
    const to = 'to' in entry ? entry.to : 'refusal' in entry ? entry.refusal : null
    const lines = all.get(caseId) ?? []
    lines.push(JSON.stringify({ seq, kind, event, facts, to }))
    all.set(caseId, lines)
  }
  return all
}

test('an import that is killed again and again ends as one that never was', {
  timeout: 300_000,
}, async () => {
  const whole = makeFolder()
  const killed = makeFolder()
  const undisturbed = await openForImport(whole)
  const expected = await runImport(undisturbed)

  for (const cases of [1, 150, 400]) await killAfter(cases, killed)
  const resumed = await openForImport(killed)
  const result = await runImport(resumed)

  expect(result.events.repeated).toBeGreaterThan(150)
  expect(result.cases.found).toBe(caseCount)
  expect(result.rows).toEqual(expected.rows)
  expect(result.states).toEqual(expected.states)
  expect(await histories(resumed)).toEqual(await histories(undisturbed))
  expect(await verifyAll(resumed)).toMatchObject({ ok: true, cases: caseCount })
  await undisturbed.close()
  await resumed.close()
  removeFolder(whole)
  removeFolder(killed)
})
