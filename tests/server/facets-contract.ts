// What every store promises of finding entries and cases by what their entries say.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HistoryEntry, Snapshot } from '../../engine/case.ts'
import { isStep } from '../../engine/case.ts'
import { type EntryFilter, isMeant } from '../../engine/facets.ts'
import { genesis, seal } from '../../engine/seal.ts'
import { UnknownCursorError } from '../../server/faults.ts'
import type { EntryQuery, FoundEntry } from '../../server/store/entry-search.ts'
import type { CaseRow, Store } from '../../server/store/store.ts'

const day = (n: number) => `1969-12-${String(n).padStart(2, '0')}T09:00:00.000Z`

const changes = fc.record({
  caseId: fc.constantFrom<string[]>('a', 'b', 'c', 'd'),
  process: fc.constantFrom('p', 'q'),
  version: fc.constantFrom(1, 2),
  at: fc.constantFrom(day(1), day(2), day(3)),
  kind: fc.constantFrom('event' as const, 'event' as const, 'refusal' as const, 'comment' as const),
  type: fc.constantFrom('ASK', 'GO'),
  actor: fc.constantFrom<string[]>('ana', 'ben'),
  roles: fc.constantFrom<string[][]>(['sales'], ['sales', 'staff'], []),
  states: fc.constantFrom('s', 't', { s: 'x' }, { s: 'z' }),
  data: fc.record({ name: fc.constantFrom('Seeblick', 'Adler'), n: fc.constantFrom(1, 2) }),
  promise: fc.constantFrom('kept', 'broken', null),
  outcome: fc.constantFrom('pass' as const, 'fail' as const),
  rule: fc.constantFrom('within-limit', null),
  imported: fc.constantFrom(null, true, false),
})
type Change = typeof changes extends fc.Arbitrary<infer Made> ? Made : never

const filters: fc.Arbitrary<EntryFilter> = fc
  .record(
    {
      process: fc.constantFrom('p', 'q'),
      version: fc.constantFrom(1, 2),
      case: fc.constantFrom('a', 'e'),
      from: fc.constantFrom(day(2), day(3)),
      to: fc.constantFrom(day(2), day(3)),
      actor: fc.constantFrom('ana', 'nobody'),
      role: fc.constantFrom('sales', 'staff'),
      event: fc.constantFrom('ASK', 'GO'),
      kind: fc.constantFrom('start', 'event', 'refusal', 'comment'),
      origin: fc.constantFrom('import', 'supplied'),
      state: fc.constantFrom('s', 's.x', 't'),
      refusal: fc.constant('guard-false'),
      rule: fc.constant('within-limit'),
      outcome: fc.constantFrom('pass', 'fail'),
      promise: fc.constantFrom('kept', 'broken'),
      data: fc.constantFrom('name=SEEBLICK', 'n=2'),
    },
    { requiredKeys: [] },
  )
  // All at once would hardly ever find anything.
  .chain(all => fc.subarray(Object.entries(all), { maxLength: 3 }))
  .map(some => {
    const filter: EntryFilter = Object.fromEntries(some)
    return filter.version === undefined ? filter : { process: 'p', ...filter }
  })

type Written = FoundEntry & { before: Snapshot | null }

/** One more entry of a case, as it would be on record. */
function anEntry(change: Change, row: CaseRow | undefined): { entry: HistoryEntry; text: string } {
  const { caseId, data, promise, rule, outcome, imported } = change
  const seq = (row?.seq ?? 0) + 1
  const to: Snapshot = {
    data: { ...data, promises: promise ? [{ id: 'x', state: promise }] : [] },
    historyStates: {},
    states: change.states,
    status: 'open',
    tally: { actors: {}, count: {} },
  }
  const place = {
    caseId,
    seq,
    process: row?.process ?? change.process,
    version: change.version,
    recordedAt: day(4),
    facts: { registers: {} },
    verdicts: [{ rule, outcome, title: '', clauses: [], transition: '' }],
    event: {
      id: `${seq}-e`,
      type: change.type,
      data,
      at: change.at,
      actor: { id: change.actor, kind: 'person' as const, roles: change.roles },
      ...(imported !== null && { origin: { import: 'log', row: '1', supplied: imported } }),
    },
  }
  const prev = row?.hash ?? genesis
  if (row && change.kind === 'refusal')
    return seal({ ...place, kind: 'refusal', refusal: { reason: 'guard-false', message: 'no' } }, prev)
  if (row && change.kind === 'comment') return seal({ ...place, kind: 'comment', effects: [] }, prev)
  const kind = row ? 'event' : 'start'
  return seal({ ...place, kind, to, effects: [], timersCleared: [], timersSet: [] }, prev)
}

async function write(store: Store, change: Change): Promise<Written> {
  const row = await store.loadCase(change.caseId)
  const { entry, text } = anEntry(change, row)
  const { seq, hash, process, version } = entry
  const at = change.at
  const standing: CaseRow = row ?? {
    ...{ id: change.caseId, process, version, seq, movedSeq: seq, hash, activeStates: ['s'], stage: null },
    ...{ assignee: null, clocks: {}, due: null, priority: 'normal', returned: null },
    snapshot: (entry as HistoryEntry & { to: Snapshot }).to,
    openedAt: at,
    updatedAt: at,
  }
  const moved = isStep(entry)
    ? { movedSeq: seq, snapshot: entry.to, version, updatedAt: at }
    : { movedSeq: standing.movedSeq }
  const after = { ...standing, seq, hash, ...moved }
  expect(await store.commit({ entry, text, row: after })).toBe('committed')
  written += 1
  return { entry, position: written, before: row?.snapshot ?? null }
}
let written = 0

async function fill(store: Store, made: Change[]): Promise<Written[]> {
  written = 0
  const all: Written[] = []
  for (const change of made) all.push(await write(store, change))
  return all
}

/** Whoever looks at every entry. */
function lookAtAll(all: Written[], filter: EntryFilter): Written[] {
  return all
    .filter(({ entry, before }) => isMeant(entry, before, filter))
    .sort((a, b) => Date.parse(b.entry.event.at) - Date.parse(a.entry.event.at) || b.position - a.position)
}

function firstOfEachCase(found: Written[]): Written[] {
  return found.filter(({ entry }, n) => found.findIndex(other => other.entry.caseId === entry.caseId) === n)
}

async function allPages(store: Store, query: Omit<EntryQuery, 'cursor'>): Promise<FoundEntry[]> {
  const items: FoundEntry[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.findEntries({ ...query, ...(cursor && { cursor }) })
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

const plain: Change = {
  caseId: 'a',
  process: 'p',
  version: 1,
  at: day(1),
  kind: 'event',
  type: 'GO',
  actor: 'ana',
  roles: ['sales'],
  states: 's',
  data: { name: 'Seeblick', n: 1 },
  promise: null,
  outcome: 'pass',
  rule: null,
  imported: null,
}
const many = (count: number, change: (n: number) => Partial<Change>) =>
  Array.from({ length: count }, (_, n): Change => ({ ...plain, ...change(n) }))
const minute = (n: number) => new Date(Date.parse(day(1)) + n * 60_000).toISOString()

export function facetsContract(name: string, open: () => Promise<Store>): void {
  async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
    const store = await open()
    try {
      await work(store)
    } finally {
      await store.close()
    }
  }

  describe(`${name} finds entries`, () => {
    test('exactly as if every entry were looked at, in pages of any size, and cases by them', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(changes, { maxLength: 30 }),
          fc.array(filters, { minLength: 1, maxLength: 6 }),
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 7 }),
          (made, asked, limit, atOnce) =>
            withStore(async store => {
              const all = await fill(store, made)
              while ((await store.indexEntries(atOnce)).behind > 0);
              for (const filter of asked) {
                const meant = lookAtAll(all, filter)
                const found = await allPages(store, { filter, limit })
                expect(found.map(({ position }) => position)).toEqual(meant.map(({ position }) => position))
                expect(found.map(({ entry }) => entry)).toEqual(meant.map(({ entry }) => entry))
                const cases = await allPages(store, { filter, limit, by: 'cases' })
                const firsts = firstOfEachCase(meant)
                expect(cases.map(({ position }) => position)).toEqual(firsts.map(({ position }) => position))
                expect(await gather(store.readCaseIdsOf(filter))).toEqual(
                  firsts.map(({ entry }) => entry.caseId),
                )
              }
              expect(await store.findFlaw()).toBeUndefined()
            }),
        ),
        { numRuns: 150 },
      ))

    test('that were only just written', () =>
      withStore(async store => {
        await fill(store, [plain])

        const page = await store.findEntries({ filter: { event: 'GO' }, limit: 5 })

        expect(page).toMatchObject({ next: null, lookedBackTo: null, behind: 0 })
        expect(page.items).toHaveLength(1)
      }))

    test('as far as it knows them when very many are new, and says how many it does not', () =>
      withStore(async store => {
        await fill(
          store,
          many(500, n => ({ caseId: `k${n}` })),
        )
        await store.indexEntries(20)

        const page = await store.findEntries({ filter: {}, limit: 100 })

        expect([page.items.length, page.behind]).toEqual([20, 480])
        expect(await gather(store.readCaseIdsOf({}))).toHaveLength(500)
        expect((await store.findEntries({ filter: {}, limit: 1 })).behind).toBe(0)
      }))

    test('for so long, and says how far back it has looked and where it goes on', () =>
      withStore(async store => {
        // Ana and the state take turns: no entry has both, and each has to be looked at.
        const made = many(300, n => ({
          at: minute(n),
          actor: n % 2 === 0 ? 'ana' : 'ben',
          states: n % 2 === 0 ? 's' : 't',
        }))
        await fill(store, made)
        const filter = { actor: 'ana', state: 't' }

        const page = await store.findEntries({ filter, limit: 5, patienceMs: 0 })

        expect(page.items).toEqual([])
        expect(page.lookedBackTo! > minute(100) && page.lookedBackTo! < minute(299)).toBe(true)
        expect(await allPages(store, { filter, limit: 5, patienceMs: 0 })).toEqual([])
      }))

    test('in pages that are not disturbed by what is written meanwhile', () =>
      withStore(async store => {
        await fill(
          store,
          many(4, n => ({ caseId: `k${n}`, at: minute(n) })),
        )
        const asked = { filter: {}, limit: 2, by: 'cases' as const }
        const first = await store.findEntries(asked)
        await write(store, { ...plain, caseId: 'k0', at: minute(9) })
        await write(store, { ...plain, caseId: 'k9', at: minute(0) })

        const second = await store.findEntries({ ...asked, cursor: first.next! })

        expect(second.items.map(({ entry }) => entry.caseId)).toEqual(['k1', 'k0'])
        expect(second.next).toBeNull()
      }))

    test('not with a cursor that no page has ended with', () =>
      withStore(async store => {
        for (const cursor of ['x', '', Buffer.from('[1,2]').toString('base64url')])
          await expect(store.findEntries({ filter: {}, limit: 1, cursor })).rejects.toThrow(
            UnknownCursorError,
          )
      }))

    test('each once when several put them into the index at the same time', () =>
      withStore(async store => {
        await fill(
          store,
          many(60, n => ({ caseId: `k${n % 7}`, at: minute(n) })),
        )

        await Promise.all(Array.from({ length: 8 }, () => store.indexEntries(10)))

        const { items } = await store.findEntries({ filter: {}, limit: 100 })
        expect(new Set(items.map(({ position }) => position)).size).toBe(60)
        expect(items).toHaveLength(60)
        const state = await store.findEntries({ filter: { state: 's' }, limit: 100 })
        expect(state.items).toHaveLength(7)
      }))
  })

  describe(`${name} lists what entries can be found by`, () => {
    const made = [
      ...many(3, n => ({ caseId: `p${n}`, actor: 'ana' })),
      ...many(2, n => ({ caseId: `q${n}`, process: 'q', actor: 'Ben' })),
    ]

    test('what most entries have first, with how many', () =>
      withStore(async store => {
        await fill(store, made)
        await store.indexEntries(100)

        expect(await store.listFacets({ kind: 'actor', limit: 5 })).toEqual([
          { value: 'ana', entries: 3 },
          { value: 'Ben', entries: 2 },
        ])
        expect(await store.listFacets({ kind: 'actor', limit: 1 })).toHaveLength(1)
      }))

    test('by a part of it, and by a process', () =>
      withStore(async store => {
        await fill(store, made)
        await store.indexEntries(100)

        expect(await store.listFacets({ kind: 'actor', q: 'BE', limit: 5 })).toEqual([
          { value: 'Ben', entries: 2 },
        ])
        expect(await store.listFacets({ kind: 'version', process: 'q', limit: 5 })).toEqual([
          { value: 'q/1', entries: 2 },
        ])
        expect(await store.listFacets({ kind: 'actor', process: 'none', limit: 5 })).toEqual([])
      }))
  })
}
