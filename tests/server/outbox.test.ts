import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Effect } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import type { Json } from '../../engine/json.ts'
import { done, failedForGood, failedForNow, type Handler } from '../../server/effects/handler.ts'
import type { EffectRow } from '../../server/store/store.ts'
import { createWorkers } from '../../server/workers/loop.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { eva, type Line, openLine } from '../support/open-line.ts'
import { removeFolder } from '../support/open-purchase.ts'

const ring = (times: number): Effect => ({ type: 'ring', params: { times } })

/** Rings once when it opens, and twice more, in order, when it is rung. */
const bell: Definition = {
  id: 'bell',
  name: 'Bell',
  initial: 'open',
  events: { RING: {} },
  states: {
    open: {
      entry: [ring(1)],
      on: { RING: [{ effects: [ring(2), ring(3)] }] },
      after: { PT1H: [{ target: 'still' }] },
    },
    still: { type: 'final' },
  },
}

let clock: ManualClock
let line: Line
/** effects as they were rung, in order */
let rung: EffectRow[]

beforeEach(async () => {
  clock = createManualClock('2026-03-02T09:00:00.000Z')
  line = await openLine(clock, [bell])
  rung = []
})
afterEach(async () => {
  await line.close()
  removeFolder(line.folder)
})

const start = (id: string) => line.cases.start({ process: 'bell', id, data: {}, actor: eva })
const send = (caseId: string, type: string) => line.cases.send({ caseId, type, data: {}, actor: eva })
const keys = () => rung.map(effect => effect.key)

/** Workers that know one effect, `ring`, and record what they were given. */
function workersWith(handler: Handler = async () => done(), batch = 64) {
  const listening: Handler = async effect => {
    rung.push(effect)
    return await handler(effect)
  }
  return createWorkers({ ...line, effects: new Map([['ring', listening]]), batch })
}

describe('an effect', () => {
  test('is done after its step, once, under a key that says which step it belongs to', async () => {
    const workers = workersWith(async () => done({ heard: true }))
    await start('c1')

    await workers.runOnce()
    expect(await workers.runOnce()).toMatchObject({ timers: 0, effects: 0 })

    expect(rung).toMatchObject([
      { key: 'c1:1:0', caseId: 'c1', process: 'bell', effect: ring(1), at: '2026-03-02T09:00:00.000Z' },
    ])
    expect(await line.store.listEffects({})).toMatchObject([
      { status: 'done', answer: { heard: true } as Json },
    ])
  })

  test('is done after those of its case that came before it', async () => {
    const workers = workersWith(async () => done(), 2)
    await start('c1')
    await send('c1', 'RING')
    await send('c1', 'RING')

    while ((await workers.runOnce()).effects > 0);

    expect(keys()).toEqual(['c1:1:0', 'c1:2:0', 'c1:2:1', 'c1:3:0', 'c1:3:1'])
  })

  test('that fails is tried again later, under the same key; those after it wait, other cases do not', async () => {
    let failures = 2
    const workers = workersWith(async ({ caseId }) =>
      caseId === 'c1' && failures-- > 0 ? failedForNow('nobody there') : done(),
    )
    await start('c1')
    await send('c1', 'RING')
    await start('c2')

    await workers.runOnce()
    expect(await line.store.listEffects({ caseId: 'c1' })).toMatchObject([
      { key: 'c1:2:0', status: 'pending' },
      { key: 'c1:2:1', status: 'pending' },
      { key: 'c1:1:0', status: 'pending', attempts: 1, lastError: 'nobody there' },
    ])
    expect(await workers.runOnce()).toMatchObject({ effects: 0 })

    clock.advance(5_000)
    await workers.runOnce()
    clock.advance(10_000)
    while ((await workers.runOnce()).effects > 0);
    expect(keys().filter(key => key.startsWith('c1'))).toEqual([
      'c1:1:0',
      'c1:1:0',
      'c1:1:0',
      'c1:2:0',
      'c1:2:1',
    ])
  })

  test('whose handler breaks is tried again, and what broke is on the row', async () => {
    const workers = workersWith(async () => {
      throw new Error('The bell fell down')
    })
    await start('c1')

    await workers.runOnce()

    expect(await line.store.listEffects({})).toMatchObject([
      { status: 'pending', attempts: 1, lastError: 'The bell fell down' },
    ])
  })

  test('is not tried again before its receiver wants it', async () => {
    const workers = workersWith(async () => failedForNow('busy', '2026-03-02T11:00:00.000Z'))
    await start('c1')

    await workers.runOnce()

    expect(await line.store.listEffects({})).toMatchObject([{ dueAt: '2026-03-02T11:00:00.000Z' }])
  })

  test('that fails for good is a dead letter at once, and holds nothing up', async () => {
    const workers = workersWith(async ({ key }) =>
      key === 'c1:1:0' ? failedForGood('no such bell') : done(),
    )
    await start('c1')
    await send('c1', 'RING')

    while ((await workers.runOnce()).effects > 0);

    expect(await line.store.listEffects({ status: 'failed' })).toMatchObject([
      { key: 'c1:1:0', attempts: 1, lastError: 'no such bell' },
    ])
    expect(keys()).toEqual(['c1:1:0', 'c1:2:0', 'c1:2:1'])
  })

  test('that goes on failing is a dead letter after twelve attempts, each later than the one before', async () => {
    const workers = workersWith(async () => failedForNow('nobody there'))
    await start('c1')
    const waitsMs: number[] = []

    for (;;) {
      await workers.runOnce()
      const [effect] = await line.store.listEffects({})
      if (effect?.status !== 'pending') break
      waitsMs.push(Date.parse(effect.dueAt) - clock.now().getTime())
      clock.set(effect.dueAt)
    }

    expect(waitsMs).toHaveLength(11)
    expect(waitsMs).toEqual(waitsMs.toSorted((a, b) => a - b))
    expect(await line.store.listEffects({})).toMatchObject([{ status: 'failed', attempts: 12 }])
  })

  test('that is a dead letter can be put back, and has all its attempts again', async () => {
    let mended = false
    const workers = workersWith(async () => (mended ? done() : failedForGood('no such bell')))
    await start('c1')
    await workers.runOnce()

    mended = true
    await line.store.retryEffect('c1:1:0', clock.now().toISOString())
    await workers.runOnce()

    expect(keys()).toEqual(['c1:1:0', 'c1:1:0'])
    expect(rung[1]?.attempts).toBe(0)
    expect(await line.store.listEffects({})).toMatchObject([{ status: 'done', lastError: null }])
  })

  test('of a type that this server does not know is a dead letter that names those it knows', async () => {
    const workers = createWorkers(line)
    await start('c1')

    await workers.runOnce()

    expect(await line.store.listEffects({})).toMatchObject([
      {
        status: 'failed',
        lastError: expect.stringContaining('no effects of the type "ring". It does notify, webhook'),
      },
    ])
  })

  test('whose worker was killed is done by another one, once its lease is over', async () => {
    await start('c1')
    const now = clock.now().toISOString()
    const claim = { now, until: '2026-03-02T09:01:00.000Z', worker: 'killed', limit: 10 }
    expect(await line.store.claimEffects(claim)).toHaveLength(1)
    const workers = workersWith()

    await workers.runOnce()
    expect(keys()).toEqual([])

    clock.advance(60_000)
    await workers.runOnce()
    expect(keys()).toEqual(['c1:1:0'])
  })

  test('that was done by another worker meanwhile stays done, whatever the first one reports', async () => {
    await start('c1')
    const slow = workersWith(async () => {
      clock.advance(60_000)
      await workersWith().runOnce()
      return failedForNow('took too long')
    })

    await slow.runOnce()

    expect(await line.store.listEffects({})).toMatchObject([{ status: 'done', lastError: null }])
  })
})

test('of two workers on one store, one does an effect', async () => {
  for (let n = 0; n < 20; n++) await start(`c${n}`)

  await Promise.all([workersWith(async () => done(), 7).runOnce(), workersWith().runOnce()])

  expect(keys().toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `c${n}:1:0`).toSorted())
})

test('stopping waits for the effect that is in flight', async () => {
  await start('c1')
  const begun = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const workers = workersWith(async () => {
    begun.resolve()
    await answered.promise
    return done()
  })
  workers.start()
  await begun.promise

  const stopped = workers.stop()
  answered.resolve()
  await stopped

  expect(await line.store.listEffects({})).toMatchObject([{ status: 'done' }])
})

test('a slow effect does not keep timers from firing', async () => {
  const begun = Promise.withResolvers<void>()
  const fired = Promise.withResolvers<void>()
  const slow: Handler = async () => {
    begun.resolve()
    await fired.promise
    return done()
  }
  const { cases } = line
  const workers = createWorkers({
    ...line,
    pollMs: 1,
    effects: new Map([['ring', slow]]),
    cases: { fireTimer: request => cases.fireTimer(request).finally(fired.resolve) },
  })
  await start('c1')

  workers.start()
  await begun.promise
  clock.advance(3_600_000)
  await fired.promise
  await workers.stop()

  expect(await line.statesOf('c1')).toEqual(['still'])
  expect(await line.store.listEffects({})).toMatchObject([{ status: 'done' }])
})
