import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { HistoryEntry, Timer } from '../../engine/case.ts'
import { genesis, seal } from '../../engine/seal.ts'
import { UnknownCursorError } from '../../server/faults.ts'
import type { CaseQuery, CaseRow, Commit, Notification, Store } from '../../server/store/store.ts'

const at = '2026-03-02T09:00:00.000Z'
const later = '2026-03-02T10:00:00.000Z'
const muchLater = '2026-03-03T09:00:00.000Z'

type Change = Partial<
  Pick<
    CaseRow,
    | 'activeStates'
    | 'stage'
    | 'updatedAt'
    | 'process'
    | 'openedAt'
    | 'assignee'
    | 'due'
    | 'priority'
    | 'returned'
  >
> & {
  status?: 'open' | 'closed'
  version?: number
  data?: Record<string, string | number>
  eventId?: string
  timersSet?: Timer[]
  timersCleared?: string[]
  effects?: { type: string; params: Record<string, string> }[]
  refused?: boolean
  /** said or arranged: the case stays where it is */
  noted?: boolean
}

/** A commit of one more entry on top of a case. */
export function aCommit(caseId: string, before: CaseRow | null, change: Change = {}): Commit {
  const seq = (before?.seq ?? 0) + 1
  const { data = {}, status = 'open', activeStates = ['sales.open'] } = change
  const to = { data, historyStates: {}, states: 'x', status, tally: { actors: {}, count: {} } }
  const event = {
    id: change.eventId ?? `e${seq}`,
    type: 'GO',
    data: {},
    actor: { id: 'ana', kind: 'person' as const, roles: [] },
    at,
  }
  const place = {
    caseId,
    event,
    process: change.process ?? 'p',
    recordedAt: at,
    seq,
    version: change.version ?? 1,
    verdicts: [],
    facts: { registers: {} },
  }
  const { effects = [], timersSet = [], timersCleared = [] } = change
  const { entry, text } = seal(
    change.refused
      ? { ...place, kind: 'refusal', refusal: { reason: 'guard-false', message: 'no' } }
      : change.noted
        ? { ...place, kind: 'assignment', effects }
        : { ...place, kind: before ? 'event' : 'start', to, effects, timersSet, timersCleared },
    before?.hash ?? genesis,
  )
  const row: CaseRow = {
    id: caseId,
    process: change.process ?? 'p',
    version: change.version ?? 1,
    seq,
    movedSeq: change.refused ? before!.movedSeq : seq,
    hash: entry.hash,
    snapshot: change.refused ? before!.snapshot : to,
    activeStates,
    stage: change.stage ?? 'sales',
    assignee: change.assignee ?? null,
    clocks: Object.fromEntries(activeStates.map(path => [path, { since: at, due: change.due ?? null }])),
    due: change.due ?? null,
    priority: change.priority ?? 'normal',
    returned: change.returned ?? null,
    openedAt: change.openedAt ?? at,
    updatedAt: change.updatedAt ?? at,
  }
  if (!change.noted) return { entry, text, row }
  const { assignee, priority, hash } = row
  return { entry, text, row: { ...before!, seq, hash, assignee, priority } }
}

async function allPages(store: Store, query: CaseQuery): Promise<CaseRow[]> {
  const rows: CaseRow[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.listCases({ ...query, ...(cursor && { cursor }) })
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}

function matches(row: CaseRow, { process, status, stage, state, q = '' }: Omit<CaseQuery, 'limit'>): boolean {
  const text = `${row.id} ${Object.values(row.snapshot.data).join(' ')}`.toLowerCase()
  return (
    (process === undefined || row.process === process) &&
    (status === undefined || row.snapshot.status === status) &&
    (stage === undefined || row.stage === stage) &&
    (state === undefined || row.activeStates.some(path => path === state || path.startsWith(`${state}.`))) &&
    q.split(' ').every(word => text.includes(word))
  )
}

/** Cases with the same key may come in any order: a stable sort leaves them as they are. */
function byKey(sort: NonNullable<CaseQuery['sort']>) {
  const key = (row: CaseRow) =>
    sort === 'id' ? row.id : sort.endsWith('opened') ? row.openedAt : row.updatedAt
  const sign = sort.startsWith('-') ? -1 : 1
  return (a: CaseRow, b: CaseRow) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)
}

/** What every store promises. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeps the store contract`, () => {
    const opened: Store[] = []
    async function setUp(): Promise<Store> {
      const store = await open()
      opened.push(store)
      return store
    }
    afterEach(() => Promise.all(opened.splice(0).map(store => store.close())))

    async function begun(store: Store, caseId = 'c1', change: Change = {}): Promise<CaseRow> {
      const commit = aCommit(caseId, null, change)
      expect(await store.commit(commit)).toBe('committed')
      return commit.row
    }

    test('what was committed can be read: the case, its history, the entry of an event', async () => {
      const store = await setUp()
      const row = await begun(store, 'c1', { data: { amount: 5 } })
      const second = aCommit('c1', row, { data: { amount: 6 }, status: 'closed', activeStates: ['done'] })

      await store.commit(second)

      expect(await store.loadCase('c1')).toEqual(second.row)
      expect((await store.listHistory('c1')).map(({ seq }) => seq)).toEqual([1, 2])
      expect(await store.listHistory('c1', { after: 1 })).toEqual([second.entry])
      expect(await store.findEntry('c1', 'e2')).toEqual(second.entry)
      expect(await store.findEntry('c1', 'e9')).toBeUndefined()
      expect(await store.loadCase('c2')).toBeUndefined()
    })

    test('a cursor that no page ended with is refused', async () => {
      const store = await setUp()

      for (const cursor of ['nonsense', '', 'W10', 'WyJhIiwxLjVd'])
        await expect(store.listCases({ limit: 10, cursor })).rejects.toThrow(UnknownCursorError)
    })

    test('an entry is found by its event’s id, also by one that begins with a number', async () => {
      const store = await setUp()
      const first = aCommit('c1', null)
      const second = aCommit('c1', first.row, { eventId: '2-ab' })
      const third = aCommit('c1', second.row, { eventId: '2-cd' })
      for (const commit of [first, second, third]) await store.commit(commit)

      expect(await store.findEntry('c1', '2-ab')).toEqual(second.entry)
      expect(await store.findEntry('c1', '2-cd')).toEqual(third.entry)
      expect(await store.findEntry('c1', '2-ef')).toBeUndefined()
      expect(await store.findEntry('c1', '9-ab')).toBeUndefined()
    })

    test('of two steps from the same seq, exactly one is kept, and the other changes nothing', async () => {
      const store = await setUp()
      const row = await begun(store)
      const one = aCommit('c1', row, { eventId: 'one', effects: [{ type: 'notify', params: {} }] })
      const other = aCommit('c1', row, { eventId: 'other', timersSet: [{ id: 't', dueAt: at }] })

      const outcomes = await Promise.all([store.commit(one), store.commit(other)])

      expect(outcomes).toEqual(['committed', 'conflict'])
      expect(await store.listHistory('c1')).toHaveLength(2)
      expect(await store.listTimers({ caseId: 'c1' })).toEqual([])
      expect(await store.listEffects({ caseId: 'c1' })).toHaveLength(1)
    })

    test('a step on top of one that lost is lost too: no chain is ever torn', async () => {
      const store = await setUp()
      const row = await begun(store)
      const winner = aCommit('c1', row, { eventId: 'winner' })
      const loser = aCommit('c1', row, { eventId: 'loser' })
      const onLoser = aCommit('c1', loser.row, { eventId: 'on-loser' })

      const outcomes = await Promise.all([store.commit(winner), store.commit(loser), store.commit(onLoser)])

      expect(outcomes).toEqual(['committed', 'conflict', 'conflict'])
      expect((await store.loadCase('c1'))?.hash).toBe(winner.entry.hash)
    })

    test('two cases under one id: the first is kept', async () => {
      const store = await setUp()
      const [first, second] = [
        aCommit('c1', null, { data: { n: 1 } }),
        aCommit('c1', null, { data: { n: 2 } }),
      ]

      expect(await Promise.all([store.commit(first), store.commit(second)])).toEqual([
        'committed',
        'conflict',
      ])
    })

    test('an event id counts once in a case', async () => {
      const store = await setUp()
      const row = await begun(store)
      const once = aCommit('c1', row, { eventId: 'same' })
      await store.commit(once)

      expect(await store.commit(aCommit('c1', once.row, { eventId: 'same' }))).toBe('conflict')
      expect((await store.loadCase('c1'))?.seq).toBe(2)
    })

    test('a refused attempt is on record and moves nothing', async () => {
      const store = await setUp()
      const row = await begun(store, 'c1', { data: { n: 1 } })
      const attempt = aCommit('c1', row, { refused: true })

      await store.commit(attempt)

      expect(await store.loadCase('c1')).toEqual({ ...row, seq: 2, hash: attempt.entry.hash })
      expect((await store.listHistory('c1')).map(({ kind }) => kind)).toEqual(['start', 'refusal'])
    })

    test('cases are found by process, state (or one around it), stage, status and words', async () => {
      const store = await setUp()
      await begun(store, 'a', { activeStates: ['sales.check.open'], data: { name: 'Hotel Seeblick' } })
      await begun(store, 'b', {
        activeStates: ['sales.won'],
        stage: 'operations',
        data: { name: 'Café 100%' },
      })
      await begun(store, 'c', { process: 'q', status: 'closed', activeStates: ['closed'] })
      const found = async (query: object) =>
        (await store.listCases({ sort: 'id', limit: 10, ...query })).items.map(({ id }) => id)

      expect(await found({ process: 'p' })).toEqual(['a', 'b'])
      expect(await found({ state: 'sales.check' })).toEqual(['a'])
      expect(await found({ state: 'sales' })).toEqual(['a', 'b'])
      expect(await found({ stage: 'operations' })).toEqual(['b'])
      expect(await found({ status: 'closed' })).toEqual(['c'])
      expect(await found({ q: 'seeBLICK hotel' })).toEqual(['a'])
      expect(await found({ q: '100%' })).toEqual(['b'])
      expect(await found({ q: '_' })).toEqual([])
      expect(await found({ assignee: 'ana' })).toEqual([])
    })

    test('a case that moved on is no longer found where it was', async () => {
      const store = await setUp()
      const row = await begun(store, 'a', { activeStates: ['sales.open'] })

      await store.commit(aCommit('a', row, { activeStates: ['operations.delivering'] }))

      expect((await store.listCases({ state: 'sales', limit: 5 })).items).toEqual([])
      expect((await store.listCases({ state: 'operations', limit: 5 })).items).toHaveLength(1)
    })

    test.each(['updated', '-updated', 'opened', '-opened', 'id'] as const)(
      'pages sorted by %s follow each other without a gap or a repeat',
      async sort => {
        const store = await setUp()
        for (let n = 0; n < 7; n++)
          await begun(store, `c${n}`, { updatedAt: n < 4 ? at : later, openedAt: n % 2 === 0 ? at : later })

        const seen: string[] = []
        let cursor: string | null | undefined
        while (cursor !== null) {
          const page = await store.listCases({ sort, limit: 2, ...(cursor && { cursor }) })
          seen.push(...page.items.map(({ id }) => id))
          cursor = page.next
        }

        expect([...seen].sort()).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'])
      },
    )

    test('a case in several states at once is found in each of them, and once around them', async () => {
      const store = await setUp()
      const row = await begun(store, 'a', { activeStates: ['sales.check.finance', 'sales.check.goods'] })
      await begun(store, 'b', { activeStates: ['sales.check.finance'] })
      const found = async (state: string) =>
        (await store.listCases({ state, limit: 10 })).items.map(({ id }) => id).sort()

      expect(await found('sales.check.goods')).toEqual(['a'])
      expect(await found('sales')).toEqual(['a', 'b'])

      await store.commit(aCommit('a', row, { activeStates: ['sales.check.goods', 'sales.won'] }))
      expect(await found('sales.check.finance')).toEqual(['b'])
      expect(await found('sales.won')).toEqual(['a'])
      expect(await found('sales')).toEqual(['a', 'b'])
    })

    test('whatever is asked for, the pages hold what matches, in order, each case once', async () => {
      const moves = fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        process: fc.constantFrom('p', 'q'),
        status: fc.constantFrom('open' as const, 'closed' as const),
        stage: fc.constantFrom('sales', 'operations'),
        activeStates: fc.uniqueArray(fc.constantFrom('s', 's.x', 's.x.y', 's.z', 't', 'sx'), {
          maxLength: 3,
        }),
        data: fc.record({ name: fc.constantFrom('Seeblick', 'Café 100%', '') }),
        openedAt: fc.constantFrom(at, later, muchLater),
        updatedAt: fc.constantFrom(at, later, muchLater),
      })
      const queries = fc.record(
        {
          process: fc.constantFrom('p', 'q'),
          status: fc.constantFrom('open' as const, 'closed' as const),
          stage: fc.constantFrom('sales', 'operations'),
          state: fc.constantFrom('s', 's.x', 't'),
          q: fc.constantFrom('see', 'café 0%', 'a'),
          assignee: fc.constant(null),
          sort: fc.constantFrom('updated', '-updated', 'opened', '-opened', 'id'),
        },
        { requiredKeys: ['sort'] },
      )
      const property = fc.asyncProperty(
        fc.array(moves, { maxLength: 12 }),
        fc.array(queries, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (changes, asked, limit) => {
          const store = await open()
          const rows = new Map<string, CaseRow>()
          for (const { id, ...change } of changes) {
            const before = rows.get(id) ?? null
            // What a case began with stays.
            const fixed = before && { process: before.process, openedAt: before.openedAt }
            const commit = aCommit(id, before, { ...change, ...fixed })
            await store.commit(commit)
            rows.set(id, commit.row)
          }

          for (const query of asked) {
            const pages = await allPages(store, { ...query, limit })
            expect(pages).toEqual(pages.toSorted(byKey(query.sort)))
            const expected = [...rows.values()].filter(row => matches(row, query))
            expect(pages.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
          }
          await store.close()
        },
      )

      await fc.assert(property, { numRuns: 60 })
    })

    test('what it keeps beside the histories agrees with them', async () => {
      const store = await setUp()
      const first = aCommit('c1', null)
      const second = aCommit('c1', first.row, { activeStates: ['operations.x'], stage: 'operations' })
      const refused = aCommit('c1', second.row, { refused: true })
      for (const commit of [first, second, refused, aCommit('c2', null, { status: 'closed' })])
        await store.commit(commit)

      expect(await store.findFlaw()).toBeUndefined()
    })

    test('counts follow the cases', async () => {
      const store = await setUp()
      const a = await begun(store, 'a')
      const b = await begun(store, 'b')

      await store.commit(aCommit('a', a, { stage: 'operations' }))
      await store.commit(aCommit('b', b, { stage: 'operations', status: 'closed' }))

      const counts = await store.countCases()
      expect(counts).toHaveLength(2)
      expect(counts).toContainEqual({ process: 'p', status: 'open', stage: 'operations', cases: 1 })
      expect(counts).toContainEqual({ process: 'p', status: 'closed', stage: 'operations', cases: 1 })
    })

    test('counts go by process, status and stage', async () => {
      const store = await setUp()
      await begun(store, 'a')
      await begun(store, 'b')
      await begun(store, 'c', { status: 'closed', stage: 'feedback' })

      expect(await store.countCases('p')).toEqual(
        expect.arrayContaining([
          { process: 'p', status: 'open', stage: 'sales', cases: 2 },
          { process: 'p', status: 'closed', stage: 'feedback', cases: 1 },
        ]),
      )
    })

    test('every entry is read in the order written, of all processes or of one', async () => {
      const store = await setUp()
      const a = await begun(store, 'a')
      await begun(store, 'b', { process: 'q' })
      await store.commit(aCommit('a', a))
      const read = async (filter: object) => {
        const entries: HistoryEntry[] = []
        for await (const entry of store.readEntries(filter)) entries.push(entry)
        return entries.map(({ caseId, seq }) => `${caseId}${seq}`)
      }

      expect(await read({})).toEqual(['a1', 'b1', 'a2'])
      expect(await read({ process: 'q' })).toEqual(['b1'])
      expect(await read({ caseId: 'a' })).toEqual(['a1', 'a2'])
    })

    const claim = (now: string, until = muchLater) => ({ now, until, worker: 'w', limit: 10 })

    test('a timer is claimed when it is due, by one worker, until its time is up', async () => {
      const store = await setUp()
      await begun(store, 'c1', { timersSet: [{ id: 't', dueAt: later }] })

      expect(await store.claimTimers(claim(at))).toEqual([])
      expect(await store.claimTimers(claim(later))).toMatchObject([
        { caseId: 'c1', id: 't', seq: 1, attempts: 0 },
      ])
      expect(await store.claimTimers(claim(later))).toEqual([])
      expect(await store.claimTimers(claim(muchLater, '2026-03-04T00:00:00.000Z'))).toHaveLength(1)
    })

    test('a step clears timers, sets them again, and uses up the one that fired', async () => {
      const store = await setUp()
      const row = await begun(store, 'c1', {
        timersSet: [
          { id: 't', dueAt: later },
          { id: 'u', dueAt: later },
        ],
      })

      const commit = aCommit('c1', row, { timersCleared: ['t'], timersSet: [{ id: 't', dueAt: muchLater }] })
      await store.commit({ ...commit, firedTimer: 'u' })

      expect(await store.listTimers({ caseId: 'c1' })).toMatchObject([{ id: 't', dueAt: muchLater, seq: 2 }])
    })

    test('a timer that failed is tried again later, and at last is among the dead letters', async () => {
      const store = await setUp()
      await begun(store, 'c1', { timersSet: [{ id: 't', dueAt: at }] })

      await store.claimTimers(claim(at))
      await store.recordTimerFailure('c1', 't', { error: 'no', retryAt: later })
      expect(await store.claimTimers(claim(at))).toEqual([])
      expect(await store.claimTimers(claim(later))).toMatchObject([{ attempts: 1, lastError: 'no' }])
      await store.recordTimerFailure('c1', 't', { error: 'still no', retryAt: null })

      expect(await store.claimTimers(claim(muchLater))).toEqual([])
      expect(await store.listTimers({ status: 'failed' })).toMatchObject([{ id: 't', attempts: 2 }])
    })

    test('an imported step queues no effects, and its timers are held until then, or until they are released', async () => {
      const store = await setUp()
      const commit = aCommit('c1', null, {
        effects: [{ type: 'notify', params: {} }],
        timersSet: [
          { id: 't', dueAt: at },
          { id: 'u', dueAt: at },
        ],
      })

      await store.commit({ ...commit, imported: { timersHeldUntil: muchLater } })

      expect(await store.listEffects({})).toEqual([])
      expect(await store.claimTimers(claim(later))).toEqual([])
      expect(await store.claimTimers({ ...claim(muchLater), limit: 1 })).toHaveLength(1)
      await store.releaseTimers('c1')
      expect(await store.claimTimers(claim(later))).toHaveLength(2)
    })

    test('effects have their key, and those of one case run in order', async () => {
      const store = await setUp()
      const effects = [
        { type: 'notify', params: { n: '0' } },
        { type: 'notify', params: { n: '1' } },
      ]
      await begun(store, 'c1', { effects })
      await begun(store, 'c2', { effects: [effects[0]!] })

      const first = await store.claimEffects(claim(later))
      expect(first.map(({ key }) => key).sort()).toEqual(['c1:1:0', 'c2:1:0'])
      expect(await store.claimEffects(claim(later))).toEqual([])
      await store.recordEffectDone('c1:1:0', { ok: true }, later)

      expect((await store.claimEffects(claim(later))).map(({ key }) => key)).toEqual(['c1:1:1'])
      expect(await store.listEffects({ caseId: 'c1', status: 'done' })).toMatchObject([
        { answer: { ok: true } },
      ])
    })

    test('a dead letter no longer holds up the effects after it, and can be put back', async () => {
      const store = await setUp()
      await begun(store, 'c1', {
        effects: [
          { type: 'a', params: {} },
          { type: 'b', params: {} },
        ],
      })
      await store.claimEffects(claim(later))

      await store.recordEffectFailure('c1:1:0', { error: 'gone', retryAt: null })

      expect((await store.claimEffects(claim(later))).map(({ key }) => key)).toEqual(['c1:1:1'])
      expect(await store.retryEffect('c1:1:0', later)).toBe(true)
      expect(await store.retryEffect('c1:1:0', later)).toBe(false)
      expect((await store.claimEffects(claim(later))).map(({ key }) => key)).toEqual(['c1:1:0'])
    })

    const version = {
      process: 'p',
      definition: { id: 'p', name: 'P', states: {} },
      layout: {},
      hash: 'h1',
      note: 'first',
      publishedAt: at,
      publishedBy: 'ana',
    }

    test('versions count from 1; publishing what is there already makes no new one', async () => {
      const store = await setUp()

      expect(await store.addVersion(version)).toMatchObject({ version: 1 })
      expect(await store.addVersion({ ...version, note: 'again' })).toMatchObject({ version: 1 })
      expect(await store.addVersion({ ...version, hash: 'h2', note: 'second' })).toMatchObject({ version: 2 })

      expect((await store.listVersions('p')).map(({ version, note }) => [version, note])).toEqual([
        [2, 'second'],
        [1, 'first'],
      ])
      expect(await store.loadVersion('p', 1)).toEqual({ ...version, version: 1 })
      expect(await store.listProcesses()).toMatchObject([{ process: 'p', version: 2 }])
      expect(await store.loadVersion('p', 3)).toBeUndefined()
    })

    test('who publishes on top of a version that is no longer the newest is told, and nothing is published', async () => {
      const store = await setUp()
      await store.addVersion(version, 0)

      const outcomes = [
        await store.addVersion({ ...version, hash: 'h2' }, 0),
        await store.addVersion({ ...version, hash: 'h2' }, 1),
        // The same once more, as by a second click: it is there already, and that is no conflict.
        await store.addVersion({ ...version, hash: 'h2' }, 1),
      ]

      expect(outcomes).toMatchObject(['conflict', { version: 2 }, { version: 2 }])
      expect(await store.listVersions('p')).toHaveLength(2)
    })

    test('versions are listed in pages that follow each other, newest first', async () => {
      const store = await setUp()
      for (let n = 1; n <= 5; n++) await store.addVersion({ ...version, hash: `h${n}` })
      const numbers = async (page: object) =>
        (await store.listVersions('p', page)).map(({ version }) => version)

      expect(await numbers({ limit: 2 })).toEqual([5, 4])
      expect(await numbers({ limit: 2, before: 4 })).toEqual([3, 2])
      expect(await numbers({ before: 2 })).toEqual([1])
    })

    test('open cases are counted by the version that they stay on, as they open, close and move to another', async () => {
      const store = await setUp()
      const a = await begun(store, 'a')
      const b = await begun(store, 'b')
      await begun(store, 'c', { version: 2 })
      await begun(store, 'd', { status: 'closed' })
      await begun(store, 'e', { process: 'q' })
      const before = await store.countOpenByVersion('p')

      await store.commit(aCommit('a', a, { status: 'closed' }))
      await store.commit(aCommit('b', b, { version: 2 }))

      expect(before).toEqual([
        { version: 2, cases: 1 },
        { version: 1, cases: 2 },
      ])
      expect(await store.countOpenByVersion('p')).toEqual([{ version: 2, cases: 2 }])
      expect(await store.countOpenByVersion('none')).toEqual([])
    })

    test('a notification is there once, for a person or a role, until it is read', async () => {
      const store = await setUp()
      const notification = {
        id: 'n1',
        kind: 'other' as const,
        person: null,
        role: 'sales',
        title: 'A lead',
        text: '',
        caseId: 'c1',
        at,
      }
      await store.addNotification(notification)
      await store.addNotification(notification)
      await store.addNotification({ ...notification, id: 'n2', person: 'bob', role: null })

      await store.markNotificationRead('n1', 'ana', later)

      expect(await store.listNotifications({ person: 'ana', roles: ['sales'], limit: 9 })).toMatchObject([
        { id: 'n1', readAt: later },
      ])
      expect(await store.listNotifications({ person: 'bob', roles: ['sales'], limit: 9 })).toHaveLength(2)
    })

    const notice = (id: string, change: Partial<Notification> = {}): Notification => ({
      ...{ id, kind: 'returned', person: null, role: 'sales', title: 'Back', text: 'Why', caseId: 'c1', at },
      ...change,
    })

    test('kinds of notifications can be left out; what two roles of one person were told is one', async () => {
      const store = await setUp()
      const both = { person: 'ana', roles: ['sales', 'marketing'], limit: 9 }
      await store.addNotification(notice('n1'))
      await store.addNotification(notice('n2', { role: 'marketing' }))
      await store.addNotification(notice('n3', { kind: 'overdue', title: 'Late' }))

      await store.markNotificationRead('n2', 'ana', later)

      expect(await store.listNotifications(both)).toMatchObject([{ id: 'n1', readAt: later }, { id: 'n3' }])
      expect(await store.listNotifications({ ...both, without: ['returned'] })).toMatchObject([{ id: 'n3' }])
    })

    test('who is told of a step is told in its commit, or not at all', async () => {
      const store = await setUp()
      const first = aCommit('c1', null)
      await store.commit(first)

      await store.commit({ ...aCommit('c1', first.row), notices: [notice('n1')] })
      const late = await store.commit({
        ...aCommit('c1', first.row, { eventId: 'other' }),
        notices: [notice('n2')],
      })

      expect(late).toBe('conflict')
      expect(
        (await store.listNotifications({ person: 'ana', roles: ['sales'], limit: 9 })).map(({ id }) => id),
      ).toEqual(['n1'])
    })

    test('a case comes up to be reminded of before its date and at it, once each', async () => {
      const store = await setUp()
      const halfPast = '2026-03-02T09:30:00.000Z'
      const { row } = aCommit('c1', null, { due: later })
      await store.commit(aCommit('c1', null, { due: later }))
      const waiting = async (now: string) => (await store.listReminders(now, 9)).map(one => one.at)

      expect(await waiting(at)).toEqual([])
      expect(await waiting(halfPast)).toEqual([halfPast])
      const [soon] = await store.listReminders(halfPast, 9)
      expect(await store.recordReminded(soon!, later, [notice('n1')])).toBe(true)
      expect(await store.recordReminded(soon!, later, [notice('n2')])).toBe(false)
      // It moves on with the same date.
      await store.commit(aCommit('c1', row, { due: later }))
      expect(await waiting(halfPast)).toEqual([])
      const [late] = await store.listReminders(later, 9)
      await store.recordReminded(late!, null, [])

      expect(await waiting(muchLater)).toEqual([])
      expect(await store.listNotifications({ person: 'ana', roles: ['sales'], limit: 9 })).toHaveLength(1)
    })

    test('of an imported case only what is still to come is reminded of', async () => {
      const store = await setUp()
      const imported = { timersHeldUntil: muchLater }
      await store.commit({ ...aCommit('past', null, { due: at }), imported })
      await store.commit({ ...aCommit('soon', null, { due: later }), imported })

      const due = await store.listReminders(muchLater, 9)

      expect(due.map(({ row }) => row.id)).toEqual(['soon'])
    })
  })
}
