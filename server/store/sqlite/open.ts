import { backup, DatabaseSync } from 'node:sqlite'
import type { Store } from '../store.ts'
import { createCaseList } from './case-list.ts'
import { createCaseReader } from './cases.ts'
import { createCommits } from './commits.ts'
import { type Database, inOurWords, inOurWordsLater, openDatabase } from './database.ts'
import { createFacetList } from './facet-list.ts'
import { createFacetIndex } from './facets.ts'
import { createEntrySearch } from './find-entries.ts'
import { findFlaw } from './flaw.ts'
import { createNotifications } from './notifications.ts'
import { createPreferences } from './preferences.ts'
import { createReads } from './reads.ts'
import { createReminders } from './reminders.ts'
import { createTree } from './tree.ts'
import { createVersions } from './versions.ts'
import { createWork } from './work.ts'
import { createWorkCounts } from './work-counts.ts'
import { createWorkList } from './work-list.ts'
import { createWriter } from './writer.ts'

const isAnswering = ({ sql }: Database) => sql('SELECT 1').get() !== undefined

/** The smallest write: says again what the file says already. */
function touch({ raw, sql }: Database): void {
  const { user_version: version } = sql('PRAGMA user_version').get() as { user_version: number }
  raw.exec(`PRAGMA user_version = ${version}`)
}

/**
 * The embedded store: one SQLite file, which several processes may have open (a server and the command line).
 * `patienceMs`: how long what is to be written waits for another process that writes.
 */
export function openSqliteStore({
  file,
  patienceMs = 10_000,
  cacheMb,
}: {
  file: string
  patienceMs?: number
  cacheMb?: number | undefined
}): Store {
  const database = openDatabase(file, cacheMb)
  const commits = createCommits(database)
  const writer = createWriter(database, commits, patienceMs)
  const cases = createCaseReader(database)
  const lists = createCaseList(database)
  const work = createWork(database, writer)
  const versions = createVersions(database, writer)
  const workList = createWorkList(database)
  const workCounts = createWorkCounts(database)
  const preferences = createPreferences(database, writer)
  const notifications = createNotifications(database, writer)
  const tree = createTree(database, writer)
  const reminders = createReminders(database, writer, notifications)
  const facetIndex = createFacetIndex(database, writer)
  const entrySearch = createEntrySearch(database, facetIndex)
  const listFacets = createFacetList(database)
  const reads = createReads(database, writer)

  /** node:sqlite answers at once; the promise is the port's, for databases that do not. */
  const answer = async <T>(read: () => T): Promise<T> => inOurWords(read)

  return {
    loadCase: id => answer(() => cases.load(id)),
    findEntry: (caseId, eventId) => answer(() => cases.findEntry(caseId, eventId)),
    listHistory: (caseId, { after = 0, limit = -1 } = {}) =>
      answer(() => cases.listHistory(caseId, after, limit)),
    commit: commit => writer.add(() => commits.write(commit)),
    listCases: query => inOurWordsLater(() => lists.list(query)),
    listWork: query => inOurWordsLater(() => workList.list(query)),
    countWork: (filter, reader) => inOurWordsLater(() => workCounts.count(filter, reader)),
    countColumns: ({ holders, ...filter }, by) =>
      inOurWordsLater(() => workCounts.countColumns(filter, holders, by)),
    countCases: process => answer(() => cases.count(process)),
    countOpenByVersion: process => answer(() => cases.countOpenByVersion(process)),
    readEntries: cases.readEntries,
    readCaseIds: cases.readCaseIds,
    findFlaw: () => answer(() => findFlaw(database)),

    openTree: () => inOurWordsLater(tree.open),
    placeOf: (caseId, seq) => answer(() => tree.placeOf(caseId, seq)),
    readHashes: tree.hashes,
    indexEntries: limit => inOurWordsLater(() => facetIndex.indexEntries(limit)),
    findEntries: query => inOurWordsLater(() => entrySearch.find(query)),
    readCaseIdsOf: entrySearch.readCaseIdsOf,
    listFacets: query => inOurWordsLater(() => listFacets(query)),

    recordRead: reads.record,
    listReads: query => answer(() => reads.list(query)),

    claimTimers: work.claimTimers,
    recordTimerFailure: work.recordTimerFailure,
    releaseTimers: work.releaseTimers,
    dropTimer: work.dropTimer,
    listTimers: filter => answer(() => work.listTimers(filter)),

    claimEffects: work.claimEffects,
    recordEffectDone: work.recordEffectDone,
    recordEffectFailure: work.recordEffectFailure,
    listEffects: filter => answer(() => work.listEffects(filter)),
    retryEffect: work.retryEffect,

    addVersion: versions.add,
    loadVersion: (process, version) => answer(() => versions.load(process, version)),
    listVersions: (process, page) => answer(() => versions.list(process, page)),
    listProcesses: () => answer(() => versions.newest()),

    addNotification: notifications.add,
    listNotifications: reader => answer(() => notifications.list(reader)),
    markNotificationRead: notifications.markRead,

    listReminders: (now, limit) => answer(() => reminders.list(now, limit)),
    recordReminded: reminders.record,

    loadPreferences: person => answer(() => preferences.load(person)),
    savePreferences: preferences.save,

    async backup(to, onProgress) {
      writer.flush()
      // Held open for as long as the copy takes, so that it is of one moment, whoever writes meanwhile.
      using moment = new DatabaseSync(file, { readOnly: true })
      moment.exec('BEGIN; SELECT 1 FROM history LIMIT 1')
      await backup(moment, to, {
        rate: 1_000,
        progress: ({ totalPages, remainingPages }) => onProgress?.(totalPages - remainingPages, totalPages),
      })
    },
    async isReady() {
      if (!writer.hasRoom()) await writer.add(() => touch(database)).catch(() => {})
      return writer.hasRoom() && (await answer(() => isAnswering(database)).catch(() => false))
    },
    async close() {
      if (!database.raw.isOpen) return
      writer.flush()
      database.raw.close()
    },
  }
}
