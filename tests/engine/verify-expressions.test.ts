import { describe, expect, test } from 'vitest'
import { messageFor, problemsOf, shortly, twoStates } from '../support/problems-of.ts'

const data = {
  type: 'object',
  properties: {
    score: { type: 'number' },
    name: { type: 'string' },
    dueAt: { type: 'string', format: 'date-time' },
    hot: { type: 'boolean' },
    customer: { type: 'object', properties: { region: { type: 'string' } } },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { id: { type: 'string' }, n: { type: 'number' } } },
    },
    anything: {},
  },
}
const events = { GO: { schema: { type: 'object', properties: { reason: { type: 'string' } } } } }

const withGuard = (guard: string | string[]) => twoStates({}, { guard }, { data, events })
const at = '/states/open/on/GO/0/guard'

describe('a guard', () => {
  test.for([
    'data.score >= 60',
    'data.score == 60',
    'data.score + 1 > 2.5',
    'data.hot',
    'event.reason != ""',
    'data.lines.all(line, line.n > 0)',
    'data.lines.exists(line, line.id == event.reason)',
    'has(data.customer.region) && data.customer.region in strategy.regions',
    'data.anything.at.all == 3',
    '"sales" in actor.roles',
    'history.count.GO < 3',
    "active('open')",
    'now > date(data.dueAt) + days(2)',
    'data.name.matches("^[a-z]+$")',
  ])('may be %s', guard => {
    expect(shortly(withGuard(guard))).toEqual([])
  })

  test.for([
    ['data.score >', 'bad-expression'],
    ['data.score >= 60)', 'bad-expression'],
    ['data.scor >= 60', 'unknown-data'],
    ['data.customer.regoin == "EU"', 'unknown-data'],
    ['has(data.scor)', 'unknown-data'],
    ['data.lines.all(line, line.m > 0)', 'unknown-data'],
    ['event.raeson == "x"', 'unknown-data'],
    ['score >= 60', 'unknown-name'],
    ['stratgy.threshold > 1', 'unknown-name'],
    ['sizee(data.lines) > 1', 'unknown-function'],
    ['data.score >= "60"', 'ill-typed'],
    ['data.score', 'not-a-condition'],
    ['data.score + 1', 'not-a-condition'],
    ['history.count.GOO > 1', 'unknown-event'],
    ["active('opn')", 'unknown-state'],
    ['data.name.matches("(")', 'bad-pattern'],
    ['data.name.matches("(a+)+$")', 'slow-pattern'],
    ['data.name.matches("(a|ab)*$")', 'slow-pattern'],
    ['data.name.matches(data.name)', 'computed-pattern'],
    [
      'data.lines.all(a, data.lines.all(b, data.lines.all(c, data.lines.all(d, a.n + b.n + c.n + d.n > 1))))',
      'costly-expression',
    ],
  ])('may not be %s: %s', ([guard, code]) => {
    expect(shortly(withGuard(guard!))).toEqual([`${code} ${at}`])
  })

  test.for([
    ['data.scor >= 60', '"data" has no field "scor". Did you mean "score"?'],
    ['score >= 60', 'There is nothing called "score" to read here. Did you mean "data.score"?'],
    ['data.score >= "60"', 'The types in this expression do not fit together: there is no "number >= text".'],
    ['data.score', 'A guard has to be true or false, and this gives a number. Compare it with something.'],
    ['data.score >', '"data.score >" is not CEL: it ends too early.'],
    ['data.name.lowr() == "x"', 'There is no function called "lowr". Did you mean "lower"?'],
  ])('%s is answered with: %s', ([guard, message]) => {
    expect(messageFor(withGuard(guard!))).toBe(message)
  })

  test('that is wrong says which part of it', () => {
    const [problem] = problemsOf(withGuard('data.score > 1 && data.scor > 2'))

    expect(problem?.range).toEqual({ start: 23, end: 27 })
  })

  test('reads the form of its own event, and no other', () => {
    const definition = twoStates(
      {
        on: {
          GO: [{ target: 'shut', guard: 'event.reason == ""' }],
          STOP: [{ target: 'shut', guard: 'event.reason == ""' }],
        },
      },
      {},
      {
        events: {
          ...events,
          STOP: { schema: { type: 'object', properties: { cause: { type: 'string' } } } },
        },
      },
    )

    expect(shortly(definition)).toEqual(['unknown-data /states/open/on/STOP/0/guard'])
  })
})

describe('a guard that data cannot change', () => {
  test.for([
    'true',
    '1 < 2',
    '"a" in ["a", "b"]',
    'data.score > 5 || data.score <= 5',
    'data.hot || !data.hot',
  ])('%s is always true: a warning', guard => {
    expect(problemsOf(withGuard(guard))).toMatchObject([{ code: 'constant-guard', severity: 'warning', at }])
  })

  test.for([
    'false',
    '1 > 2',
    'data.score > 5 && data.score < 3',
    'data.name == "a" && data.name == "b"',
    'data.hot && !data.hot',
    '1 / 0 > 1',
    '!(1 % 0 == 1)',
  ])('%s is never true: an error', guard => {
    const found = problemsOf(withGuard(guard))

    expect(found).toContainEqual(expect.objectContaining({ code: 'constant-guard', severity: 'error', at }))
  })

  test('so are two rules that cannot both hold', () => {
    expect(shortly(withGuard(['data.score > 5', 'data.score < 3']))).toContain(`constant-guard ${at}`)
  })

  test('finding that out runs nothing that takes long', () => {
    const list = `[${Array.from({ length: 400 }, (_, n) => n).join()}]`
    const nested = `${list}.all(a, ${list}.all(b, ${list}.all(c, a + b + c >= 0)))`

    expect(shortly(withGuard(nested)).join()).not.toContain('constant-guard')
  })
})

describe('other expressions', () => {
  const rule = (when: string) => ({ rules: { r: { title: 'R', when } }, data, events })

  test('a rule is checked with the form of each event that it guards', () => {
    expect(shortly(twoStates({}, { guard: 'r' }, rule('event.reason == "x"')))).toEqual([])
    expect(shortly(twoStates({}, { guard: 'r' }, rule('event.cause == "x"')))).toEqual([
      'unknown-data /rules/r/when',
    ])
  })

  test('an assignment has to fit the case data', () => {
    const assign = (assign: object) => shortly(twoStates({}, { assign }, { data }))

    expect(assign({ score: 'data.score + 1', 'customer.region': '"EU"', 'anything.new': '1' })).toEqual([])
    expect(assign({ scroe: '1' })).toEqual(['unknown-data /states/open/on/GO/0/assign/scroe'])
    expect(assign({ 'data.score': '1' })).toEqual(['bad-data-path /states/open/on/GO/0/assign/data.score'])
    expect(assign({ score: 'data.nothing' })).toEqual(['unknown-data /states/open/on/GO/0/assign/score'])
  })

  test('so have the computed values and the condition of an effect', () => {
    const entry = [
      { type: 'notify', params: { role: 'sales' }, with: { title: 'data.nmae' }, if: 'data.score' },
    ]

    expect(shortly(twoStates({ entry }, {}, { data }))).toEqual([
      'not-a-condition /states/open/entry/0/if',
      'unknown-data /states/open/entry/0/with/title',
    ])
  })
})

describe('forms', () => {
  const form = (schema: object) => shortly(twoStates({}, {}, { events: { GO: { schema } } }))

  test.for([
    { type: 'object', properties: { a: { type: 'string', pattern: '^[A-Z]{2}[0-9]+$' } } },
    { $defs: { tree: { properties: { inner: { $ref: '#/$defs/tree' } } } }, $ref: '#/$defs/tree' },
    { properties: { a: { $ref: '#' }, b: true } },
  ])('may be %j', schema => {
    expect(form(schema)).toEqual([])
  })

  test.for([
    [{ type: 'strin' }, 'unknown-schema-type /events/GO/schema/type'],
    [{ properties: { a: { type: 'text' } } }, 'unknown-schema-type /events/GO/schema/properties/a/type'],
    [{ properties: { a: { pattern: '(' } } }, 'bad-pattern /events/GO/schema/properties/a/pattern'],
    [{ items: { pattern: '^(\\w+\\s?)*$' } }, 'slow-pattern /events/GO/schema/items/pattern'],
    [{ patternProperties: { '(x+x+)+y': {} } }, 'slow-pattern /events/GO/schema/patternProperties/(x+x+)+y'],
    [{ $ref: '#/$defs/none' }, 'unknown-reference /events/GO/schema/$ref'],
    [{ $ref: 'https://example.org/schema' }, 'unknown-reference /events/GO/schema/$ref'],
    [{ $ref: '#' }, 'endless-reference /events/GO/schema/$ref'],
    [
      { $defs: { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' },
      'endless-reference /events/GO/schema/$defs/b/allOf/0/$ref',
    ],
  ] as const)('may not be %j', ([schema, expected]) => {
    expect(form(schema)).toEqual([expected])
  })
})

describe('timers', () => {
  const timer = (key: string, more: object = {}) =>
    shortly(twoStates({ after: { [key]: [{ target: 'shut' }] }, ...more }, {}, { data }))

  test.for(['P1D', 'PT4H30M', 'P1Y6M', 'date(data.dueAt) + days(1)', 'data.dueAt', 'now + days(3)'])(
    'may be set for %s',
    key => {
      expect(timer(key)).toEqual([])
    },
  )

  test.for(['PT0S', '-P1D', 'P-1D', 'P1X', 'P', '1000', '', 'data.score', 'days(3)'])(
    'cannot be set for "%s"',
    key => {
      expect(timer(key)).toEqual([`invalid-timer /states/open/after/${key}`])
    },
  )

  test('are useless where a case does not stay', () => {
    expect(timer('P1D', { always: [{ target: 'shut' }] })).toContain(
      'timer-never-fires /states/open/after/P1D',
    )
  })

  test('are useless after a shorter one that always leaves', () => {
    const both = { P1D: [{ target: 'shut' }], P3D: [{ target: 'shut' }] }
    const guarded = { P1D: [{ target: 'shut', guard: 'data.hot' }], P3D: [{ target: 'shut' }] }

    expect(shortly(twoStates({ after: both }))).toEqual(['timer-never-fires /states/open/after/P3D'])
    expect(shortly(twoStates({ after: guarded }))).toEqual([])
  })
})
