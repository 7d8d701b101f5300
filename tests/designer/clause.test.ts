import { describe, expect, test } from 'vitest'
import { isPath, reasonsOf, splitComparison } from '../../designer/work/clause.ts'
import { labelsOf } from '../../designer/work/labels.ts'
import type { Clause, Verdict } from '../../engine/verdict.ts'

const labelOf = labelsOf({
  type: 'object',
  properties: {
    score: { type: 'number', title: 'Score' },
    prospect: { title: 'Prospect', properties: { segment: { title: 'Segment' }, budget: {} } },
    promises: { title: 'Promises', items: { properties: { dueOn: { title: 'Due on' }, state: {} } } },
  },
})

const sentences = (...clauses: Clause[]) =>
  reasonsOf({ rule: 'r', title: 'R', outcome: 'fail', clauses, transition: '' } satisfies Verdict, labelOf)

describe('a reason says what was read and what is needed', () => {
  test('a number that is too low', () => {
    const clause: Clause = { text: 'data.score >= 60', outcome: 'fail', values: { 'data.score': 40 } }

    expect(sentences(clause)).toEqual(['Score is 40; it has to be at least 60.'])
  })

  test('a threshold that comes from a register is named', () => {
    const clause: Clause = {
      text: 'data.score >= strategy.qualification.threshold',
      outcome: 'fail',
      values: { 'data.score': 40, 'strategy.qualification.threshold': 60 },
    }

    expect(sentences(clause)).toEqual([
      'Score is 40; it has to be at least 60 (Strategy › Qualification › Threshold).',
    ])
  })

  test('a comparison written the other way round is about the same field', () => {
    const clause: Clause = { text: '60 <= data.score', outcome: 'fail', values: { 'data.score': 40 } }

    expect(sentences(clause)).toEqual(['Score is 40; it has to be at least 60.'])
  })

  test('a value that is not among those allowed', () => {
    const clause: Clause = {
      text: 'data.prospect.segment in ["export", "wholesale"]',
      outcome: 'fail',
      values: { 'data.prospect.segment': 'retail' },
    }

    expect(sentences(clause)).toEqual([
      'Prospect › Segment is “retail”; it has to be “export” or “wholesale”.',
    ])
  })

  test('what is missing is named, whatever the rule does with it', () => {
    const clause: Clause = {
      text: 'data.prospect.budget >= 1000',
      outcome: 'unknown',
      values: {},
      missing: ['data.prospect.budget'],
    }

    expect(sentences(clause)).toEqual(['Prospect › Budget is not known yet.'])
  })

  test('an element of a list is named, and its own reason given', () => {
    const clause: Clause = {
      text: "promises.all(p, p.state != 'countered')",
      outcome: 'fail',
      values: {},
      kind: 'list',
      clauses: [
        {
          text: 'promises[1]',
          outcome: 'fail',
          values: { p: 'p2' },
          kind: 'element',
          clauses: [{ text: 'p.state != "countered"', outcome: 'fail', values: { 'p.state': 'countered' } }],
        },
      ],
    }

    expect(sentences(clause)).toEqual([
      'Promises p2: State is “countered”; it has to be anything but “countered”.',
    ])
  })

  test('of several clauses only those that do not hold are told, each once', () => {
    const low: Clause = { text: 'data.score > 60', outcome: 'fail', values: { 'data.score': 40 } }
    const fine: Clause = { text: 'data.score > 6', outcome: 'pass', values: { 'data.score': 40 } }
    const both: Clause = { text: '…', outcome: 'fail', values: {}, kind: 'and', clauses: [low, fine, low] }

    expect(sentences(both)).toEqual(['Score is 40; it has to be above 60.'])
  })

  test('a flag that is off', () => {
    expect(
      sentences({ text: 'data.consent.given', outcome: 'fail', values: { 'data.consent.given': false } }),
    ).toEqual(['Consent › Given is no; it has to be yes.'])
  })

  test('a day that has passed', () => {
    const clause: Clause = {
      text: 'day(now) <= find(objectives.list, data.objective).to',
      outcome: 'fail',
      values: { 'day(now)': '2026-11-24', 'find(objectives.list, data.objective).to': '2025-12-31' },
    }

    const [sentence] = sentences(clause)

    expect(sentence).toMatch(
      /^Today is .*2026.*; it has to be no later than .*2025.* \(Objectives › List › To\)\.$/,
    )
  })

  test('of parts any one of which would do, each is told, and that one is enough', () => {
    const elsewhere: Clause = { text: 'active("marketing.qualified")', outcome: 'fail', values: {} }
    const undecided: Clause = { text: 'data.ok', outcome: 'fail', values: { 'data.ok': false } }
    const either: Clause = {
      text: '…',
      outcome: 'fail',
      values: {},
      kind: 'or',
      clauses: [elsewhere, undecided],
    }

    expect(sentences(either)).toEqual([
      'The case is not in Marketing › Qualified.',
      'Ok is no; it has to be yes.',
      'One of these would be enough.',
    ])
  })

  test('an empty list in which something had to be', () => {
    const clause: Clause = {
      text: 'promises.exists(p, p.state != "withdrawn")',
      outcome: 'fail',
      values: { promises: [] },
      kind: 'list',
      clauses: [],
    }

    expect(sentences(clause)).toEqual(['Nothing among promises fits.'])
  })

  test('an expression without words of its own shows the values that it read', () => {
    const clause: Clause = { text: 'odd(data.score)', outcome: 'fail', values: { 'data.score': 40 } }

    expect(sentences(clause)).toEqual(['It read Score: 40.'])
  })
})

test('a comparison is split at its own operator, not at one inside brackets or quotation marks', () => {
  expect(splitComparison('find(a.list, b < c).from <= day(now)')).toEqual({
    left: 'find(a.list, b < c).from',
    operator: '<=',
    right: 'day(now)',
  })
  expect(splitComparison('data.a == "x in y"')).toEqual({ left: 'data.a', operator: '==', right: '"x in y"' })
  expect(splitComparison('data.given')).toBeUndefined()
})

test('a path is told from an expression', () => {
  expect(['data.a', 'promises[0].x', 'now'].map(isPath)).toEqual([true, true, true])
  expect(['f(x)', 'a + b', '"x"', '3'].map(isPath)).toEqual([false, false, false, false])
})
