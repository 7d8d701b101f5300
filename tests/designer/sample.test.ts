import { describe, expect, test } from 'vitest'
import { answerTo, askedBy, emptySample, type Sample, scopeOn } from '../../designer/rules/sample.ts'
import { readSample } from '../../designer/rules/sample-store.ts'
import { fieldsOf } from '../../designer/work/form.ts'
import type { Actor } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { purchase } from '../support/purchase.ts'

const definition: Definition = {
  ...purchase,
  data: {
    type: 'object',
    properties: {
      score: { type: 'number', title: 'Score' },
      prospect: { type: 'object', properties: { region: { type: 'string' }, budget: { type: 'number' } } },
      promises: {
        type: 'array',
        items: {
          type: 'object',
          properties: { id: { type: 'string' }, state: { type: 'string' }, dueOn: { type: 'string' } },
        },
      },
    },
  },
}
const me: Actor = { kind: 'person', id: 'ada', name: 'Ada', roles: ['owner'] }
const around = {
  definition,
  events: ['ASK'],
  registers: { strategy: { version: 1, content: { limit: 60 } } },
  me,
  now: new Date('2026-03-02T09:00:00Z'),
}
const on = (sample: Partial<Sample>) =>
  scopeOn({ sample: { ...emptySample, ...sample }, snapshot: null, activeStates: [] }, around)

describe('the form asks for what the expression reads, and no more', () => {
  const asked = (text: string) => {
    const form = askedBy(text, definition, ['ASK'])!
    const keys = (part: 'data' | 'event' | 'actor' | 'history') => fieldsOf(form[part]).map(({ key }) => key)
    return { data: keys('data'), event: keys('event'), actor: keys('actor'), state: form.state }
  }

  test.for<[string, Partial<ReturnType<typeof asked>>]>([
    ['data.score >= strategy.limit', { data: ['score'] }],
    ["data.prospect.region == 'coast' && data.score > 1", { data: ['score', 'prospect'] }],
    ["event.item == 'x' && actor.id != 'y'", { event: ['item'], actor: ['id'] }],
    ["promises.filter(p, p.state == 'x').all(p, p.dueOn > '2')", { data: ['promises'] }],
    ["promise.state == 'x'", { data: ['promises'] }],
    ["active('request')", { data: [], state: true }],
    ['now > date("2026-01-01")', { data: [], event: [] }],
  ])('%s', ([text, expected]) => {
    expect(asked(text)).toMatchObject(expected)
  })

  test('of a list, the fields that are read of its elements', () => {
    const form = askedBy("promises.all(p, p.state == 'kept')", definition, [])!
    const [list] = fieldsOf(form.data)

    expect(list).toMatchObject({ kind: 'list', item: { fields: [{ key: 'id' }, { key: 'state' }] } })
  })

  test('while the text cannot be read, nothing is asked', () => {
    expect(askedBy('data.score >=', definition, [])).toBeNull()
  })
})

describe('a condition on a sample', () => {
  const outcome = (text: string, sample: Partial<Sample>) => {
    const answer = answerTo(text, 'bool', on(sample))
    return 'clause' in answer ? answer.clause.outcome : answer
  }

  test('holds, does not hold, or cannot be decided while something is missing', () => {
    const text = 'data.score >= strategy.limit'

    expect(outcome(text, { data: { score: 75 } })).toBe('pass')
    expect(outcome(text, { data: { score: 40 } })).toBe('fail')
    expect(outcome(text, {})).toBe('unknown')
  })

  test('what was left empty is not there; has() says so', () => {
    expect(outcome('has(data.prospect)', { data: { prospect: { region: '' } } })).toBe('fail')
    expect(outcome('has(data.prospect.region)', { data: { prospect: { region: 'coast' } } })).toBe('pass')
  })

  test('begins with what every case begins with', () => {
    const text = 'data.returns.size() == 0'
    const returns = { type: 'array', default: [], items: { type: 'string' } }
    const data = { type: 'object', properties: { returns } }
    const ground = { sample: emptySample, snapshot: null, activeStates: [] }

    const scope = scopeOn(ground, { ...around, definition: { ...definition, data } })

    expect(answerTo(text, 'bool', scope)).toMatchObject({ clause: { outcome: 'pass' } })
  })

  test('the promise that is meant is the first, unless the event says which', () => {
    const promises = [
      { id: 'p1', state: 'kept' },
      { id: 'p2', state: 'open' },
    ]

    expect(outcome("promise.state == 'kept'", { data: { promises } })).toBe('pass')
  })

  test('who sends the event is whoever tries it, unless somebody else is filled in', () => {
    expect(outcome("actor.id == 'ada'", {})).toBe('pass')
    expect(outcome("actor.id == 'ben'", { actor: { id: 'ben' } })).toBe('pass')
  })

  test('it stands in the state that was chosen, and in those around it', () => {
    expect(outcome("active('deciding')", { state: 'deciding.price' })).toBe('pass')
    expect(outcome("active('request')", { state: 'deciding.price' })).toBe('fail')
  })
})

test('a real case brings its own data, history and place', () => {
  const snapshot = {
    states: 'request',
    data: { score: 90 },
    historyStates: {},
    status: 'open' as const,
    tally: { count: { ASK: 2 }, actors: { ASK: ['ben'] } },
  }
  const scope = scopeOn(
    { sample: { ...emptySample, data: { score: 1 } }, snapshot, activeStates: ['request'] },
    around,
  )

  expect(
    answerTo("data.score == 90 && history.count.ASK == 2 && active('request')", 'bool', scope),
  ).toMatchObject({
    clause: { outcome: 'pass' },
  })
})

test('a value is computed; what cannot be is a sentence', () => {
  expect(answerTo('data.score + 1', 'value', on({ data: { score: 2 } }))).toEqual({ value: 3 })
  expect(answerTo('data.score + 1', 'value', on({}))).toEqual({ error: expect.stringContaining('score') })
})

test('what was kept and is no sample is forgotten', () => {
  expect([readSample('not json'), readSample('[1]'), readSample(null)]).toEqual([
    emptySample,
    emptySample,
    emptySample,
  ])
  expect(readSample('{"data":{"score":1},"state":4}')).toEqual({ ...emptySample, data: { score: 1 } })
})
