import { describe, expect, test } from 'vitest'
import {
  type BulkResult,
  countBulk,
  runBulk,
  sharedEvents,
  unfinished,
} from '../../designer/worklist/bulk.ts'
import { choose, chooseAll, nothingChosen } from '../../designer/worklist/selection.ts'

/** Work that is finished by hand. */
function byHand() {
  const begun = new Map<string, (reason: string | null) => void>()
  return {
    begun,
    work: (id: string) => new Promise<string | null>(resolve => begun.set(id, resolve)),
    finish: async (id: string, reason: string | null = null) => {
      begun.get(id)!(reason)
      await new Promise(resolve => setTimeout(resolve, 0))
    },
  }
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f']

function start(work: (id: string) => Promise<string | null>, which = ids) {
  let results: BulkResult[] = []
  const run = runBulk(which, {
    work,
    sentenceOf: error => `Broken: ${error.message}`,
    onChange: next => {
      results = next
    },
  })
  return { run, results: () => results }
}

describe('the same thing done to many cases', () => {
  test('goes on four at a time, in their order', async () => {
    const hand = byHand()
    start(hand.work)

    const first = [...hand.begun.keys()]
    await hand.finish('b')

    expect(first).toEqual(['a', 'b', 'c', 'd'])
    expect([...hand.begun.keys()]).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('tells of each that failed why, and does the others', async () => {
    const { run, results } = start(async id => {
      if (id === 'b') return 'Ben has it by now.'
      if (id === 'c') throw new Error('no line')
      return null
    })

    await run.ended

    expect(results().filter(({ state }) => state === 'failed')).toEqual([
      { id: 'b', state: 'failed', reason: 'Ben has it by now.' },
      { id: 'c', state: 'failed', reason: 'Broken: no line' },
    ])
    expect(countBulk(results())).toEqual({ waiting: 0, running: 0, done: 4, failed: 2, stopped: 0 })
  })

  test('can be stopped: what is under way is finished, the rest is not begun', async () => {
    const hand = byHand()
    const { run, results } = start(hand.work)

    run.stop()
    for (const id of ['a', 'b', 'c', 'd']) await hand.finish(id)
    await run.ended

    expect(hand.begun.size).toBe(4)
    expect(results().map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
      'done',
      'stopped',
      'stopped',
    ])
  })

  test('is tried again for what failed and for what was not begun', () => {
    const results: BulkResult[] = [
      { id: 'a', state: 'done' },
      { id: 'b', state: 'failed', reason: 'No.' },
      { id: 'c', state: 'stopped' },
    ]

    expect(unfinished(results)).toEqual(['b', 'c'])
  })

  test('is offered only as events that all of them take, with the same form', () => {
    const event = (type: string, schema: unknown = null) => ({ type, title: type, schema })

    const shared = sharedEvents([
      [event('CALL'), event('OFFER', { a: 1 }), event('CLOSE')],
      [event('CLOSE'), event('CALL'), event('OFFER', { a: 2 })],
    ])

    expect(shared.map(({ type }) => type)).toEqual(['CALL', 'CLOSE'])
  })
})

describe('a selection', () => {
  test('takes in a range with Shift, forwards and backwards', () => {
    const one = choose(nothingChosen, 'b', ids, false)

    expect([...choose(one, 'd', ids, true).chosen]).toEqual(['b', 'c', 'd'])
    expect([...choose(choose(nothingChosen, 'd', ids, false), 'b', ids, true).chosen].sort()).toEqual([
      'b',
      'c',
      'd',
    ])
  })

  test('gives up a range as its last one is given up', () => {
    const all = chooseAll(nothingChosen, ids)

    const less = choose(choose(all, 'b', ids, false), 'd', ids, true)

    expect([...less.chosen]).toEqual(['a', 'e', 'f'])
  })

  test('of all that is shown is given up by the same press', () => {
    const all = chooseAll(nothingChosen, ids)

    expect(all.chosen.size).toBe(6)
    expect(chooseAll(all, ids).chosen.size).toBe(0)
  })
})
