import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { systemClock } from '../../server/clock.ts'
import { FolderInUseError, StoreBusyError, StoreFullError } from '../../server/faults.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { lockServer } from '../../server/store/sqlite/lock.ts'
import { openSqliteStore } from '../../server/store/sqlite/open.ts'
import { schemaFiles } from '../../server/store/sqlite/schema/files.ts'
import { makeFolder, openPurchase, removeFolder } from '../support/open-purchase.ts'
import { ana, bob } from '../support/purchase.ts'
import { facetsContract } from './facets-contract.ts'
import { readsContract } from './reads-contract.ts'
import { storeContract } from './store-contract.ts'
import { treeContract } from './tree-contract.ts'
import { workContract } from './work-contract.ts'

storeContract('SQLite', async () => openSqliteStore({ file: ':memory:' }))
workContract('SQLite', async () => openSqliteStore({ file: ':memory:' }))
treeContract('SQLite', async () => openSqliteStore({ file: ':memory:' }))
facetsContract('SQLite', async () => openSqliteStore({ file: ':memory:' }))
readsContract('SQLite', async () => openSqliteStore({ file: ':memory:' }))

async function oneCase() {
  const { store, cases, folder } = openPurchase(systemClock)
  await cases.start({ process: 'purchase', id: 'c1', data: { amount: 1 }, actor: ana })
  return { store, cases, folder, file: join(folder, 'throughline.db') }
}

test.each([
  'UPDATE history SET entry = entry',
  'DELETE FROM history',
  'INSERT OR REPLACE INTO history SELECT * FROM history',
  'UPDATE history_keys SET position = 2',
  'DELETE FROM history_keys',
  'DELETE FROM cases',
  'UPDATE versions SET note = note',
  'INSERT OR REPLACE INTO versions SELECT * FROM versions',
  'UPDATE reads SET person = 5',
  'UPDATE reads SET times = 7',
  'DELETE FROM reads',
  'INSERT OR REPLACE INTO reads SELECT * FROM reads',
])('the database itself refuses: %s', async statement => {
  const { store, folder, file } = await oneCase()
  await store.addVersion({
    process: 'p',
    definition: { id: 'p', name: 'P', states: {} },
    layout: {},
    hash: '',
    note: '',
    publishedAt: '',
    publishedBy: '',
  })
  const at = '2026-03-02T09:00:00.000Z'
  await store.recordRead({ reader: ana, at, route: '', what: '', target: null, asked: {} })
  const other = new DatabaseSync(file)

  expect(() => other.exec(statement)).toThrow(/cannot be|frozen|not removed/)

  other.close()
  await store.close()
  removeFolder(folder)
})

test('a step is durable: WAL, and a full sync at every commit', async () => {
  const folder = makeFolder()
  const { raw } = openDatabase(join(folder, 'throughline.db'))

  expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  expect(raw.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  raw.close()
  removeFolder(folder)
})

test('what was committed is there when the store is opened again', async () => {
  const { store, folder } = await oneCase()
  await store.close()

  const again = openPurchase(systemClock, folder)

  expect((await again.store.loadCase('c1'))?.seq).toBe(1)
  expect((await again.store.listCases({ state: 'request', limit: 5 })).items).toHaveLength(1)
  await again.store.close()
  removeFolder(folder)
})

test('a commit that cannot be written fails alone: those that came with it are kept', async () => {
  const { store, cases, folder } = await oneCase()
  const unwritable = { ...(await store.listHistory('c1'))[0]!, caseId: 'broken' }

  const [first, broken, last] = await Promise.allSettled([
    cases.start({ process: 'purchase', id: 'first', data: { amount: 1 }, actor: ana }),
    store.commit({ entry: unwritable, text: null as never, row: (await store.loadCase('c1'))! }),
    cases.start({ process: 'purchase', id: 'last', data: { amount: 1 }, actor: ana }),
  ])

  expect([first.status, broken.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await store.countCases())[0]?.cases).toBe(3)
  expect(await store.loadCase('broken')).toBeUndefined()
  await store.close()
  removeFolder(folder)
})

test('while another process writes, a step waits its turn, and reading goes on', async () => {
  const { store, cases, folder, file } = await oneCase()
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')

  const sent = cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  // Long enough for the step to have been tried.
  for (let turn = 0; turn < 20; turn++) {
    await new Promise(setImmediate)
    expect((await store.loadCase('c1'))?.seq).toBe(1)
  }
  other.exec('COMMIT')

  expect(await sent).toMatchObject({ kind: 'sent' })
  other.close()
  await store.close()
  removeFolder(folder)
})

test('when another process does not stop writing, a step is refused for now, and nothing of it is left', async () => {
  const { store: first, folder, file } = await oneCase()
  await first.close()
  const store = openSqliteStore({ file, patienceMs: 0 })
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')

  const adding = store.addNotification({
    id: 'n',
    kind: 'other',
    person: 'ana',
    role: null,
    title: '',
    text: '',
    caseId: null,
    at: '',
  })
  await expect(adding).rejects.toThrow(StoreBusyError)

  other.exec('COMMIT')
  expect(await store.listNotifications({ person: 'ana', roles: [], limit: 1 })).toEqual([])
  other.close()
  await store.close()
  removeFolder(folder)
})

test('two processes work on one file: each sees what the other committed', async () => {
  const { store, cases, folder } = await oneCase()
  const other = openPurchase(systemClock, folder)

  const here = await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  const there = await other.cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'why?' }, actor: ana })
  const again = await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'tables' }, actor: ana })

  expect([here, there, again].map(outcome => outcome.kind === 'sent' && outcome.row.seq)).toEqual([2, 3, 4])
  await store.close()
  await other.store.close()
  removeFolder(folder)
})

test('when the disk is full, nothing is written and nothing is half-done; with space again, it goes on', async () => {
  const { store, cases, folder, file } = await oneCase()
  await store.close()
  // As many pages as there are now, and not one more: what SQLite answers is what a full disk makes it answer.
  const full = openDatabase(file)
  const { page_count: pages } = full.raw.prepare('PRAGMA page_count').get() as { page_count: number }
  full.raw.exec(`PRAGMA max_page_count = ${pages}`)
  const fill = () => {
    for (let n = 0; ; n++)
      full.transaction(() => {
        full.raw.exec(`INSERT INTO history (case_no, entry) VALUES (1, '${'x'.repeat(4_000)}')`)
        full.raw.exec(`INSERT INTO notifications (id, title, text, at) VALUES ('n${n}', '', '', '')`)
      })
  }

  expect(fill).toThrow(StoreFullError)

  const rows = full.raw.prepare(`SELECT count(*) AS n FROM history WHERE entry LIKE 'x%'`).get()
  expect(full.raw.prepare('SELECT count(*) AS n FROM notifications').get()).toEqual(rows)
  full.raw.close()
  const reopened = openPurchase(systemClock, folder)
  expect(
    await reopened.cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'x' }, actor: ana }),
  ).toMatchObject({ kind: 'sent' })
  await reopened.store.close()
  removeFolder(folder)
  expect(cases).toBeDefined()
})

test('a store from before open cases were counted by version counts those that it has', async () => {
  const folder = makeFolder()
  const file = join(folder, 'throughline.db')
  const before = new DatabaseSync(file)
  before.exec(schemaFiles[0]!)
  before.exec('PRAGMA user_version = 1')
  const add = before.prepare(
    `INSERT INTO cases (id, process, version, seq, moved_seq, moved_position, hash, status, opened_at, updated_at, active_states, places, search)
     VALUES (?, 'p', ?, 1, 1, 1, '', ?, '', '', '', '', '')`,
  )
  for (const [id, version, status] of [
    ['a', 1, 'open'],
    ['b', 2, 'open'],
    ['c', 2, 'open'],
    ['d', 2, 'closed'],
  ] as const)
    add.run(id, version, status)
  before.close()

  const store = openSqliteStore({ file })

  expect(await store.countOpenByVersion('p')).toEqual([
    { version: 2, cases: 2 },
    { version: 1, cases: 1 },
  ])
  await store.close()
  removeFolder(folder)
})

test('a store from before work was listed lists the open cases that it has, since they last moved', async () => {
  const { store, cases, folder, file } = await oneCase()
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  await cases.start({ process: 'purchase', id: 'c2', data: { amount: 1 }, actor: ana })
  for (const type of ['ASK', 'APPROVE'])
    await cases.send({
      caseId: 'c2',
      type,
      data: type === 'ASK' ? { item: 'lamps' } : {},
      actor: type === 'ASK' ? ana : bob,
    })
  const [asked, packing] = [await store.loadCase('c1'), await store.loadCase('c2')]
  await store.close()
  const before = new DatabaseSync(file)
  before.exec(`DROP TABLE facets; DROP TABLE postings; DROP TABLE indexed; DROP TABLE reads; DROP INDEX open_by_assignee; DROP TABLE case_work; DROP TABLE work_counts; DROP TABLE preferences; ALTER TABLE places DROP COLUMN shared;
    DROP INDEX cases_by_reminder; ALTER TABLE cases DROP COLUMN remind_at; ALTER TABLE cases DROP COLUMN returned;
    ALTER TABLE notifications DROP COLUMN kind; DROP TABLE tree;
    ALTER TABLE cases DROP COLUMN clocks; ALTER TABLE cases DROP COLUMN due; ALTER TABLE cases DROP COLUMN priority;
    PRAGMA user_version = 2`)
  before.close()

  const migrated = openSqliteStore({ file })

  expect(await migrated.loadCase('c1')).toEqual(asked)
  expect(asked?.due).not.toBeNull()
  expect(await migrated.loadCase('c2')).toEqual(packing)
  expect(Object.keys(packing!.clocks)).toContain('fulfilment.goods.open')
  const { items } = await migrated.listWork({ sort: 'due', limit: 10 })
  expect(items.map(({ row }) => row.id)).toEqual(['c1', 'c2'])
  const reader = {
    person: 'ana',
    at: new Map([['purchase', new Set(['fulfilment.goods.open', 'fulfilment.money.open'])]]),
    now: '',
    soon: '',
  }
  expect(await migrated.countWork({}, reader)).toMatchObject({ team: 1 })
  expect(await migrated.findFlaw()).toBeUndefined()
  await migrated.close()
  removeFolder(folder)
})

test('an entry that is damaged is not found, and all the others are', async () => {
  const { store, cases, folder, file } = await oneCase()
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  await cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'which?' }, actor: ana })
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'lamps' }, actor: ana })
  const other = new DatabaseSync(file)
  other.exec(`DROP TRIGGER history_is_not_changed;
    UPDATE history SET entry = substr(entry, 1, 40) WHERE position = 2; UPDATE history SET entry = '{}' WHERE position = 3`)
  const find = async () =>
    (await store.findEntries({ filter: {}, limit: 9 })).items.map(({ position }) => position)

  expect(await find()).toEqual([4, 1])
  other.exec("UPDATE history SET entry = 'gone' WHERE position = 4")
  expect(await find()).toEqual([1])
  const byCase = await store.findEntries({ filter: {}, by: 'cases', limit: 9 })
  expect(byCase.items.map(({ position }) => position)).toEqual([1])

  other.close()
  await store.close()
  removeFolder(folder)
})

test('an index that leaves entries out is a flaw; one that is only late is none', async () => {
  const { store, cases, folder, file } = await oneCase()
  await store.indexEntries(10)
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  expect(await store.findFlaw()).toBeUndefined()
  const other = new DatabaseSync(file)
  other.exec('DELETE FROM postings')

  expect(await store.findFlaw()).toBe('The index of entries does not know as many as there are, 1.')

  other.close()
  await store.close()
  removeFolder(folder)
})

test('what another process has put into the index is not put there again, and is gone on from', async () => {
  const { store, cases, folder } = await oneCase()
  const other = openPurchase(systemClock, folder)
  await store.indexEntries(10)
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  await other.store.indexEntries(10)
  await cases.send({ caseId: 'c1', type: 'RETURN', data: { reason: 'which?' }, actor: ana })

  await store.indexEntries(10)

  const { items } = await store.findEntries({ filter: { state: 'request' }, limit: 9 })
  expect(items.map(({ entry }) => entry.event.type)).toEqual(['RETURN', 'start'])
  await other.store.close()
  await store.close()
  removeFolder(folder)
})

test('while another process writes, what the index knows already is found', async () => {
  const { store, cases, folder, file } = await oneCase()
  await store.indexEntries(10)
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: 'chairs' }, actor: ana })
  await store.close()
  const impatient = openSqliteStore({ file, patienceMs: 0 })
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')

  const page = await impatient.findEntries({ filter: {}, limit: 9 })

  expect([page.items.length, page.behind]).toEqual([1, 1])
  other.exec('COMMIT')
  expect((await impatient.findEntries({ filter: {}, limit: 9 })).items).toHaveLength(2)
  other.close()
  await impatient.close()
  removeFolder(folder)
})

test('a second server on one data folder is told so, until the first has gone', () => {
  const folder = makeFolder()
  const lock = lockServer(folder)

  expect(() => lockServer(folder)).toThrow(FolderInUseError)
  lock.release()
  lockServer(folder).release()
  removeFolder(folder)
})

test('a server that is killed leaves its data folder to the next', async () => {
  const folder = makeFolder()
  const script = `import { lockServer } from ${JSON.stringify(join(import.meta.dirname, '../../server/store/sqlite/lock.ts'))}
    lockServer(${JSON.stringify(folder)}); gc(); console.log('locked'); setInterval(() => {}, 1_000)`
  const server = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script])
  await once(server.stdout, 'data')
  expect(() => lockServer(folder)).toThrow(FolderInUseError)

  server.kill('SIGKILL')
  await once(server, 'exit')

  lockServer(folder).release()
  removeFolder(folder)
})

test('a backup taken while others write is a whole store', async () => {
  const { store, cases, folder } = await oneCase()
  const elsewhere = openPurchase(systemClock, folder)
  const writing = Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      (n % 2 === 0 ? cases : elsewhere.cases).start({
        process: 'purchase',
        id: `w${n}`,
        data: { amount: n },
        actor: ana,
      }),
    ),
  )
  await store.backup(join(folder, 'copy.db'))
  await writing
  await elsewhere.store.close()

  const copy = openSqliteStore({ file: join(folder, 'copy.db') })
  expect((await copy.loadCase('c1'))?.seq).toBe(1)
  await copy.close()
  await store.close()
  removeFolder(folder)
})
