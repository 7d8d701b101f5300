// Somebody with the database file in their hands changes what is on record, and takes the triggers away first.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAll, verifyCase } from '../../server/audit.ts'
import { databaseFile, type Opened, openData } from '../../server/open.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { purchase } from '../support/purchase.ts'

const actor = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
let folder: string
let opened: Opened

beforeEach(async () => {
  folder = join(makeFolder(), 'data')
  opened = await openData({ dataFolder: folder }, createManualClock('2026-03-02T09:00:00.000Z'))
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
  for (const caseId of ['c1', 'c2']) {
    await opened.cases.start({ process: 'purchase', id: caseId, data: { amount: 7 }, actor })
    await opened.cases.send({ caseId, type: 'ASK', data: { item: 'chairs' }, actor })
  }
})

afterEach(async () => {
  await opened.close()
  removeFolder(join(folder, '..'))
})

async function tamper(sql: string): Promise<void> {
  await opened.close()
  const raw = new DatabaseSync(databaseFile(folder), { enableForeignKeyConstraints: false })
  const triggers = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
  for (const { name } of triggers) raw.exec(`DROP TRIGGER "${name}"`)
  raw.exec(sql)
  raw.close()
  opened = await openData({ dataFolder: folder })
}

test('what nobody has touched verifies', async () => {
  expect(await verifyAll(opened)).toMatchObject({ ok: true, cases: 2, entries: 4 })
})

describe('verify finds', () => {
  test.each([
    [
      'an entry that was changed',
      "UPDATE history SET entry = replace(entry, 'chairs', 'sofas') WHERE position = 2",
      { caseId: 'c1', seq: 2, reason: expect.stringContaining('it was changed after it was written') },
    ],
    [
      'an entry that is no JSON any more',
      "UPDATE history SET entry = 'gone' WHERE position = 1",
      { caseId: 'c1', seq: 1, reason: expect.stringContaining('no JSON any more') },
    ],
    [
      'an entry that was taken out of the middle',
      'DELETE FROM history WHERE position = 1',
      { caseId: 'c1', seq: 2, reason: expect.stringContaining('Entry 1 is missing') },
    ],
    [
      'the last entry of a case that was taken away',
      'DELETE FROM history WHERE position = 2',
      { caseId: 'c1', seq: 0, reason: expect.stringContaining('the entry that moved it last is gone') },
    ],
    [
      'a case that was given to somebody beside its history',
      "UPDATE cases SET assignee = 'eve' WHERE id = 'c2'",
      { caseId: 'c2', seq: 2, reason: expect.stringContaining('gives it to eve, its history to nobody') },
    ],
    [
      'a case that was made urgent beside its history',
      "UPDATE cases SET priority = 0 WHERE id = 'c2'",
      {
        caseId: 'c2',
        seq: 2,
        reason: expect.stringContaining('it is urgent, its history that it is normal'),
      },
    ],
    [
      'a case that is missing from the lists of work',
      'DELETE FROM case_work WHERE case_no = 2',
      { caseId: null, seq: 0, reason: expect.stringContaining('lists of work do not show the case "c2"') },
    ],
    [
      'a case that stands in the lists of work where it is not',
      'INSERT INTO case_work SELECT place, 1, priority, due, case_no FROM case_work WHERE case_no = 2',
      { caseId: null, seq: 0, reason: expect.stringContaining('lists of work show cases') },
    ],
    [
      'an entry that was slipped in',
      'INSERT INTO history (position, case_no, entry) SELECT 5, case_no, entry FROM history WHERE position = 2',
      { caseId: null, seq: 0, reason: expect.stringContaining('is not where the case "c1" would find it') },
    ],
    [
      'an entry that was given to another case',
      'UPDATE history SET case_no = 2 WHERE position = 1',
      { caseId: null, seq: 0, reason: expect.stringContaining('is not where the case "c2" would find it') },
    ],
    [
      'a case that was removed with all that it left',
      `DELETE FROM cases WHERE id = 'c1'; DELETE FROM history WHERE case_no = 1;
       DELETE FROM history_keys WHERE case_no = 1; DELETE FROM timers WHERE case_id = 'c1'`,
      { caseId: null, seq: 0, reason: expect.stringContaining('before number 3 are missing') },
    ],
    [
      'a closed case in the list that its history knows as open',
      "UPDATE cases SET status = 'closed' WHERE id = 'c2'",
      { caseId: null, seq: 0, reason: expect.stringContaining('says something else of the case "c2"') },
    ],
    [
      'a case in the list under a state that it is not in',
      "UPDATE cases SET active_states = 'done' WHERE id = 'c2'",
      { caseId: 'c2', seq: 2, reason: expect.stringContaining('in other states than it is in') },
    ],
    [
      'a timer that was taken away',
      "DELETE FROM timers WHERE case_id = 'c1'",
      { caseId: 'c1', seq: 2, reason: expect.stringMatching(/^Its timer ".+", due .+, is gone\.$/) },
    ],
    [
      'a timer that was put off',
      "UPDATE timers SET due_at = '2099-01-01T00:00:00.000Z' WHERE case_id = 'c2'",
      { caseId: 'c2', seq: 2, reason: expect.stringContaining('is due 2099-01-01') },
    ],
    [
      'an effect that nobody ordered',
      `INSERT INTO effects (key, case_id, seq, n, process, effect, at, due_at)
       VALUES ('c1:9:0', 'c1', 9, 0, 'purchase', '{}', '', '')`,
      { caseId: null, seq: 0, reason: expect.stringContaining('The outbox has not as many effects') },
    ],
    [
      'counts that were made up',
      'UPDATE case_counts SET cases = 9',
      { caseId: null, seq: 0, reason: expect.stringContaining('The counts of cases') },
    ],
    [
      'a published definition that was changed',
      "UPDATE versions SET definition = replace(definition, 'second opinion', 'third opinion') WHERE process = 'purchase'",
      { caseId: null, seq: 0, reason: expect.stringContaining('version 1 of the process "purchase"') },
    ],
  ])('%s', async (_, sql, firstBad) => {
    await tamper(sql)

    expect(await verifyAll(opened)).toMatchObject({ ok: false, firstBad })
  })
})

test('a case that moves while it is verified is no alarm', async () => {
  const { store } = opened
  let moved = false
  const moving = {
    ...store,
    async listHistory(...asked: Parameters<typeof store.listHistory>) {
      if (!moved) {
        moved = true
        await opened.cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'which?' }, actor: boss })
      }
      return store.listHistory(...asked)
    },
  }

  expect(await verifyCase({ ...opened, store: moving }, 'c1')).toEqual({ ok: true, entries: 3 })
})

const boss = { id: 'bob', kind: 'person' as const, roles: ['strategy'] }
