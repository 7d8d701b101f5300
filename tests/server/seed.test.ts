import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import customersFile from '../../processes/demo/customers.json' with { type: 'json' }
import storiesFile from '../../processes/demo/stories.json' with { type: 'json' }
import { verifyAll } from '../../server/audit.ts'
import { caseIdOf, midnightBefore, planCase, type Stories, stepsOf } from '../../server/demo/plan.ts'
import { type DemoResult, seedDemo } from '../../server/demo/seed-demo.ts'
import { type Opened, openData } from '../../server/open.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'

const { customers } = customersFile
const stories = storiesFile as unknown as Stories
const folder = makeFolder()
const clock = createManualClock('2026-11-24T10:30:00.000Z')
let opened: Opened
let seeded: DemoResult
let entries: HistoryEntry[]

beforeAll(async () => {
  opened = await openData({ dataFolder: folder }, clock)
  seeded = await seedDemo(opened)
  entries = await readAll()
}, 120_000)

afterAll(async () => {
  await opened.close()
  removeFolder(folder)
})

async function readAll(): Promise<HistoryEntry[]> {
  const read: HistoryEntry[] = []
  for await (const entry of opened.store.readEntries({})) read.push(entry)
  return read
}

const promisesOf = async (index: number) => {
  const row = await opened.store.loadCase(caseIdOf(index))
  return row!.snapshot.data.promises as { state: string }[] | undefined
}

describe('The demonstration', () => {
  test('has every chain and every replay in order', async () => {
    expect(await verifyAll(opened)).toMatchObject({
      ok: true,
      cases: customers.length,
      entries: entries.length,
    })
  })

  test.for([
    'strategy.fit-review',
    'strategy.clarification',
    'not-a-fit',
    'marketing.nurturing.engaged',
    'marketing.dormant',
    'marketing.exception',
    'marketing.qualified.waiting',
    'marketing.qualified.escalated',
    'sales.pursuing.proposal',
    'sales.pursuing.check.operations.open',
    'sales.pursuing.negotiation',
    'sales.on-hold',
    'sales.won',
    'operations.handover',
    'operations.delivering.dates.at-risk',
    'operations.delivering.dates.overdue',
    'operations.delivering.quality.checking',
    'operations.delivering.quality.reworking',
    'feedback.collecting',
    'feedback.after-sales',
    'feedback.learning.strategy.reading',
    'feedback.loss-review',
    'lost',
    'closed',
  ])('has somebody in %s', state => {
    expect(seeded.byState[state]).toBeGreaterThan(0)
  })

  test('has promises kept, broken and not delivered', async () => {
    const all = await Promise.all(customers.map((_, index) => promisesOf(index)))

    const states = all.flatMap(promises => promises ?? []).map(({ state }) => state)

    expect(states).toEqual(expect.arrayContaining(['kept', 'broken', 'undelivered', 'countered', 'expired']))
  })

  test('is refused where its stories say so, by the rule they name, and nowhere else', () => {
    const told = customers.flatMap((customer, index) => {
      const { events } = planCase(stories, customer, index, midnightBefore(clock.now()))
      const steps = stepsOf(stories.stories, customer.story)
      return events
        .slice(1)
        .map(({ id }, place) => ({ caseId: caseIdOf(index), id, by: steps[place]!.refused }))
    })

    const refusals = entries.flatMap(entry => (entry.kind === 'refusal' ? entry : []))

    const expected = told.filter(({ by }) => by !== undefined)
    expect(new Map(refusals.map(entry => [entry.event.id, rulesOf(entry)]))).toEqual(
      new Map(expected.map(({ id, by }) => [id, expect.arrayContaining([by])])),
    )
    expect(seeded.refused).toBe(expected.length)
  })

  test('lies in the past, with the timers that were due in between', () => {
    const times = entries.map(({ event }) => event.at)
    const fired = entries.filter(({ event }) => event.actor.kind === 'timer')

    expect(times.every(at => at <= clock.now().toISOString())).toBe(true)
    expect(times.some(at => at < '2026-07-05')).toBe(true)
    expect(fired.map(({ event }) => event.type)).toContain('after P90D in marketing.nurturing')
  })

  test('is not sent out: nobody is notified of what was made up', async () => {
    const claim = {
      now: clock.now().toISOString(),
      until: clock.now().toISOString(),
      worker: 'test',
      limit: 10,
    }

    expect(await opened.store.claimEffects(claim)).toEqual([])
  })

  test('does not change when it is seeded again, a week later', async () => {
    clock.advance(7 * 86_400_000)

    const again = await seedDemo(opened)

    expect(again).toEqual(seeded)
    expect(await readAll()).toEqual(entries)
  })
})

test('A demonstration that was interrupted is seeded to its end, on another day too', async () => {
  const half = makeFolder()
  const turned = createManualClock('2026-11-24T10:30:00.000Z')
  const begun = await openData({ dataFolder: half }, turned)
  let left = 200
  const send: Opened['cases']['send'] = request =>
    left-- > 0 ? begun.cases.send(request) : Promise.reject(new Error('The power is gone.'))
  await expect(seedDemo({ ...begun, cases: { ...begun.cases, send } })).rejects.toThrow('The power is gone.')
  turned.advance(2 * 86_400_000)

  const ended = await seedDemo(begun)

  expect(ended).toEqual(seeded)
  expect(await verifyAll(begun)).toMatchObject({ ok: true, entries: entries.length })
  await begun.close()
  removeFolder(half)
}, 60_000)

test('A folder where somebody else has the demonstration’s first case is left alone', async () => {
  const theirs = makeFolder()
  const taken = await openData({ dataFolder: theirs }, createManualClock('2026-11-24T10:30:00.000Z'))
  const actor = { kind: 'person' as const, id: 'sam', roles: ['sales'] }
  const data = { prospect: { name: 'Theirs' } }
  await taken.cases.start({ process: 'customer-journey', id: caseIdOf(0), data, actor })

  await expect(seedDemo(taken)).rejects.toThrow('could not be started')

  expect(await verifyAll(taken)).toMatchObject({ ok: true, cases: 1, entries: 1 })
  await taken.close()
  removeFolder(theirs)
}, 60_000)

/** What a refused step failed on. */
const rulesOf = ({ verdicts }: HistoryEntry) =>
  verdicts.flatMap(({ rule, outcome }) => (rule !== null && outcome !== 'pass' ? [rule] : []))
