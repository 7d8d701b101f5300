import { describe, expect, test } from 'vitest'
import { closest, problem, quote } from '../../engine/problems.ts'

describe('did you mean', () => {
  test.for([
    ['payed', ['draft', 'paid'], 'paid'],
    ['Paid', ['paid'], 'paid'],
    ['qualifed', ['qualified', 'disqualified'], 'qualified'],
    ['slaes', ['strategy', 'sales'], 'sales'],
    ['nothing-like-it', ['paid'], undefined],
    ['a', ['b'], undefined],
    ['paid', [], undefined],
  ] as const)('%s, with %j: %s', ([name, known, expected]) => {
    expect(closest(name, known)).toBe(expected)
  })

  test('a name too long to compare is not compared', () => {
    expect(closest('x'.repeat(1_000_000), ['x'.repeat(999_999)])).toBeUndefined()
  })
})

describe('a message', () => {
  test('quotes a name, and cuts a long one', () => {
    expect(quote('say "hi"')).toBe('"say \\"hi\\""')
    expect(quote('x'.repeat(1_000)).length).toBeLessThan(90)
  })

  test('says where, how bad, and what to do', () => {
    expect(problem('dead-end', '/states/open', 'open')).toEqual({
      at: '/states/open',
      code: 'dead-end',
      severity: 'error',
      message:
        'A case that reaches "open" can never leave it. Add a transition that leads on, or make the state final.',
    })
  })
})
