import { describe, expect, test } from 'vitest'
import { problemsOf, shortly } from '../support/problems-of.ts'

type Transition = { guard?: string | string[]; allow?: string[] }

/** One state with these transitions for one event, each to a state of its own. */
function choice(transitions: Transition[], more: object = {}) {
  const targets = transitions.map((_, n) => `t${n + 1}`)
  const on = { GO: transitions.map((transition, n) => ({ target: targets[n], ...transition })) }
  const ends = Object.fromEntries(targets.map(name => [name, { type: 'final' }]))
  return { initial: 'open', states: { open: { on }, ...ends }, ...more }
}
const guards = (...all: (string | undefined)[]) =>
  shortly(choice(all.map(guard => (guard === undefined ? {} : { guard }))))
const at = (n: number) => `/states/open/on/GO/${n - 1}`

describe('of two transitions for one event', () => {
  test('the second is never taken when the first has no guard', () => {
    expect(guards(undefined, 'data.score > 1')).toEqual([`shadowed-transition ${at(2)}`])
    expect(guards('data.score > 1', undefined, undefined)).toEqual([`shadowed-transition ${at(3)}`])
  })

  test('the second without a guard is the "else"', () => {
    expect(guards('data.score > 1', undefined)).toEqual([])
  })

  test('the same guard twice is an error', () => {
    expect(guards('data.name == data.other', 'data.name == data.other')).toEqual([`same-guard ${at(2)}`])
  })

  test.for([
    ['data.score >= 60', 'data.score >= 80'],
    ['data.score >= 60', 'data.score > 60'],
    ['data.hot', 'data.hot && data.score > 3'],
    ['data.region in ["EU", "US"]', 'data.region == "EU"'],
    ['data.region != "EU"', 'data.region == "US"'],
    ['data.a < data.b', 'data.b > data.a && data.hot'],
    ['data.hot || data.score > 3', 'data.score == 5'],
  ])('%s before %s: the second is never taken', ([first, second]) => {
    expect(guards(first, second)).toEqual([`shadowed-transition ${at(2)}`])
  })

  test.for([
    ['data.score > 10', 'data.score < 20'],
    ['data.score > 80', 'data.score > 60'],
    ['data.hot', 'data.score > 60'],
    ['data.region in ["EU", "US"]', 'data.region in ["US", "UK"]'],
  ])('%s before %s: both can be taken, a warning', ([first, second]) => {
    expect(problemsOf(choice([{ guard: first! }, { guard: second! }]))).toMatchObject([
      { code: 'overlapping-guards', severity: 'warning', at: at(2) },
    ])
  })

  test.for([
    ['data.score >= 60', 'data.score < 60'],
    ['data.score == 1', 'data.score == 2'],
    ['data.hot', '!data.hot'],
    ['data.hot == true', 'data.hot == false'],
    ['event.answer == "yes"', 'event.answer != "yes"'],
    ['data.region in ["EU"]', '!(data.region in ["EU"])'],
    ['data.a < data.b', 'data.a >= data.b'],
    ['data.list.all(x, x > 1)', '!data.list.all(x, x > 1)'],
    ['data.hot && data.score > 3', '!(data.hot && data.score > 3)'],
    ['data.hot && data.score > 3', '!data.hot || data.score <= 3'],
  ])('%s and %s exclude each other', ([first, second]) => {
    expect(guards(first, second)).toEqual([])
  })

  test.for([
    ['data.a == data.b', 'data.c == data.d'],
    ['data.list.exists(x, x > 1)', 'data.score > 3'],
    ['strategy.limit > data.score', 'data.score > 3'],
  ])('of %s and %s nothing can be told, and nothing is said', ([first, second]) => {
    expect(guards(first, second)).toEqual([])
  })

  test('rules count as what they say', () => {
    const rules = {
      high: { title: 'High', when: 'data.score >= 60' },
      low: { title: 'Low', when: 'data.score < 60' },
      hot: { title: 'Hot', when: 'data.hot' },
    }

    expect(shortly(choice([{ guard: ['high', 'hot'] }, { guard: 'low' }], { rules }))).toEqual([])
    expect(
      shortly(
        choice([{ guard: 'high' }, { guard: ['hot', 'high'] }], { rules: { ...rules, low: rules.high } }),
      ),
    ).toEqual(['unused-rule /rules/low', `shadowed-transition ${at(2)}`])
  })

  test('different roles exclude each other, and a wider list of roles hides a narrower one', () => {
    expect(shortly(choice([{ allow: ['sales'] }, { allow: ['operations'] }]))).toEqual([])
    expect(shortly(choice([{ allow: ['sales'] }, {}]))).toEqual([])
    expect(shortly(choice([{ allow: ['sales', 'operations'] }, { allow: ['operations'] }]))).toEqual([
      `shadowed-transition ${at(2)}`,
    ])
  })

  test("an inner state's transition before that of the state around it is no conflict", () => {
    const states = {
      open: {
        initial: 'a',
        states: { a: { on: { GO: [{ target: '#shut' }] } } },
        on: { GO: [{ target: 'shut' }] },
      },
      shut: { type: 'final' },
    }

    expect(shortly({ initial: 'open', states })).toEqual([])
  })
})
