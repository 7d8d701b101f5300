// What somebody has damaged is said where it is, and takes nothing else along.

import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CaseFile, checkCase } from '../../engine/case-file.ts'
import { verifyAll } from '../../server/audit.ts'
import { writeCaseJson } from '../../server/case-file.ts'
import { headsFile } from '../../server/heads/heads.ts'
import { keysFile } from '../../server/heads/keys.ts'
import { createMining } from '../../server/mining.ts'
import { databaseFile, type Opened, openData } from '../../server/open.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { purchase } from '../support/purchase.ts'

const ana = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
let around: string
let folder: string
let opened: Opened

beforeEach(async () => {
  around = makeFolder()
  folder = join(around, 'data')
  opened = await openData({ dataFolder: folder }, createManualClock())
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
  for (const caseId of ['c1', 'c2']) {
    await opened.cases.start({ process: 'purchase', id: caseId, data: { amount: 7 }, actor: ana })
    await opened.cases.send({ caseId, type: 'ASK', data: { item: 'chairs' }, actor: ana })
  }
  await opened.heads.now()
})
afterEach(async () => {
  await opened.close()
  removeFolder(around)
})

async function damage(change: (raw: DatabaseSync) => void): Promise<void> {
  await opened.close()
  const raw = new DatabaseSync(databaseFile(folder), { enableForeignKeyConstraints: false })
  for (const { name } of raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
    raw.exec(`DROP TRIGGER "${name}"`)
  change(raw)
  raw.close()
  opened = await openData({ dataFolder: folder })
}

async function evidence(caseId: string): Promise<CaseFile> {
  let text = ''
  for await (const piece of writeCaseJson(opened, caseId, '2026-03-02T10:00:00.000Z')) text += piece
  return JSON.parse(text)
}

describe.each(['{x', 'null', '[]', '{}'])('an entry that is %s', text => {
  // The first and the last of a case: the list of cases reads the last.
  test.each([1, 2])(
    'as number %i of its case is named by verify and in the proof, and the other case is read',
    async position => {
      await damage(raw => raw.prepare('UPDATE history SET entry = ? WHERE position = ?').run(text, position))

      const { ok, firstBad } = await verifyAll(opened)
      expect([ok, firstBad?.caseId]).toEqual([false, 'c1'])
      expect(firstBad?.reason).toMatch(/no JSON any more|is no entry|the entry that moved it last is gone/)

      const { items } = await opened.store.listCases({ limit: 10, process: 'purchase' })
      expect(items.map(({ id }) => id).sort()).toEqual(['c1', 'c2'])
      const variants = await createMining(opened).variants({ process: 'purchase', limit: 10 })
      expect(variants).toMatchObject({ cases: 1, unreadable: ['c1'] })
      if (position === 2) {
        const moving = opened.cases.send({ caseId: 'c1', type: 'APPROVE', data: {}, actor: ana })
        await expect(moving).rejects.toThrow('“verify” names the entry, and a backup may still have it')
        return
      }
      const { findings } = await checkCase(await evidence('c1'))
      expect(findings.map(({ outcome }) => outcome)).toEqual(['broken', 'unknown', 'unknown', 'holds'])
      expect(findings[0]!.sentence).toContain('Entry 1 cannot be read')
    },
  )
})

test('a version that cases ran on and that is gone stays gone: it is said, and the chain is proven without it', async () => {
  await opened.cases.start({
    process: 'customer-journey',
    id: 'j1',
    data: {
      prospect: { name: 'Seeblick', segment: 'hotel', region: 'coast', budget: 1, campaign: 'spring-hotels' },
    },
    actor: ana,
  })
  await damage(raw => raw.exec("DELETE FROM versions WHERE process = 'customer-journey'"))

  expect(await opened.store.listVersions('customer-journey')).toEqual([])
  expect((await verifyAll(opened)).firstBad).toMatchObject({
    caseId: 'j1',
    reason: 'It runs on version 1 of the process "customer-journey", which is gone.',
  })
  expect((await opened.cases.show('j1', ana)).unreadable).toContain('has no version 1')
  const { findings } = await checkCase(await evidence('j1'))
  expect(findings.map(({ check, outcome }) => [check, outcome])).toEqual([
    ['chain', 'holds'],
    ['replay', 'unknown'],
    ['log', 'holds'],
    ['head', 'holds'],
  ])
})

test('keys that are gone are not made anew where heads were given out, and the log stays what it was', async () => {
  const { log } = opened.heads.keys()
  const copy = join(around, 'keys.json')
  cpSync(keysFile(folder), copy)
  await opened.close()
  rmSync(keysFile(folder))
  opened = await openData({ dataFolder: folder })

  expect(existsSync(headsFile(folder))).toBe(true)
  expect((await verifyAll(opened)).firstBad?.reason).toContain('is missing, although heads were given out')
  await expect(opened.heads.now()).rejects.toThrow('Put it back from a copy')
  expect(existsSync(keysFile(folder))).toBe(false)
  cpSync(copy, keysFile(folder))
  expect(opened.heads.keys().log).toBe(log)
  expect(await verifyAll(opened)).toMatchObject({ ok: true })
})
