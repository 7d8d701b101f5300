import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Group, Line, Literal, Operator } from '../../designer/rules/lines.ts'
import { isSameTree, toQuery } from '../../designer/rules/query.ts'
import { openLines, toCel } from '../../designer/rules/query-text.ts'
import { parseCel } from '../../engine/cel.ts'
import type { Definition } from '../../engine/definition.ts'
import journey from '../../processes/customer-journey/definition.json' with { type: 'json' }
import review from '../../processes/objective-review/definition.json' with { type: 'json' }

const line = (
  field: string,
  operator: Operator,
  value: unknown = '',
  valueSource: Line['valueSource'] = 'value',
) => ({
  field,
  operator,
  value,
  valueSource,
})
const all = (...rules: (Group | Line)[]): Group => ({ combinator: 'and', rules })
const any = (...rules: (Group | Line)[]): Group => ({ combinator: 'or', rules })

describe('a condition is read as lines', () => {
  test.for<[string, Group]>([
    ['true', all()],
    ['', all()],
    ['data.score >= 60', all(line('data.score', '>=', 60))],
    ['data.score < -1.5', all(line('data.score', '<', -1.5))],
    [
      'data.score >= strategy.qualification.threshold',
      all(line('data.score', '>=', 'strategy.qualification.threshold', 'field')),
    ],
    ["data.segment in ['hotel', 'shop']", all(line('data.segment', 'in', ['hotel', 'shop']))],
    [
      '!(data.segment in strategy.segments)',
      all(line('data.segment', 'not-in', 'strategy.segments', 'field')),
    ],
    ["'sales' in actor.roles", all(line('actor.roles', 'includes', 'sales'))],
    ['data.consent.given', all(line('data.consent.given', 'yes'))],
    ['!data.consent.given', all(line('data.consent.given', 'no'))],
    ['data.consent.given == true', all(line('data.consent.given', '==', true))],
    ['has(data.market) && !has(data.loss)', all(line('data.market', 'given'), line('data.loss', 'missing'))],
    ['data.market != null', all(line('data.market', 'not-null'))],
    ["data.name.startsWith('A')", all(line('data.name', 'startsWith', 'A'))],
    ["!data.name.matches('^A')", all(line('data.name', 'not-matches', '^A'))],
    ["!active('sales.won')", all(line('active()', '!=', 'sales.won'))],
    ['data.learnings.size() > 0', all(line('data.learnings.size()', '>', 0))],
    ['promise.dueOn >= day(now)', all(line('promise.dueOn', '>=', 'day(now)', 'field'))],
    ["history.count['SEND'] > 2", all(line("history.count['SEND']", '>', 2))],
    [
      'data.region in find(strategy.markets, data.market).regions',
      all(line('data.region', 'in', 'find(strategy.markets, data.market).regions', 'field')),
    ],
    [
      'a || b && !(c || d)',
      any(line('a', 'yes'), all(line('b', 'yes'), { ...any(line('c', 'yes'), line('d', 'yes')), not: true })),
    ],
    ['a && (b && c)', all(line('a', 'yes'), all(line('b', 'yes'), line('c', 'yes')))],
    [
      "promises.all(p, p.state in ['kept'] && p.by != actor.id)",
      all({
        ...line('promises', '=='),
        value: all(line('@.state', 'in', ['kept']), line('@.by', '!=', 'actor.id', 'field')),
        match: { mode: 'all' },
        variable: 'p',
      } as Line),
    ],
  ])('%s', ([text, expected]) => {
    const query = toQuery(text)

    expect(withoutDefaults(query)).toEqual(withoutDefaults(expected))
  })

  test('questions about a list: at least one, none, exactly one', () => {
    const modes = [
      'promises.exists(x, x.late)',
      '!promises.exists(x, x.late)',
      'promises.exists_one(x, x.late)',
    ].map(text => (toQuery(text)!.rules[0] as Line).match?.mode)

    expect(modes).toEqual(['some', 'none', 'exactly'])
  })
})

describe('what the builder cannot give back as it is stays text', () => {
  test.for([
    'data.score >=',
    '60 <= data.score',
    'data.score >= 60.0',
    'data.a + data.b > 3',
    'data.open ? data.a > 1 : data.b > 1',
    "promises.filter(p, p.state == 'kept').all(p, p.price > 3)",
    'promises.all(p, p.parts.exists(q, q.of == p.id))',
    'data.sum == 9007199254740993',
    'data.tags == ["a"]',
    'data.segment in []',
    'day(now + days(3)) > data.dueOn',
  ])('%s', text => {
    expect(toQuery(text)).toBeUndefined()
  })
})

test('most rules of the processes that ship can be shown, and none is changed by being shown', () => {
  const texts = [journey, review].flatMap(process =>
    Object.values((process as unknown as Definition).rules ?? {}).map(({ when }) => when),
  )

  const shown = texts.flatMap(text => {
    const query = toQuery(text)
    return query ? [{ text, back: toCel(query)! }] : []
  })

  expect(shown.length).toBeGreaterThan(texts.length * 0.7)
  for (const { text, back } of shown) expect(back).toBe(text)
})

test('a line that is not complete gives no text, and is counted', () => {
  const query = all(
    line('~', '=='),
    line('data.score', '>=', null),
    line('data.region', 'in', []),
    line('a', 'yes'),
  )

  expect(toCel(query)).toBeUndefined()
  expect(openLines(query)).toBe(3)
})

test('a group without lines asks for nothing', () => {
  expect(toCel(all(line('a', 'yes'), any(), all(any())))).toBe('a')
  expect(toCel(all())).toBe('true')
})

describe('properties', () => {
  test('query → CEL → query is the identity', () => {
    fc.assert(
      fc.property(anyQuery, query => {
        const text = toCel(query)!
        expect(withoutDefaults(toQuery(text))).toEqual(withoutDefaults(query))
      }),
      { numRuns: 500 },
    )
  })

  test('whatever is built, however it is nested, is read again as the same condition', () => {
    fc.assert(
      fc.property(anyNesting, query => {
        const text = toCel(query)!
        const again = toQuery(text)!
        expect(isSameTree(parseCel(toCel(again)!).ast, parseCel(text).ast)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('no text is changed by opening the builder: it opens only on what it gives back', () => {
    fc.assert(
      fc.property(anyText, text => {
        const query = toQuery(text)
        if (query) expect(isSameTree(parseCel(toCel(query)!).ast, parseCel(text).ast)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

/** What the text has no word for: an empty value beside an operator that asks for none. */
function withoutDefaults(query: Group | undefined): unknown {
  return JSON.parse(
    JSON.stringify(query ?? null, (key, value: unknown) => {
      if (key === 'value' && value === '') return undefined
      if (key === 'valueSource' && value === 'value') return undefined
      return key === 'not' && value === false ? undefined : value
    }),
  )
}

const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).filter(text => text.isWellFormed()),
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
    .filter(n => !Number.isInteger(n) && !/e/.test(String(n))),
  fc.boolean(),
)

const term = fc.constantFrom(
  'data.score',
  'data.prospect.segment',
  'event.points',
  'actor.id',
  'promises.size()',
  'day(now)',
  'find(strategy.markets, data.market).regions',
  "history.count['SEND']",
)

function linesAbout(field: fc.Arbitrary<string>): fc.Arbitrary<Line> {
  const bare = fc.constantFrom<Operator>('yes', 'no', 'null', 'not-null')
  const compare = fc.constantFrom<Operator>('==', '!=', '<', '<=', '>', '>=')
  const inText = fc.constantFrom<Operator>(
    'contains',
    'not-contains',
    'startsWith',
    'endsWith',
    'not-matches',
  )
  const one = fc.oneof(
    literal.map(value => ({ value, valueSource: 'value' as const })),
    field.map(value => ({ value, valueSource: 'field' as const })),
  )
  const several = fc.oneof(
    fc
      .array(literal, { minLength: 1, maxLength: 4 })
      .map(value => ({ value, valueSource: 'value' as const })),
    field.map(value => ({ value, valueSource: 'field' as const })),
  )
  const made = (operator: fc.Arbitrary<Operator>, value: fc.Arbitrary<Pick<Line, 'value' | 'valueSource'>>) =>
    fc.tuple(field, operator, value).map(([field, operator, value]): Line => ({ field, operator, ...value }))
  const nothing = fc.constant({ value: '', valueSource: 'value' as const })
  return fc.oneof(
    made(bare, nothing),
    made(compare, one),
    made(inText, one),
    made(fc.constantFrom<Operator>('in', 'not-in'), several),
    made(
      fc.constantFrom<Operator>('includes', 'excludes'),
      literal.map(value => ({ value, valueSource: 'value' as const })),
    ),
    fc
      .constantFrom<Operator>('given', 'missing')
      .map((operator): Line => ({ field: 'data.market', operator, value: '', valueSource: 'value' })),
    fc
      .constantFrom<Operator>('==', '!=')
      .map((operator): Line => ({ field: 'active()', operator, value: 'sales.won', valueSource: 'value' })),
  )
}

const bound: fc.Arbitrary<Line> = fc
  .tuple(
    fc.constantFrom('promises', 'data.learnings'),
    fc.constantFrom<NonNullable<Line['match']>>(
      { mode: 'all' },
      { mode: 'some' },
      { mode: 'none' },
      { mode: 'exactly', threshold: 1 },
    ),
    fc.constantFrom('p', 'x'),
    queries(linesAbout(fc.oneof(term, fc.constantFrom('@.state', '@.dueOn', '@')))),
  )
  .map(([field, match, variable, value]) => ({ field, operator: '==', value, match, variable }))

const anyLine = fc.oneof({ weight: 4, arbitrary: linesAbout(term) }, { weight: 1, arbitrary: bound })
const anyQuery = queries(anyLine)

/** Queries in the one form that a text has: no group of one but the outermost, and none that its first place dissolves. */
function queries(lines: fc.Arbitrary<Line>): fc.Arbitrary<Group> {
  const { group } = fc.letrec<{ group: Group; item: Group | Line }>(tie => ({
    group: fc
      .record({
        combinator: fc.constantFrom('and' as const, 'or' as const),
        not: fc.boolean(),
        rules: fc.array(tie('item'), { minLength: 2, maxLength: 4 }),
      })
      .filter(({ combinator, rules: [first] }) => !isMerged(combinator, first!)),
    item: fc.oneof({ maxDepth: 3, withCrossShrink: true }, lines, tie('group')),
  }))
  return fc.oneof(
    group,
    lines.map((one): Group => ({ combinator: 'and', rules: [one] })),
    fc.constant<Group>({ combinator: 'and', rules: [] }),
  )
}

const isMerged = (combinator: Group['combinator'], first: Group | Line): boolean =>
  'rules' in first && !first.not && first.combinator === combinator

/** As people click: groups of one, empty groups, groups in the first place. */
const anyNesting: fc.Arbitrary<Group> = fc.letrec<{ group: Group }>(tie => ({
  group: fc.record({
    combinator: fc.constantFrom('and' as const, 'or' as const),
    not: fc.boolean(),
    rules: fc.array(fc.oneof({ maxDepth: 3 }, anyLine, tie('group')), { maxLength: 3 }),
  }),
})).group

/** Conditions as people write them, more than the builder knows. */
const anyText: fc.Arbitrary<string> = fc.letrec<{ text: string }>(tie => ({
  text: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'data.open',
      'data.score >= 60',
      '60 <= data.score',
      'data.score == 60.0',
      '-data.score < -5',
      '!has(data.market)',
      'data.segment in ["a", "b"]',
      '"a" in data.tags',
      'promises.all(p, p.state == "kept")',
      'promises.exists(data, data.open)',
      'data.a + 1 > 2',
      'x["y"].z == null',
      'true',
      'false',
    ),
    fc
      .tuple(tie('text'), fc.constantFrom('&&', '||', '=='), tie('text'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(tie('text'), fc.constantFrom('&&', '||'), tie('text')).map(([a, op, b]) => `${a} ${op} ${b}`),
    tie('text').map(text => `!(${text})`),
    tie('text').map(text => `promises.all(p, ${text})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a}) ? (${b}) : data.open`),
  ),
})).text
