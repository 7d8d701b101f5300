import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCel, type Scope } from '../../engine/cel.ts'
import { compileCondition } from '../../engine/explain.ts'
import type { Json, JsonObject } from '../../engine/json.ts'

const promises = [
  { id: 'p1', days: 10, state: 'confirmed' },
  { id: 'p2', days: 40, state: 'drafted' },
]

function scope(data: JsonObject = {}): Scope {
  return {
    actor: { id: 'ana', kind: 'person', name: 'Ana', roles: ['sales'] },
    data: { score: 40, segment: 'hotels', promises, ...data },
    event: {},
    history: { actors: {}, count: {} },
    now: new Date('2026-03-02T09:00:00Z'),
    promises,
    sent: {},
    strategy: { threshold: 60, segments: ['hotels', 'shops'] },
  }
}

const explain = (text: string, data?: JsonObject) => compileCondition(text).explain(scope(data))

test('a comparison shows both sides', () => {
  expect(explain('data.score >= strategy.threshold')).toEqual({
    text: 'data.score >= strategy.threshold',
    outcome: 'fail',
    values: { 'data.score': 40, 'strategy.threshold': 60 },
  })
})

test('a computed side is shown by its value', () => {
  expect(explain('size(promises) > 3').values).toMatchObject({ 'size(promises)': 2 })
})

test('“in” shows the value and the list', () => {
  expect(explain('data.segment in strategy.segments')).toMatchObject({
    outcome: 'pass',
    values: { 'data.segment': 'hotels', 'strategy.segments': ['hotels', 'shops'] },
  })
})

test('“and” has a part for each of its clauses, however many', () => {
  const clause = explain('data.score > 1 && data.score > 50 && has(data.consent)')

  expect(clause.kind).toBe('and')
  expect(clause.clauses!.map(({ text, outcome }) => [text, outcome])).toEqual([
    ['data.score > 1', 'pass'],
    ['data.score > 50', 'fail'],
    ['has(data.consent)', 'fail'],
  ])
})

test('“or” is decided by one side, whatever the other is missing', () => {
  expect(explain('data.nothing > 1 || data.score > 1').outcome).toBe('pass')
  expect(explain('data.nothing > 1 || data.score > 50').outcome).toBe('unknown')
})

test('“not” shows what it turns round', () => {
  expect(explain('!(data.segment in ["hotels"])')).toMatchObject({
    outcome: 'fail',
    kind: 'not',
    clauses: [{ outcome: 'pass', values: { 'data.segment': 'hotels' } }],
  })
})

test('a choice shows its question and the side that was taken', () => {
  expect(explain('has(data.x) ? data.x > 1 : data.score > 50').clauses!.map(({ text }) => text)).toEqual([
    'has(data.x)',
    'data.score > 50',
  ])
})

test('“all” names the elements that fail, with the values that made them', () => {
  expect(explain('promises.all(p, p.days <= 30)')).toMatchObject({
    outcome: 'fail',
    kind: 'list',
    clauses: [
      {
        text: 'promises[1]',
        kind: 'element',
        values: { p: 'p2' },
        clauses: [{ text: 'p.days <= 30', outcome: 'fail', values: { 'p.days': 40 } }],
      },
    ],
  })
})

test('“exists” shows why no element would do', () => {
  const clause = explain('promises.exists(p, p.days > 90)')

  expect(clause.clauses!.map(({ values }) => values.p)).toEqual(['p1', 'p2'])
})

test('what is missing is named by its path', () => {
  expect(explain('data.budget >= 1000')).toMatchObject({ outcome: 'unknown', missing: ['data.budget'] })
  expect(explain('data.constructor == "x"')).toMatchObject({
    outcome: 'unknown',
    missing: ['data.constructor'],
  })
})

test('what “has” asks for is named when it is not there', () => {
  expect(explain('has(data.consent)')).toMatchObject({ outcome: 'fail', missing: ['data.consent'] })
})

test('a value of the wrong kind is unknown, never a crash', () => {
  expect(explain('data.score >= strategy.threshold', { score: 'many' })).toMatchObject({ outcome: 'unknown' })
  expect(explain('promises.all(p, p.days.x > 1)')).toMatchObject({ outcome: 'unknown' })
})

test('whole numbers from data and in rules are the same numbers', () => {
  expect(explain('data.score == 40').outcome).toBe('pass')
  expect(explain('data.score + 1 == 41').outcome).toBe('pass')
  expect(explain('data.score in [40, 50]').outcome).toBe('pass')
})

const numbers = fc.constantFrom('data.a', 'data.b', '1', '2', 'data.gone')
const comparison = fc
  .tuple(numbers, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), numbers)
  .map(parts => parts.join(' '))
const { condition } = fc.letrec<{ condition: string }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('condition').map(inner => `!(${inner})`),
    fc.tuple(comparison, tie('condition'), tie('condition')).map(([q, a, b]) => `(${q}) ? (${a}) : (${b})`),
    fc
      .tuple(fc.constantFrom('all', 'exists'), tie('condition'))
      .map(([m, c]) => `data.list.${m}(x, (x > data.a) || (${c}))`),
  ),
}))

test('a verdict always agrees with CEL itself', () => {
  fc.assert(
    fc.property(
      condition,
      fc.integer({ min: 0, max: 3 }),
      fc.array(fc.integer({ min: 0, max: 3 })),
      (text, a, list) => {
        const at = scope({ a, b: 2, list })
        let answer: unknown
        try {
          answer = parseCel(text)(at) ? 'pass' : 'fail'
        } catch {
          answer = 'unknown'
        }

        const compiled = compileCondition(text)
        expect(compiled.explain(at).outcome).toBe(answer)
        expect(compiled.holds(at)).toBe(answer === 'pass')
      },
    ),
    { numRuns: 500 },
  )
})

const sides = fc.constantFrom(
  ...['data.a', 'data.b.c', 'data.list', 'data.list.length', 'data.gone', 'actor.id', 'strategy.segments'],
  ...[
    'data["a"]',
    'data.list[0]',
    'now',
    '1',
    '1.0',
    '-0.0',
    '9007199254740993',
    '"a"',
    '"1"',
    'true',
    'null',
  ],
  ...['[1, 2]', '["a"]', '[1, "a"]', '["a", 1]', 'int', '1u'],
)
const scalar = fc.oneof(
  fc.constantFrom('a', 'b', '1', 'hotels', '', 0, -0, 1, 1.5, 9007199254740992, true, false, null),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

test('a comparison of any two kinds of value agrees with CEL itself', () => {
  fc.assert(
    fc.property(
      fc.tuple(sides, fc.constantFrom('<', '<=', '>', '>=', '==', '!=', 'in'), sides),
      scalar,
      fc.oneof(scalar, fc.constant<Json>([]), fc.record({ d: scalar })),
      fc.array(scalar, { maxLength: 3 }),
      ([left, operator, right], a, c, list) => {
        const text = `${left} ${operator} ${right}`
        const at = scope({ a, b: { c }, list })
        let parsed: ReturnType<typeof parseCel>
        let answer: unknown
        try {
          parsed = parseCel(text)
        } catch {
          return
        }
        try {
          answer = parsed(at) ? 'pass' : 'fail'
        } catch {
          answer = 'unknown'
        }

        expect(compileCondition(text).explain(at).outcome).toBe(answer)
      },
    ),
    { numRuns: 1_000 },
  )
})
