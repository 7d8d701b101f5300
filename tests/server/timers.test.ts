import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Definition } from '../../engine/definition.ts'
import { StoreBusyError } from '../../server/faults.ts'
import { createWorkers } from '../../server/workers/loop.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { eva, type Line, openLine } from '../support/open-line.ts'
import { removeFolder } from '../support/open-purchase.ts'

const hour = 3_600_000

/** A follow-up that is reminded of, and lapses; three clocks run at once in `watched`. */
const followUp: Definition = {
  id: 'follow-up',
  name: 'Follow-up',
  initial: 'waiting',
  data: { type: 'object', properties: { until: { type: 'string' }, urgent: { type: 'boolean' } } },
  events: { ANSWER: {}, WATCH: {}, HURRY: {}, WAIT: {} },
  states: {
    waiting: {
      on: {
        ANSWER: [{ target: 'answered' }],
        WATCH: [{ target: 'watched' }],
        HURRY: [{ target: 'hurried' }],
        WAIT: [{ target: 'waiting', reenter: true }],
      },
      after: { PT1H: [{ target: 'reminded' }] },
    },
    reminded: {
      on: { ANSWER: [{ target: 'answered' }] },
      after: { PT2H: [{ target: 'lapsed' }] },
    },
    watched: {
      type: 'parallel',
      states: {
        first: clockOf('PT3H'),
        second: clockOf('PT1H'),
        third: clockOf('PT2H'),
      },
      onDone: [{ target: 'lapsed' }],
    },
    hurried: {
      on: { ANSWER: [{ target: 'answered' }] },
      after: { PT1H: [{ target: 'lapsed', guard: 'data.urgent == true' }] },
    },
    answered: { type: 'final' },
    lapsed: { type: 'final' },
  },
}

function clockOf(delay: string): Definition['states'][string] {
  return {
    initial: 'running',
    states: { running: { after: { [delay]: [{ target: 'over' }] } }, over: { type: 'final' } },
  }
}

let clock: ManualClock
let line: Line

beforeEach(async () => {
  clock = createManualClock('2026-03-02T09:00:00.000Z')
  line = await openLine(clock, [followUp])
})
afterEach(async () => {
  await line.close()
  removeFolder(line.folder)
})

async function start(id: string, data = {}): Promise<void> {
  await line.cases.start({ process: 'follow-up', id, data, actor: eva })
}
const send = (caseId: string, type: string) => line.cases.send({ caseId, type, data: {}, actor: eva })
const firedIn = async (caseId: string) =>
  (await line.store.listHistory(caseId))
    .filter(entry => entry.kind === 'timer')
    .map(entry => entry.event.type)

describe('a timer', () => {
  test('fires when it is due, not before, and sets the next one', async () => {
    await start('c1')

    clock.advance(hour - 1)
    await line.workOff()
    expect(await line.statesOf('c1')).toEqual(['waiting'])

    clock.advance(1)
    await line.workOff()
    expect(await line.statesOf('c1')).toEqual(['reminded'])
    expect(await line.store.listTimers({ caseId: 'c1' })).toMatchObject([
      { id: 'after PT2H in reminded', dueAt: '2026-03-02T12:00:00.000Z', status: 'pending' },
    ])
  })

  test('that its case no longer waits for does not fire', async () => {
    await start('c1')
    await send('c1', 'ANSWER')

    clock.advance(hour)
    expect(await line.workers.runOnce()).toMatchObject({ timers: 0, effects: 0 })
    expect(await line.statesOf('c1')).toEqual(['answered'])
  })

  test('that was cleared after it was claimed does not fire', async () => {
    await start('c1')
    clock.advance(hour)
    const { cases } = line
    const late = createWorkers({
      ...line,
      cases: {
        async fireTimer(request) {
          await send('c1', 'ANSWER')
          return await cases.fireTimer(request)
        },
      },
    })

    await late.runOnce()

    expect(await line.statesOf('c1')).toEqual(['answered'])
    expect(await firedIn('c1')).toEqual([])
    expect(await line.store.listTimers({})).toEqual([])
  })

  test('that a rule stops has had its say: the refusal is on record, and it does not fire again', async () => {
    await start('c1')
    await send('c1', 'HURRY')
    clock.advance(hour)

    await line.workOff()

    expect(await line.statesOf('c1')).toEqual(['hurried'])
    expect((await line.store.listHistory('c1')).at(-1)).toMatchObject({
      kind: 'refusal',
      event: { type: 'after PT1H in hurried' },
    })
    expect(await line.store.listTimers({})).toEqual([])
  })
})

test('timers that came due while no server ran fire at the next start, in order of their due time', async () => {
  await start('c1')
  await send('c1', 'WATCH')
  await start('c2')
  await line.close()

  clock.advance(5 * hour)
  line = await openLine(clock, [], { folder: line.folder })
  await line.workOff()

  expect(await firedIn('c1')).toEqual([
    'after PT1H in watched.second.running',
    'after PT2H in watched.third.running',
    'after PT3H in watched.first.running',
  ])
  expect(await line.statesOf('c1')).toEqual(['lapsed'])
  // What is late is late: the second wait of c2 begins when the first has fired.
  expect(await line.statesOf('c2')).toEqual(['reminded'])
})

test('a timer whose worker was killed fires in another one, once its lease is over', async () => {
  await start('c1')
  clock.advance(hour)
  const claim = {
    now: clock.now().toISOString(),
    until: '2026-03-02T10:01:00.000Z',
    worker: 'killed',
    limit: 10,
  }
  expect(await line.store.claimTimers(claim)).toHaveLength(1)

  await line.workOff()
  expect(await line.statesOf('c1')).toEqual(['waiting'])

  clock.advance(60_000)
  await line.workOff()
  expect(await firedIn('c1')).toEqual(['after PT1H in waiting'])
})

test('of two workers on one store, one fires a timer', async () => {
  for (let n = 0; n < 20; n++) await start(`c${n}`)
  clock.advance(hour)
  const other = createWorkers({ ...line, workerId: 'w2', batch: 7 })

  const found = await Promise.all([line.workers.runOnce(), other.runOnce()])

  expect(found[0].timers + found[1].timers).toBe(20)
  for (let n = 0; n < 20; n++) expect(await firedIn(`c${n}`)).toHaveLength(1)
})

describe('a timer that cannot be fired', () => {
  /** Workers whose door cannot reach the disk when it should fire one of these. */
  function workersFailing(timers: (id: string) => boolean) {
    const { cases } = line
    return createWorkers({
      ...line,
      cases: {
        async fireTimer(request) {
          if (timers(request.timerId)) throw new StoreBusyError('The disk does not answer', undefined)
          return await cases.fireTimer(request)
        },
      },
    })
  }

  test('is fired again later and later, and is a dead letter in the end', async () => {
    await start('c1')
    clock.advance(hour)
    const failing = workersFailing(() => true)
    const waitsMs: number[] = []

    for (;;) {
      await failing.runOnce()
      const [timer] = await line.store.listTimers({})
      if (timer?.status !== 'pending') break
      waitsMs.push(Date.parse(timer.dueAt) - clock.now().getTime())
      clock.set(timer.dueAt)
    }

    expect(waitsMs).toHaveLength(19)
    expect(waitsMs.slice(0, 9)).toEqual(waitsMs.slice(0, 9).toSorted((a, b) => a - b))
    expect(Math.max(...waitsMs)).toBeLessThanOrEqual(600_000)
    expect(await line.store.listTimers({})).toMatchObject([
      { status: 'failed', attempts: 20, lastError: 'The disk does not answer' },
    ])
    clock.advance(1_000 * hour)
    expect(await failing.runOnce()).toMatchObject({ timers: 0 })
  })

  test('lets the later ones of its case wait, and those of other cases fire', async () => {
    await start('c1')
    await send('c1', 'WATCH')
    await start('c2')
    clock.advance(3 * hour)

    await workersFailing(id => id.includes('second')).runOnce()
    expect(await firedIn('c1')).toEqual([])
    expect(await line.statesOf('c2')).toEqual(['reminded'])

    clock.advance(2_000)
    await line.workOff()
    expect(await firedIn('c1')).toEqual([
      'after PT1H in watched.second.running',
      'after PT2H in watched.third.running',
      'after PT3H in watched.first.running',
    ])
  })

  test('and is set again by a step meanwhile, waits for its new time', async () => {
    await start('c1')
    clock.advance(hour)
    const failing = createWorkers({
      ...line,
      cases: {
        async fireTimer() {
          await send('c1', 'WAIT')
          throw new StoreBusyError('The disk does not answer', undefined)
        },
      },
    })

    await failing.runOnce()

    expect(await line.store.listTimers({})).toMatchObject([
      { id: 'after PT1H in waiting', dueAt: '2026-03-02T11:00:00.000Z', attempts: 0 },
    ])
  })
})

test('a worker that is started works until it is stopped, and ends with nothing half-done', async () => {
  await start('c1')
  clock.advance(hour)
  const fired = Promise.withResolvers<void>()
  const { cases } = line
  const workers = createWorkers({
    ...line,
    cases: {
      async fireTimer(request) {
        fired.resolve()
        return await cases.fireTimer(request)
      },
    },
  })

  workers.start()
  workers.start()
  await fired.promise
  await workers.stop()
  await workers.stop()

  expect(await line.statesOf('c1')).toEqual(['reminded'])
  expect(await line.store.listTimers({ status: 'running' })).toEqual([])
})
